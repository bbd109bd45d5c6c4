"""What a course that treats one side says: how far the treated side has moved away from the kept one.

Each check-in with both sides gives one difference, treated minus kept. The differences since the start are compared
with those from before it, in the same windows, at the same fixed looks and with the same 5 % of false alarms over all
of them as any other verdict (care/trends.py): faces are not even, and what was different before proves nothing. The
differences of one person resemble each other from day to day as ratings do, and count as fewer for it. While a course
has such a test, the difference of its sides is the one thing that it is judged by.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from msgspec.structs import replace

from care import statistics
from care.diary import Diary
from care.knowledge import MeasureRow
from care.messages import Message, message
from care.records import Course, Side, Sides

BY_SIDES = message(
    "This is a picture of your ratings of both sides together. As one side alone is treated, the course is judged by "
    "the difference between them."
)
ENDED_EARLY = message("The test of the sides ended before its first look, so nothing can be said of it.")
SIDE_WORDS: dict[Side, Message] = {"left": message("your left side"), "right": message("your right side")}


def paired(row: MeasureRow) -> MeasureRow:
    """The row of a measure as one of differences: they reach as far below zero as above it, and two roundings make
    them coarser than one."""
    low, high, step = row.scale
    least = (high - low) / 10 if row.least_change is None else row.least_change
    return replace(row, scale=(low - high, high - low, step * math.sqrt(2)), least_change=least)


def difference(course: Course, sides: Sides) -> float:
    """Treated minus kept."""
    apart = sides.left - sides.right
    return apart if course.split == "left" else -apart


def differences(diary: Diary, course: Course, measure: str, until: date) -> dict[date, float]:
    """One difference for each care day that has any, in their order: the mean of the day's."""
    days: dict[date, list[float]] = {}
    for check_in in diary.check_ins:
        if measure in check_in.sides and check_in.day <= until:
            days.setdefault(check_in.day, []).append(difference(course, check_in.sides[measure]))
    return {day: statistics.mean(days[day]) for day in sorted(days)}


def last_day(course: Course, today: date) -> date:
    """The last day that the test knows of: nothing that is rated after it has ended is looked at."""
    return today if course.split_ended is None else min(today, course.split_ended - timedelta(days=1))


def said(course: Course, verdict: str, why: Message, change: float, low: float, high: float) -> Message:
    """The sentence beside a verdict on the sides; what waits or lacks ratings says so as any other."""
    side = SIDE_WORDS[course.split or "left"]
    if verdict == "no_clear_change":
        return message(
            "Against the other side, {side} has moved by {change} since the start, likely between {low} and {high}. "
            "Your usual ups and downs, and chance, could explain that.",
            side=side,
            change=_short(change),
            low=_short(low),
            high=_short(high),
        )
    if not verdict.startswith("clearly"):
        return why
    least, most = sorted((abs(low), abs(high)))
    values = {"side": side, "change": _short(abs(change)), "low": _short(least), "high": _short(most)}
    if change > 0:
        return message(
            "Against the other side, your ratings of {side} are clearly higher than before: by {change}, likely "
            "between {low} and {high}. This cannot tell how far knowing the side did it.",
            **values,
        )
    return message(
        "Against the other side, your ratings of {side} are clearly lower than before: by {change}, likely between "
        "{low} and {high}. This cannot tell how far knowing the side did it.",
        **values,
    )


def _short(value: float) -> float:
    """One decimal, and no minus zero."""
    return round(value, 1) + 0.0
