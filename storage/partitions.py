"""Which table file a record belongs to, so that opening today does not read all the years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from care.records import Event, Occurrence, Record, kind_of

CATALOG = "catalog.json"
GROUPS = {
    "check_in": "check_ins",
    "session": "care",
    "step_done": "care",
    "choice": "care",
    "reaction": "care",
    "photo": "care",
    "occurrence": "ledger",
}  # all other kinds are in the catalogue
FOLDERS = ("check_ins", "care", "ledger")


def day_of(record: Record) -> date | None:
    """The day a record is filed under: an event's care day, an occurrence's calendar date; None in the catalogue."""
    if isinstance(record, Event):
        return record.day
    return record.date if isinstance(record, Occurrence) else None


def file_of(group: str, day: date) -> str:
    """``check_ins/2026.json``, ``care/2026-11.json``, ``ledger/2026-11.json``."""
    return f"{group}/{day.year:04d}.json" if group == "check_ins" else f"{group}/{day.year:04d}-{day.month:02d}.json"


def partition_of(record: Record) -> str:
    """The table file of a record, relative to ``tables/``."""
    day = day_of(record)
    group = GROUPS.get(kind_of(record))
    return CATALOG if group is None or day is None else file_of(group, day)


def that_hold(names: Iterable[str], kind: str, since: date | None, until: date | None) -> list[str]:
    """Those of the table files that may hold records of the kind from `since` to `until`, both included; sorted."""
    group = GROUPS.get(kind)
    if group is None:
        return [CATALOG] if CATALOG in names else []
    first = file_of(group, since) if since else f"{group}/"
    last = file_of(group, until) if until else f"{group}0"  # the sign behind the slash
    return sorted(name for name in names if first <= name <= last)


def day_in_id(kind: str, id: str) -> date | None:
    """The day that stands at the beginning of the derived ids of steps and occurrences."""
    if kind not in ("step_done", "occurrence"):
        return None
    try:
        return date.fromisoformat(id[:10])
    except ValueError:
        return None
