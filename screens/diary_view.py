"""A month of the diary as plain values: what was done and rated on each day. Missing days stay empty."""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from care.diary import Diary
from screens.wording import Wording

DAYS = 7


class DayCell(Struct, frozen=True):
    """One day of the month: which sessions, check-ins and reactions there were, and how much of the routines was
    ticked (0-1).

    `said` is that in words, empty for an empty day; `name` is what a screen reader says.
    """

    day: date
    face: bool
    scalp: bool
    rated: bool
    reacted: bool
    share: float
    today: bool
    future: bool
    said: str
    name: str


class MonthView(Struct, frozen=True):
    """`weeks` are rows of seven, from Monday; `summary` is the month in one line."""

    first: date
    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[DayCell | None, ...], ...]
    summary: str

    @property
    def days_with_entries(self) -> list[DayCell]:
        """Days on which something was kept, the latest first."""
        return [cell for week in reversed(self.weeks) for cell in reversed(week) if cell is not None and cell.said]


def month_span(first: date) -> tuple[date, date]:
    """First and last day of the month."""
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(day: date, months: int = 0) -> date:
    """The first day of the month, that many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def month_view(words: Wording, diary: Diary, first: date, today: date) -> MonthView:
    """The month that begins on `first`; `diary` holds its events."""
    _, last = month_span(first)
    steps = sum(len(r.steps) for r in diary.routines.values()) or 1
    ticked = Counter(s.day for s in diary.steps_done)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    cells = [_cell(words, diary, day, today, ticked[day], ticked[day] / steps) for day in days]
    line: list[DayCell | None] = [*([None] * first.weekday()), *cells]
    line += [None] * (-len(line) % DAYS)
    weeks = tuple(tuple(line[n : n + DAYS]) for n in range(0, len(line), DAYS))
    monday = date(2024, 1, 1)
    names = tuple(words.weekday_short(monday + timedelta(days=n)) for n in range(DAYS))
    return MonthView(first, words.month(first), names, weeks, _summary(words, diary, first, last))


def _summary(words: Wording, diary: Diary, first: date, last: date) -> str:
    sessions = sum(first <= s.day <= last for s in diary.sessions)
    rated = sum(first <= c.day <= last for c in diary.check_ins)
    if not sessions and not rated:
        return words.text("Nothing was kept in this month. That is fine.")
    said = words.count("One session", "{count} sessions", sessions)
    return f"{said}, {words.count('one check-in', '{count} check-ins', rated)}"


def _cell(words: Wording, diary: Diary, day: date, today: date, ticked: int, share: float) -> DayCell:
    areas = {diary.area_of(s) for s in diary.sessions if s.day == day}
    face, scalp = bool(areas - {"scalp"}), "scalp" in areas
    rated = any(c.day == day for c in diary.check_ins)
    reacted = any(r.day == day for r in diary.reactions)
    found = [
        (face, words.text("face session")),
        (scalp, words.text("scalp session")),
        (rated, words.text("check-in")),
        (reacted, words.text("skin reaction")),
        (ticked > 0, words.count("one step", "{count} steps", ticked)),
    ]
    said = ", ".join(what for there, what in found if there)
    name = ", ".join(part for part in (words.long_date(day), said, words.text("today") if day == today else "") if part)
    return DayCell(
        day=day,
        face=face,
        scalp=scalp,
        rated=rated,
        reacted=reacted,
        share=max(0.0, min(1.0, share)),
        today=day == today,
        future=day > today,
        said=said,
        name=name,
    )
