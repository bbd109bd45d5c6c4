"""The sentences beside a verdict. None of them says that a serum did anything."""

from __future__ import annotations

from datetime import date

from care.messages import Message, message
from care.statistics import Difference

WATCHING = message("This is a picture of your ratings. Only the main measure of a course gets a verdict.")
BEGAN_BEFORE = message(
    "This is a picture of your ratings. The course began before Mesoday, so there is no before to compare with."
)
NO_LOOKS = message("This is a picture of your ratings. No day is fixed for a verdict on this measure.")


def too_early(day: date, weeks: int) -> Message:
    return message(
        "Too early to say. The first fair look is on {day}, {weeks} weeks after the start.", day=day, weeks=weeks
    )


def too_early_without_baseline(day: date) -> Message:
    return message(
        "Too early to say. The first look is on {day}, but there are too few ratings from before the start to compare.",
        day=day,
    )


def short_baseline(made: int, days: int, *, needed: int, least: int) -> Message:
    return message(
        "A before-and-after look needs ratings on {needed} days, spread over {least} days before the start. "
        "There are {made}, over {days}.",
        needed=needed,
        least=least,
        made=made,
        days=days,
    )


def few_ratings(made: int, planned: int, needed: int, weeks: int) -> Message:
    return message(
        "In the {weeks} weeks before the look there are ratings on {made} of {planned} planned days. "
        "A fair look needs {needed}.",
        weeks=weeks,
        made=made,
        planned=planned,
        needed=needed,
    )


def no_clear_change(found: Difference, threshold: float) -> Message:
    return message(
        "The difference is {change}, likely between {low} and {high}. It would be clear from {least} on, with all of "
        "this range on one side of 0.",
        change=_short(found.estimate),
        low=_short(found.low),
        high=_short(found.high),
        least=_short(threshold),
    )


def slow_ratings(found: Difference) -> Message:
    """For an interval too wide to be worth showing."""
    return message(
        "The difference is {change}. Your ratings go up and down slowly, and that alone could explain it.",
        change=_short(found.estimate),
    )


def clear_change(found: Difference) -> Message:
    """Sizes without a sign: the word says the direction."""
    least, most = sorted((abs(found.low), abs(found.high)))
    values = {"change": _short(abs(found.estimate)), "low": _short(least), "high": _short(most)}
    if found.estimate > 0:
        return message(
            "Your ratings are clearly higher: by {change}, likely between {low} and {high}. "
            "This cannot tell that the serum did it.",
            **values,
        )
    return message(
        "Your ratings are clearly lower: by {change}, likely between {low} and {high}. "
        "This cannot tell that the serum did it.",
        **values,
    )


def _short(value: float) -> float:
    """One decimal, and no minus zero."""
    return round(value, 1) + 0.0
