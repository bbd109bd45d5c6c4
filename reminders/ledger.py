"""The ledger's verbs: what became of each occurrence. Each is claimed, durably, before it is shown.

A crash between the two shows it again in the same place: its key is its place, and a claim that is not followed by
anything is shown again, never a second row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from care.changes import Change, Changes, deleting
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Occurrence
from care.verbs import decide
from reminders.planner import Due, to_occurrence

CALLED_OUT = ("claimed", "delivered", "missed_shown")


class Claim(Struct, frozen=True):
    """These are about to be shown. Whatever another process has claimed, shown or answered meanwhile is left alone."""

    dues: tuple[Due, ...]


class Shown(Struct, frozen=True):
    """These have been shown: in time, or as missed."""

    dues: tuple[Due, ...]
    missed: bool = False


class Unring(Struct, frozen=True):
    """The clock had gone ahead, and is set right: what it called out meanwhile for a time that is still to come was not
    called out. `before`: the keys that had been called out already when it went ahead."""

    before: tuple[str, ...] = ()


@decide.register
def unring(command: Unring, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    rows = (row for row in called_out_after(diary, now.at) if row.id not in command.before)
    return sum((deleting(row) for row in rows), Changes())


def called_out_after(diary: Diary, at: datetime) -> Iterator[Occurrence]:
    """The rows of what was called out for a time after an instant: by a clock that was ahead of it."""
    return (row for row in diary.ledger.values() if row.due_at > at and row.state in CALLED_OUT)


@decide.register
def claim(command: Claim, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    puts = []
    for due in command.dues:
        kept = diary.ledger.get(due.key)
        if kept is None or kept.state == "snoozed" or _not_yet_again(due, kept):
            puts.append(Change(kept, to_occurrence(due, "claimed", kept)))
    return Changes(tuple(puts))


def _not_yet_again(due: Due, kept: Occurrence) -> bool:
    """Whether it is to ring once more, and nobody has let it ring so meanwhile."""
    return due.state == "again" and kept.state == "delivered" and (kept.snoozed_until or kept.due_at) < due.at


@decide.register
def shown(command: Shown, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    puts = []
    for due in command.dues:
        kept = diary.ledger.get(due.key)
        # what rang once and could not ring again was not missed
        state = "missed_shown" if command.missed and due.first_at is None else "delivered"
        if kept is None or kept.state in ("claimed", "snoozed"):
            puts.append(Change(kept, to_occurrence(due, state, kept)))
    return Changes(tuple(puts))
