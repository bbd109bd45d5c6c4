"""Which measures a check-in asks today."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal

from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow

Area = Literal["glow", "scalp"]


def asked_today(
    diary: Diary, knowledge: Knowledge, area: Area, day: date, left_out: Collection[str] = ()
) -> Iterator[MeasureRow]:
    """The measures of an area that are due, in the order of the rows.

    What is asked often or on wash days is offered each time; weekly and monthly ones when their time has come round.
    Optional ones only where they are the primary measure of a course. `left_out`: those that do not apply.
    """
    primaries = {c.primary for c in diary.courses.values() if c.state == "active"}
    for row in knowledge.measures.values():
        if row.area != area or row.id in left_out:
            continue
        asked = row.when_chosen or row.asked if row.id in primaries else row.asked
        if asked == "optional":
            continue
        last = max((c.day for c in diary.check_ins if row.id in c.scores and c.day <= day), default=None)
        if last is None or (day - last).days >= _days_between(knowledge, asked):
            yield row


def _days_between(knowledge: Knowledge, asked: str) -> float:
    match asked:
        case "weekly":
            return knowledge.figure("scalp_check_in_days") - 1  # a day early still counts for its week
        case "monthly":
            return knowledge.figure("monthly_days")
    return 0
