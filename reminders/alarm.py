"""The alarm clock: APScheduler wakes us, and decides nothing.

One beat of at most 30 seconds finds what a sleep, a clock change or another process brought; one date trigger wakes at
the next instant. No cron triggers (they skip whole days after a clock change), no interval triggers (they reckon each
interval of an absence one by one, which takes minutes after some years), no job store.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from care.ports import Clock

log = logging.getLogger(__name__)
BEAT = 30.0
SHORTEST = 0.05


class Alarm:
    """Calls `on_wake` at each beat and at the instant set last. Start it on the event loop that it shall use.

    The scheduler goes by the system's clock, whatever ours says: `datetime.now` here is a place on its time line.
    """

    def __init__(self, clock: Clock, on_wake: Callable[[], Awaitable[Any]], *, beat: float = BEAT) -> None:
        self._clock, self._on_wake, self._rate = clock, on_wake, clock.rate or 1.0
        self._beat = max(SHORTEST, min(BEAT, beat) / self._rate)
        self._scheduler: Any = None
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        # Imported here: it costs a tenth of the start, and the first screen does not need it.
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # what fails is logged by `wake`
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._add_beat()
        self._scheduler.start()
        self._watching = asyncio.ensure_future(self._watch())

    def set(self, at: datetime | None) -> None:
        """Wake also at that instant of our clock; None: at the beats alone."""
        if self._scheduler is None:
            return
        if at is None:
            if self._scheduler.get_job("next"):
                self._scheduler.remove_job("next")
            return
        from apscheduler.triggers.date import DateTrigger

        wait = max(0.0, (at - self._clock.now()).total_seconds()) / self._rate
        trigger = DateTrigger(datetime.now(UTC) + timedelta(seconds=wait), timezone=UTC)
        self._scheduler.add_job(self.wake, trigger, id="next", replace_existing=True)

    def stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def wake(self) -> None:
        """One beat. Whatever goes wrong in it is logged."""
        try:
            await self._on_wake()
        except Exception:  # the next beat comes all the same
            log.exception("a beat failed")

    def _add_beat(self) -> None:
        from apscheduler.triggers.date import DateTrigger

        trigger = DateTrigger(datetime.now(UTC) + timedelta(seconds=self._beat), timezone=UTC)
        self._scheduler.add_job(self._on_beat, trigger, id="beat", replace_existing=True)

    async def _on_beat(self) -> None:
        if self._scheduler is None:  # stopped meanwhile
            return
        self._add_beat()
        await self.wake()

    async def _watch(self) -> None:
        """When the system's clock is set back, the scheduler would wait until it has caught up: begin the beat anew."""
        while True:
            await asyncio.sleep(self._beat)
            beat = self._scheduler.get_job("beat")
            if beat is None or beat.next_run_time - datetime.now(UTC) > timedelta(seconds=2 * self._beat):
                await self._on_beat()
