"""What a running Mesoday does for the diary by itself: the daily backup and the weekly reading of everything."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from care.ports import Clock
from care.progress import Cancelled
from storage.local import Local

if TYPE_CHECKING:
    from storage.auto_backup import Say

log = logging.getLogger(__name__)


class Upkeep:
    """Looks after one data folder from `start` until `finish`, in a thread of its own, as long as there is work.

    `say` is asked for when a sentence is to be kept among the settings: the person may change the language. `also`:
    what else is looked after then.
    """

    first_after = 90.0  # seconds after the start, which belong to the person
    every = 900.0  # seconds between two looks at whether something is due

    def __init__(
        self, folder: Path, local: Local, clock: Clock, say: Callable[[], Say], also: Callable[[], object] | None = None
    ) -> None:
        self._folder, self._local, self._clock, self._say, self._also = folder, local, clock, say, also
        self._stop = threading.Event()
        self._living: asyncio.Task[None] | None = None
        self._working: asyncio.Future[None] | None = None

    async def start(self) -> None:
        self._living = asyncio.create_task(self._live())

    async def finish(self) -> None:
        """Stop, and wait until what is under way has left nothing behind."""
        self._stop.set()
        if self._living is not None:
            self._living.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._living
        if self._working is not None:
            await self._working

    def look_after(self) -> None:
        """What is due now, in the calling thread. Raises nothing."""
        from storage.auto_backup import auto_backup  # zip and checksums, which the start need not wait for
        from storage.scrub import scrub

        try:
            say = self._say()
            auto_backup(self._folder, self._local, clock=self._clock, say=say, cancelled=self._stop.is_set)
            scrub(self._folder, self._local, clock=self._clock, cancelled=self._stop.is_set)
            if self._also is not None:
                self._also()
        except Cancelled:
            return
        except Exception:  # the app goes on; the next look may go better
            log.exception("looking after the diary failed")

    async def _live(self) -> None:
        await asyncio.sleep(self.first_after)
        while True:
            self._working = asyncio.ensure_future(asyncio.to_thread(self.look_after))
            await asyncio.shield(self._working)
            await asyncio.sleep(self.every)
