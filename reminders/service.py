"""Reminding, as long as it runs: wake, read on what others wrote, reconcile, claim, show, note as shown.

The same loop serves the app and `remind`; a done anywhere is silent everywhere, because both look at one ledger.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from care.changes import Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.ports import Clock
from care.records import Repeat
from reminders.alarm import Alarm
from reminders.ledger import Claim, Shown
from reminders.mark import mark_from_plain, mark_to_plain
from reminders.planner import Due
from reminders.reconcile import Reconciled, reconcile
from reminders.turn import Turn

log = logging.getLogger(__name__)
SETTING = "reminding"
KEEP_EVERY = timedelta(minutes=10)  # how far the mark on disk may lie behind; what is shown meanwhile is in the ledger
LEAP_STANDS = timedelta(minutes=10)  # a clock that leapt ahead and stays there is taken at its word


class Companion(Protocol):
    """The one door, as far as reminding needs it."""

    knowledge: Knowledge

    def now(self) -> Moment: ...

    def diary(self) -> Diary: ...

    def do(self, command: object) -> Changes: ...

    def refresh(self) -> bool: ...


class Settings(Protocol):
    """What belongs to this installation alone."""

    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


class Notifier(Protocol):
    """Shows reminders. What it shows is named by the due's key, so that showing it again replaces it."""

    async def ring(self, dues: tuple[Due, ...]) -> None: ...

    async def missed(self, dues: tuple[Due, ...], older: int) -> None: ...


class Reminding:
    """One alarm clock for one vault."""

    def __init__(
        self,
        companion: Companion,
        clock: Clock,
        notifier: Notifier,
        *,
        heard: Callable[[], bool | Awaitable[bool]] = lambda: True,
        settings: Settings | None = None,
        folder: Path | None = None,
        ask: Callable[[datetime, int], Awaitable[None]] | None = None,
        follow: Callable[[Collection[str]], Awaitable[None]] | None = None,
        repeat: Callable[[], Repeat | None] = lambda: None,
    ) -> None:
        """heard: whether anybody would see it now; if not, nothing is claimed. settings: where the mark is kept.

        folder: the data folder that other processes may remind from too. ask: called once when the clock has leapt more
        than a day ahead while this ran, with the last beat before and the number that would be missed; they are held
        back until `believe_clock`, or until the clock has stood there for a while. follow: called after each look with
        the keys that are settled. repeat: how routines and sessions ring again until they are answered.
        """
        self._companion, self._notifier, self._heard = companion, notifier, heard
        self._settings, self._ask = settings, ask
        self._follow, self._repeat = follow, repeat
        self._alarm = Alarm(clock, self.wake)
        self._turn = Turn(folder)
        self._one_at_a_time = asyncio.Lock()
        self._mark = mark_from_plain(settings.get(SETTING)) if settings else None
        self._kept = self._mark
        self._last_beat: datetime | None = None
        self._leapt_at: datetime | None = None

    async def start(self) -> None:
        """Reconcile once, then at every beat and at every instant that something rings."""
        self._alarm.start()
        await self.beat()

    def stop(self) -> None:
        self._alarm.stop()

    async def finish(self) -> None:
        """Stop, once what is being shown just now has been noted as shown."""
        async with self._one_at_a_time:
            self.stop()
            await asyncio.to_thread(self._keep_mark, timedelta())

    async def beat(self) -> None:
        """`wake`, but what goes wrong is logged: the next beat comes anyway."""
        await self._alarm.wake()

    async def believe_clock(self) -> None:
        """The person says that the clock is right: show what was missed."""
        self._last_beat = None
        await self.wake()

    async def wake(self) -> None:
        """Show what is due. Safe to call at any time: after an edit, on resume, when the zone has changed.

        Raises what the companion or the notifier raises; what was claimed and not shown is shown the next time.
        """
        async with self._one_at_a_time:
            if not await self._is_heard():
                await asyncio.to_thread(self._companion.refresh)
                self._last_beat = self._companion.now().at
                return
            async with self._turn.taken() as ours:
                if ours:
                    await self._remind()

    async def _is_heard(self) -> bool:
        heard = self._heard()
        return heard if isinstance(heard, bool) else await heard

    async def _remind(self) -> None:
        found = await asyncio.to_thread(self._look)
        self._alarm.set(found.next_at)
        held = await self._held_back(found)
        ring, missed = await self._claim(found.ring, () if held else found.missed)
        if not held:
            self._mark = found.mark
            self._last_beat = found.mark.through
        try:
            if ring:
                await self._notifier.ring(ring)
                await asyncio.to_thread(self._companion.do, Shown(ring))
        finally:  # what did not ring must not silence the others
            if missed or (found.older and not held):
                await self._notifier.missed(missed, found.older)
                await asyncio.to_thread(self._companion.do, Shown(missed, missed=True))
        if self._follow is not None:
            await self._follow(found.settled)
        await asyncio.to_thread(self._keep_mark, KEEP_EVERY)

    def _look(self) -> Reconciled:
        self._companion.refresh()
        now, diary = self._companion.now(), self._companion.diary()
        return reconcile(
            diary,
            self._companion.knowledge,
            now,
            self._mark,
            running_since=self._last_beat,
            repeat=self._repeat(),
        )

    async def _held_back(self, found: Reconciled) -> bool:
        """Whether what was missed waits, because the clock may simply be wrong."""
        if not found.leapt or self._ask is None or self._last_beat is None:
            self._leapt_at = None
            return False
        now = found.mark.through
        if self._leapt_at is None or now < self._leapt_at:
            self._leapt_at = now
            await self._ask(self._last_beat, len(found.missed) + found.older)
        return now - self._leapt_at < LEAP_STANDS

    async def _claim(self, ring: tuple[Due, ...], missed: tuple[Due, ...]) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
        """Those of the dues that are ours to show, claimed in one commit: a crash then loses none of them."""
        if not (ring or missed):
            return (), ()
        kept = await asyncio.to_thread(self._companion.do, Claim(ring + missed))
        claimed = {change.after.id for change in kept.puts}

        def ours(dues: tuple[Due, ...]) -> tuple[Due, ...]:
            return tuple(d for d in dues if d.key in claimed or d.state == "claimed")

        return ours(ring), ours(missed)

    def _keep_mark(self, at_most: timedelta) -> None:
        """Put the mark on disk when what is expected has changed, or it lies too far behind."""
        mark, kept = self._mark, self._kept
        if self._settings is None or mark is None or mark == kept:
            return
        if kept is None or mark.expected != kept.expected or abs(mark.through - kept.through) >= at_most:
            try:
                self._settings.update(**{SETTING: mark_to_plain(mark)})
            except Exception:  # the ledger is what counts; the mark on disk only saves looking back
                log.warning("the mark of the reminders could not be kept", exc_info=True)
            else:
                self._kept = mark
