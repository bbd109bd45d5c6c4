"""The wall clock that reminders ring by, and quiet hours on it. Pure.

What one day of a zone needs is reckoned once and serves all reminders of that day: most days are even, with one offset
from midnight to midnight. On the others each wall time is reckoned by the rules of the zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from care.days import DAY, instant, parse_wall, wall_text
from care.records import QuietHours


class WallClock:
    """The wall clock of one zone, with the quiet hours that hold there."""

    def __init__(self, zone: str, quiet: QuietHours | None) -> None:
        """Raises what `ZoneInfo` raises for a zone that is not known here."""
        self.zone, self._rules = zone, ZoneInfo(zone)
        self._quiet = quiet if quiet is not None and quiet.from_ != quiet.to else None
        self._midnights: dict[date, datetime | None] = {}
        self._slots: dict[str, tuple[timedelta, timedelta | None]] = {}

    def rings_at(self, on: date, slot: str) -> datetime:
        """The instant (UTC) of a wall time, moved to the end of the quiet hours that it falls into."""
        midnight = self._midnights[on] if on in self._midnights else self._even(on)
        since_midnight, quiet_ends = self._slots.get(slot) or self._slot(slot)
        if midnight is None:
            return self.out_of_quiet(instant(on, slot, self.zone))
        at = midnight + since_midnight
        if quiet_ends is None or self._quiet is None:
            return at
        return max(at, self._instant(on + quiet_ends, self._quiet.to))

    def out_of_quiet(self, at: datetime) -> datetime:
        """The instant itself, or the end of the quiet hours that it falls into. They may reach over midnight."""
        if self._quiet is None:
            return at
        local = at.astimezone(self._rules)
        ends = _quiet_ends(self._quiet, wall_text(local))
        return at if ends is None else max(at, self._instant(local.date() + ends, self._quiet.to))

    def _instant(self, on: date, slot: str) -> datetime:
        midnight = self._midnights[on] if on in self._midnights else self._even(on)
        return (
            instant(on, slot, self.zone)
            if midnight is None
            else midnight + (self._slots.get(slot) or self._slot(slot))[0]
        )

    def _even(self, on: date) -> datetime | None:
        """The instant at which an even day begins; None for a day on which the clocks are set."""
        midnight = datetime.combine(on, time(), self._rules)
        following = datetime.combine(on + DAY, time(), self._rules)
        even = midnight.utcoffset() == following.utcoffset() == midnight.replace(hour=12).utcoffset()
        found = self._midnights[on] = midnight.astimezone(UTC) if even else None
        return found

    def _slot(self, slot: str) -> tuple[timedelta, timedelta | None]:
        """How long after midnight, and after how many days its quiet hours end (None: it lies in none)."""
        wall = parse_wall(slot)
        ends = _quiet_ends(self._quiet, wall_text(wall)) if self._quiet is not None else None
        found = self._slots[slot] = timedelta(hours=wall.hour, minutes=wall.minute), ends
        return found


class WallClocks:
    """Those of all zones that reminders hang on; "local" is the one that the person is in."""

    def __init__(self, here: str, quiet: QuietHours | None) -> None:
        self._here, self._quiet = here, quiet
        self._clocks: dict[str, WallClock] = {"local": WallClock(here, quiet)}

    def of(self, zone: str) -> WallClock:
        """One that this system does not know rings by the person's own."""
        return self._clocks.get(zone) or self._made(zone)

    def _made(self, zone: str) -> WallClock:
        try:
            clock = WallClock(zone, self._quiet)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            clock = self._clocks["local"]
        self._clocks[zone] = clock
        return clock


def _quiet_ends(quiet: QuietHours, wall: str) -> timedelta | None:
    """How many days after its own the quiet hours of a wall time end; None where it lies in none."""
    if quiet.from_ < quiet.to:
        return timedelta() if quiet.from_ <= wall < quiet.to else None
    return DAY if wall >= quiet.from_ else timedelta() if wall < quiet.to else None
