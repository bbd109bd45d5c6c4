"""The outlook: the sessions that have been and those to come, and what rests because of them.

One reckoning for a whole stretch of days, so that a day, a week and a year are planned alike and quickly. Coming
sessions are laid out as if each were done on its day: a pause moves them, skin rests between them, medicines stay where
they are and the session fits around them. Everything else on the routine gives way to the session.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct

from care import courses, own_decisions, pauses
from care.closing import blocking
from care.days import DAY, Moment, care_day, care_day_span, wall_in_care_day
from care.diary import Diary
from care.doses import uses
from care.kit import Kit, is_medicine, kit
from care.knowledge import Knowledge
from care.messages import message
from care.reactions import Standing, all_standing
from care.records import Area, Course, Product, Routine, RoutineStep, StepDone
from care.rhythm import due_again
from care.spacing import NONE, Nearness, Rest, Window, hours_of, nearest_free, nearness, not_set_aside, rest, window
from care.why import GAP, Why

BEYOND = timedelta(days=35)  # how far past the days asked for sessions are laid out: what rests must find its way back


class Appointment(Struct, frozen=True, order=True):
    """A session that was, or one to come. `claims`: other products rest for it."""

    begins: datetime
    ends: datetime
    day: date
    area: str  # "" where it is not known: then it speaks for both
    course: str
    done: bool
    claims: bool = True


class Outlook:
    """What the diary says of the days up to `until`, seen from `now`. A forecast takes today's answers to hold.

    `whole_today`: today's session is laid out as it was when the day began, so that it does not move with the clock.
    """

    def __init__(
        self, diary: Diary, knowledge: Knowledge, now: Moment, until: date, *, whole_today: bool = False
    ) -> None:
        self.diary, self.knowledge, self.now = diary, knowledge, now
        self.starts_at = diary.profile.day_starts_at
        self.today = now.care_day(self.starts_at)
        self.until = max(until, self.today) + BEYOND
        self._since = care_day_span(self.today, now.zone, self.starts_at)[0] if whole_today else now.at
        self._blocking: dict[tuple[str, date], tuple[Why, ...]] = {}
        self._turns: dict[tuple[str, str], tuple[set[date], date, date | None]] = {}
        self._rests: dict[tuple[str, Kit], Rest | None] = {}
        self._near: dict[tuple[str, Area], tuple[list[tuple[Appointment, Rest]], timedelta]] = {}
        self._windows: dict[tuple[Kit, Area], tuple[list[Window], timedelta]] = {}

    def after_ticks(self, diary: Diary) -> Outlook:
        """The same outlook for a diary in which nothing but steps that no session heeds were noted since."""
        following = copy(self)
        following.diary = diary
        following.__dict__.pop("_ticks", None)
        following._turns = {}
        return following

    # What is asked

    def coming(self, course: str) -> list[Appointment]:
        """The sessions of a course still to come, in their order; the first may be one that is overdue."""
        return self._coming.get(course, [])

    def kit(self, course: Course) -> Kit:
        return kit(self.diary, self.knowledge, course.product, course.device)

    @cached_property
    def standing(self) -> list[Standing]:
        """The reactions that are more than expected."""
        return all_standing(self.diary, self.knowledge)

    def blocking(self, course: Course, day: date) -> tuple[Why, ...]:
        """Every rule that keeps a course's sessions closed on a day; none when they may be offered."""
        key = (course.id, day)
        if key not in self._blocking:
            self._blocking[key] = blocking(
                self.diary, self.knowledge, course, day, self.now, seen_from=self.today, standing=self.standing
            )
        return self._blocking[key]

    def windows(self, course: Course, first: datetime, last: datetime) -> list[Window]:
        """When no session of the course begins between two instants because of what is, or will be, on the skin."""
        key = (self.kit(course), course.area)
        if key not in self._windows:
            found = sorted(self._find_windows(*key), key=lambda w: (w.used, w.product))
            self._windows[key] = found, max((max(w.closes - w.used, w.used - w.opens) for w in found), default=NONE)
        found, reach = self._windows[key]
        begin = bisect_left(found, first - reach, key=lambda w: w.used)
        end = bisect_right(found, last + reach, key=lambda w: w.used)
        return [w for w in found[begin:end] if (w.closes > first and w.opens < last) or w.used == last]

    def is_waking(self, course: Course, at: datetime) -> bool:
        """Whether an instant lies in the hours in which a session of the course is laid out."""
        first, last, _ = self._waking(course, care_day(at, self.now.zone, self.starts_at))
        return first <= at <= last

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
        """The steps with something on them that a session might keep away from, whatever it is done with."""
        products = self.diary.products
        return frozenset(
            (routine.id, step.id)
            for routine in self.diary.routines.values()
            for step in routine.steps
            if (product := products.get(step.product or "")) and (product.actives or product.session_hours)
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

    def rest(self, product: Product, with_kit: Kit) -> Rest | None:
        """How long the product keeps away from sessions with that kit."""
        key = (product.id, with_kit)
        if key not in self._rests:
            self._rests[key] = rest(self.knowledge, product, with_kit)
        return self._rests[key]

    def _appointments_for(self, product: Product, area: Area) -> tuple[list[tuple[Appointment, Rest]], timedelta]:
        key = (product.id, area)
        if key not in self._near:
            here = ((a, self.rest(product, self._kit_of(a))) for a in self._appointments if a.area in (area, ""))
            pairs = [(a, found) for a, found in here if found is not None]
            self._near[key] = pairs, max((max(r.before, r.after) for _, r in pairs), default=NONE)
        return self._near[key]

    def _find_windows(self, with_kit: Kit, area: Area) -> Iterator[Window]:
        leeway = timedelta(minutes=self.knowledge.figure("medicine_leeway_minutes"))
        for use in uses(self.diary, self.knowledge, area, Moment(self._since, self.now.zone), self.today, self.until):
            found = self.rest(use.product, with_kit)
            if found is not None:
                yield window(use.product, found, use.at, scheduled=use.scheduled, medicine=use.medicine, leeway=leeway)

    @cached_property
    def _coming(self) -> dict[str, list[Appointment]]:
        """The coming sessions of every course that is open, laid out in the order of time, area by area."""
        found: dict[str, list[Appointment]] = {}
        queue: list[tuple[datetime, str, int, date, bool]] = []
        by_id = {course.id: course for course in self.diary.active_courses()}
        rested: dict[Area, datetime] = {}  # until when the last session laid out in an area keeps it resting
        for course in by_id.values():
            found[course.id] = []
            if (due := courses.next_on(self.diary, course)) is not None:
                index = courses.progress(self.diary, course).finished
                self._queue(queue, course, index, due, claims=self._still_claims(course, due))
        while queue:
            _, which, index, nominal, claims = heapq.heappop(queue)
            course = by_id[which]
            placed = self._place(course, max(nominal, self.today), rested.get(course.area))
            if placed is None:
                continue
            day = care_day(placed, self.now.zone, self.starts_at)
            found[which].append(Appointment(placed, placed, day, course.area, which, done=False, claims=claims))
            gap = timedelta(hours=courses.gap_hours(self.diary, self.knowledge, course.product, course.device)[0])
            rested[course.area] = placed + gap
            if courses.phase_of(course, index + 1) is not None:
                step = courses.interval(course, index + 1)
                following = courses.appointment_after(nominal, day, step) if course.slip == "grid" else day + step
                self._queue(queue, course, index + 1, following, claims=True)
        return found

    def _queue(
        self, queue: list[tuple[datetime, str, int, date, bool]], course: Course, index: int, day: date, *, claims: bool
    ) -> None:
        if day <= self.until:
            at = wall_in_care_day(max(day, self.today), course.time, self.now.zone, self.starts_at)
            heapq.heappush(queue, (at, course.id, index, day, claims))

    def _still_claims(self, course: Course, due: date) -> bool:
        """Whether other products still rest for an overdue session. Only for some days: what rests comes back."""
        possible = due
        if found := courses.rest_ends(self.diary, self.knowledge, course, self.now.at):
            possible = max(possible, care_day(found.ends, self.now.zone, self.starts_at))
        for one in self.windows(course, self.now.at - BEYOND, self.now.at):
            if one.used <= self.now.at and not one.medicine:
                possible = max(possible, care_day(one.closes, self.now.zone, self.starts_at))
        return (self.today - possible).days <= self.knowledge.figure("claim_days")

    def _place(self, course: Course, day: date, rested: datetime | None) -> datetime | None:
        """The instant of a session planned for that day: there, or on the first day after it on which it fits."""
        last_rest = courses.rest_ends(self.diary, self.knowledge, course, self.now.at)
        aside = own_decisions.rules_set_aside(self.diary, course.id, self.today)
        while day <= self.until:
            first, last, wish = self._waking(course, day)
            if last_rest and not (day == self.today and GAP in aside):
                first = max(first, last_rest.ends)
            if rested:
                first = max(first, rested)
            if first <= last and not self._closed(course, day, aside):
                windows = self.windows(course, first, last)
                if day == self.today:
                    windows = not_set_aside(windows, aside)
                at = nearest_free(windows, min(max(wish, first), last), first, last)
                if at is not None:
                    return at
            day += DAY
        return None

    def _closed(self, course: Course, day: date, aside: frozenset[str]) -> bool:
        if pauses.paused(self.diary, course.area, day):
            return True
        if day == self.today and self.diary.choice("not_today", course.id, day):
            return True
        return bool(own_decisions.weigh(self.blocking(course, day), aside if day == self.today else frozenset())[0])

    def _waking(self, course: Course, day: date) -> tuple[datetime, datetime, datetime]:
        """First and last instant at which a session of that day may be laid, and the one that is wished for."""
        zone, profile = self.now.zone, self.diary.profile
        wish = wall_in_care_day(day, course.time, zone, self.starts_at)
        morning = wall_in_care_day(day, profile.am_time, zone, self.starts_at)
        evening = wall_in_care_day(day, profile.pm_time, zone, self.starts_at)
        first, last = min(morning, wish), max(evening, wish)
        if day == self.today:
            first = max(first, self._since)
            last = max(last, min(self._since, care_day_span(day, zone, self.starts_at)[1]))
        return first, last, wish


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
