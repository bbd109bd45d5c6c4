"""Taking turns: of several processes on one data folder only one shows reminders at a time.

The turn is a lock of the system, which ends with its process. So whoever has the turn knows that a reminder still
claimed was claimed by one that did not live to show it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout

NAME = ".reminding"
PATIENCE = 10.0  # seconds; showing takes milliseconds, and the next beat comes anyway


class Turn:
    """The turn at one data folder; without a folder it is always ours."""

    def __init__(self, folder: Path | None) -> None:
        self._lock = FileLock(folder / NAME, mode=0o600, thread_local=False) if folder else None

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[bool]:
        """Whether we have the turn, within the block."""
        if self._lock is None:
            yield True
            return
        try:
            await asyncio.to_thread(self._lock.acquire, timeout=PATIENCE, poll_interval=0.02)
        except Timeout:
            yield False
            return
        except OSError:
            yield True  # where nothing can be written nothing can be claimed either, and that says so better
            return
        try:
            yield True
        finally:
            self._lock.release()
