"""One course, as plain values: how far it has come, what is next, and its rules in words."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from care.courses import planned_days, progress
from care.diary import Diary
from care.records import Course, Pause
from care.sessions import SessionPlan
from care.verbs.catalogue import Delete, Save
from screens.snapshot import Snapshot
from screens.today_view import course_line, every_days, kit_line
from screens.wording import Wording

FORECAST_DAYS, FORECAST_SESSIONS = 200, 4


class CourseView(Struct, frozen=True, kw_only=True):
    """`dots`: sessions done and planned, None where there is no end; `coming`: the days after the next one, if each is
    done on its day; `pause`: the one that covers the course today, or is still to come."""

    course: str
    title: str
    area: str
    line: str
    dots: tuple[int, int] | None
    kit: str
    phases: tuple[str, ...]
    next_line: str
    coming: tuple[str, ...]
    whys: tuple[str, ...]
    slip: str
    measure: str
    pause: Pause | None
    pause_line: str
    active: bool


def course_view(shot: Snapshot, course: Course, measure_title: str, whole: Diary | None = None) -> CourseView:
    """`whole`: a diary that reaches back to the course's start; the snapshot's does so for active courses alone."""
    words, diary = shot.wording, whole or shot.diary
    so_far = progress(diary, course)
    plan = next((s for s in shot.plan.sessions if s.course == course.id), None)
    pause = pause_of(shot, course)
    return CourseView(
        course=course.id,
        title=course.title,
        area=course.area,
        line=course_line(words, course, so_far)
        if course.state == "active" or so_far.complete
        else words.count("One session done", "{count} sessions done", so_far.finished),
        dots=(so_far.finished, so_far.planned) if so_far.planned and so_far.finished <= so_far.planned else None,
        kit=kit_line(words, diary, course),
        phases=tuple(_phase(words, n, course) for n in range(len(course.phases))),
        next_line=_next(words, shot, course, plan),
        coming=tuple(_coming(shot, course)),
        whys=tuple(words.say(w.text) for w in plan.why) if plan and _says_more(plan, shot) else (),
        slip=course.slip,
        measure=words.text("Judged by: {measure}", measure=measure_title) if measure_title else "",
        pause=pause,
        pause_line=_pause_line(words, shot, pause) if pause else "",
        active=course.state == "active",
    )


def pause_of(shot: Snapshot, course: Course) -> Pause | None:
    """The pause that covers the course today, else the first one still to come."""
    found = [
        p for p in shot.diary.pauses if (not p.areas or course.area in p.areas) and (p.to is None or p.to >= shot.today)
    ]
    return min(found, key=lambda p: (p.from_ > shot.today, p.from_), default=None)


def ending(pause: Pause, today: date) -> Save | Delete:
    """The pause ends yesterday: what was paused stays paused. One that has not begun before today goes away."""
    if pause.from_ >= today:
        return Delete(pause)
    return Save(replace(pause, to=today - timedelta(days=1)), pause)


def slip_words(words: Wording) -> dict[str, tuple[str, str]]:
    """What becomes of the coming sessions when one is late: a title and what it means, by the rule's name."""
    return {
        "shift": (
            words.text("The next ones move along"),
            words.text("A late session moves the ones after it, so the gap stays whole."),
        ),
        "grid": (
            words.text("The days stay as they are"),
            words.text("A session that is missed is left out. Never two to catch up."),
        ),
    }


def _says_more(plan: SessionPlan, shot: Snapshot) -> bool:
    """Whether the plan's reasons tell more than the day of the next session does."""
    waits = plan.state == "too_early" and plan.next_on is not None and plan.next_on > shot.today
    return plan.state not in ("done", "paused") and not waits


def _pause_line(words: Wording, shot: Snapshot, pause: Pause) -> str:
    if pause.from_ > shot.today:
        return words.text("A pause begins on {day}.", day=pause.from_)
    if pause.to is None:
        return words.text("Paused since {day}.", day=pause.from_)
    return words.text("Paused until {day}.", day=pause.to)


def _phase(words: Wording, number: int, course: Course) -> str:
    phase = course.phases[number]
    often = every_days(words, phase.every_days)
    if phase.sessions is not None:
        return words.count("One session, {often}", "{count} sessions, {often}", phase.sessions, often=often)
    if number == 0:
        return words.text("A session {often}, for as long as you like", often=often)
    return words.text("Then {often}, for as long as you like", often=often)


def _next(words: Wording, shot: Snapshot, course: Course, plan: SessionPlan | None) -> str:
    if course.state == "finished":
        return words.text("This course is finished.")
    if course.state != "active":
        return words.text("Stopped. No session is planned.")
    if plan is not None and plan.state == "paused":
        return words.text("Nothing is planned while it is paused.")
    if plan is None or plan.next_on is None:
        return words.text("No session is planned.")
    if plan.state == "done":
        return words.text("Today's session is done.")
    if plan.next_on <= shot.today:
        return words.text("The next session is due.")
    return words.text("The next session is planned for {day}.", day=words.long_date(plan.next_on))


def _coming(shot: Snapshot, course: Course) -> list[str]:
    """The days of the sessions after the next one: a forecast."""
    last = shot.today + timedelta(days=FORECAST_DAYS)
    days = [d for d in planned_days(shot.diary, course, shot.today, last) if d >= shot.today]
    return [shot.wording.long_date(day) for day in days[1 : 1 + FORECAST_SESSIONS]]
