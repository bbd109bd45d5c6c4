"""Rhythms: every n days, weeks or months, on chosen weekdays."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from care.records import Rhythm

MONDAY = date(2024, 1, 1)  # weeks are counted from a Monday; only differences matter
DAILY = Rhythm()


def _week(day: date) -> int:
    return (day - MONDAY).days // 7


def falls_on(rhythm: Rhythm, day: date, anchor: date) -> bool:
    """Whether a rhythm that began on `anchor` comes round on `day`. A month without the anchor's day uses its last."""
    if day < anchor:
        return False
    if rhythm.unit == "month":
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        last = calendar.monthrange(day.year, day.month)[1]
        return months % rhythm.n == 0 and day.day == min(anchor.day, last)
    if rhythm.unit == "week":
        weekdays = rhythm.weekdays or [anchor.weekday()]
        return (_week(day) - _week(anchor)) % rhythm.n == 0 and day.weekday() in weekdays
    if rhythm.weekdays and day.weekday() not in rhythm.weekdays:
        return False
    return (day - anchor).days % rhythm.n == 0


def days_of(rhythm: Rhythm, anchor: date, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, on which a rhythm that began on `anchor` comes round."""
    first = max(first, anchor)
    # Reckoned, not asked day by day: a plan holds thousands of days.
    if rhythm.unit == "month":
        yield from _days_of_months(rhythm.n, anchor, first, last)
        return
    if rhythm.unit == "week":
        weekdays = sorted(set(rhythm.weekdays)) or [anchor.weekday()]
        for week in range(_week(first) + (_week(anchor) - _week(first)) % rhythm.n, _week(last) + 1, rhythm.n):
            for day in (MONDAY + timedelta(days=7 * week + weekday) for weekday in weekdays):
                if first <= day <= last:
                    yield day
        return
    for ordinal in range(first.toordinal() + (anchor - first).days % rhythm.n, last.toordinal() + 1, rhythm.n):
        if not rhythm.weekdays or (ordinal + 6) % 7 in rhythm.weekdays:  # the first of January of year 1 was a Monday
            yield date.fromordinal(ordinal)


def _days_of_months(every: int, anchor: date, first: date, last: date) -> Iterator[date]:
    begun, months = anchor.year * 12 + anchor.month - 1, first.year * 12 + first.month - 1
    for month in range(months + (begun - months) % every, last.year * 12 + last.month, every):
        year, of_year = month // 12, month % 12 + 1
        day = date(year, of_year, min(anchor.day, calendar.monthrange(year, of_year)[1]))
        if first <= day <= last:
            yield day


def due_again(rhythm: Rhythm | None, day: date, last: date | None) -> bool:
    """Whether something last done on `last` (None: never) is to be done on `day`.

    A missed turn does not shift the others: it is simply due until it is done.
    """
    if rhythm is None:
        return True
    if rhythm.unit == "month":
        return last is None or last >= day or day >= _months_on(last, rhythm.n)
    if rhythm.weekdays and day.weekday() not in rhythm.weekdays:
        return False
    if last is None or last >= day:
        return True
    if rhythm.unit == "week" and rhythm.weekdays:
        weeks = _week(day) - _week(last)
        return weeks >= rhythm.n or weeks == 0
    return (day - last).days >= rhythm.n * (7 if rhythm.unit == "week" else 1)


def _months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
