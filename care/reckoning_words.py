"""What else could explain a change of ratings, said where it matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from care.knowledge import MeasureRow
from care.messages import FullDate, Message, message

NO_BASELINE = message(
    "Without enough ratings from before the start, a rise cannot be told from one that would have come by itself. "
    "Courses are often begun on bad days, and after bad days ordinary ones follow."
)
ROSE_BEFORE = message("Your ratings were already rising before the start. A part of any rise may be that.")
FELL_BEFORE = message("Your ratings were already falling before the start. A part of any fall may be that.")


NO_SESSIONS = message(
    "No finished session of this course is in the diary up to the look, so this says nothing about it."
)


def sessions_over(last: date) -> Message:
    return message("The last session was on {day}, before the days that are compared now.", day=FullDate(last))


def bad_start(days: int) -> Message:
    return message(
        "The course began after some bad days. After bad days ordinary ones follow by themselves, so all {days} rated "
        "days before the start are compared, and not the last ones alone.",
        days=days,
    )


def season(row: MeasureRow) -> Iterator[Message]:
    """For what follows the seasons by itself."""
    if row.season:
        yield message(row.season)


def washes(before: float, now: float) -> Message:
    return message(
        "There were about {before} days between washes before, and {now} now. More days between washes bring more "
        "hairs and flakes at one wash.",
        before=round(before, 1),
        now=round(now, 1),
    )
