"""One course, as plain values: how far it has come, what is next, and its rules in words."""

from __future__ import annotations

from msgspec import Struct

from care.courses import progress
from care.records import Course, Pause
from care.sessions import SessionPlan
from screens.snapshot import Snapshot
from screens.today_view import course_line, every_days, kit_line
from screens.wording import Wording


class CourseView(Struct, frozen=True):
    course: str
    title: str
    area: str
    line: str
    dots: tuple[int, int] | None
    kit: str
    phases: tuple[str, ...]
    next_line: str
    whys: tuple[str, ...]
    slip: str
    measure: str
    pause: Pause | None
    pause_line: str
    active: bool


def course_view(shot: Snapshot, course: Course, measure_title: str) -> CourseView:
    words, diary = shot.wording, shot.diary
    so_far = progress(diary, course)
    plan = next((s for s in shot.plan.sessions if s.course == course.id), None)
    pause = next(
        (
            p
            for p in diary.pauses
            if p.from_ <= shot.today and (p.to is None or p.to >= shot.today) and _covers(p, course)
        ),
        None,
    )
    if pause is None:
        pause_line = ""
    elif pause.to:
        pause_line = words.text("Paused until {day}.", day=pause.to)
    else:
        pause_line = words.text("Paused.")
    return CourseView(
        course=course.id,
        title=course.title,
        area=course.area,
        line=course_line(words, course, so_far),
        dots=(so_far.finished, so_far.planned) if so_far.planned and so_far.finished <= so_far.planned else None,
        kit=kit_line(words, diary, course),
        phases=tuple(_phase(words, n, course) for n in range(len(course.phases))),
        next_line=_next(words, shot, plan),
        whys=tuple(words.say(w.text) for w in plan.why) if plan else (),
        slip=words.text("A late session moves the ones after it.")
        if course.slip == "shift"
        else words.text("The days stay as they are; a missed session is left out."),
        measure=words.text("Judged by: {measure}", measure=measure_title) if measure_title else "",
        pause=pause,
        pause_line=pause_line,
        active=course.state == "active",
    )


def _covers(pause: Pause, course: Course) -> bool:
    return not pause.areas or course.area in pause.areas


def _phase(words: Wording, number: int, course: Course) -> str:
    phase = course.phases[number]
    often = every_days(words, phase.every_days)
    if phase.sessions is None:
        return words.text("Then {often}, for as long as you like", often=often)
    return words.count("One session, {often}", "{count} sessions, {often}", phase.sessions, often=often)


def _next(words: Wording, shot: Snapshot, plan: SessionPlan | None) -> str:
    if plan is None or plan.next_on is None:
        return words.text("No session is planned.")
    if plan.next_on <= shot.today:
        return words.text("The next session is due.")
    return words.text("The next session is planned for {day}.", day=words.long_date(plan.next_on))
