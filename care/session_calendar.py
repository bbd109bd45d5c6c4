"""The sessions to come: every open course laid out in the order of time, as if each session were done on its day.

A pause moves them, skin rests between them, medicines stay where they are and the session fits around them, and so does
what was used already. Nothing is laid on a day on which a rule keeps the course closed.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct

from care import courses, own_decisions, pauses
from care.closing import blocking
from care.days import DAY, Moment, care_day, care_day_span, wall_in_care_day
from care.diary import Diary
from care.doses import uses
from care.kit import Kit, kit
from care.knowledge import Knowledge
from care.reactions import Standing, all_standing
from care.records import Area, Course, Product
from care.spacing import NONE, Rest, Window, nearest_free, not_set_aside, rest, window
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


class SessionCalendar:
    """The coming sessions up to `until` and some weeks beyond, seen from `now`. Today's answers are taken to hold.

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
        self._resting: dict[str, courses.AreaRest | None] = {}
        self._blocking: dict[tuple[str, date], tuple[Why, ...]] = {}
        self._rests: dict[tuple[str, Kit], Rest | None] = {}
        self._windows: dict[tuple[Kit, Area], tuple[list[Window], timedelta]] = {}

    def coming(self, course: str) -> list[Appointment]:
        """The sessions of a course still to come, in their order; the first may be one that is overdue."""
        return self._coming.get(course, [])

    def kit(self, course: Course) -> Kit:
        return kit(self.diary, self.knowledge, course.product, course.device)

    def rest_ends(self, course: Course) -> courses.AreaRest | None:
        """Until when the area of a course rests after the sessions there so far."""
        if course.id not in self._resting:
            self._resting[course.id] = courses.rest_ends(self.diary, self.knowledge, course, self.now.at)
        return self._resting[course.id]

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

    def rest(self, product: Product, with_kit: Kit) -> Rest | None:
        """How long the product keeps away from sessions with that kit."""
        key = (product.id, with_kit)
        if key not in self._rests:
            self._rests[key] = rest(self.knowledge, product, with_kit)
        return self._rests[key]

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

    # How it is reckoned

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
        rested: dict[Area, tuple[datetime, float]] = {}  # the last session laid out in an area, and its hours of rest
        for course in by_id.values():
            found[course.id] = []
            if (due := courses.next_on(self.diary, course)) is not None:
                index = courses.progress(self.diary, course).finished
                self._queue(queue, course, index, due, claims=self._still_claims(course, due))
        while queue:
            _, which, index, nominal, claims = heapq.heappop(queue)
            course = by_id[which]
            hours = courses.gap_hours(self.diary, self.knowledge, course.product, course.device)[0]
            last, longest = rested.get(course.area, (None, hours))
            resting = last + timedelta(hours=max(hours, longest)) if last else None
            placed = self._place(course, max(nominal, self.today), resting)
            if placed is None:
                continue
            day = care_day(placed, self.now.zone, self.starts_at)
            found[which].append(Appointment(placed, placed, day, course.area, which, done=False, claims=claims))
            rested[course.area] = placed, hours
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
        if found := self.rest_ends(course):
            possible = max(possible, care_day(found.ends, self.now.zone, self.starts_at))
        for one in self.windows(course, self.now.at - BEYOND, self.now.at):
            if one.used <= self.now.at and not one.medicine:
                possible = max(possible, care_day(one.closes, self.now.zone, self.starts_at))
        return (self.today - possible).days <= self.knowledge.figure("claim_days")

    def _place(self, course: Course, day: date, rested: datetime | None) -> datetime | None:
        """The instant of a session planned for that day: there, or on the first day after it on which it fits."""
        last_rest = self.rest_ends(course)
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
