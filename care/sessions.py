"""Whether a course's session may be offered on a day, and if not, why and from when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from msgspec import Struct

from care import courses, own_decisions, pauses
from care.days import care_day_span, wall_in_care_day
from care.messages import message
from care.outlook import Outlook
from care.records import Area, Course
from care.spacing import Window, conflict, first_free, not_set_aside, session_waits
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


def plan_session(course: Course, day: date, ahead: Outlook) -> SessionPlan:
    """The state of one course on `day`: judged now on today, at the course's time on a day that is over, and on days
    to come as if each session were done on its day."""
    diary = ahead.diary
    so_far = courses.progress(diary, course, day)
    due_on = courses.next_on(diary, course, day)

    def plan(state: SessionState, why: tuple[Why, ...] = (), earliest: datetime | None = None) -> SessionPlan:
        return SessionPlan(course.id, course.title, course.area, state, earliest, why, so_far, due_on)

    if any(s.day == day and s.outcome == "finished" for s in diary.course_sessions(course)):
        return plan("done")
    if pause := pauses.paused(diary, course.area, day):
        return plan("paused", (pause,))
    aside = own_decisions.rules_set_aside(diary, course.id, day)
    blocked, told = own_decisions.weigh(ahead.blocking(course, day), aside)
    if blocked:
        return plan("blocked", blocked)
    if due_on is None:
        return plan("done")
    if day > ahead.today:
        return _forecast(plan, course, day, ahead)
    waits = _waits(course, day, due_on, aside, ahead)
    if waits.standing:
        return plan("too_early" if waits.earliest else "blocked", waits.standing, waits.earliest)
    if choice := diary.choice("not_today", course.id, day):
        return plan("not_today", (Why(choice.rule, message("Not today, as you chose.")),) if choice.rule else ())
    return plan("due", (*told, *waits.told), waits.earliest)


class _Waits(Struct, frozen=True):
    """Why a session waits, which advices to wait were set aside, and the first instant that none speaks against."""

    standing: tuple[Why, ...] = ()
    told: tuple[Why, ...] = ()
    earliest: datetime | None = None


def _forecast(plan: Callable[..., SessionPlan], course: Course, day: date, ahead: Outlook) -> SessionPlan:
    coming = next((a for a in ahead.coming(course.id) if a.day >= day), None)
    if coming is None:
        return plan("too_early")
    return plan("due") if coming.day == day else plan("too_early", (_planned(coming.day),), coming.begins)


def _waits(course: Course, day: date, due_on: date, aside: frozenset[str], ahead: Outlook) -> _Waits:
    """What a session of today, or of a day that is over, still waits for."""
    diary, zone, starts_at = ahead.diary, ahead.now.zone, ahead.starts_at
    today = day == ahead.today
    begins = at = ahead.now.at if today else wall_in_care_day(day, course.time, zone, starts_at)
    day_ends = care_day_span(day, zone, starts_at)[1]
    whys: list[Why] = []
    gap = GAP not in aside
    rest = courses.rest_ends(diary, ahead.knowledge, course, day_ends)
    late = rest is not None and rest.ends > at
    if rest and late and (today or due_on > day or rest.ends >= day_ends):
        whys.append(_resting(rest))
    if due_on > day:
        whys.append(_planned(due_on))
        begins = wall_in_care_day(due_on, course.time, zone, starts_at) if gap else begins
    if rest and late and gap:
        begins = max(begins, rest.ends)
    if not today:
        standing, told = own_decisions.weigh(whys, aside)
        return _Waits(standing, told, begins if begins > at else None)
    limit = begins + timedelta(days=ahead.knowledge.figure("fit_days"))
    windows = ahead.windows(course, at, limit)
    holding = not_set_aside(windows, aside)
    earliest = _earliest(course, holding, begins, limit, ahead)
    for found in dict.fromkeys(w for w in (conflict(holding, begins), conflict(windows, begins)) if w):
        whys.append(session_waits(found, begins, never=earliest is None))
    standing, told = own_decisions.weigh(whys, aside)
    return _Waits(standing, told, earliest if standing else None)


def _earliest(
    course: Course, windows: list[Window], begins: datetime, limit: datetime, ahead: Outlook
) -> datetime | None:
    """The first instant at which a session fits; of those in the night, the one that is laid out for the day."""
    free = first_free(windows, begins, limit)
    laid = next(iter(ahead.coming(course.id)), None)
    if free is not None and laid is not None and free != begins and not ahead.is_waking(course, free):
        return max(free, laid.begins)
    return free


def _planned(day: date) -> Why:
    return Why(GAP, message("The next session of this course is planned for {day}.", day=day), "advise")


def _resting(rest: courses.AreaRest) -> Why:
    if rest.manual:
        text = message("Skin rests {hours} hours between sessions, as your manual says.", hours=rest.hours)
    else:
        text = message("Skin rests {hours} hours between sessions, our cautious default.", hours=rest.hours)
    return Why(GAP, text, "advise")
