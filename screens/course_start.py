"""How a new course begins: with what, now, after two weeks of rating, or in the middle. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from care.courses import interval, phase_of
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Area, Course, Device, Product
from care.shelf import product_closed

Start = Literal["now", "rating_first", "under_way"]
SESSION_FORMS = ("serum", "ampoule", "scalp_tonic")
MOST_DONE = 200
READY = ("passed", "tolerated")


def products_for(
    diary: Diary, area: Area, *, today: date | None = None, zone: str = "UTC", wanted: Collection[str] = ()
) -> list[Product]:
    """What stands on the shelf and may be used in a session of the area; what holds the wanted actives first, then
    what needs no patch test any more. With `today`, what is past its date is left out."""
    fitting = [p for p in diary.products.values() if p.form in SESSION_FORMS and not p.retired]
    fitting = [p for p in fitting if area in p.areas or not p.areas]
    if today is not None:
        fitting = [p for p in fitting if not product_closed(p, today, zone)]
    return sorted(fitting, key=lambda p: (not set(p.actives) & set(wanted), not is_ready(p), p.name.lower()))


def devices_for(diary: Diary) -> list[Device]:
    return sorted(diary.devices.values(), key=lambda d: d.name.lower())


def is_ready(product: Product) -> bool:
    """Whether the product needs no patch test any more."""
    return product.patch_test is not None and product.patch_test.state in READY


def likely_start(product: Product | None) -> Start:
    """At once where the product is ready; else the patch test runs while the rating does."""
    return "now" if product is None or is_ready(product) else "rating_first"


def first_day(start: Start, knowledge: Knowledge, today: date) -> date:
    """The day of the first session: today, or after the weeks of rating."""
    if start == "rating_first":
        return today + timedelta(days=int(knowledge.figure("baseline_days")))
    return today


def next_after(course: Course, done: int, last: date, today: date) -> date | None:
    """The day of the next session of a course that was begun before Mesoday: its interval after the last one, today at
    the earliest. None where the course has no more sessions than those done."""
    if phase_of(course, done) is None:
        return None
    return max(today, last + interval(course, done))
