"""How a new course begins: with what, now, after two weeks of rating, or in the middle. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from care.courses import interval, phase_of
from care.diary import Diary
from care.knowledge import Knowledge
from care.last_use import untested
from care.records import Area, Course, Device, Product
from care.shelf import product_closed
from screens.snapshot import Snapshot

Start = Literal["now", "rating_first", "under_way"]
SESSION_FORMS = ("serum", "ampoule", "scalp_tonic")
MOST_DONE = 200


def products_for(shot: Snapshot, knowledge: Knowledge, area: Area, wanted: Collection[str] = ()) -> list[Product]:
    """What stands on the shelf and may be used in a session of the area; what holds the wanted actives first, then
    what needs no patch test any more."""
    fitting = [p for p in shot.diary.products.values() if p.form in SESSION_FORMS and (area in p.areas or not p.areas)]
    fitting = [p for p in fitting if not product_closed(p, shot.today, shot.now.zone)]
    ready = {p.id for p in fitting if untested(shot.diary, knowledge, p, shot.today) is None}
    return sorted(fitting, key=lambda p: (not set(p.actives) & set(wanted), p.id not in ready, p.name.lower()))


def devices_for(diary: Diary) -> list[Device]:
    return sorted(diary.devices.values(), key=lambda d: d.name.lower())


def likely_start(shot: Snapshot, knowledge: Knowledge, product: Product | None) -> Start:
    """At once where the product needs no patch test any more; else that runs while the rating does."""
    ready = product is None or untested(shot.diary, knowledge, product, shot.today) is None
    return "now" if ready else "rating_first"


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
