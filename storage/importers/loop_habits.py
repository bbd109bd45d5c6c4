"""Habits of Loop Habit Tracker as routines of ours, whether they come from its tables or from its database.

Yes/no habits become the steps of a routine: of the morning one, or of the evening one where the habit's reminder rings
in the afternoon or later. Each day ticked by hand becomes a tick of its step; Loop knows no time of day, so noon in UTC
stands for it. A reminder becomes one of ours at the same time on the same weekdays. An archived habit keeps its
ticks and is neither planned nor reminded. Habits with figures have no place here, nor have scores, which Loop reckons
itself. Ids follow from the habits' names, which is all that both of its forms have in common.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from msgspec import Struct

from care.messages import message
from care.records import Reminder, Rhythm, Routine, RoutineStep, Slot, StepDone, step_done_id
from storage.exchange_checks import OUTSIDE, YEARS
from storage.importers.found import Found, Gathering, foreign_fault, id_of, title_of

APP = "Loop Habit Tracker"
YES, SKIP = 2, 3  # the values of a day; 1 and 0 are what Loop fills in by itself, -1 is a day without any
VALUES = (-1, 0, 1, YES, SKIP)
AFTERNOON = 14  # o'clock
MORNING = 4  # o'clock; earlier belongs to the night before
MOST_DAYS = 366
MONTHLY = (30, 31)

FIGURES = message("Habits with figures")
ARCHIVED = message("Archived habits; their ticks are kept, but they are neither planned nor reminded")
ROUNDED = message("Frequencies that had to be rounded to a number of days")
SKIPPED = message("Days marked as skipped")
DAY_NOTES = message("Notes on days")
DESCRIBED = message("Questions and descriptions")


class Habit(Struct, frozen=True, kw_only=True):
    """One habit: done `times` times in `days` days. `reminds_at` is (hour, minute), `weekdays` count from Monday."""

    name: str
    numerical: bool = False
    times: int = 1
    days: int = 1
    archived: bool = False
    described: bool = False
    reminds_at: tuple[int, int] | None = None
    weekdays: tuple[int, ...] = ()


class Mark(Struct, frozen=True):
    """One day of a habit."""

    day: date
    value: int
    note: bool = False


class Habits:
    """Gathers habits, in the order of the file, and turns them into records."""

    def __init__(self) -> None:
        self.gathering = Gathering(APP)
        self._steps: dict[Slot, list[RoutineStep]] = {"am": [], "pm": []}
        self._met: dict[str, int] = {}

    def add(self, habit: Habit, marks: list[Mark]) -> None:
        left = self.gathering.left
        if habit.numerical or any(mark.value not in VALUES for mark in marks):  # older tables do not tell the type
            left(FIGURES, habit.name)
            return
        again = self._met[habit.name] = self._met.get(habit.name, 0) + 1
        key = habit.name if again == 1 else f"{habit.name} {again}"
        slot, step = _slot(habit), id_of(APP, "step", key)
        if habit.archived:
            left(ARCHIVED, habit.name)
        else:
            title = title_of(habit.name) or APP
            self._steps[slot].append(RoutineStep(id=step, title=title, every=self._rhythm(habit)))
            self._remind(habit, key, title)
        if habit.described:
            left(DESCRIBED, habit.name)
        for mark in marks:
            self._mark(habit, slot, step, mark)

    def found(self) -> Found:
        kept = self.gathering.found()
        routines = [
            Routine(id=_routine(slot), title=APP, slot=slot, steps=steps)
            for slot, steps in self._steps.items()
            if steps or any(isinstance(r, StepDone) and r.routine == _routine(slot) for r in kept.records)
        ]
        return Found(APP, [*routines, *kept.records], kept.not_mapped, foreign=True)

    def _mark(self, habit: Habit, slot: Slot, step: str, mark: Mark) -> None:
        if mark.note:
            self.gathering.left(DAY_NOTES, habit.name)
        if mark.value == SKIP:
            self.gathering.left(SKIPPED, habit.name)
        if mark.value == YES:
            at = datetime.combine(mark.day, time(12), UTC)
            routine = _routine(slot)
            id = step_done_id(mark.day, routine, step)
            self.gathering.put(StepDone(id=id, at=at, zone="UTC", day=mark.day, routine=routine, step=step))

    def _remind(self, habit: Habit, key: str, title: str) -> None:
        if habit.reminds_at is None or not habit.weekdays:
            return
        hour, minute = habit.reminds_at
        if not (0 <= hour < 24 and 0 <= minute < 60):
            raise foreign_fault(APP, habit.name, message("its reminder has no time of day"))
        weekdays = [] if len(habit.weekdays) == 7 else sorted(habit.weekdays)
        self.gathering.put(
            Reminder(
                id=id_of(APP, "reminder", key),
                title=title,
                times=[f"{hour:02d}:{minute:02d}"],
                every=Rhythm(weekdays=weekdays),
            )
        )

    def _rhythm(self, habit: Habit) -> Rhythm | None:
        times, days = habit.times, habit.days
        if times < 1 or days < 1:
            raise foreign_fault(APP, habit.name, message("its frequency is no number of days"))
        if times == 1 and days in MONTHLY:
            return Rhythm(unit="month")
        every = max(1, min(days // times, MOST_DAYS))
        if every * times != days:
            # Rounded towards more often: a step that was done rests until it comes round again.
            self.gathering.left(ROUNDED, f"{habit.name} ({times}/{days})")
        if every == 1:
            return None
        return Rhythm(n=every // 7, unit="week") if every % 7 == 0 else Rhythm(n=every)


def day_within(day: date | None, place: str) -> date:
    """The day, if it lies in the years that a diary can have. Raises `ExchangeError`."""
    if day is None:
        raise foreign_fault(APP, place, message("is not a date like 2026-03-01"))
    if day.year not in YEARS:
        raise foreign_fault(APP, place, OUTSIDE)
    return day


def _slot(habit: Habit) -> Slot:
    if habit.reminds_at is None:
        return "am"
    return "am" if MORNING <= habit.reminds_at[0] < AFTERNOON else "pm"


def _routine(slot: Slot) -> str:
    return id_of(APP, "routine", slot)
