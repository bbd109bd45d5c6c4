"""Rhythms of steps and reminders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.records import Rhythm
from care.rhythm import days_between, days_of, due_again, falls_on

MONDAY = date(2026, 3, 2)
DAYS = st.integers(0, 700).map(lambda n: MONDAY + timedelta(days=n))


@given(st.integers(1, 30), DAYS)
def test_every_n_days_comes_round_exactly_every_n_days(n: int, day: date) -> None:
    assert falls_on(Rhythm(n=n), day, MONDAY) == ((day - MONDAY).days % n == 0)


@given(
    st.builds(
        lambda n, unit, weekdays: Rhythm(n=n, unit=unit, weekdays=weekdays),
        st.integers(1, 40),
        st.sampled_from(["day", "week", "month"]),
        st.lists(st.integers(0, 6), max_size=3),
    ),
    st.dates(date(2023, 12, 1), date(2026, 3, 31)),
    DAYS,
)
def test_the_days_of_a_stretch_are_those_that_fall_into_it(rhythm: Rhythm, anchor: date, first: date) -> None:
    last = first + timedelta(days=150)
    asked = [day for day in days_between(first, last) if falls_on(rhythm, day, anchor)]
    assert list(days_of(rhythm, anchor, first, last)) == asked


@given(DAYS)
def test_weekdays_narrow_a_daily_rhythm(day: date) -> None:
    assert falls_on(Rhythm(weekdays=[0, 3]), day, MONDAY) == (day.weekday() in (0, 3))


def test_every_second_week_counts_weeks_from_the_anchor() -> None:
    fortnightly = Rhythm(n=2, unit="week", weekdays=[1])
    found = [d for d in (MONDAY + timedelta(days=n) for n in range(29)) if falls_on(fortnightly, d, MONDAY)]
    assert found == [date(2026, 3, 3), date(2026, 3, 17)]


@pytest.mark.parametrize(
    ("day", "falls"),
    [(date(2026, 2, 28), True), (date(2026, 3, 31), True), (date(2026, 3, 30), False), (date(2028, 2, 29), True)],
)
def test_the_31st_is_the_last_day_of_shorter_months(day: date, falls: bool) -> None:
    assert falls_on(Rhythm(unit="month"), day, date(2026, 1, 31)) is falls


def test_nothing_falls_before_it_began() -> None:
    assert not falls_on(Rhythm(), MONDAY - timedelta(days=1), MONDAY)


def test_a_missed_turn_stays_due_until_it_is_done() -> None:
    every_third = Rhythm(n=3)
    assert not due_again(every_third, MONDAY + timedelta(days=2), MONDAY)
    assert all(due_again(every_third, MONDAY + timedelta(days=n), MONDAY) for n in range(3, 10))


@given(st.integers(1, 12), st.sampled_from(["day", "week", "month"]), DAYS)
def test_what_was_never_done_is_due_at_once_and_what_was_done_today_is_not_asked_tomorrow(
    n: int, unit: str, day: date
) -> None:
    rhythm = Rhythm(n=n, unit=unit)  # type: ignore[arg-type]
    assert due_again(rhythm, day, None)
    assert due_again(rhythm, day + timedelta(days=1), day) == (n == 1 and unit == "day")
