"""The ledger's verbs: what became of each occurrence. Each is claimed, durably, before it is shown.

A crash between the two shows it again in the same place: its key is its place, and a claim that is not followed by
anything is shown again, never a second row.
"""

from __future__ import annotations

from msgspec import Struct

from care.changes import Change, Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.verbs import decide
from reminders.planner import Due, to_occurrence


class Claim(Struct, frozen=True):
    """These are about to be shown. Whatever another process has claimed, shown or answered meanwhile is left alone."""

    dues: tuple[Due, ...]


class Shown(Struct, frozen=True):
    """These have been shown: in time, or as missed."""

    dues: tuple[Due, ...]
    missed: bool = False


@decide.register
def claim(command: Claim, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    puts = []
    for due in command.dues:
        kept = diary.ledger.get(due.key)
        if kept is None or kept.state == "snoozed":
            puts.append(Change(kept, to_occurrence(due, "claimed", kept)))
    return Changes(tuple(puts))


@decide.register
def shown(command: Shown, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    state = "missed_shown" if command.missed else "delivered"
    puts = []
    for due in command.dues:
        kept = diary.ledger.get(due.key)
        if kept is None or kept.state in ("claimed", "snoozed"):
            puts.append(Change(kept, to_occurrence(due, state, kept)))
    return Changes(tuple(puts))
