"""What has been on the skin of an area, and which doses of a medicine are still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from care.days import DAY, Moment, care_day, wall_in_care_day
from care.diary import Diary
from care.kit import is_medicine
from care.knowledge import Knowledge
from care.records import Area, Product, Routine, RoutineStep, StepDone
from care.rhythm import due_again

LOOK_BACK = timedelta(days=21)


class Use(Struct, frozen=True):
    """A product on the skin at an instant. `scheduled`: a dose of a medicine that is still to come."""

    at: datetime
    product: Product
    medicine: bool
    scheduled: bool = False


def uses(diary: Diary, knowledge: Knowledge, area: Area, now: Moment, today: date, until: date) -> Iterator[Use]:
    """Every use on that area from three weeks back on.

    What was ticked; what the person keeps today in spite of an advice; and every dose of a medicine as its routine
    plans it, ticked or not, because it is the prescriber's.
    """
    first = today - LOOK_BACK
    ticks: dict[tuple[str, str], dict[date, StepDone]] = {}
    for tick in diary.steps_done:
        if tick.day >= first:
            ticks.setdefault((tick.routine, tick.step), {})[tick.day] = tick
    for routine in diary.routines.values():
        if routine.area != area:
            continue
        for step in routine.steps:
            product = diary.products.get(step.product or "")
            if product is None or (not product.actives and product.session_hours is None):
                continue
            done = ticks.get((routine.id, step.id), {})
            medicine = is_medicine(product, knowledge)
            for tick in done.values():
                yield Use(_when(diary, routine, tick, now), product, medicine)
            if medicine:
                yield from _planned(diary, routine, step, product, done, now, first, until)
            elif today not in done and diary.choice("keep_step", f"{routine.id}/{step.id}", today):
                yield Use(_slot(diary, routine, today, now), product, medicine, scheduled=True)


def _planned(
    diary: Diary,
    routine: Routine,
    step: RoutineStep,
    product: Product,
    done: dict[date, StepDone],
    now: Moment,
    first: date,
    until: date,
) -> Iterator[Use]:
    """The doses of a medicine that its rhythm plans and nobody has ticked."""
    last: date | None = None
    day = first
    while day <= until:
        if day in done:
            last = day
        elif due_again(step.every, day, last) and not diary.choice("skip_step", f"{routine.id}/{step.id}", day):
            at = _slot(diary, routine, day, now)
            yield Use(at, product, medicine=True, scheduled=at > now.at)
            last = day
        day += DAY


def _slot(diary: Diary, routine: Routine, day: date, now: Moment) -> datetime:
    profile = diary.profile
    wall = profile.am_time if routine.slot == "am" else profile.pm_time
    return wall_in_care_day(day, wall, now.zone, profile.day_starts_at)


def _when(diary: Diary, routine: Routine, tick: StepDone, now: Moment) -> datetime:
    """When a ticked step was on the skin: as noted, or at its slot where it was noted for another day."""
    if care_day(tick.at, tick.zone, diary.profile.day_starts_at) == tick.day:
        return tick.at
    return _slot(diary, routine, tick.day, now)
