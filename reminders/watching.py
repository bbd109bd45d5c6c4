"""What this process lived through: since when it runs, when it slept, and when nobody would have noticed. From that it
tells why a reminder did not ring."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from care.clock_doubt import ClockDoubt
from care.records import MissedBecause
from reminders.mark import Mark
from reminders.planner import ON_TIME, Due

REMEMBERED = 60  # stretches; what lies further back is told as not known
Stretch = tuple[datetime, datetime]


class Watching:
    """Told of every look at the clock, and whether anybody would have noticed something then."""

    def __init__(self) -> None:
        self._began: datetime | None = None
        self._looked: datetime | None = None
        self._deaf_since: datetime | None = None
        self._asleep: deque[Stretch] = deque(maxlen=REMEMBERED)
        self._unheard: deque[Stretch] = deque(maxlen=REMEMBERED)

    def look(self, now: datetime, *, heard: bool) -> None:
        if self._began is None or now < self._began:
            self._began = now
        if self._looked is not None and now - self._looked > ON_TIME:  # beats come more often than that
            self._asleep.append((self._looked, now))
        self._looked = now
        if not heard and self._deaf_since is None:
            self._deaf_since = now
        elif heard and self._deaf_since is not None:
            self._unheard.append((self._deaf_since, now))
            self._deaf_since = None

    def why(self, due: Due, mark: Mark | None, zone: str, doubt: ClockDoubt | None) -> MissedBecause:
        """mark: how far reminding had got before, and in which zone; zone: that of now; doubt: what was asked about the
        clock last."""
        if doubt is not None and doubt.since < due.at <= doubt.says:
            return "clock_set"
        if mark is not None and due.at <= mark.through:  # it lay ahead, and was pulled to before now
            return "journey" if mark.zone not in ("", zone) else ""
        if self._began is None or due.at < self._began:
            return "closed"
        if any(since < due.at <= until for since, until in self._asleep):
            return "asleep"
        return "unheard" if any(since <= due.at <= until for since, until in self._unheard) else ""
