"""Medicines of MedTimer as reminders of ours, and what was taken as their occurrences.

A reminder of MedTimer and what became of it on a day are what `reminder` and `occurrence` are here: one key, one
planned time, done or skipped. Steps of a routine would not do: a routine has one time of its own and rests in a pause,
and Mesoday never moves or skips a medicine. For the same reason no medicine becomes a product, and a plan that cannot
be kept to the minute and the day is named as not taken over instead of being rounded.

What was taken of a medicine whose reminder is gone, or has no place here, stands under a reminder of the medicine's
name that is switched off. Local times are told in the zone that is handed in, because the file names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from care.messages import Message, message
from care.records import Occurrence, Reminder, Rhythm, occurrence_id
from storage.exchange_checks import OUTSIDE, YEARS
from storage.importers.found import Found, Gathering, foreign_fault, id_of, title_of

APP = "MedTimer"
EPOCH = date(1970, 1, 1)
ANY_MONTH = date(2024, 1, 1)  # where a monthly rhythm begins that has no first day
DAY_MINUTES, MOST_DAYS, MOST_TIMES, SURE_DAY = 24 * 60, 366, 48, 28
STATES = {"TAKEN": "done", "SKIPPED": "skipped"}
_CYCLE = re.compile(r" \(\d+/\d+\)$")  # how MedTimer marks the day of a cycle behind the name

LINKED = message("Reminders that follow another one, or the last time something was taken")
CYCLES = message("Reminders on several days in a row and then none for some")
MONTH_DAYS = message("Reminders on days of the month that not every month has, or that weekdays narrow")
STOCKED = message("Reminders of stock and expiry")
BY_ITSELF = message("Reminders that MedTimer ticks by itself; here a person ticks them")
STOCK = message("Stock, expiry, notes and tags of medicines")
OPEN = message("Entries neither taken nor skipped")
MOMENTS = message("The minute at which something was taken; the planned time is kept")
TWICE = message("Second entries of the same minute")
EVENT_NOTES = message("Notes on entries")


class Plan(Struct, frozen=True):
    """One reminder as MedTimer's backup has it; all later versions only added fields."""

    reminderId: int = 0
    timeInMinutes: int = 0
    consecutiveDays: int = 1
    pauseDays: int = 0
    instructions: str | None = ""
    cycleStartDay: int = 0  # days since 1970, as the other two
    amount: str | None = ""
    days: list[bool] | None = None
    active: bool = True
    periodStart: int = 0
    periodEnd: int = 0
    activeDaysOfMonth: int = -1
    linkedReminderId: int = 0
    intervalStart: int = 0
    intervalStartsFromProcessed: bool = False
    variableAmount: bool = False
    automaticallyTaken: bool = False
    intervalStartTimeOfDay: int = 480
    intervalEndTimeOfDay: int = 1320
    windowedInterval: bool = False
    outOfStockReminderType: str = "OFF"
    expirationReminderType: str = "OFF"


class Taken(Struct, frozen=True):
    """One entry of what became of a reminder; instants in seconds since 1970. `reminderId` is -1 for what had none."""

    medicineName: str
    remindedTimestamp: int
    status: str = "RAISED"
    processedTimestamp: int = 0
    reminderId: int = -1
    notes: str | None = ""
    reminderType: str = "TIME_BASED"


class Medicines:
    """Gathers medicines and entries, and turns them into records."""

    def __init__(self, zone: str) -> None:
        self.gathering = Gathering(APP)
        self._zone = ZoneInfo(zone)
        self._ours: dict[int, list[tuple[str, str]]] = {}  # by MedTimer's id: the medicine's name, our reminder's id

    def add(self, name: str, plan: Plan, place: str) -> None:
        """One reminder of a medicine."""
        sort = _sort(plan)
        if sort is not None:
            self.gathering.left(sort, name)
            return
        rhythms = list(_rhythms(plan, place))
        if not rhythms:
            self.gathering.left(CYCLES if plan.pauseDays else MONTH_DAYS, name)
            return
        if plan.automaticallyTaken:
            self.gathering.left(BY_ITSELF, name)
        amount = "" if plan.variableAmount or plan.amount in (None, "?") else plan.amount
        title = title_of(name, amount or "", plan.instructions or "") or APP
        until = _day(plan.periodEnd, place) if plan.periodEnd else None
        for number, (first, every) in enumerate(rhythms):
            id = self._new_id(name, plan.reminderId)
            if not number:
                self._ours.setdefault(plan.reminderId, []).append((name, id))
            self.gathering.put(
                Reminder(
                    id=id,
                    title=title,
                    times=_times(plan, place),
                    every=every,
                    from_=first,
                    until=until,
                    enabled=plan.active,
                )
            )

    def note(self, entry: Taken, place: str) -> None:
        """One entry; after all reminders."""
        if entry.reminderType in ("OUT_OF_STOCK", "EXPIRATION_DATE", "REFILL"):
            self.gathering.left(STOCKED, entry.medicineName)
            return
        state = STATES.get(entry.status)
        if state is None:
            if entry.status != "DELETED":
                self.gathering.left(OPEN, _CYCLE.sub("", entry.medicineName))
            return
        due = _instant(entry.remindedTimestamp, place)
        local = due.astimezone(self._zone)
        reminder, slot = self._reminder(entry), f"{local:%H:%M}"
        id = occurrence_id(reminder, local.date(), slot)
        there = self.gathering.there(Occurrence, id)
        if there is not None:
            self.gathering.left(TWICE, _CYCLE.sub("", entry.medicineName))
        if there is None or state == "done":
            self.gathering.put(
                Occurrence(id=id, reminder=reminder, date=local.date(), slot=slot, due_at=due, state=state)  # type: ignore[arg-type]
            )
        if state == "done" and entry.processedTimestamp // 60 != entry.remindedTimestamp // 60:
            self.gathering.left(MOMENTS)
        if entry.notes and entry.notes.strip():
            self.gathering.left(EVENT_NOTES, entry.medicineName)

    def found(self) -> Found:
        return self.gathering.found()

    def _new_id(self, name: str, number: int) -> str:
        """An id that follows from the medicine and MedTimer's own number of the reminder, given out once."""
        again, id = 0, id_of(APP, "reminder", name, str(number))
        while self.gathering.there(Reminder, id) is not None:
            again += 1
            id = id_of(APP, "reminder", name, str(number), str(again))
        return id

    def _reminder(self, entry: Taken) -> str:
        """The id of the reminder that the entry belongs to, made when there is none."""
        for name, id in self._ours.get(entry.reminderId, ()):
            if entry.medicineName.startswith(name):
                return id
        name = _CYCLE.sub("", entry.medicineName)
        id = id_of(APP, "medicine", name)
        if self.gathering.there(Reminder, id) is None:
            self.gathering.put(Reminder(id=id, title=title_of(name) or APP, times=["12:00"], enabled=False))
        return id


def _sort(plan: Plan) -> Message | None:
    """Of what sort a reminder is that has no place here; None where it may have one."""
    if plan.linkedReminderId:
        return LINKED
    if plan.windowedInterval:
        fits = plan.intervalStartTimeOfDay <= plan.intervalEndTimeOfDay and not plan.intervalStartsFromProcessed
        return None if fits and plan.timeInMinutes > 0 and len(_within_window(plan)) <= MOST_TIMES else LINKED
    if plan.intervalStart:
        return LINKED
    return STOCKED if {plan.outOfStockReminderType, plan.expirationReminderType} != {"OFF"} else None


def _within_window(plan: Plan) -> range:
    return range(plan.intervalStartTimeOfDay, min(plan.intervalEndTimeOfDay, DAY_MINUTES - 1) + 1, plan.timeInMinutes)


def _times(plan: Plan, place: str) -> list[str]:
    minutes = list(_within_window(plan)) if plan.windowedInterval else [plan.timeInMinutes]
    if not minutes or not all(0 <= m < DAY_MINUTES for m in minutes):
        raise foreign_fault(APP, place, message("it has no time of day"))
    return [f"{m // 60:02d}:{m % 60:02d}" for m in minutes]


def _rhythms(plan: Plan, place: str) -> Iterator[tuple[date | None, Rhythm]]:
    """The first day and the rhythm of each of our reminders that together ring as this plan does; none if none do."""
    start = _day(plan.periodStart, place) if plan.periodStart else None
    if plan.windowedInterval:
        yield start, Rhythm()
        return
    chosen = [at for at, on in enumerate((plan.days or [])[:7]) if on]
    weekdays = [] if len(chosen) == 7 else chosen
    days_of_month = [] if plan.activeDaysOfMonth & 0x7FFFFFFF == 0x7FFFFFFF else _bits(plan.activeDaysOfMonth)
    if days_of_month:
        if not plan.pauseDays and not weekdays and days_of_month[-1] <= SURE_DAY:
            for day in days_of_month:
                yield _next_on(start or ANY_MONTH, day), Rhythm(unit="month")
        return
    if not plan.pauseDays:
        yield start, Rhythm(weekdays=weekdays)
        return
    begin, length = _day(plan.cycleStartDay, place), plan.consecutiveDays + plan.pauseDays
    if plan.consecutiveDays < 1 or plan.pauseDays < 0 or length > MOST_DAYS:
        return
    if length == 7:  # the same weekdays each week
        on = {(begin.weekday() + n) % 7 for n in range(plan.consecutiveDays)} & set(weekdays or range(7))
        if on:
            yield max(begin, start or begin), Rhythm(weekdays=sorted(on))
    elif plan.consecutiveDays == 1:
        late = max(0, ((start or begin) - begin).days)
        yield begin + timedelta(days=-(-late // length) * length), Rhythm(n=length, weekdays=weekdays)


def _bits(packed: int) -> list[int]:
    return [day for day in range(1, 32) if packed >> (day - 1) & 1]


def _next_on(start: date, day: int) -> date:
    found = start.replace(day=day)
    if found >= start:
        return found
    return (start.replace(day=1) + timedelta(days=32)).replace(day=day)


def _day(days: int, place: str) -> date:
    if abs(days) < 200_000 and (found := EPOCH + timedelta(days=days)).year in YEARS:
        return found
    raise foreign_fault(APP, place, OUTSIDE)


def _instant(seconds: int, place: str) -> datetime:
    if abs(seconds) < 10**11 and (found := datetime.fromtimestamp(seconds, UTC)).year in YEARS:
        return found
    raise foreign_fault(APP, place, OUTSIDE)
