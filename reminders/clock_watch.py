"""Watches the clock: it notices a leap ahead, and holds what was missed back until the person has said what is true.

The doubt stands in the settings of the folder, so that a new start does not forget it, and an answer in one process
holds in all of them. A clock that is set back to before the leap answers by itself: it was wrong.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct

from care.clock_doubt import DOUBT, FAR_AHEAD, ClockDoubt, doubt_from_plain, doubt_to_plain
from care.diary import Diary
from care.ports import Clock
from reminders.ledger import called_out_after

SET = 60.0  # seconds between the clock and its count: less is how clocks are kept right
log = logging.getLogger(__name__)


class Settings(Protocol):
    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


class _Leap(Struct, frozen=True):
    """`since`: the last look before; `says`: the first one after; `ahead`: seconds."""

    since: datetime
    says: datetime
    ahead: float


class Judged(Struct, frozen=True):
    """`doubt`: what holds the missed back, if anything. `righted`: the doubt about a clock that had been wrong, and is
    set right."""

    doubt: ClockDoubt | None
    righted: ClockDoubt | None = None


class ClockWatch:
    """Of one process."""

    def __init__(self, clock: Clock, settings: Settings) -> None:
        self._clock, self._settings = clock, settings
        self._seen: tuple[datetime, float] | None = None
        self._leap: _Leap | None = None

    def look(self) -> bool:
        """At each beat, whether anybody is there or not; whether the clock was set since the last look. Reads no
        disk."""
        now, count = self._clock.now(), self._clock.monotonic()
        before, self._seen = self._seen, (now, count)
        if self._leap is not None and now < self._leap.says:
            self._leap = None
        if before is None:
            return False
        ahead = (now - before[0]).total_seconds() - (count - before[1])
        if ahead > FAR_AHEAD.total_seconds() and self._leap is None:
            self._leap = _Leap(before[0], now, ahead)
        return abs(ahead) > SET

    def judge(self, now: datetime, missed: int, diary: Diary) -> Judged:
        """What is to be held of it, `missed` being how many would be marked so now. Blocks on the disk."""
        kept, leap, self._leap = doubt_from_plain(self._settings.get(DOUBT)), self._leap, None
        if kept is not None and now < kept.says:
            self._keep(None)
            return Judged(None, righted=kept if kept.holds else None)
        if leap is not None and (kept is None or kept.says < leap.since):
            before = tuple(row.id for row in called_out_after(diary, leap.since))
            kept = ClockDoubt(leap.since, leap.says, leap.ahead, missed, before)
            if not self._keep(kept):
                self._leap = leap  # asked again at the next beat
        return Judged(kept if kept is not None and kept.holds else None)

    def _keep(self, doubt: ClockDoubt | None) -> bool:
        try:
            self._settings.update(**{DOUBT: doubt and doubt_to_plain(doubt)})
        except Exception:
            log.warning("a doubt about the clock could not be kept", exc_info=True)
            return False
        return True
