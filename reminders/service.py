"""Reminding, as long as it runs: wake, read on what others wrote, reconcile, claim, show, note as shown.

The same loop serves the app and `remind`; a done anywhere is silent everywhere, because both look at one ledger.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from msgspec.structs import replace

from care.changes import Changes
from care.clock_doubt import DOUBT, ClockDoubt, doubt_from_plain
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.missing import OLDER, older_missed
from care.ports import Clock
from care.records import MissedBecause, Repeat
from reminders.alarm import Alarm
from reminders.clock_watch import ClockWatch
from reminders.ledger import Claim, Shown, Unring
from reminders.mark import mark_from_plain, mark_to_plain
from reminders.planner import Due
from reminders.reconcile import Reconciled, reconcile
from reminders.turn import Turn
from reminders.watching import Watching

log = logging.getLogger(__name__)
SETTING = "reminding"
KEEP_EVERY = timedelta(minutes=10)  # how far the mark on disk may lie behind; what is shown meanwhile is in the ledger


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

    def read_on(self) -> None:
        """Take in what other processes have changed."""
        ...


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
        settings: Settings,
        heard: Callable[[], bool | Awaitable[bool]] = lambda: True,
        folder: Path | None = None,
        doubts: Callable[[ClockDoubt | None], Awaitable[None]] | None = None,
        follow: Callable[[Collection[str]], Awaitable[None]] | None = None,
        repeat: Callable[[], Repeat | None] = lambda: None,
    ) -> None:
        """settings: where the mark is kept. heard: whether anybody would see it now; if not, nothing is claimed.

        folder: the data folder that other processes may remind from too. doubts: called when the clock has leapt ahead,
        so that what was missed is held back until the person says whether it is right; and with None when that is over.
        follow: called after each look with the keys that are settled. repeat: how routines and sessions ring again
        until they are answered.
        """
        self._companion, self._notifier, self._heard = companion, notifier, heard
        self._settings, self._doubts = settings, doubts
        self._follow, self._repeat = follow, repeat
        self._alarm = Alarm(clock, self.wake)
        self._watch, self._watching = ClockWatch(clock, settings), Watching()
        self._turn = Turn(folder)
        self._one_at_a_time = asyncio.Lock()
        self._mark = mark_from_plain(settings.get(SETTING))
        self._kept = self._mark
        self._told: ClockDoubt | None = None

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

    async def look_at_clock(self) -> None:
        """Look anew at once where the clock was set, not only at the next beat. Cheap: call it every second."""
        if self._watch.look():
            await self.beat()

    async def wake(self) -> None:
        """Show what is due. Safe to call at any time: after an edit, on resume, when the zone has changed.

        Raises what the companion or the notifier raises; what was claimed and not shown is shown the next time.
        """
        async with self._one_at_a_time:
            self._watch.look()
            heard = await self._is_heard()
            self._watching.look(self._companion.now().at, heard=heard)
            if not heard:
                await asyncio.to_thread(self._companion.refresh)
                return
            async with self._turn.taken() as ours:
                if ours:
                    await self._remind()

    async def _is_heard(self) -> bool:
        heard = self._heard()
        return heard if isinstance(heard, bool) else await heard

    async def _remind(self) -> None:
        found, doubt = await asyncio.to_thread(self._look)
        self._alarm.set(found.next_at)
        await self._tell(doubt)
        missed, older = (self._why(found), found.older) if doubt is None else ((), 0)
        ring, missed = await self._claim(found.ring, missed)
        if doubt is None:
            self._mark = found.mark
        try:
            if ring:
                await self._notifier.ring(ring)
                await asyncio.to_thread(self._companion.do, Shown(ring))
        finally:  # what did not ring must not silence the others
            if missed or older:
                await self._notifier.missed(missed, older)
                await asyncio.to_thread(self._note_missed, missed, older)
        if self._follow is not None:
            await self._follow(found.settled)
        await asyncio.to_thread(self._keep_mark, KEEP_EVERY)

    def _look(self) -> tuple[Reconciled, ClockDoubt | None]:
        """What is due, and what stands against showing what was missed."""
        self._companion.refresh()
        self._settings.read_on()
        found = self._reconciled()
        missed = len(found.missed) + found.older
        judged = self._watch.judge(found.mark.through, missed, self._companion.diary())
        if judged.righted and self._companion.do(Unring(judged.righted.ahead_before)):
            found = self._reconciled()
        return found, judged.doubt

    def _reconciled(self) -> Reconciled:
        now, diary = self._companion.now(), self._companion.diary()
        return reconcile(diary, self._companion.knowledge, now, self._mark, repeat=self._repeat())

    def _why(self, found: Reconciled) -> tuple[Due, ...]:
        """The missed ones, each with the reason why it did not ring."""
        asked = doubt_from_plain(self._settings.get(DOUBT))

        def why(due: Due) -> MissedBecause:
            return self._watching.why(due, self._mark, found.mark.zone, asked)

        return tuple(replace(due, missed_because=why(due)) for due in found.missed)

    async def _tell(self, doubt: ClockDoubt | None) -> None:
        if self._doubts is not None and doubt != self._told:
            await self._doubts(doubt)
        self._told = doubt

    async def _claim(self, ring: tuple[Due, ...], missed: tuple[Due, ...]) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
        """Those of the dues that are ours to show, claimed in one commit: a crash then loses none of them."""
        if not (ring or missed):
            return (), ()
        kept = await asyncio.to_thread(self._companion.do, Claim(ring + missed))
        claimed = {change.after.id for change in kept.puts}

        def ours(dues: tuple[Due, ...]) -> tuple[Due, ...]:
            return tuple(d for d in dues if d.key in claimed or d.state == "claimed")

        return ours(ring), ours(missed)

    def _note_missed(self, missed: tuple[Due, ...], older: int) -> None:
        if older:  # they have no row each, but nothing is missed in silence
            self._settings.update(**{OLDER: older_missed(self._settings.get(OLDER)) + older})
        self._companion.do(Shown(missed, missed=True))

    def _keep_mark(self, at_most: timedelta) -> None:
        """Put the mark on disk when what is expected has changed, or it lies too far behind."""
        mark, kept = self._mark, self._kept
        if mark is None or mark == kept:
            return
        if kept is None or mark.expected != kept.expected or abs(mark.through - kept.through) >= at_most:
            try:
                self._settings.update(**{SETTING: mark_to_plain(mark)})
            except Exception:  # the ledger is what counts; the mark on disk only saves looking back
                log.warning("the mark of the reminders could not be kept", exc_info=True)
            else:
                self._kept = mark
