"""Courses: how far one has come, when the next session is due, and on which days the coming ones fall."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from care.diary import Diary
from care.kit import gap_hours
from care.knowledge import Knowledge
from care.records import Course, Phase, Session


class Progress(Struct, frozen=True):
    """Finished sessions (those before Mesoday among them), how many the counted phases hold (None: no end), and the
    phase of the next one (None: all done)."""

    finished: int
    planned: int | None
    phase: int | None

    @property
    def complete(self) -> bool:
        return self.phase is None


def finished_sessions(diary: Diary, course: Course, until: date | None = None) -> list[Session]:
    """The finished sessions of a course up to a care day, oldest first."""
    found = (s for s in diary.course_sessions(course) if s.outcome == "finished" and (until is None or s.day <= until))
    return sorted(found, key=lambda s: (s.day, s.started_at, s.id))


def progress(diary: Diary, course: Course, until: date | None = None) -> Progress:
    done = course.done_before + len(finished_sessions(diary, course, until))
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


def interval(course: Course, index: int) -> timedelta:
    """Days between the session with that index (from 0) and the one before it."""
    phase = phase_of(course, index)
    last: Phase = course.phases[-1 if phase is None else phase]
    return timedelta(days=last.every_days)


def next_on(diary: Diary, course: Course, until: date | None = None) -> date | None:
    """The care day from which the next session is due; None when the course is complete.

    `shift`: its interval after the last finished one. `grid`: the next appointment of the fixed grid that is more than
    half an interval away from the last finished one, so that a late session does not pull two together.
    """
    done = finished_sessions(diary, course, until)
    count = course.done_before + len(done)
    if phase_of(course, count) is None:
        return None
    if not done:
        return course.starts_on
    last = done[-1].day
    if course.slip == "shift":
        return last + interval(course, count)
    # The phase follows the sessions done, not the appointments gone by: what was missed shortens no phase.
    appointment = course.starts_on
    for index, session in enumerate(done, course.done_before + 1):
        appointment = appointment_after(appointment, session.day, interval(course, index))
    return appointment


def appointment_after(appointment: date, done_on: date, step: timedelta) -> date:
    """The first appointment of a fixed grid, from one of its days on, that is more than half a step after the session:
    one that was missed or paused is left out, never caught up."""
    while appointment - done_on <= step / 2:
        appointment += step
    return appointment


class AreaRest(Struct, frozen=True):
    """Until when the skin of an area rests after its last session, for how many hours, and whether a manual says so."""

    ends: datetime
    hours: float
    manual: bool


def rest_ends(diary: Diary, knowledge: Knowledge, course: Course, until: datetime) -> AreaRest | None:
    """The rest of the course's area after the sessions there that began before `until`: the one that ends last; None
    when there was none.

    After each, the longer rest of the two kits counts: that of the session, and that of the coming one.
    """
    own = gap_hours(diary, knowledge, course.product, course.device)
    gaps: dict[tuple[str | None, str | None], tuple[float, bool]] = {}
    rests: list[AreaRest] = []
    for session in diary.sessions:
        if session.started_at > until or diary.area_of(session) not in (course.area, None):
            continue
        kit = kit_of(diary, session)
        if kit not in gaps:
            gaps[kit] = max(own, gap_hours(diary, knowledge, *kit))
        hours, manual = gaps[kit]
        rests.append(AreaRest(max(session.ended_at, session.started_at) + timedelta(hours=hours), hours, manual))
    return max(rests, key=lambda rest: (rest.ends, rest.hours, rest.manual), default=None)


def kit_of(diary: Diary, session: Session) -> tuple[str | None, str | None]:
    """The product and the device of a session: its own, else its course's."""
    course = diary.courses.get(session.course or "")
    return session.product or (course.product if course else None), session.device or (
        course.device if course else None
    )
