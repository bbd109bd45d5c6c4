"""What the person decided for themselves on a day: an advice set aside is told, and no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from care.diary import Diary
from care.why import Why


def rules_set_aside(diary: Diary, about: str, day: date) -> frozenset[str]:
    """The rules that the person set aside on a care day about a course.

    A choice that names no rule sets none aside.
    """
    return frozenset(
        choice.rule
        for choice in diary.choices
        if choice.day == day and choice.about == about and choice.what == "own_decision" and choice.rule
    )


def weigh(whys: Iterable[Why], aside: frozenset[str]) -> tuple[tuple[Why, ...], tuple[Why, ...]]:
    """The reasons that still hold, and the advices that were set aside. Only an advice can be."""
    standing: list[Why] = []
    told: list[Why] = []
    for why in whys:
        if why.strength == "advise" and why.rule in aside:
            told.append(replace(why, aside=True))
        else:
            standing.append(why)
    return tuple(standing), tuple(told)
