"""The outlook: the sessions that have been and those to come, and what rests because of them.

One reckoning for a whole stretch of days, so that a day, a week and a year are planned alike and quickly. Everything on
a routine gives way to the session, but for medicines.
"""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from datetime import date, datetime, timedelta
from functools import cached_property

from care import courses
from care.days import DAY, Moment, wall_in_care_day
from care.diary import Diary
from care.kit import Kit, is_medicine, kit
from care.knowledge import Knowledge
from care.messages import message
from care.records import Area, Product, Routine, RoutineStep, StepDone
from care.rhythm import due_again
from care.session_calendar import Appointment, SessionCalendar
from care.spacing import NONE, Nearness, Rest, hours_of, nearness
from care.why import Why


class Outlook(SessionCalendar):
    """What the diary says of the days up to `until`, seen from `now`: coming sessions, and what rests around them."""

    def __init__(
        self, diary: Diary, knowledge: Knowledge, now: Moment, until: date, *, whole_today: bool = False
    ) -> None:
        super().__init__(diary, knowledge, now, until, whole_today=whole_today)
        self._turns: dict[tuple[str, str], tuple[set[date], date, date | None]] = {}
        self._near: dict[tuple[str, Area], tuple[list[tuple[Appointment, Rest]], timedelta]] = {}

    def after_ticks(self, diary: Diary) -> Outlook:
        """The same outlook for a diary in which nothing but steps that no session heeds were noted since."""
        following = copy(self)
        following.diary = diary
        following.__dict__.pop("_ticks", None)
        following._turns = {}
        return following

    def near(self, product: Product, area: Area, at: datetime) -> tuple[Appointment, Nearness] | None:
        """The session that a use of the product at that instant would come too close to; the last such one."""
        pairs, reach = self._appointments_for(product, area)
        place = bisect_left(pairs, at + reach, key=lambda pair: pair[0].begins)
        for appointment, found in reversed(pairs[:place]):
            if close := nearness(found, at, appointment.begins, appointment.ends):
                return appointment, close
            if appointment.ends + reach < at:
                break
        return None

    def next_rest(self, product: Product, routine: Routine, day: date, days: int) -> tuple[date, str] | None:
        """The day of the session, and the rule, because of which the product first rests within some days."""
        for n in range(days):
            if found := self.near(product, routine.area, self.slot(routine, day + n * DAY)):
                return found[0].day, found[1].rule
        return None

    def resting(self, product: Product, area: Area, at: datetime) -> Why | None:
        """Why the product rests at that instant because of a session. A medicine never does."""
        if is_medicine(product, self.knowledge):
            return None
        found = self.near(product, area, at)
        return _resting(*found) if found else None

    def closed_in_course(self, product: Product, area: Area) -> Why | None:
        """Why the product rests for as long as a course is under way in the area."""
        if is_medicine(product, self.knowledge) or area not in self._areas_under_way:
            return None
        for active in product.actives:
            row = self.knowledge.ingredients.get(active)
            if row is not None and row.closed_in_course:
                return Why(row.id, message("{about}", about=message(row.about)), "advise")
        return None

    def ticks(self, routine: Routine, day: date) -> tuple[dict[str, StepDone], dict[str, date]]:
        """The steps of a routine noted on a care day, and the last day before it on which each was."""
        done: dict[str, StepDone] = {}
        last: dict[str, date] = {}
        for tick in self._ticks.get(routine.id, ()):
            if tick.day == day:
                done[tick.step] = tick
            elif tick.day < day and (tick.step not in last or tick.day > last[tick.step]):
                last[tick.step] = tick.day
        return done, last

    def comes_round(self, routine: Routine, step: RoutineStep, day: date) -> bool:
        """Whether a step's rhythm comes round on that day: as it was done until today, and on days to come as if it
        were done whenever it is due and does not rest."""
        if step.every is None:
            return True
        if day <= self.today:
            return due_again(step.every, day, self.ticks(routine, day)[1].get(step.id))
        return day in self._turns_until(routine, step, day)

    def heeded(self, diary: Diary) -> frozenset[str]:
        """The ids of the noted steps of a diary that sessions may wait for."""
        return frozenset(s.id for s in diary.steps_done if (s.routine, s.step) in self._heeded)

    def slot(self, routine: Routine, day: date) -> datetime:
        """The instant that a routine of a care day is reckoned at."""
        wall = self.diary.profile.am_time if routine.slot == "am" else self.diary.profile.pm_time
        return wall_in_care_day(day, wall, self.now.zone, self.starts_at)

    def back_on(
        self, routine: Routine, step: RoutineStep, product: Product, day: date, last: date | None
    ) -> date | None:
        """The next care day on which a step that rests comes round and rests no more; None when none is in sight."""
        ahead = day + DAY
        while ahead < self.until:
            if due_again(step.every, ahead, last) and not self.near(product, routine.area, self.slot(routine, ahead)):
                return ahead
            ahead += DAY
        return None

    # How it is reckoned

    def _turns_until(self, routine: Routine, step: RoutineStep, until: date) -> set[date]:
        """The days from today on, at least up to `until`, on which a step comes round."""
        key = (routine.id, step.id)
        if key not in self._turns:
            done, last = self.ticks(routine, self.today)
            self._turns[key] = set(), self.today, self.today if step.id in done else last.get(step.id)
        turns, day, last_done = self._turns[key]
        product = self.diary.products.get(step.product or "")
        yields = product is not None and not is_medicine(product, self.knowledge)
        while day <= until:
            if due_again(step.every, day, last_done):
                turns.add(day)
                if not (yields and product and self.near(product, routine.area, self.slot(routine, day))):
                    last_done = day
            day += DAY
        self._turns[key] = turns, day, last_done
        return turns

    @cached_property
    def _ticks(self) -> dict[str, list[StepDone]]:
        found: dict[str, list[StepDone]] = {}
        for tick in self.diary.steps_done:
            found.setdefault(tick.routine, []).append(tick)
        return found

    @cached_property
    def _heeded(self) -> frozenset[tuple[str, str]]:
        """The steps with something on them that a session might keep away from, whatever it is done with, or whose
        patch test counts by their use."""
        products = self.diary.products
        return frozenset(
            (routine.id, step.id)
            for routine in self.diary.routines.values()
            for step in routine.steps
            if (product := products.get(step.product or ""))
            and (product.actives or product.session_hours or product.patch_test)
        )

    @cached_property
    def _areas_under_way(self) -> frozenset[str]:
        return frozenset(c.area for c in self.diary.active_courses() if not courses.progress(self.diary, c).complete)

    @cached_property
    def _appointments(self) -> list[Appointment]:
        done = [
            Appointment(
                s.started_at, max(s.ended_at, s.started_at), s.day, self.diary.area_of(s) or "", s.id, done=True
            )
            for s in self.diary.sessions
        ]
        return sorted([*done, *(a for coming in self._coming.values() for a in coming if a.claims)])

    @cached_property
    def _sessions(self) -> dict[str, Kit]:
        """The kits of the sessions done."""
        return {s.id: kit(self.diary, self.knowledge, *courses.kit_of(self.diary, s)) for s in self.diary.sessions}

    def _kit_of(self, appointment: Appointment) -> Kit:
        if appointment.done:
            return self._sessions[appointment.course]
        return self._kits[appointment.course]

    @cached_property
    def _kits(self) -> dict[str, Kit]:
        return {c.id: self.kit(c) for c in self.diary.active_courses()}

    def _appointments_for(self, product: Product, area: Area) -> tuple[list[tuple[Appointment, Rest]], timedelta]:
        key = (product.id, area)
        if key not in self._near:
            here = ((a, self.rest(product, self._kit_of(a))) for a in self._appointments if a.area in (area, ""))
            pairs = [(a, found) for a, found in here if found is not None]
            self._near[key] = pairs, max((max(r.before, r.after) for _, r in pairs), default=NONE)
        return self._near[key]


def _resting(appointment: Appointment, near: Nearness) -> Why:
    """The words for a step that rests."""
    hours = hours_of(near.rest.before if near.side == "before" else near.rest.after)
    day = appointment.day
    if near.rest.label:
        text = (
            message("Rests before the session of {day}: {hours} hours, as its label says.", day=day, hours=hours)
            if near.side == "before"
            else message("Rests after the session of {day}: {hours} hours, as its label says.", day=day, hours=hours)
        )
    elif near.side == "before":
        text = message("Rests before the session of {day}: {hours} hours, our cautious default.", day=day, hours=hours)
    else:
        text = message("Rests after the session of {day}: {hours} hours, our cautious default.", day=day, hours=hours)
    return Why(near.rule, text, "advise")
