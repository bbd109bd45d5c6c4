"""What Today shows, as plain values: one sentence that leads, then the care day as a timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from care.courses import Progress
from care.days import wall_text
from care.diary import Diary
from care.knowledge import Knowledge
from care.plan import CheckInPlan, DayPlan, RoutinePlan, StepPlan
from care.records import Area, Course
from care.session_script import session_script
from care.sessions import SessionPlan
from care.why import GATE
from screens.damage_view import DamageView, unread_damage
from screens.reminder_view import ReminderView, missed, ringing
from screens.snapshot import Snapshot
from screens.wording import Wording

MOST_DOTS = 40  # a longer course says its progress in words alone


class StepView(Struct, frozen=True):
    """One row; what is read out is its title and what stands below it."""

    routine: str
    step: str
    title: str
    sub: str
    state: Literal["do", "rest", "skip", "done", "closed"]


class RoutineView(Struct, frozen=True):
    """All routines of a slot that day, face and scalp together."""

    slot: Literal["am", "pm"]
    title: str
    summary: str
    rows: tuple[StepView, ...]
    routines: tuple[str, ...]
    open_steps: int
    all_done: bool

    @property
    def key(self) -> str:
        return self.slot

    @property
    def is_open(self) -> bool:
        return self.open_steps > 0

    @property
    def is_done(self) -> bool:
        return self.all_done


class SessionView(Struct, frozen=True):
    """A course's card. `dots` are (filled, total); `why` are finished sentences."""

    course: str
    area: Area
    title: str
    sub: str
    dots: tuple[int, int] | None
    kit: str
    facts: tuple[str, ...]
    state: str
    status: str
    why: tuple[str, ...]
    ask_safety: bool
    may_start: bool

    @property
    def key(self) -> str:
        return self.course

    @property
    def is_open(self) -> bool:
        return self.state == "due"

    @property
    def is_done(self) -> bool:
        return self.state == "done"


class CheckInView(Struct, frozen=True):
    area: Literal["glow", "scalp"]
    title: str
    sub: str
    state: Literal["due", "done", "not_today"]


class CheckInsView(Struct, frozen=True):
    """All check-ins of the day."""

    rows: tuple[CheckInView, ...]

    @property
    def key(self) -> str:
        return "check-ins"

    @property
    def is_open(self) -> bool:
        return False  # they may be made at any time of the day

    @property
    def is_done(self) -> bool:
        return all(row.state == "done" for row in self.rows)


PartView = RoutineView | SessionView | CheckInsView


class TodayView(Struct, frozen=True):
    day: date
    date_line: str
    headline: str
    progress: str
    ringing: tuple[ReminderView, ...]
    missed: tuple[ReminderView, ...]
    notices: tuple[str, ...]
    damage: DamageView | None
    morning: RoutineView | None
    sessions: tuple[SessionView, ...]
    evening: RoutineView | None
    check_ins: tuple[CheckInView, ...]
    empty: bool

    @property
    def parts(self) -> tuple[PartView, ...]:
        """The parts of the day in their order."""
        found = (self.morning, *self.sessions, self.evening, CheckInsView(self.check_ins) if self.check_ins else None)
        return tuple(part for part in found if part is not None)

    def part(self, key: str) -> PartView | None:
        return next((part for part in self.parts if part.key == key), None)

    @property
    def next_part(self) -> str | None:
        """The key of the part of the day that is next: it wears the ring."""
        return next((part.key for part in self.parts if part.is_open), None)


def today_view(shot: Snapshot, knowledge: Knowledge, before: tuple[Snapshot, TodayView] | None = None) -> TodayView:
    """What Today shows. `before`: an earlier snapshot and what was made of it; sessions planned no differently since
    are taken from there."""
    plan, words, diary = shot.plan, shot.wording, shot.diary
    not_rung = missed(shot)
    morning = _routine(words, plan, "am", words.text("Morning"))
    evening = _routine(words, plan, "pm", words.text("Evening"))
    if before is not None and before[0].plan.sessions is plan.sessions:
        sessions = before[1].sessions
    else:
        sessions = tuple(_session(words, knowledge, diary, s, shot) for s in plan.sessions)
    return TodayView(
        day=plan.day,
        date_line=words.long_date(plan.day),
        headline=_headline(words, shot, len(not_rung)),
        progress=_progress(words, plan),
        ringing=ringing(shot),
        missed=not_rung,
        notices=tuple(words.say(n.text) for n in plan.notices),
        damage=unread_damage(shot),
        morning=morning,
        sessions=sessions,
        evening=evening,
        check_ins=tuple(_check_in(words, c) for c in plan.check_ins),
        empty=not (morning or evening or sessions),
    )


def _progress(words: Wording, plan: DayPlan) -> str:
    """ "3 of 7 done": the line that answers each tick."""
    steps = [s for r in plan.routines for s in r.steps if s.state in ("do", "done")]
    done = sum(s.state == "done" for s in steps)
    return words.text("{done} of {all} steps done", done=done, all=len(steps)) if steps else ""


def _headline(words: Wording, shot: Snapshot, missed_count: int) -> str:
    plan = shot.plan
    if missed_count:
        return words.count(
            "Welcome back. One reminder did not ring.", "Welcome back. {count} reminders did not ring.", missed_count
        )
    left = sum(r.open_steps for r in plan.routines)
    due = {s.area for s in plan.sessions if s.state == "due"}
    if due == {"face", "scalp"}:
        return words.text("A face and a scalp session are due.")
    if due:
        return words.text("A face session is due.") if "face" in due else words.text("A scalp session is due.")
    if any(w.rule == GATE for s in plan.sessions for w in s.why):
        return words.text("Your safety questions come first.")
    if any(s.day == plan.day and s.outcome == "finished" for s in shot.diary.sessions):
        first = words.text("Session done.")
        if not left:
            return first
        return f"{first} {words.count('One quiet step left.', '{count} quiet steps left.', left)}"
    if left:
        morning = sum(r.open_steps for r in plan.routines if r.slot == "am")
        if morning and shot.now.local.hour < 12:
            return words.count("One step this morning.", "{count} steps this morning.", morning)
        return words.count("One step left today.", "{count} steps left today.", left)
    if plan.routines:
        return words.text("All done for today.")
    return words.text("A quiet day. Nothing is planned.")


def _routine(words: Wording, plan: DayPlan, slot: Literal["am", "pm"], title: str) -> RoutineView | None:
    routines = [r for r in plan.routines if r.slot == slot and r.steps]
    if not routines:
        return None
    several = len({r.area for r in routines}) > 1
    rows = tuple(_step(words, r, s, several) for r in routines for s in r.steps)
    done = [s for r in routines for s in r.steps if s.state == "done"]
    left = sum(r.open_steps for r in routines)
    if done and not left:
        last = max(s.done_at for s in done if s.done_at) if any(s.done_at for s in done) else None
        count = words.count("one step", "all {count} steps", len(done))
        summary = words.text("Done at {time}, {steps}", time=words.time(last), steps=count) if last else count
    elif done:
        summary = words.text("{done} of {all} done", done=len(done), all=len(done) + left)
    else:
        summary = words.count("One step", "{count} steps", left)
    return RoutineView(slot, title, summary, rows, tuple(r.routine for r in routines), left, bool(done) and not left)


def _step(words: Wording, routine: RoutinePlan, step: StepPlan, several: bool) -> StepView:
    area = words.text("Face") if routine.area == "face" else words.text("Scalp")
    match step.state:
        case "done":
            sub = words.text("Done at {time}", time=words.time(step.done_at)) if step.done_at else words.text("Done")
        case "rest":
            sub = words.text("Resting until {day}", day=words.weekday(step.until)) if step.until else ""
        case "skip":
            sub = words.text("Skipped, no penalty")
        case "closed":
            sub = " ".join(words.say(w.text) for w in step.why) or words.text("Closed")
        case _:
            sub = ""
    if several and step.state in ("do", "done"):
        sub = f"{area}. {sub}" if sub else area
    return StepView(routine.routine, step.step, step.title, sub, step.state)


def _session(words: Wording, knowledge: Knowledge, diary: Diary, plan: SessionPlan, shot: Snapshot) -> SessionView:
    course = diary.courses[plan.course]
    script = session_script(diary, knowledge, course)
    facts = [words.count("one step", "{count} steps", len(script.steps))]
    if script.seconds >= 60:
        facts.insert(0, words.duration(script.seconds))
    if script.shortened:
        facts.append(words.text("a short first one"))
    face = plan.area == "face"
    return SessionView(
        course=plan.course,
        area=plan.area,
        title=words.text("Face session") if face else words.text("Scalp session"),
        sub=course_line(words, course, plan.progress),
        dots=_dots(plan.progress),
        kit=kit_line(words, diary, course),
        facts=(", ".join(facts),),
        state=plan.state,
        status=_status(words, plan, shot),
        why=tuple(dict.fromkeys(words.say(w.text) for w in plan.why)),
        ask_safety=any(w.rule == GATE for w in plan.why),
        may_start=plan.state == "due" and plan.earliest is None,
    )


def course_line(words: Wording, course: Course, progress: Progress) -> str:
    """ "Session 5 of 8, once a week"."""
    number = progress.finished + 1
    if progress.complete:
        return words.count(
            "Its one session is done", "All {count} sessions done", progress.planned or progress.finished
        )
    phase = course.phases[progress.phase or 0]
    often = every_days(words, phase.every_days)
    if progress.planned is None or number > progress.planned:
        return words.text("Session {n}, {often}", n=number, often=often)
    return words.text("Session {n} of {all}, {often}", n=number, all=progress.planned, often=often)


def every_days(words: Wording, days: int) -> str:
    if days == 1:
        return words.text("every day")
    if days == 7:
        return words.text("once a week")
    if days % 7 == 0:
        return words.text("every {n} weeks", n=days // 7)
    return words.text("every {n} days", n=days)


def kit_line(words: Wording, diary: Diary, course: Course) -> str:
    product, device = diary.products.get(course.product or ""), diary.devices.get(course.device or "")
    return ", ".join(thing.name for thing in (product, device) if thing)


def _dots(progress: Progress) -> tuple[int, int] | None:
    if progress.planned is None or progress.planned > MOST_DOTS or progress.finished > progress.planned:
        return None
    return progress.finished, progress.planned


def _status(words: Wording, plan: SessionPlan, shot: Snapshot) -> str:
    match plan.state:
        case "done":
            if plan.next_on and plan.next_on > shot.today:
                return words.text("Done. Next one on {day}.", day=words.long_date(plan.next_on))
            return words.text("Done.")
        case "too_early" if plan.earliest:
            local = plan.earliest.astimezone(shot.now.local.tzinfo)
            if local.date() - shot.now.local.date() < timedelta(days=7):
                return words.text("From {day} {time}", day=words.weekday(local.date()), time=wall_text(local))
            return words.text("From {day}", day=words.long_date(local.date()))
        case "paused":
            return words.text("Paused")
        case "not_today":
            return words.text("Not today. Tomorrow is soon enough.")
        case "blocked":
            return words.text("Closed for now")
        case "due" if plan.progress.finished:
            return words.text("Rest is over")
    return ""


def _check_in(words: Wording, plan: CheckInPlan) -> CheckInView:
    title = words.text("Face check-in") if plan.area == "glow" else words.text("Scalp check-in")
    sub = {
        "due": words.text("Half a minute, before any product"),
        "done": words.text("Done today"),
        "not_today": words.text("Not today"),
    }[plan.state]
    return CheckInView(plan.area, title, sub, plan.state)
