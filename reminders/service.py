"""Reminding, as long as it runs: wake, read on what others wrote, reconcile, claim, show, note as shown.

The same loop serves the app and `remind`; a done anywhere is silent everywhere, because both look at one ledger.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from care.changes import Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.ports import Clock
from reminders.alarm import Alarm
from reminders.ledger import Claim, Shown
from reminders.planner import Due
from reminders.reconcile import Reconciled, reconcile, watermark_of

log = logging.getLogger(__name__)


class Companion(Protocol):
    """The one door, as far as reminding needs it."""

    knowledge: Knowledge

    def now(self) -> Moment: ...

    def diary(self) -> Diary: ...

    def do(self, command: object) -> Changes: ...

    def refresh(self) -> bool: ...


class Notifier(Protocol):
    """Shows reminders. What it shows is named by the due's key, so that showing it again replaces it."""

    async def ring(self, dues: tuple[Due, ...]) -> None: ...

    async def missed(self, dues: tuple[Due, ...], older: int) -> None: ...


class Reminding:
    """One alarm clock for one vault."""

    def __init__(
        self, companion: Companion, clock: Clock, notifier: Notifier, *, heard: Callable[[], bool] = lambda: True
    ) -> None:
        """heard: whether anybody would see it now. If not, nothing is claimed."""
        self._companion, self._notifier, self._heard = companion, notifier, heard
        self._alarm = Alarm(clock, self.wake)
        self._last_beat: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def start(self) -> None:
        """Reconcile once, then at every beat and at every instant that something rings."""
        self._alarm.start()
        await self.wake()

    async def finish(self) -> None:
        """Stop, once what is being shown just now has been noted as shown."""
        async with self._one_at_a_time:
            self._alarm.stop()

    async def wake(self) -> None:
        """Show what is due. Safe to call at any time: after an edit, on resume, when the zone has changed."""
        async with self._one_at_a_time:
            if not self._heard():
                await asyncio.to_thread(self._companion.refresh)
                return
            found = await asyncio.to_thread(self._look)
            if ring := await self._claim(found.ring):
                await self._notifier.ring(ring)
                await asyncio.to_thread(self._companion.do, Shown(ring))
            missed = await self._claim(found.missed)
            if missed or found.older:
                await self._notifier.missed(missed, found.older)
                await asyncio.to_thread(self._companion.do, Shown(missed, missed=True))
            self._alarm.set(found.next_at)

    def _look(self) -> Reconciled:
        self._companion.refresh()
        now, diary = self._companion.now(), self._companion.diary()
        running_since, self._last_beat = self._last_beat, now.at
        return reconcile(diary, self._companion.knowledge, now, watermark_of(diary), running_since=running_since)

    async def _claim(self, dues: tuple[Due, ...]) -> tuple[Due, ...]:
        """Those of the dues that are ours to show. What another process claimed meanwhile is its own."""
        if not dues:
            return ()
        kept = await asyncio.to_thread(self._companion.do, Claim(dues))
        ours = {change.after.id for change in kept.puts}
        return tuple(d for d in dues if d.key in ours or d.state == "claimed")
