"""Days, wall clocks and instants.

A care day is the date that a moment counts for: its local wall clock minus the day start, as a date. So the face wash
at half past midnight belongs to the evening before it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

DAY = timedelta(days=1)


class Moment(Struct, frozen=True):
    """Now: an instant in UTC and the IANA zone the person is in."""

    at: datetime
    zone: str

    @property
    def local(self) -> datetime:
        return self.at.astimezone(ZoneInfo(self.zone))

    def care_day(self, day_starts_at: str) -> date:
        return care_day(self.at, self.zone, day_starts_at)


def parse_wall(text: str) -> time:
    """The time of "HH:MM"."""
    return time.fromisoformat(text)


def wall_text(moment: datetime | time) -> str:
    """ "HH:MM" of a local moment."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def care_day(at: datetime, zone: str, day_starts_at: str) -> date:
    """The care day that an instant counts for."""
    start = parse_wall(day_starts_at)
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (local - timedelta(hours=start.hour, minutes=start.minute)).date()


def calendar_date(day: date, wall: str, day_starts_at: str) -> date:
    """The calendar date on which the wall time comes round within a care day."""
    return day + DAY if wall < day_starts_at else day


def care_day_of_wall(on: date, wall: str, day_starts_at: str) -> date:
    """The care day of a wall time on a calendar date."""
    return on - DAY if wall < day_starts_at else on


def instant(on: date, wall: str, zone: str) -> datetime:
    """The instant (UTC) of a wall time on a calendar date.

    A time that a clock change skips is moved forward by the gap; of a time that comes twice the first is meant.
    """
    return datetime.combine(on, parse_wall(wall), ZoneInfo(zone)).astimezone(UTC)


def care_day_span(day: date, zone: str, day_starts_at: str) -> tuple[datetime, datetime]:
    """First instant (inclusive) and last (exclusive) of a care day, in UTC."""
    return instant(day, day_starts_at, zone), instant(day + DAY, day_starts_at, zone)


def wall_in_care_day(day: date, wall: str, zone: str, day_starts_at: str) -> datetime:
    """The instant at which the wall time comes round within a care day."""
    return instant(calendar_date(day, wall, day_starts_at), wall, zone)
