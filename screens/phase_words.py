"""The phases of a course in words."""

from __future__ import annotations

from collections.abc import Sequence

from care.records import Phase
from screens.course_words import every_days
from screens.wording import Wording


def phase_lines(words: Wording, phases: Sequence[Phase]) -> tuple[str, ...]:
    """One line a phase: "8 sessions, once a week", "Then every 4 weeks, for as long as you like"."""
    return tuple(_line(words, phase, first=number == 0) for number, phase in enumerate(phases))


def _line(words: Wording, phase: Phase, *, first: bool) -> str:
    often = every_days(words, phase.every_days)
    if phase.sessions is not None:
        return words.count("One session, {often}", "{count} sessions, {often}", phase.sessions, often=often)
    if first:
        return words.text("A session {often}, for as long as you like", often=often)
    return words.text("Then {often}, for as long as you like", often=often)
