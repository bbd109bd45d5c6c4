"""What stood in the calendar file made last, so that the next one can cancel what is planned no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from reminders.planner import Due

SENT = "calendar_sent"  # the setting: the keys of the file made last
KEPT = 2000  # more than a year of a full calendar; the nearest are kept


class Settings(Protocol):
    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


def gone(settings: Settings, planned: Iterable[Due], today: date) -> tuple[str, ...]:
    """The keys that the last file held from today on, and that are planned no more."""
    there = {due.key for due in planned}
    return tuple(key for key in _sent(settings) if key not in there and key[:10] >= today.isoformat())


def remember(settings: Settings, planned: Iterable[Due]) -> None:
    """Keep what the file made now holds."""
    settings.update(**{SENT: sorted(due.key for due in planned)[:KEPT]})


def _sent(settings: Settings) -> list[str]:
    kept = settings.get(SENT)
    return [key for key in kept if _is_key(key)] if isinstance(kept, list) else []


def _is_key(key: Any) -> bool:
    """Whether it begins with a date and a wall time, as keys do."""
    try:
        date.fromisoformat(key[:10])
        return key[10] == "/" and key[16] == "/" and 0 <= int(key[11:13]) < 24 and 0 <= int(key[14:16]) < 60
    except (TypeError, ValueError, IndexError):
        return False
