"""What Today shows, as plain values: one sentence that leads, then the care day as a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from care.knowledge import Knowledge
from care.plan import CheckInPlan, DayPlan, RoutinePlan, StepPlan
from care.why import GATE, REACTION, Why
from screens.clock_doubt_view import ClockView, clock_view
from screens.damage_view import DamageView, unread_damage
from screens.reminder_view import ReminderView, missed, ringing
from screens.snapshot import Snapshot
from screens.today_reactions_view import ReactionsView, reactions_view
from screens.today_session_view import SessionView, session_view
from screens.why_line import WhyLine, may_decide, why_lines, why_route
from screens.wording import Wording


class StepView(Struct, frozen=True):
    """One row; what is read out is its title and what stands below it."""

    routine: str
    step: str
    title: str
    sub: str
    state: Literal["do", "rest", "skip", "done", "closed"]


class ChangeView(Struct, frozen=True):
    """A step that the plan changed that day: what became of it, why, and whether the person keeps it all the same.

    `may_decide`: only advice speaks. `product`: what it uses, "" for nothing.
    """

    routine: str
    step: str
    title: str
    said: str
    why: tuple[WhyLine, ...]
    kept: bool
    may_decide: bool
    product: str


class RoutineView(Struct, frozen=True):
    """All routines of a slot that day, face and scalp together. `chip`: the words that lead to the changes."""

    slot: Literal["am", "pm"]
    title: str
    summary: str
    rows: tuple[StepView, ...]
    routines: tuple[str, ...]
    open_steps: int
    all_done: bool
    chip: str = ""
    changes: tuple[ChangeView, ...] = ()

    @property
    def key(self) -> str:
        return self.slot

    @property
    def is_open(self) -> bool:
        return self.open_steps > 0

    @property
    def is_done(self) -> bool:
        return self.all_done


class NoticeView(Struct, frozen=True):
    """Something to know today: `action` are the words of the way on, `route` where it leads. `quiet`: it can wait until
    the day has been looked through."""

    title: str
    text: str
    action: str
    route: str
    quiet: bool = False


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
    missed_older: int
    clock: ClockView | None
    notices: tuple[NoticeView, ...]
    damage: DamageView | None
    reactions: ReactionsView
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
    are taken from there, and with them the reactions."""
    plan, words, diary = shot.plan, shot.wording, shot.diary
    not_rung = missed(shot)
    morning = _routine(words, plan, "am", words.text("Morning"))
    evening = _routine(words, plan, "pm", words.text("Evening"))
    if before is not None and before[0].plan.sessions is plan.sessions:
        sessions, reactions = before[1].sessions, before[1].reactions
    else:
        reactions = reactions_view(shot, knowledge)
        sessions = tuple(session_view(words, knowledge, diary, s, shot) for s in plan.sessions)
    return TodayView(
        day=plan.day,
        date_line=words.long_date(plan.day),
        headline=_headline(words, shot, len(not_rung)),
        progress=_progress(words, plan),
        ringing=ringing(shot),
        missed=not_rung,
        missed_older=shot.missed_older,
        clock=clock_view(shot),
        notices=tuple(_notice(words, knowledge, n) for n in plan.notices),
        damage=unread_damage(shot),
        reactions=reactions,
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
    if due:
        if due == {"face", "scalp"}:
            first = words.text("A face and a scalp session are due.")
        else:
            first = words.text("A face session is due.") if "face" in due else words.text("A scalp session is due.")
        rests = any(r.slot == "pm" and s.state == "rest" for r in plan.routines for s in r.steps)
        return f"{first} {words.text('Evening care is shorter for it.')}" if rests else first
    if any(w.rule == GATE for s in plan.sessions for w in s.why):
        return words.text("Your safety questions come first.")
    if any(w.rule == REACTION for s in plan.sessions for w in s.why):
        return words.text("Your skin comes first. Sessions wait.")
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
    elif left:
        summary = words.count("One step", "{count} steps", left)
    else:
        summary = words.text("Resting")
    changes = tuple(_changes(words, plan.day, routines))
    changed = words.text("Changed tonight. Why?") if slot == "pm" else words.text("Changed this morning. Why?")
    return RoutineView(
        slot,
        title,
        summary,
        rows,
        tuple(r.routine for r in routines),
        left,
        bool(done) and not left,
        changed if changes else "",
        changes,
    )


def _changes(words: Wording, day: date, routines: list[RoutinePlan]) -> Iterator[ChangeView]:
    """The steps that rest, are closed, or are kept in spite of an advice."""
    for routine in routines:
        for step in routine.steps:
            kept = any(w.aside for w in step.why)
            if step.state not in ("rest", "closed") and not (kept and step.state == "do"):
                continue
            lines = tuple(line for line in why_lines(words, step.why) if not line.aside)
            yield ChangeView(
                routine.routine,
                step.step,
                step.title,
                words.text("You keep it today.") if kept else _until(words, routine.slot, step),
                lines,
                kept,
                may_decide(step.why),
                step.product or "",
            )


def _until(words: Wording, slot: Literal["am", "pm"], step: StepPlan) -> str:
    """What becomes of a step that the plan changed, and until when."""
    if step.state == "closed":
        return words.text("Closed")
    if step.until is None:
        return words.text("Resting")
    day = words.weekday(step.until)
    if slot == "pm":
        return words.text("Resting until {day} evening", day=day)
    return words.text("Resting until {day} morning", day=day)


def _notice(words: Wording, knowledge: Knowledge, notice: Why) -> NoticeView:
    said = words.say(notice.text)
    if notice.rule == GATE:
        return NoticeView(words.text("Still true?"), said, words.text("Look at my answers"), "/settings/safety")
    if notice.rule in knowledge.screening:
        return NoticeView(words.text("A safety question"), said, words.text("Look at my answers"), "/settings/safety")
    source = words.text("Where this comes from")
    return NoticeView(
        words.text("Good to know"), said, source, why_route(notice.rule), quiet=notice.strength == "advise"
    )


def _step(words: Wording, routine: RoutinePlan, step: StepPlan, several: bool) -> StepView:
    area = words.text("Face") if routine.area == "face" else words.text("Scalp")
    match step.state:
        case "done":
            sub = words.text("Done at {time}", time=words.time(step.done_at)) if step.done_at else words.text("Done")
        case "rest":
            sub = _until(words, routine.slot, step)
        case "skip":
            sub = words.text("Skipped, no penalty")
        case "closed":
            sub = " ".join(words.say(w.text) for w in step.why) or words.text("Closed")
        case _:
            sub = words.text("Kept today, as you chose") if any(w.aside for w in step.why) else ""
    if several and step.state in ("do", "done"):
        sub = f"{area}. {sub}" if sub else area
    return StepView(routine.routine, step.step, step.title, sub, step.state)


def _check_in(words: Wording, plan: CheckInPlan) -> CheckInView:
    title = words.text("Face check-in") if plan.area == "glow" else words.text("Scalp check-in")
    sub = {
        "due": words.text("Half a minute, before any product"),
        "done": words.text("Done today"),
        "not_today": words.text("Not today"),
    }[plan.state]
    return CheckInView(plan.area, title, sub, plan.state)
