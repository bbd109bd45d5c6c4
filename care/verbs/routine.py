"""Ticking the steps of a routine."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care.changes import Changes, Refused, adding, deleting
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.outlook import Outlook
from care.plan import plan_routine
from care.records import StepDone, step_done_id
from care.verbs.decide import decide


class Tick(Struct, frozen=True):
    """Note a step as done on a care day, or take that back."""

    routine: str
    step: str
    day: date
    done: bool = True


class TickAll(Struct, frozen=True):
    """Note every open step of these routines as done."""

    routines: tuple[str, ...]
    day: date


@decide.register
def tick(command: Tick, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    routine = diary.routines.get(command.routine)
    if routine is None or all(s.id != command.step for s in routine.steps):
        raise Refused(message("That step is no longer part of the routine. Nothing was changed."))
    key = step_done_id(command.day, command.routine, command.step)
    there = next((s for s in diary.steps_done if s.id == key), None)
    if command.done and there is None:
        return adding([_done(command.routine, command.step, command.day, now)])
    if not command.done and there is not None:
        return deleting(there)
    return Changes()


@decide.register
def tick_all(command: TickAll, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    ahead = Outlook(diary, knowledge, now, command.day)
    found = (diary.routines.get(r) for r in command.routines)
    plans = (plan_routine(r, command.day, ahead) for r in found if r)
    return adding(
        _done(plan.routine, step.step, command.day, now) for plan in plans for step in plan.steps if step.state == "do"
    )


def _done(routine: str, step: str, day: date, now: Moment) -> StepDone:
    return StepDone(id=step_done_id(day, routine, step), at=now.at, zone=now.zone, day=day, routine=routine, step=step)
