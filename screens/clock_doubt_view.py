"""Is it really that time? The question about a clock that leapt ahead, as plain sentences."""

from __future__ import annotations

from msgspec import Struct

from care.clock_doubt import ClockDoubt
from screens.snapshot import Snapshot

A_DAY = 86_400


class ClockView(Struct, frozen=True):
    """`yes` and `no` are the two answers; `no` is "" once the person has said that the clock is wrong."""

    title: str
    lines: tuple[str, ...]
    yes: str
    no: str


def clock_view(shot: Snapshot) -> ClockView | None:
    """None where the clock is believed."""
    doubt, words = shot.clock_doubt, shot.wording
    if doubt is None or not doubt.holds:
        return None
    if doubt.answer == "wrong":
        return ClockView(
            words.text("The clock is wrong"),
            (
                words.text("Please set it right in the settings of this device. Mesoday notices it by itself."),
                words.text(
                    "Until then nothing is marked as missed. What you note now counts for {day}.",
                    day=words.long_date(shot.today),
                ),
            ),
            words.text("The clock is right now"),
            "",
        )
    days = max(1, round(doubt.ahead / A_DAY))
    return ClockView(
        words.text("Is it {moment}?", moment=words.dated_moment(shot.now.at)),
        (
            words.count(
                "The clock of this device jumped ahead by about one day, from {before}.",
                "The clock of this device jumped ahead by about {count} days, from {before}.",
                days,
                before=words.dated_moment(doubt.since),
            ),
            _waiting(shot, doubt),
        ),
        words.text("Yes, that is the time"),
        words.text("No, the clock is wrong"),
    )


def _waiting(shot: Snapshot, doubt: ClockDoubt) -> str:
    words = shot.wording
    if not doubt.missed:
        return words.text("No reminder fell into that time. Nothing is marked as missed until you answer.")
    return words.count(
        "One reminder fell into that time. Nothing is marked as missed until you answer.",
        "{count} reminders fell into that time. Nothing is marked as missed until you answer.",
        doubt.missed,
    )
