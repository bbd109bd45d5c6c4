"""Planned reminders as one object each for machines, and as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from care.messages import message
from screens.terminal.instants import iso
from screens.terminal.layout import section
from screens.terminal.tools import Due
from screens.wording import Wording

STATES = {
    "claimed": message("being shown"),
    "delivered": message("delivered"),
    "missed_shown": message("missed, and said"),
    "snoozed": message("snoozed"),
    "again": message("rings once more"),
    "done": message("done"),
    "skipped": message("skipped"),
}


def due_json(due: Due, words: Wording) -> dict[str, Any]:
    """`at` is an instant in UTC, `local` the same on the wall clock of the reminder's zone."""
    return {
        "reminder": due.reminder,
        "about": due.about,
        "title": words.say(due.title),
        "date": due.date.isoformat(),
        "slot": due.slot,
        "at": iso(due.at),
        "local": due.local,
        "state": due.state,
    }


def due_lines(found: Sequence[Due], words: Wording, width: int) -> Iterator[str]:
    """One part for each day, in the order of their instants, on the person's clock."""
    if not found:
        yield words.text("No reminders in that time.")
    zone = ZoneInfo(words.zone)
    for day, of_day in groupby(found, key=lambda d: d.at.astimezone(zone).date()):
        rows = [(words.time(d.at), words.say(d.title), _note(d, words)) for d in of_day]
        yield from section(words.long_date(day), rows, width)


def _note(due: Due, words: Wording) -> str:
    state = STATES.get(due.state)
    return words.say(state) if state else ""
