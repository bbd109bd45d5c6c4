"""Which measures a check-in asks today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow

Area = Literal["glow", "scalp"]


def asked_today(
    diary: Diary, knowledge: Knowledge, area: Area, day: date, *, wash_day: bool = True
) -> Iterator[MeasureRow]:
    """The measures of an area that are due, in the order of the rows.

    What is asked often is offered each time, what belongs to a wash on wash days; weekly and monthly ones when their
    time has come round, and each time where a course that they judge is still to begin. Optional ones only where they
    judge a course, or the person wants to rate them. What does not apply to the person is not asked.
    """
    wanted = {*primaries(diary), *diary.profile.also_asked}
    before_a_course = set(rated_before_a_course(diary, knowledge, day))
    for row in knowledge.measures.values():
        if row.area != area or row.id in diary.profile.not_asked:
            continue
        asked = row.when_chosen or row.asked if row.id in wanted else row.asked
        if asked == "optional" or (asked == "wash_day" and not wash_day):
            continue
        last = max((c.day for c in diary.check_ins if row.id in c.scores and c.day <= day), default=None)
        if last is None or row.id in before_a_course or (day - last).days >= _days_between(knowledge, asked):
            yield row


def primaries(diary: Diary) -> set[str]:
    """The measures that active courses are judged by."""
    return {c.primary for c in diary.courses.values() if c.state == "active" and c.primary}


def rated_before_a_course(diary: Diary, knowledge: Knowledge, day: date) -> Iterator[str]:
    """The weekly measures that a course of the next weeks is to be judged by: once a week would give two ratings in its
    two weeks of rating, and a baseline needs five."""
    for course in diary.courses.values():
        row = knowledge.measures.get(course.primary or "")
        if row is None or course.state != "active" or (row.when_chosen or row.asked) != "weekly":
            continue
        if 0 < (course.starts_on - day).days <= 2 * knowledge.figure("baseline_days") and not course.done_before:
            yield row.id


def check_in_days(diary: Diary, knowledge: Knowledge, area: Area, day: date) -> int:
    """Days between two check-ins of an area; as few as for the face while the ratings before a course are made."""
    usual, often = (int(knowledge.figure(f"{name}_check_in_days")) for name in (area, "glow"))
    before = rated_before_a_course(diary, knowledge, day)
    return min(usual, often) if any(knowledge.measures[one].area == area for one in before) else usual


def _days_between(knowledge: Knowledge, asked: str) -> float:
    match asked:
        case "weekly":
            return knowledge.figure("scalp_check_in_days") - 1  # a day early still counts for its week
        case "monthly":
            return knowledge.figure("monthly_days")
    return 0


def days_since_wash(diary: Diary, knowledge: Knowledge, day: date) -> int | None:
    """Days since the wash before that of `day`, by what was rated at washes; None where none is known."""
    of_wash = {row.id for row in knowledge.measures.values() if row.asked == "wash_day"}
    last = max((c.day for c in diary.check_ins if c.day < day and of_wash & c.scores.keys()), default=None)
    return None if last is None else (day - last).days


def hairs_a_day(row: MeasureRow, level: float, days: int) -> tuple[int, int | None] | None:
    """About how many a day a binned count at one wash stands for: at least, and at most (None: nobody knows).

    None for a row that has no bands, and for none at all.
    """
    levels = [one for one, _ in sorted(row.anchors)]
    if not row.bands or level not in levels:
        return None
    place = levels.index(level)
    least, following = row.bands[place], row.bands[place + 1 : place + 2]
    if not least:
        return None
    return round(least / days), round((following[0] - 1) / days) if following else None
