"""The plan of a care day: what is to be done, what is closed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec import Struct

from care import asking, measures, pauses, pregnancy, reactions, shelf
from care.allergy import product_closed_by_answers
from care.crowding import crowded
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.outlook import Outlook
from care.records import Area, Course, Product, Routine, RoutineStep, Slot
from care.rhythm import days_between
from care.sessions import SessionPlan, plan_session
from care.why import Why

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
    return plan_in(Outlook(diary, knowledge, now, day), day)


def plan_days(diary: Diary, knowledge: Knowledge, first: date, last: date, now: Moment) -> list[DayPlan]:
    """The plans of a stretch of days, both ends included, from one outlook."""
    ahead = Outlook(diary, knowledge, now, last)
    return [plan_in(ahead, day) for day in days_between(first, last)]


def plan_in(ahead: Outlook, day: date) -> DayPlan:
    """The plan of a day that the outlook reaches."""
    diary, knowledge, today = ahead.diary, ahead.knowledge, ahead.today
    return DayPlan(
        day,
        tuple(plan_routine(routine, day, ahead) for routine in routines_in_order(diary)),
        tuple(plan_session(course, day, ahead) for course in by_start(diary.active_courses())),
        tuple(check_ins(diary, knowledge, day)),
        (
            *reactions.notices(ahead.standing, diary, knowledge, day),
            *asking.notices(diary, knowledge, day, today),
            *(crowded(ahead, day) if day == today else ()),
        ),
    )


def after_ticks(plan: DayPlan, ahead: Outlook) -> DayPlan:
    """The plan of a day on which nothing but steps that no session heeds were noted since: only its routines are
    planned anew."""
    routines = tuple(plan_routine(routine, plan.day, ahead) for routine in routines_in_order(ahead.diary))
    return msgspec.structs.replace(plan, routines=routines)


def by_start(found: Iterable[Course]) -> list[Course]:
    """Courses in an order that does not depend on how they were read."""
    return sorted(found, key=lambda c: (c.starts_on, c.id))


def routines_in_order(diary: Diary) -> list[Routine]:
    """Morning before evening, face before scalp, then as they were made."""
    areas = diary.profile.areas
    kept = (r for r in diary.routines.values() if not areas or r.area in areas)
    return sorted(kept, key=lambda r: (r.slot, r.area, r.id))


def plan_routine(routine: Routine, day: date, ahead: Outlook) -> RoutinePlan:
    """The steps of a routine that come round on that day: to do, done, resting because of a session, or closed."""
    done, last = ahead.ticks(routine, day)
    steps: list[StepPlan] = []
    for step in routine.steps:
        ticked = done.get(step.id)
        if ticked is None and not ahead.comes_round(routine, step, day):
            continue
        if ticked is not None:
            steps.append(StepPlan(step.id, step.title, step.product, "done", done_at=ticked.at))
        else:
            steps.append(_open_step(routine, step, day, last.get(step.id), ahead))
    return RoutinePlan(routine.id, routine.title, routine.slot, routine.area, tuple(steps))


def _open_step(routine: Routine, step: RoutineStep, day: date, last: date | None, ahead: Outlook) -> StepPlan:
    diary = ahead.diary
    about = f"{routine.id}/{step.id}"

    def plan(state: StepState, why: tuple[Why, ...] = (), until: date | None = None) -> StepPlan:
        return StepPlan(step.id, step.title, step.product, state, until, why=why)

    product = diary.products.get(step.product or "")
    if product and (closed := _closed(product, day, ahead)):
        return plan("closed", closed)
    if skipped := diary.choice("skip_step", about, day):
        why = Why(skipped.rule, message("Skipped, as you chose.")) if skipped.rule else None
        return plan("skip", (why,) if why else ())
    if product is None:
        return plan("do")
    if kept := diary.choice("keep_step", about, day):
        why = Why(kept.rule, message("Kept, as you chose."), "advise", aside=True) if kept.rule else None
        return plan("do", (why,) if why else ())
    if in_course := ahead.closed_in_course(product, routine.area):
        return plan("closed", (in_course,))
    if settling := reactions.resting(ahead.standing, ahead.knowledge, product, routine.area, day):
        return plan("rest", (settling,))
    if rests := ahead.resting(product, routine.area, ahead.slot(routine, day)):
        return plan("rest", (rests,), ahead.back_on(routine, step, product, day, last))
    return plan("do")


def _closed(product: Product, day: date, ahead: Outlook) -> tuple[Why, ...]:
    """What closes a product in any routine: its clocks, an allergy, pregnancy, a reaction."""
    diary, knowledge = ahead.diary, ahead.knowledge
    found = (
        shelf.product_closed(product, day, ahead.now.zone),
        shelf.open_one_over(product, ahead.knowledge, day, ahead.now, ahead.today),
        product_closed_by_answers(diary, knowledge, product, day),
        pregnancy.product_closed(diary, knowledge, product, day),
        reactions.product_closed(ahead.standing, knowledge, product, day),
    )
    return tuple(why for why in found if why is not None)


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
            last is None or (day - last).days >= measures.check_in_days(diary, knowledge, name, day)
        ):
            yield CheckInPlan(name, "due")
