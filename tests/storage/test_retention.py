# ruff: noqa: DTZ001 (wall times)
"""Seven daily, four weekly, twelve monthly backups: whatever was made when, and however often old ones were let go."""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.retention import DAILY, MONTHLY, WEEKLY, staying

DEEP = bool(os.environ.get("MESODAY_DEEP"))
MOMENTS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)), max_size=120)
CLOSE = st.lists(st.integers(0, 24 * 500).map(lambda h: datetime(2026, 1, 1) + timedelta(hours=h)), max_size=200)
PERIODS = (
    (DAILY, lambda at: at.date()),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


@settings(max_examples=2000 if DEEP else 200, deadline=None, derandomize=True)
@given(MOMENTS | CLOSE)
def test_what_stays_is_right_whatever_there_is(made: list[datetime]) -> None:
    stay = staying(made)
    assert stay <= set(made)
    assert len(stay) <= DAILY + WEEKLY + MONTHLY
    wanted: set[datetime] = set()
    for most, period_of in PERIODS:  # the same said otherwise: of every period, its newest; of these, the newest few
        periods = sorted({period_of(at) for at in made}, reverse=True)[:most]
        wanted |= {max(at for at in made if period_of(at) == period) for period in periods}
    assert stay == wanted
    if made:
        assert max(made) in stay
    assert staying(stay) == stay


@settings(max_examples=500 if DEEP else 100, deadline=None, derandomize=True)
@given(MOMENTS | CLOSE, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(made: list[datetime], chance: random.Random) -> None:
    mixed = [*made, *made[: len(made) // 2]]
    chance.shuffle(mixed)
    assert staying(mixed) == staying(made)


@settings(max_examples=200 if DEEP else 30, deadline=None, derandomize=True)
@given(CLOSE)
def test_letting_go_each_day_keeps_what_letting_go_at_the_end_would(made: list[datetime]) -> None:
    kept: frozenset[datetime] = frozenset()
    for at in sorted(made):
        kept = staying({*kept, at})
    assert kept == staying(made)


def test_three_years_of_days() -> None:
    kept: frozenset[datetime] = frozenset()
    for n in range(3 * 365):
        kept = staying({*kept, datetime(2024, 1, 1, 9) + timedelta(days=n)})
    days = [at.date().isoformat() for at in sorted(kept)]  # the last is Wednesday, 30 December 2026
    assert days[-7:] == [f"2026-12-{n}" for n in range(24, 31)]
    assert days[:-7] == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"),
        *("2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-13", "2026-12-20"),
    ]
