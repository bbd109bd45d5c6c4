"""The plan of a care day: what is to be done, what is closed, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from care import pauses, shelf
from care.days import Moment
from care.diary import Diary
from care.gate import gate
from care.kit import modalities
from care.knowledge import Knowledge
from care.messages import message
from care.records import Area, Routine, RoutineStep, Slot
from care.rhythm import due_again
from care.sessions import SessionPlan, plan_session
from care.why import GATE, Why

StepState = Literal["do", "rest", "skip", "done", "closed"]


class StepPlan(Struct, frozen=True):
    """One step of a routine on one care day; `until` is when a resting step is back."""

    step: str
    title: str
    product: str | None
    state: StepState
    until: date | None = None
    done_at: datetime | None = None
    why: tuple[Why, ...] = ()


class RoutinePlan(Struct, frozen=True):
    routine: str
    title: str
    slot: Slot
    area: Area
    steps: tuple[StepPlan, ...]

    @property
    def open_steps(self) -> int:
        return sum(s.state == "do" for s in self.steps)


class CheckInPlan(Struct, frozen=True):
    area: Literal["glow", "scalp"]
    state: Literal["due", "done", "not_today"]


class DayPlan(Struct, frozen=True):
    day: date
    routines: tuple[RoutinePlan, ...]
    sessions: tuple[SessionPlan, ...]
    check_ins: tuple[CheckInPlan, ...]
    notices: tuple[Why, ...]


def plan_day(diary: Diary, knowledge: Knowledge, day: date, now: Moment) -> DayPlan:
    """What is to be done on a care day. A forecast takes today's answers to hold."""
    today = now.care_day(diary.profile.day_starts_at)
    return DayPlan(
        day,
        tuple(plan_routine(diary, routine, day, today, now.zone) for routine in routines_in_order(diary)),
        tuple(plan_session(diary, knowledge, c, day, now, seen_from=today) for c in diary.active_courses()),
        tuple(check_ins(diary, knowledge, day)),
        tuple(notices(diary, knowledge, day, today)),
    )


def after_ticks(plan: DayPlan, diary: Diary, now: Moment) -> DayPlan:
    """The plan of a day on which nothing but steps were noted since: only its routines are planned anew."""
    today = now.care_day(diary.profile.day_starts_at)
    routines = tuple(plan_routine(diary, routine, plan.day, today, now.zone) for routine in routines_in_order(diary))
    return msgspec.structs.replace(plan, routines=routines)


def routines_in_order(diary: Diary) -> list[Routine]:
    """Morning before evening, face before scalp, then as they were made."""
    areas = diary.profile.areas
    kept = (r for r in diary.routines.values() if not areas or r.area in areas)
    return sorted(kept, key=lambda r: (r.slot, r.area, r.id))


def plan_routine(diary: Diary, routine: Routine, day: date, today: date, zone: str) -> RoutinePlan:
    """The steps of a routine that come round on that day."""
    ours = [s for s in diary.steps_done if s.routine == routine.id]
    done = {s.step: s for s in ours if s.day == day}
    last: dict[str, date] = {}
    for s in ours:
        if s.day < day and (s.step not in last or s.day > last[s.step]):
            last[s.step] = s.day
    steps: list[StepPlan] = []
    for step in routine.steps:
        ticked = done.get(step.id)
        if ticked is None and not _comes_round(step, day, today, last.get(step.id)):
            continue
        state, why = _step_state(diary, routine, step, day, zone, done=ticked is not None)
        at = ticked.at if ticked else None
        steps.append(StepPlan(step.id, step.title, step.product, state, done_at=at, why=why))
    return RoutinePlan(routine.id, routine.title, routine.slot, routine.area, tuple(steps))


def _comes_round(step: RoutineStep, day: date, today: date, last: date | None) -> bool:
    """Past and present: when its rhythm has come round since it was last done. Future: as if done whenever due."""
    rhythm = step.every
    if rhythm is None or day <= today or rhythm.weekdays or rhythm.unit != "day":
        return due_again(rhythm, day, last)
    first = max(today, last + timedelta(days=rhythm.n)) if last else today
    return day >= first and (day - first).days % rhythm.n == 0


def _step_state(
    diary: Diary, routine: Routine, step: RoutineStep, day: date, zone: str, *, done: bool
) -> tuple[StepState, tuple[Why, ...]]:
    if done:
        return "done", ()
    product = diary.products.get(step.product or "")
    if product and (closed := shelf.product_closed(product, day, zone)):
        return "closed", (closed,)
    skipped = diary.choice("skip_step", f"{routine.id}/{step.id}", day)
    if skipped:
        return "skip", (Why(skipped.rule, message("Skipped, as you chose.")),) if skipped.rule else ()
    return "do", ()


def check_ins(diary: Diary, knowledge: Knowledge, day: date) -> Iterator[CheckInPlan]:
    """The check-ins of the day: each area's own, as often as asked (in days), unless it is paused."""
    areas = diary.profile.areas
    names: tuple[tuple[Area, Literal["glow", "scalp"]], ...] = (("face", "glow"), ("scalp", "scalp"))
    for area, name in names:
        if area not in areas:
            continue
        days = [c.day for c in diary.check_ins if c.area == name and c.day <= day]
        last = max(days, default=None)
        if last == day:
            yield CheckInPlan(name, "done")
        elif diary.choice("not_today", name, day):
            yield CheckInPlan(name, "not_today")
        elif not pauses.paused(diary, area, day) and (
            last is None or (day - last).days >= knowledge.figure(f"{name}_check_in_days")
        ):
            yield CheckInPlan(name, "due")


def notices(diary: Diary, knowledge: Knowledge, day: date, today: date) -> Iterator[Why]:
    """What the person should know today: answers to look at again, and what is about to end."""
    ask_by: list[date] = []
    for course in diary.active_courses():
        kit = modalities(diary, course.product, course.device)
        found = gate(diary, knowledge, course.area, kit, day, today)
        if found.ask_by:
            ask_by.append(found.ask_by)
    if ask_by:
        yield Why(GATE, message("Are your safety answers still true? Please look at them by {day}.", day=min(ask_by)))
    again = knowledge.figure("unsure_days")
    for answer in diary.answers.values():
        row = knowledge.screening.get(answer.rule)
        if row and answer.answer == "unsure" and (day - answer.answered_on).days >= again:
            yield Why(row.id, message("You were not sure: {question}", question=message(row.question)))
