"""A month of the diary as plain values: what was done and rated on each day. Missing days stay empty."""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from care.diary import Diary
from care.pauses import paused
from care.records import Area
from screens.wording import Wording

DAYS = 7
BOTH: tuple[Area, ...] = ("face", "scalp")


class DayCell(Struct, frozen=True):
    """One day of the month: which sessions, check-ins, signs on the skin and pictures there were, and how much of the
    routines was ticked (0-1). `paused`: a planned pause of everything the person cares for, with nothing noted.

    `said` is that in words, empty for an empty day; `name` is what a screen reader says.
    """

    day: date
    face: bool
    scalp: bool
    rated: bool
    reacted: bool
    pictured: bool
    paused: bool
    share: float
    today: bool
    future: bool
    said: str
    name: str


class MonthView(Struct, frozen=True):
    """`weeks` are rows of seven, from the day on which the reader's weeks begin; `summary` is the month in one line."""

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
    diary = _within(diary, first, last)
    steps = sum(len(r.steps) for r in diary.routines.values()) or 1
    ticked = Counter(s.day for s in diary.steps_done)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    cells = [_cell(words, diary, day, today, ticked[day], ticked[day] / steps) for day in days]
    begins = words.week_begins
    line: list[DayCell | None] = [*([None] * ((first.weekday() - begins) % DAYS)), *cells]
    line += [None] * (-len(line) % DAYS)
    weeks = tuple(tuple(line[n : n + DAYS]) for n in range(0, len(line), DAYS))
    monday = date(2024, 1, 1)
    names = tuple(words.weekday_head(monday + timedelta(days=begins + n)) for n in range(DAYS))
    return MonthView(first, words.month(first), names, weeks, _summary(words, diary, cells, len(ticked)))


def _within(diary: Diary, first: date, last: date) -> Diary:
    """The same with the events of these days alone, which are looked through day by day."""
    events = ("sessions", "steps_done", "check_ins", "reactions", "photos")
    return replace(diary, **{kind: tuple(e for e in getattr(diary, kind) if first <= e.day <= last) for kind in events})


def _summary(words: Wording, diary: Diary, cells: list[DayCell], ticked: int) -> str:
    if not any(cell.said for cell in cells):
        return words.text("Nothing was kept in this month. That is fine.")
    said = {
        "sessions": words.count("One session", "{count} sessions", len(diary.sessions)),
        "check_ins": words.count("one check-in", "{count} check-ins", len(diary.check_ins)),
    }
    if not ticked:
        return words.text("{sessions}, {check_ins}", **said)
    steps = words.count("daily steps on one day", "daily steps on {count} days", ticked)
    return words.text("{sessions}, {check_ins}, {steps}", **said, steps=steps)


def _cell(words: Wording, diary: Diary, day: date, today: date, ticked: int, share: float) -> DayCell:
    areas = {diary.area_of(s) for s in diary.sessions if s.day == day}
    face, scalp = bool(areas - {"scalp"}), "scalp" in areas
    rated = any(c.day == day for c in diary.check_ins)
    checks = [r for r in diary.reactions if r.day == day]
    reacted = any(r.signs for r in checks)
    pictured = any(p.day == day for p in diary.photos)
    found = [
        (face, words.text("face session")),
        (scalp, words.text("scalp session")),
        (rated, words.text("check-in")),
        (reacted, words.text("skin reaction")),
        (bool(checks) and not reacted, words.text("skin check, all quiet")),
        (pictured, words.text("picture")),
        (ticked > 0, words.count("one step", "{count} steps", ticked)),
    ]
    said = ", ".join(what for there, what in found if there)
    areas_cared = diary.profile.areas or BOTH
    rests = not said and bool(diary.pauses) and all(paused(diary, area, day) for area in areas_cared)
    said = words.text("planned pause") if rests and day <= today else said
    name = ", ".join(part for part in (words.long_date(day), said, words.text("today") if day == today else "") if part)
    return DayCell(
        day=day,
        face=face,
        scalp=scalp,
        rated=rated,
        reacted=reacted,
        pictured=pictured,
        paused=rests,
        share=max(0.0, min(1.0, share)),
        today=day == today,
        future=day > today,
        said=said,
        name=name,
    )
