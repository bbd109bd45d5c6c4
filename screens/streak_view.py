"""Days with care in a row, in words: what is there, never what is not."""

from __future__ import annotations

from msgspec import Struct

from care.streak import Streak
from screens.wording import Wording

FEWEST = 2  # one day is no row
HIDDEN = "streak_hidden"  # the setting that hides it


class StreakView(Struct, frozen=True):
    """`passed`: which days were passed over, "" for none; `rules`: how it is counted."""

    said: str
    passed: str
    rules: tuple[str, ...]


def streak_view(words: Wording, one: Streak, room: int) -> StreakView | None:
    """None where there is nothing to tell. `room`: empty days that seven days have room for."""
    if one.days < FEWEST:
        return None
    said = words.count("One day with care", "{count} days with care in a row", one.days)
    rested = words.count("one day of rest", "{count} days of rest", one.rested) if one.rested else ""
    free = words.count("one free day", "{count} free days", one.free) if one.free else ""
    passed = ""
    if rested and free:
        passed = words.text("Passed over: {rested} and {free}.", rested=rested, free=free)
    elif rested or free:
        passed = words.text("Passed over: {days}.", days=rested or free)
    return StreakView(said, passed, rules(words, room))


def rules(words: Wording, room: int) -> tuple[str, ...]:
    return (
        words.text("A day counts with a step, a session or a check-in."),
        words.text("Planned pauses, days on which your skin rests, and days you put off are passed over."),
        words.count(
            "In any seven days one empty day is passed over, too.",
            "In any seven days {count} empty days are passed over, too.",
            room,
        ),
        words.text("Nothing hangs on it, and no entry ever goes."),
    )
