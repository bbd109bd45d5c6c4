"""The forecast of a course: its coming days, the day on which its counted sessions end, and what they still take.

It takes each session to be done on its day, today's answers to hold, and skin to heal in the days of its rule.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from care import courses, shelf
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.outlook import Outlook
from care.records import Course

COMING = 4
LEEWAY = timedelta(days=120)  # how much later than by its own rhythm a course is looked for, for what moves it
FARTHEST = timedelta(days=5 * 366)


class Supply(Struct, frozen=True):
    """What the counted sessions still take of a single-use product: one a session. `sealed`: how many stand on the
    shelf (None: not counted). `good_until`: the last day they may be used; `too_late`: sessions that fall after it."""

    needed: int
    sealed: int | None
    good_until: date | None
    too_late: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.sealed) if self.sealed is not None else 0


class Forecast(Struct, frozen=True):
    """`days`: the next four at most. `left`: counted sessions still to do (None: the course counts none). `ends_on`:
    the care day of the last of them (None: there is none, or a pause has no end). `supply`: None where the product is
    not used up session by session, so that nothing exact can be said."""

    days: tuple[date, ...]
    left: int | None
    ends_on: date | None
    supply: Supply | None


def forecast(diary: Diary, knowledge: Knowledge, course: Course, now: Moment) -> Forecast:
    """What is to come of an active course, seen from now."""
    so_far = courses.progress(diary, course)
    left = max(0, so_far.planned - so_far.finished) if so_far.planned is not None else None
    days = coming(_as_if_fresh(diary, course), knowledge, course, now, max(left or 0, COMING))
    ends_on = days[left - 1] if left and len(days) >= left else None
    return Forecast(tuple(days[:COMING]), left, ends_on, _supply(diary, course, left, days, now.zone))


def coming(diary: Diary, knowledge: Knowledge, course: Course, now: Moment, count: int) -> list[date]:
    """The care days from today on which the next sessions fall, `count` at most: fewer where the course ends, where it
    is closed for good, or where a pause has no end."""
    if course.state != "active":
        return []
    done = courses.progress(diary, course).finished
    rhythm = sum((courses.interval(course, done + n) for n in range(count)), timedelta())
    first = max(now.care_day(diary.profile.day_starts_at), courses.next_on(diary, course) or date.min)
    until = first + min(rhythm + LEEWAY, FARTHEST)
    return [one.day for one in Outlook(diary, knowledge, now, until).coming(course.id)][:count]


def _as_if_fresh(diary: Diary, course: Course) -> Diary:
    """What runs out meanwhile is taken to be bought anew."""
    product = diary.products.get(course.product or "")
    if product is None:
        return diary
    fresh = replace(product, expires_on=None, opened_at=None)
    return replace(diary, products={**diary.products, product.id: fresh})


def _supply(diary: Diary, course: Course, left: int | None, days: list[date], zone: str) -> Supply | None:
    """Only what is used up session by session can be counted; how many millilitres a session takes is not known."""
    product = diary.products.get(course.product or "")
    if product is None or not product.single_use or left is None:
        return None
    until = shelf.good_until(product, zone)
    too_late = sum(day > until for day in days[:left]) if until else 0
    return Supply(left, product.count, until, too_late)
