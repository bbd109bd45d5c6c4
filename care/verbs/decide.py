"""One entry for every command: `decide` finds the decider of its type."""

from __future__ import annotations

from functools import singledispatch

from care.changes import Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge


@singledispatch
def decide(command: object, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    """What a command changes. Raises `Refused` with the reason when it cannot be carried out; nothing changes then."""
    raise TypeError(f"no decider for {type(command).__name__}")
