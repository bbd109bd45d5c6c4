"""The planner beside an oracle of its own, over every set of clock changes of 2020 to 2030.

Zones whose clocks are set at the same instants stand for one another. Here the best known and the oddest of them, on
the days around each change; with MESODAY_DEEP all of them, and every day.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from care.days import DAY, Moment, wall_text
from reminders.planner import Due, dues
from tests.reminders.plans import KNOWN, diary, reminder
from tests.reminders.zone_oracle import (
    FIRST,
    LAST,
    Zone,
    changes,
    distinct_zones,
    instant_of,
    is_skipped,
    slots,
    stretches,
)

DEEP = bool(os.environ.get("MESODAY_DEEP"))
KNOWN_ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",  # four times in some years, back and forward
    "Antarctica/Troll",  # two hours
    "Asia/Gaza",  # on Saturdays, and a year of its own rules
    "America/Santiago",  # at midnight
    "Asia/Tehran",  # gave it up
    "America/Nuuk",  # changed the zone itself
    "UTC",
)
SLOTS = tuple(slots(30))


def zones() -> dict[Zone, str]:
    return distinct_zones() if DEEP else {stretches(name): name for name in KNOWN_ZONES}


def around(zone: Zone, name: str) -> Iterator[tuple[datetime, datetime]]:
    """Stretches of two days on both sides of each change."""
    for change in changes(zone):
        midnight = change.astimezone(ZoneInfo(name)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        yield (midnight - 2 * DAY).astimezone(UTC), (midnight + 3 * DAY).astimezone(UTC)


def planned(name: str, times: tuple[str, ...], since: datetime, until: datetime) -> list[Due]:
    return dues(diary(reminder(*times, from_=FIRST.date() - DAY)), KNOWN, Moment(since, name), since, until)


def check(zone: Zone, name: str, found: list[Due]) -> None:
    """As the oracle says, one a key, each slot strictly rising, its wall time kept where there is one."""
    assert len({due.key for due in found}) == len(found)
    for slot, of_slot in itertools.groupby(sorted(found, key=lambda d: (d.slot, d.date)), key=lambda d: d.slot):
        rising = list(of_slot)
        assert all(b.date - a.date == DAY and a.at < b.at for a, b in itertools.pairwise(rising)), (name, slot)
    for due in found:
        wall = datetime.combine(due.date, datetime.strptime(due.slot, "%H:%M").time())  # noqa: DTZ007
        assert due.at == instant_of(zone, wall), (name, due.key)
        local = due.at.astimezone(ZoneInfo(name))
        if is_skipped(zone, wall):
            assert local.replace(tzinfo=None) > wall, (name, due.key)
        else:
            assert (local.date(), wall_text(local)) == (due.date, due.slot), (name, due.key)


def test_around_every_change_it_rings_when_the_oracle_says() -> None:
    skipped = twice = 0
    for zone, name in zones().items():
        for since, until in around(zone, name):
            found = planned(name, SLOTS, since, until)
            check(zone, name, found)
            assert len(found) >= 4 * len(SLOTS), name
            walls = [datetime.combine(d.date, datetime.min.time().fromisoformat(d.slot)) for d in found]
            skipped += sum(is_skipped(zone, wall) for wall in walls)
            twice += sum(sum(1 for s in zone if s[0] <= w.replace(tzinfo=UTC) - s[2] < s[1]) > 1 for w in walls)
    assert skipped > 100  # what is proven is met
    assert twice > 100


@pytest.mark.parametrize("year", range(2020, 2031) if DEEP else (2026,))
def test_through_whole_years_nothing_is_left_out(year: int) -> None:
    since, until = max(FIRST, datetime(year, 1, 2, tzinfo=UTC)), min(LAST, datetime(year + 1, 1, 1, tzinfo=UTC))
    for zone, name in zones().items():
        found = planned(name, ("00:00", "00:30", "02:15", "23:59"), since, until)
        check(zone, name, found)
        assert len(found) >= 4 * ((until - since).days - 1)


def test_two_days_that_anybody_can_look_up() -> None:
    berlin = planned("Europe/Berlin", ("02:30",), datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
    assert [d.local for d in berlin] == ["2026-03-27T02:30", "2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30"]
    howe = planned(
        "Australia/Lord_Howe", ("02:15",), datetime(2026, 10, 2, tzinfo=UTC), datetime(2026, 10, 5, tzinfo=UTC)
    )
    assert [d.local for d in howe] == ["2026-10-03T02:15", "2026-10-04T02:45", "2026-10-05T02:15"]
    assert date(2026, 10, 4) in {d.date for d in howe}
