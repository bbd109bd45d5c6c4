"""Instants as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from screens.terminal.instants import iso, read_instant
from screens.terminal.usage import BadUsage


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z"),
        ("2026-03-01T09:00+05:30", "2026-03-01T03:30:00Z"),
        ("2026-03-01T09:00", "2026-03-01T08:00:00Z"),
        ("2026-07-01T09:00", "2026-07-01T07:00:00Z"),
        ("2026-07-01", "2026-06-30T22:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z"),
    ],
)
def test_the_wall_clock_is_meant_where_no_offset_stands(text: str, utc: str) -> None:
    assert iso(read_instant(text, "Europe/Berlin", "--from")) == utc


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "2026-02-30T10:00", "1000-01-01", "9999-12-31T23:00-12:00"])
def test_anything_else_is_refused_with_the_options_name(text: str) -> None:
    with pytest.raises(BadUsage, match="--from"):
        read_instant(text, "Europe/Berlin", "--from")


def test_dates_and_instants_are_written_as_files_have_them() -> None:
    assert iso(None) is None
    assert iso(date(2026, 3, 1)) == "2026-03-01"
    assert iso(datetime(2026, 3, 1, 9, tzinfo=UTC)) == "2026-03-01T09:00:00Z"
    assert iso(datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=1)))) == "2026-03-01T09:00:00+01:00"
