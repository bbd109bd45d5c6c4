"""The important day: from its date the plan goes backwards, and says by when each thing is best done a last time."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care import event_lines
from care.days import Moment
from care.diary import Diary
from care.event_lines import EventLine
from care.knowledge import Knowledge
from care.outlook import Outlook
from care.records import Area
from care.why import Why


class WaitingSession(Struct, frozen=True):
    """A planned session that falls into the quiet days before the important one; it waits until they are over."""

    course: str
    title: str
    area: Area
    on: date


class EventPlan(Struct, frozen=True):
    """`lines` in the order of their days; `stays` are the medicines, which Mesoday never moves."""

    on: date
    lines: tuple[EventLine, ...]
    waiting: tuple[WaitingSession, ...]
    stays: tuple[Why, ...]


def event_plan(diary: Diary, knowledge: Knowledge, on: date, now: Moment) -> EventPlan:
    """The days before `on`, a care day that is not over. Lines whose day is over say `late`."""
    today = now.care_day(diary.profile.day_starts_at)
    found = [
        *event_lines.new_things(diary, knowledge, on),
        *event_lines.tests_running(diary, knowledge, on, now),
        *event_lines.last_uses(diary, knowledge, on),
        *event_lines.last_activities(diary, knowledge, on),
    ]
    ahead = Outlook(diary, knowledge, now, on)
    waiting: list[WaitingSession] = []
    for course in diary.active_courses():
        last = event_lines.last_session(diary, knowledge, course, on)
        found.append(last)
        coming = (a.day for a in ahead.coming(course.id) if last.on < a.day <= on)
        waiting += [WaitingSession(course.id, course.title, course.area, day) for day in coming]
    lines = [line if line.on < today else _in_time(line) for line in found]
    lines.append(event_lines.the_day(on))
    return EventPlan(
        on,
        tuple(sorted(lines, key=lambda line: line.on)),
        tuple(sorted(waiting, key=lambda one: (one.on, one.course))),
        tuple(event_lines.medicines(diary, knowledge)),
    )


def _in_time(line: EventLine) -> EventLine:
    return EventLine(line.kind, line.on, line.text, line.why, line.about)
