"""Who is at a data folder for as long as it runs: the app, or `remind`. Others can see it, and since when.

A lock of the system, which ends with its process, says that somebody is there; a file beside it says since when.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from msgspec import Struct

Role = Literal["app", "remind"]
PATIENCE = 0.5  # seconds; who looks holds the lock for a moment


class Present(Struct, frozen=True):
    """Somebody is there; `since` is None when that cannot be read."""

    since: datetime | None


class Presence:
    """One process of a role at a folder. Where another one is there already, or nothing can be written, nothing
    happens: no reminder waits for being seen."""

    def __init__(self, folder: Path, role: Role) -> None:
        self._lock, self._told = _lock(folder, role), _told(folder, role)

    def begin(self, since: datetime) -> None:
        """Be seen until `end`. Blocks for a moment at most."""
        with contextlib.suppress(Timeout, OSError):
            self._lock.acquire(timeout=PATIENCE, poll_interval=0.02)
            self._told.write_text(since.isoformat(), encoding="ascii")
            self._told.chmod(0o600)

    def end(self) -> None:
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._told.unlink()
            self._lock.release()


def who_is_there(folder: Path, role: Role) -> Present | None:
    """Whether a process of that role is at the folder now. Writes nothing."""
    lock, told = _lock(folder, role), _told(folder, role)
    if not Path(lock.lock_file).exists():
        return None
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return Present(_since(told))
    except OSError:  # a folder that may only be read: nobody runs from it
        return None
    lock.release()
    return None


def _lock(folder: Path, role: Role) -> FileLock:
    return FileLock(folder / f".{role}", mode=0o600, thread_local=False)


def _told(folder: Path, role: Role) -> Path:
    return folder / f".{role}-since"


def _since(told: Path) -> datetime | None:
    try:
        found = datetime.fromisoformat(told.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return found if found.tzinfo else None
