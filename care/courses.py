"""Courses: how far one has come, when the next session is due, and on which days the coming ones fall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from care.diary import Diary
from care.kit import gap_hours
from care.knowledge import Knowledge
from care.records import Course, Phase, Session


class Progress(Struct, frozen=True):
    """Finished sessions, how many the counted phases hold (None: no end), and the phase of the next one (None: all
    done)."""

    finished: int
    planned: int | None
    phase: int | None

    @property
    def complete(self) -> bool:
        return self.phase is None


def finished_sessions(diary: Diary, course: Course, until: date | None = None) -> list[Session]:
    """The finished sessions of a course up to a care day, oldest first."""
    return [s for s in diary.course_sessions(course) if s.outcome == "finished" and (until is None or s.day <= until)]


def progress(diary: Diary, course: Course, until: date | None = None) -> Progress:
    done = len(finished_sessions(diary, course, until))
    phase = phase_of(course, done)
    counted = [p.sessions for p in course.phases if p.sessions is not None]
    return Progress(done, sum(counted) if counted else None, phase)


def phase_of(course: Course, index: int) -> int | None:
    """The phase that the session with that index (from 0) lies in; None after the last."""
    for number, phase in enumerate(course.phases):
        if phase.sessions is None or index < phase.sessions:
            return number
        index -= phase.sessions
    return None


def _interval(course: Course, index: int) -> timedelta:
    """Days between a session and the one before it."""
    phase = phase_of(course, index)
    last: Phase = course.phases[-1 if phase is None else phase]
    return timedelta(days=last.every_days)


def next_on(diary: Diary, course: Course, until: date | None = None) -> date | None:
    """The care day from which the next session is due; None when the course is complete.

    `shift`: its interval after the last finished one. `grid`: the next appointment of the fixed grid that is more than
    half an interval away from the last finished one, so that a late session does not pull two together.
    """
    done = finished_sessions(diary, course, until)
    count = len(done)
    if phase_of(course, count) is None:
        return None
    if not done:
        return course.starts_on
    last = done[-1].day
    if course.slip == "shift":
        return last + _interval(course, count)
    appointment, index = course.starts_on, 0
    while appointment - last <= _interval(course, max(index, 1)) / 2:
        index += 1
        appointment += _interval(course, index)
    return appointment


def planned_days(diary: Diary, course: Course, today: date, last: date) -> Iterator[date]:
    """The care days that the coming sessions fall on, up to `last`, if each is done on its day.

    A session overdue stands on its own day (where it was missed) and on today; never two to catch up.
    """
    due = next_on(diary, course)
    if due is None or course.state != "active":
        return
    if due < today:
        yield due
        due = today
    index = len(finished_sessions(diary, course))
    while due <= last and phase_of(course, index) is not None:
        yield due
        index += 1
        due += _interval(course, index)


def rest_ends(
    diary: Diary, knowledge: Knowledge, course: Course, until: datetime
) -> tuple[datetime, float, bool] | None:
    """When the skin of the course's area has rested since the last session there that began before `until`.

    Gives the instant, the hours of rest, and whether a manual set them; None when there was none. The longer rest of
    the two kits counts: that of the last session, and that of the coming one.
    """
    last = next(
        (s for s in reversed(diary.sessions) if s.started_at <= until and diary.area_of(s) in (course.area, None)), None
    )
    if last is None:
        return None
    hours, manual = max(
        gap_hours(diary, knowledge, course.product, course.device),
        gap_hours(diary, knowledge, last.product or _product(diary, last), last.device or _device(diary, last)),
    )
    return max(last.ended_at, last.started_at) + timedelta(hours=hours), hours, manual


def _product(diary: Diary, session: Session) -> str | None:
    course = diary.courses.get(session.course or "")
    return course.product if course else None


def _device(diary: Diary, session: Session) -> str | None:
    course = diary.courses.get(session.course or "")
    return course.device if course else None
