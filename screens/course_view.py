"""One course, as plain values: how far it has come, what is next, how it will go, and its rules in words."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from care.courses import Progress, progress
from care.diary import Diary
from care.forecast import forecast
from care.knowledge import Knowledge
from care.records import Course, Pause, Phase
from care.session_script import device_time
from care.sessions import SessionPlan
from care.verbs.catalogue import Delete, Save
from screens.course_words import course_line, kit_line
from screens.forecast_words import dots_line, ends_line, rating_lines, supply_lines
from screens.phase_words import phase_lines
from screens.snapshot import Snapshot
from screens.treatment_view import TreatmentRow, treatment_rows
from screens.why_line import WhyLine, why_lines
from screens.wording import Wording

EVENING = "17:00"


class CourseView(Struct, frozen=True, kw_only=True):
    """`dots`: sessions done and planned, None where there is no end; `coming`: the days after the next one, if each is
    done on its day; `ends`, `supply`: the forecast in words; `notes`: what is particular about the next session;
    `rating`: how far the weeks of rating before the course are; `pause`: the one that covers the course today, or is
    still to come; `over`: all its sessions are done; `goes_on`: the rhythm in which it could go on then."""

    course: str
    title: str
    area: str
    line: str
    dots: tuple[int, int] | None
    dots_line: str
    kit: str
    phases: tuple[str, ...]
    next_line: str
    coming: tuple[str, ...]
    ends: str
    supply: tuple[str, ...]
    whys: tuple[WhyLine, ...]
    notes: tuple[WhyLine, ...]
    rating: tuple[str, str] | None
    slip: str
    measure: str
    pause: Pause | None
    pause_line: str
    treatments: tuple[TreatmentRow, ...]
    may_start: bool
    may_put_off: bool
    put_off_today: bool
    not_now: str
    over: bool
    goes_on: Phase
    active: bool


def course_view(shot: Snapshot, knowledge: Knowledge, course: Course, whole: Diary | None = None) -> CourseView:
    """`whole`: a diary that reaches back to the course's start; the snapshot's does so for active courses alone."""
    words, diary = shot.wording, whole or shot.diary
    so_far = progress(diary, course)
    plan = next((s for s in shot.plan.sessions if s.course == course.id), None)
    pause = pause_of(shot, course)
    active = course.state == "active"
    ahead = forecast(diary, knowledge, course, shot.now)
    measure = knowledge.measures.get(course.primary or "")
    return CourseView(
        course=course.id,
        title=course.title,
        area=course.area,
        line=course_line(words, course, so_far)
        if active or so_far.complete
        else words.count("One session done", "{count} sessions done", so_far.finished),
        dots=(min(so_far.finished, so_far.planned), so_far.planned) if so_far.planned else None,
        dots_line=dots_line(words, so_far),
        kit=kit_line(words, diary, course),
        phases=phase_lines(words, course.phases),
        next_line=_next(words, shot, course, plan, so_far),
        coming=tuple(words.long_date(day) for day in ahead.days[1:]),
        ends=ends_line(words, shot.today, so_far, ahead) if active else "",
        supply=supply_lines(words, shot.today, ahead) if active else (),
        whys=why_lines(words, plan.why) if plan and _says_more(plan, shot) else (),
        notes=_notes(words, diary, knowledge, course) if active and not so_far.complete else (),
        rating=rating_lines(words, diary, knowledge, course, shot.today) if active else None,
        slip=course.slip,
        measure=words.text("Judged by: {measure}", measure=words.text(measure.title)) if measure else "",
        pause=pause,
        pause_line=_pause_line(words, shot, pause) if pause else "",
        treatments=treatment_rows(words, diary, knowledge, shot.today, area=course.area),
        may_start=plan is not None and plan.state == "due" and plan.earliest is None,
        may_put_off=plan is not None and plan.state == "due",
        put_off_today=plan is not None and plan.state == "not_today",
        not_now=words.text("Not tonight") if course.time >= EVENING else words.text("Not today"),
        over=so_far.complete,
        goes_on=going_on(knowledge, course),
        active=active,
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
            words.text("A late session is done when you can, and the next keeps its weekday. Never two to catch up."),
        ),
    }


def going_on(knowledge: Knowledge, course: Course) -> Phase:
    """How a course that is done could go on for good: as a template of its sort does, else in its last rhythm."""
    for template in knowledge.course_templates.values():
        last = template.phases[-1]
        sort = (template.area, template.device, template.primary)
        if last.sessions is None and sort == (course.area, bool(course.device), course.primary):
            return last
    return Phase(every_days=course.phases[-1].every_days)


def _notes(words: Wording, diary: Diary, knowledge: Knowledge, course: Course) -> tuple[WhyLine, ...]:
    """A first session is shorter; sensitive skin has several such."""
    seconds, shortened, _ = device_time(diary, knowledge, course)
    if not shortened or not seconds:
        return ()
    time = words.duration(seconds)
    if not diary.profile.sensitive:
        said = words.text("The first session is a short one: {time} with the device, at its lowest level.", time=time)
        return (WhyLine(said, "first_session_share"),)
    left = int(knowledge.figure("sensitive_sessions")) - progress(diary, course).finished
    said = words.count(
        "The next session is a short one: {time} with the device, at its lowest level.",
        "The next {count} sessions are short ones: {time} with the device, at its lowest level.",
        left,
        time=time,
    )
    return (WhyLine(said, "sensitive_sessions"),)


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


def _next(words: Wording, shot: Snapshot, course: Course, plan: SessionPlan | None, so_far: Progress) -> str:
    if course.state == "finished":
        return words.text("This course is finished.")
    if course.state != "active":
        return words.text("Stopped. No session is planned.")
    if plan is not None and plan.state == "paused":
        return words.text("Nothing is planned while it is paused.")
    if plan is not None and plan.state == "not_today":
        return words.text("Not today. Tomorrow is soon enough.")
    if so_far.complete:
        return ""
    if plan is None or plan.next_on is None:
        return words.text("No session is planned.")
    if plan.state == "done":
        return words.text("Today's session is done.")
    if plan.state == "blocked":
        return words.text("Closed for now. The course waits, and loses nothing.")
    if plan.next_on <= shot.today:
        return words.text("A session is due.")
    day = words.long_date(plan.next_on)
    if not so_far.finished:
        return words.text("The first session is planned for {day}.", day=day)
    return words.text("The next session is planned for {day}.", day=day)
