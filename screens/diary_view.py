"""The diary as plain values: a month at a glance, and one care day in order. Missing days stay empty."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge
from care.records import CheckIn, Choice, Event, Reaction, Session
from screens.wording import Wording

MONDAY_FIRST = 0


class DayCell(Struct, frozen=True):
    """One day of the month: which sessions and check-ins there were, and how much of the routines was ticked (0-1).

    `name` is what a screen reader says.
    """

    day: date
    face: bool
    scalp: bool
    rated: bool
    share: float
    today: bool
    future: bool
    name: str


class MonthView(Struct, frozen=True):
    first: date
    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[DayCell | None, ...], ...]
    summary: str


class EntryView(Struct, frozen=True):
    """One entry of a day; `record` is its kind and id, for deleting it."""

    kind: str
    id: str
    at: str
    title: str
    lines: tuple[str, ...]
    area: str
    icon: str


class DayView(Struct, frozen=True):
    day: date
    title: str
    entries: tuple[EntryView, ...]
    steps: str


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
    cells = {first + timedelta(days=n): None for n in range((last - first).days + 1)}
    days = {day: _cell(words, diary, day, today, steps) for day in cells}
    lead = (first.weekday() - MONDAY_FIRST) % 7
    line: list[DayCell | None] = [None] * lead + list(days.values())
    line += [None] * (-len(line) % 7)
    weeks = tuple(tuple(line[n : n + 7]) for n in range(0, len(line), 7))
    monday = date(2024, 1, 1)
    names = tuple(words.weekday_short(monday + timedelta(days=n)) for n in range(7))
    sessions = sum(first <= s.day <= last for s in diary.sessions)
    rated = sum(first <= c.day <= last for c in diary.check_ins)
    summary = ", ".join(
        (
            words.count("One session", "{count} sessions", sessions),
            words.count("one check-in", "{count} check-ins", rated),
        )
    )
    return MonthView(first, words.month(first), names, weeks, summary)


def _cell(words: Wording, diary: Diary, day: date, today: date, steps: int) -> DayCell:
    areas = {diary.area_of(s) for s in diary.sessions if s.day == day}
    rated = any(c.day == day for c in diary.check_ins)
    ticked = sum(s.day == day for s in diary.steps_done)
    said = [words.long_date(day)]
    if "face" in areas or None in areas:
        said.append(words.text("face session"))
    if "scalp" in areas:
        said.append(words.text("scalp session"))
    if rated:
        said.append(words.text("check-in"))
    if ticked:
        said.append(words.count("one step", "{count} steps", ticked))
    return DayCell(
        day,
        "face" in areas or None in areas,
        "scalp" in areas,
        rated,
        min(1.0, ticked / steps),
        day == today,
        day > today,
        ", ".join(said),
    )


def day_view(words: Wording, knowledge: Knowledge, diary: Diary, day: date) -> DayView:
    """Everything of one care day, in order."""
    events: list[Event] = [
        *(s for s in diary.sessions if s.day == day),
        *(c for c in diary.check_ins if c.day == day),
        *(r for r in diary.reactions if r.day == day),
        *(c for c in diary.choices if c.day == day),
    ]
    events.sort(key=lambda e: (e.at, e.id))
    entries = tuple(_entry(words, knowledge, diary, event) for event in events)
    ticked = [s for s in diary.steps_done if s.day == day]
    steps = words.count("One step ticked.", "{count} steps ticked.", len(ticked)) if ticked else ""
    return DayView(day, words.long_date(day), entries, steps)


def _entry(words: Wording, knowledge: Knowledge, diary: Diary, event: Event) -> EntryView:
    at = _in_zone(words, event.zone).time(event.at)
    match event:
        case Session():
            area = diary.area_of(event) or "face"
            title = words.text("Face session") if area == "face" else words.text("Scalp session")
            lines = list(_session_lines(words, diary, event))
            return EntryView("session", event.id, at, title, tuple(lines), area, "session")
        case CheckIn():
            title = words.text("Face check-in") if event.area == "glow" else words.text("Scalp check-in")
            rated = tuple(_scores(words, knowledge, event))
            tags = [words.text(knowledge.tags[t].title) if t in knowledge.tags else t for t in event.tags]
            lines = [*rated, *([", ".join(tags)] if tags else []), *([event.note] if event.note else [])]
            return EntryView("check_in", event.id, at, title, tuple(lines), event.area, "check_in")
        case Reaction():
            signs = [words.text(knowledge.signs[s].title) if s in knowledge.signs else s for s in event.signs]
            settled = words.text("Settled") if event.resolved_at else words.text("Not settled yet")
            lines = [", ".join(signs), settled]
            return EntryView("reaction", event.id, at, words.text("Skin reaction"), tuple(lines), "face", "reaction")
        case Choice():
            return EntryView("choice", event.id, at, _choice(words, diary, event), (), "face", "choice")
    return EntryView(type(event).__name__, event.id, at, "", (), "face", "choice")


def _in_zone(words: Wording, zone: str) -> Wording:
    return Wording(words.language, zone=zone)


def _session_lines(words: Wording, diary: Diary, session: Session) -> Iterator[str]:
    seconds = (session.ended_at - session.started_at).total_seconds()
    done = words.text("Finished") if session.outcome == "finished" else words.text("Stopped")
    yield words.text("{outcome}, {time}", outcome=done, time=words.duration(seconds))
    names = [
        thing.name
        for thing in (diary.products.get(session.product or ""), diary.devices.get(session.device or ""))
        if thing
    ]
    if names:
        yield ", ".join(names)
    if session.lot:
        yield words.text("Lot {lot}", lot=session.lot)


def _scores(words: Wording, knowledge: Knowledge, entry: CheckIn) -> Iterator[str]:
    for measure, score in entry.scores.items():
        row = knowledge.measures.get(measure)
        if row is None:
            yield f"{measure} {words.number(score)}"
            continue
        said = next((anchor for level, anchor in row.anchors if level == score), None)
        shown = words.text(said) if row.kind == "choice" and said else words.number(score)
        yield words.text("{measure}: {score}", measure=words.text(row.title), score=shown)


def _choice(words: Wording, diary: Diary, choice: Choice) -> str:
    course = diary.courses.get(choice.about)
    about = (
        course.title
        if course
        else {"glow": words.text("Face check-in"), "scalp": words.text("Scalp check-in")}.get(
            choice.about, words.text("A step")
        )
    )
    match choice.what:
        case "not_today":
            return words.text("{about}: not today", about=about)
        case "skip_step":
            return words.text("{about}: skipped", about=about)
        case "keep_step":
            return words.text("{about}: kept", about=about)
    return words.text("{about}: your own decision", about=about)
