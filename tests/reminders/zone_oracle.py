"""When a wall time comes round, told another way than the planner tells it: from the stretches of one offset alone.

A zone is a list of stretches of UTC, each with its offset. A wall time is within a stretch where the instant that it
would be there lies in it. Two stretches: the clock was set back, and the first counts. None: the clock was set forward
over it, and it is reckoned with the offset before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
STEP = timedelta(hours=12)  # shorter than any stretch
Stretch = tuple[datetime, datetime, timedelta]
Zone = tuple[Stretch, ...]


def stretches(name: str) -> Zone:
    """From a day before the first year to a day after the last."""
    zone, at, end = ZoneInfo(name), FIRST - timedelta(days=1), LAST + timedelta(days=1)
    found, began, offset = [], at, _offset(zone, at)
    while at < end:
        later = at + STEP
        if (then := _offset(zone, later)) != offset:
            change = _first_with(zone, at, later, then)
            found.append((began, change, offset))
            began, offset = change, then
        at = later
    return (*found, (began, at, offset))


def distinct_zones() -> dict[Zone, str]:
    """One name for each set of stretches."""
    found: dict[Zone, str] = {}
    for name in sorted(available_timezones()):
        found.setdefault(stretches(name), name)
    return found


def changes(zone: Zone) -> list[datetime]:
    """The instants at which its clocks are set."""
    return [end for _, end, _ in zone[:-1]]


def instant_of(zone: Zone, wall: datetime) -> datetime:
    """The instant of a naive wall time."""
    there = [wall.replace(tzinfo=UTC) - offset for begin, end, offset in zone if _within(wall, begin, end, offset)]
    if there:
        return min(there)
    before = next(
        offset
        for (_, end, offset), (_, _, after) in pairwise(zone)
        if wall.replace(tzinfo=UTC) - offset >= end > wall.replace(tzinfo=UTC) - after
    )
    return wall.replace(tzinfo=UTC) - before


def is_skipped(zone: Zone, wall: datetime) -> bool:
    return not any(_within(wall, begin, end, offset) for begin, end, offset in zone)


def _within(wall: datetime, begin: datetime, end: datetime, offset: timedelta) -> bool:
    return begin <= wall.replace(tzinfo=UTC) - offset < end


def _first_with(zone: ZoneInfo, low: datetime, high: datetime, offset: timedelta) -> datetime:
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (low, middle) if _offset(zone, middle) == offset else (middle, high)
    return high.replace(microsecond=0)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def slots(every: int) -> Iterable[str]:
    """Wall times of a day, every so many minutes."""
    return (f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(0, 24 * 60, every))
