"""Whether a course's session may be offered on a day, and if not, why and from when."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from care import courses, kit, pauses, reactions, shelf
from care.days import Moment, care_day_span, wall_in_care_day
from care.diary import Diary
from care.gate import gate
from care.knowledge import Knowledge
from care.messages import message
from care.records import Area, Course
from care.why import GAP, Why

SessionState = str  # due | done | too_early | blocked | paused | not_today


class SessionPlan(Struct, frozen=True):
    """One course on one care day. `earliest` is the first instant at which its session would be offered."""

    course: str
    title: str
    area: Area
    state: SessionState
    earliest: datetime | None
    why: tuple[Why, ...]
    progress: courses.Progress
    next_on: date | None


def plan_session(
    diary: Diary, knowledge: Knowledge, course: Course, day: date, now: Moment, *, seen_from: date
) -> SessionPlan:
    """The state of one course on `day`, judged at `now` on today and at the course's time on other days."""
    so_far = courses.progress(diary, course, day)
    due_on = courses.next_on(diary, course, day)

    def plan(state: SessionState, why: tuple[Why, ...] = (), earliest: datetime | None = None) -> SessionPlan:
        return SessionPlan(course.id, course.title, course.area, state, earliest, why, so_far, due_on)

    if any(s.day == day and s.outcome == "finished" for s in diary.course_sessions(course)):
        return plan("done")
    if pause := pauses.paused(diary, course.area, day):
        return plan("paused", (pause,))
    if blocked := blocking(diary, knowledge, course, day, now, seen_from=seen_from):
        return plan("blocked", blocked)
    if due_on is None:
        return plan("done")
    starts_at = diary.profile.day_starts_at
    planned_at = wall_in_care_day(day, course.time, now.zone, starts_at)
    judged_at = now.at if day == seen_from else planned_at
    rest = courses.rest_ends(diary, knowledge, course, care_day_span(day, now.zone, starts_at)[1])
    rest_end = rest[0] if rest else None
    if due_on > day:
        planned = wall_in_care_day(due_on, course.time, now.zone, starts_at)
        earliest = max(planned, rest_end) if rest_end else planned
        why = [Why(GAP, message("The next session of this course is planned for {day}.", day=due_on))]
        if rest and rest[0] > judged_at:
            why.insert(0, _resting(rest))
        return plan("too_early", tuple(why), earliest)
    if rest and rest_end and rest_end > judged_at and (day == seen_from or _not_within(rest_end, day, now, starts_at)):
        return plan("too_early", (_resting(rest),), rest_end)
    if choice := diary.choice("not_today", course.id, day):
        return plan("not_today", (Why(choice.rule, message("Not today, as you chose.")),) if choice.rule else ())
    return plan("due", earliest=rest_end if rest_end and rest_end > judged_at else None)


def blocking(
    diary: Diary, knowledge: Knowledge, course: Course, day: date, now: Moment, *, seen_from: date
) -> tuple[Why, ...]:
    """Every rule that keeps a course's sessions closed on a day; none when they may be offered."""
    whys: list[Why] = []
    product = diary.products.get(course.product or "")
    device = diary.devices.get(course.device or "")
    if device and (refused := shelf.device_refused(device, knowledge)):
        whys.append(refused)
    if product and (closed := shelf.session_product_closed(product, knowledge, day, now.zone)):
        whys.append(closed)
    modalities = kit.modalities(diary, course.product, course.device)
    whys += gate(diary, knowledge, course.area, modalities, day, seen_from).whys
    whys += reactions.closing(diary, knowledge, course.area, day)
    if healing := pauses.healing(diary, knowledge, course.area, day):
        whys.append(healing)
    return tuple(whys)


def _not_within(moment: datetime, day: date, now: Moment, starts_at: str) -> bool:
    return moment >= care_day_span(day, now.zone, starts_at)[1]


def _resting(rest: tuple[datetime, float, bool]) -> Why:
    _, hours, manual = rest
    if manual:
        return Why(GAP, message("Skin rests {hours} hours between sessions, as your manual says.", hours=hours))
    return Why(GAP, message("Skin rests {hours} hours between sessions, our cautious default.", hours=hours))
