"""The clocks. `MESODAY_NOW` sets a clock, `MESODAY_RATE` makes it run faster; otherwise the system's is used."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from care.messages import Message, message
from care.ports import Clock

FASTEST = 100_000.0
ZONE_LASTS = 30.0  # seconds; looking for the zone reads files
# The clock that goes on in a sleep: Python's own count stands still then on Linux and on macOS, where what is called
# CLOCK_MONOTONIC does go on.
_WITH_SLEEP: int | None = getattr(time, "CLOCK_MONOTONIC" if sys.platform == "darwin" else "CLOCK_BOOTTIME", None)


class ClockError(Exception):
    """A clock that cannot be set so; `reason` is one sentence for the person."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


class SystemClock:
    """The system's clock, in the zone that `TZ` or else the system names; asked anew every so often: people travel."""

    rate = 1.0

    def __init__(self, zone: str | None = None) -> None:
        self._zone = zone
        self._found, self._found_at = "", -math.inf

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return count_of_seconds()

    async def sleep(self, seconds: float) -> None:
        import asyncio  # a third of the start of a command, which never sleeps

        await asyncio.sleep(seconds)

    @property
    def is_told_its_zone(self) -> bool:
        """Whether the zone is not the system's own."""
        return bool(self._zone)

    def zone(self) -> str:
        if self._zone:
            return self._zone
        if self.monotonic() - self._found_at >= ZONE_LASTS:
            self._found, self._found_at = system_zone(anew=bool(self._found)), self.monotonic()
        return self._found


class SetClock:
    """A clock set to an instant. It stands still (`rate` 0) or runs on `rate` times as fast as the system's."""

    def __init__(self, start: datetime, *, rate: float = 0.0, zone: str | None = None) -> None:
        self._start, self.rate, self._zone = start.astimezone(UTC), rate, zone or system_zone()
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._began) * self.rate

    async def sleep(self, seconds: float) -> None:
        import asyncio

        await asyncio.sleep(seconds / self.rate if self.rate else seconds)

    def zone(self) -> str:
        return self._zone or system_zone()


def count_of_seconds() -> float:
    """Seconds that only ever grow, also while the system sleeps where it can say so (Linux, Android, macOS)."""
    return time.monotonic() if _WITH_SLEEP is None else time.clock_gettime(_WITH_SLEEP)


def system_zone(*, anew: bool = False) -> str:
    """The IANA name of the system's zone; UTC where none can be found. `anew`: it may have changed meanwhile."""
    return found_zone(anew=anew) or "UTC"


def found_zone(*, anew: bool = False) -> str | None:
    """The same; None where the system names none that is known here."""
    from tzlocal import get_localzone_name, reload_localzone

    try:
        if anew:
            reload_localzone()
        name = get_localzone_name()
    except (LookupError, ValueError, OSError):
        return None
    return name if name and is_known_zone(name) else None


def clock_from_environment(env: Mapping[str, str] = os.environ, *, running: bool) -> Clock:
    """The clock that the environment asks for. `running`: a set clock goes on (the app, `remind`) instead of standing
    still (a command). Raises `ClockError` in one sentence for an instant, rate or zone that cannot be."""
    zone = zone_named_by(env)
    rate = _rate(env.get("MESODAY_RATE", ""))
    if not running:
        rate = 1.0
    start = env.get("MESODAY_NOW", "")
    if not start:
        return SystemClock(zone) if rate == 1.0 else SetClock(datetime.now(UTC), rate=rate, zone=zone)
    return SetClock(_instant(start, zone), rate=rate if running else 0.0, zone=zone)


def zone_named_by(env: Mapping[str, str]) -> str | None:
    """The zone that `TZ` names; None: the system knows it. Raises `ClockError` where there is none of that name."""
    return _named_zone(env.get("TZ", ""))


def _named_zone(text: str) -> str | None:
    """The zone that `TZ` names, also as a file of the system's zones; None: it names none, the system knows it."""
    name = text.removeprefix(":").partition("zoneinfo/")[2] or text.removeprefix(":")
    if not name or name == "/etc/localtime":
        return None
    if not is_known_zone(name):
        raise ClockError(message("TZ names a time zone that does not exist: {zone}.", zone=name[:60]))
    return name


def _instant(text: str, zone: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone or system_zone()))
        if not 1970 <= aware.year <= 2200:
            raise ValueError(text)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        said = message("MESODAY_NOW is not an instant like 2026-03-01T20:00:00Z: {text}.", text=text[:60])
        raise ClockError(said) from error


def _rate(text: str) -> float:
    try:
        rate = float(text or 1)
    except ValueError:
        rate = math.nan
    if not 0 < rate <= FASTEST:
        raise ClockError(message("MESODAY_RATE is not a number above 0: {text}.", text=text[:60]))
    return rate


def is_known_zone(zone: str) -> bool:
    """Whether there are rules for a zone of that name."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
