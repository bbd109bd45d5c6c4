"""Care days, wall clocks and instants."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.days import calendar_date, care_day, care_day_of_wall, care_day_span, instant, wall_in_care_day

WALLS = st.times().map(lambda t: f"{t.hour:02d}:{t.minute:02d}")
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-03-02T23:30", date(2026, 3, 2)),  # half past midnight in Berlin is still the evening before
        ("2026-03-03T02:59", date(2026, 3, 2)),
        ("2026-03-03T03:00", date(2026, 3, 3)),
        ("2026-03-29T01:59", date(2026, 3, 28)),  # the night the clocks go forward: 03:59 local
        ("2026-03-29T02:00", date(2026, 3, 29)),
    ],
)
def test_the_day_starts_at_four(utc: str, day: date) -> None:
    assert care_day(datetime.fromisoformat(utc).replace(tzinfo=UTC), "Europe/Berlin", "04:00") == day


def test_a_skipped_time_moves_forward_and_a_doubled_one_is_its_first() -> None:
    assert instant(date(2026, 3, 29), "02:30", "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), "02:30", "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


INSTANTS = st.integers(1_577_836_800, 1_893_456_000).map(lambda s: datetime.fromtimestamp(s, UTC))


@given(INSTANTS, ZONES, WALLS)
def test_every_instant_lies_within_the_span_of_its_care_day(moment: datetime, zone: str, starts: str) -> None:
    begin, end = care_day_span(care_day(moment, zone, starts), zone, starts)
    # Around a clock change the wall clock itself runs twice or jumps, by up to two hours.
    changes = moment.astimezone(ZoneInfo(zone)).utcoffset() != begin.astimezone(ZoneInfo(zone)).utcoffset()
    assert changes or begin <= moment < end


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), WALLS, WALLS)
def test_a_wall_time_belongs_to_one_care_day(day: date, wall: str, starts: str) -> None:
    assert care_day_of_wall(calendar_date(day, wall, starts), wall, starts) == day


def test_a_late_evening_lies_on_the_next_calendar_date() -> None:
    late = wall_in_care_day(date(2026, 3, 2), "00:30", "Europe/Berlin", "04:00")
    assert late == datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
