"""Whether what is done every so often by itself is to be done now, by the instants that local.json remembers."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.local import Local


def remembered(local: Local, name: str) -> datetime | None:
    """The instant in a setting, where it is one."""
    try:
        found = datetime.fromisoformat(str(local.get(name)))
    except ValueError:
        return None
    return found if found.tzinfo else None


def is_over(done: datetime | None, every: timedelta, now: datetime) -> bool:
    """Whether it was never done, or that long ago; or lies ahead: a clock that was set back must not end it."""
    return done is None or not done <= now < done + every
