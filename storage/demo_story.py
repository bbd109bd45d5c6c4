"""The frame of the invented diary: its days, its courses and their session days, its holidays and bad weeks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from care.days import DAY, Moment, wall_in_care_day
from care.records import Area, Pause, Phase
from storage.exchange import encode_ulid

DAY_STARTS_AT = "04:00"
WEEK = timedelta(days=7)
BREAK = timedelta(days=70)  # between two courses of the same area
FACE_PHASES = [Phase(every_days=7, sessions=8), Phase(every_days=28, sessions=4)]
SCALP_PHASES = [Phase(every_days=7, sessions=16), Phase(every_days=28, sessions=None)]


@dataclass(frozen=True)
class CourseStory:
    """One course: when it began, on which care days its sessions were, and whether it goes on."""

    id: str
    area: Area
    starts_on: date
    session_days: tuple[date, ...]
    phases: list[Phase]
    active: bool

    def under_way(self, day: date) -> bool:
        return self.starts_on <= day and (self.active or day <= self.session_days[-1])


class Story:
    """One invented person's time with Mesoday. The same figures tell the same story."""

    def __init__(self, now: Moment, years: float, seed: int) -> None:
        self.now = now
        self.dice = random.Random(f"mesoday {seed}")
        self.today = now.care_day(DAY_STARTS_AT)
        self.start = self.today - timedelta(days=max(14, round(years * 365.25)))
        self.pauses = tuple(self._holidays())
        self.bad_weeks = frozenset(
            day - timedelta(days=day.weekday())
            for day in self.days()
            if self.dice.random() < 0.10 / 7 and self.today - day > 2 * WEEK  # the last weeks go well
        )
        self.courses = (*self._face_courses(), self._scalp_course())

    def days(self) -> Iterator[date]:
        for n in range((self.today - self.start).days + 1):
            yield self.start + n * DAY

    def at(self, day: date, wall: str, spread_minutes: float = 0) -> datetime:
        """The instant of a wall time within a care day, a little earlier or later as life goes."""
        moved = timedelta(seconds=round(self.dice.uniform(-1, 1) * spread_minutes * 60))
        return wall_in_care_day(day, wall, self.now.zone, DAY_STARTS_AT) + moved

    def new_id(self, at: datetime) -> str:
        return encode_ulid(max(0, int(at.timestamp() * 1000)), self.dice.getrandbits(80))

    def catalogue_id(self) -> str:
        return self.new_id(self.at(self.start, "09:00"))

    def away(self, day: date) -> bool:
        return any(p.from_ <= day <= (p.to or day) for p in self.pauses)

    def bad_week(self, day: date) -> bool:
        return day - timedelta(days=day.weekday()) in self.bad_weeks

    def course_of(self, area: Area, day: date) -> CourseStory | None:
        return next((c for c in self.courses if c.area == area and c.under_way(day)), None)

    def _holidays(self) -> Iterator[Pause]:
        """One journey a year, the last some five months ago; none in a diary too short for it."""
        last = self.today - timedelta(days=165)
        while last - 10 * DAY > self.start:
            length = self.dice.randrange(5, 11)
            yield Pause(id=self.catalogue_id(), from_=last - (length - 1) * DAY, to=last, why="Away from home")
            last -= timedelta(days=self.dice.randrange(330, 400))

    def _face_courses(self) -> Iterator[CourseStory]:
        """The active one, with its next session due today; before it finished ones, with breaks between them."""
        weeks = min(7, (self.today - self.start).days // 7)
        begun = self.today - weeks * WEEK
        held = tuple(begun + n * WEEK for n in range(weeks))
        finished: list[CourseStory] = []
        last = begun - BREAK
        while True:
            days = self._session_days(last)
            if days[0] < self.start + 2 * WEEK:  # two weeks of ratings before the first session
                break
            finished.append(CourseStory(self.catalogue_id(), "face", days[0], days, FACE_PHASES, active=False))
            last = days[0] - BREAK
        yield from reversed(finished)
        yield CourseStory(self.catalogue_id(), "face", begun, held, FACE_PHASES, active=True)

    def _session_days(self, last: date) -> tuple[date, ...]:
        """The days of a whole face course that ended about `last`: some a day or two late, none while away."""
        gaps = [7] * 7 + [28] * 4
        days = [last]
        for gap in reversed(gaps):
            day = days[-1] - timedelta(days=gap + self.dice.choice((0, 0, 0, 0, 1, 2)))
            days.append(day)
        found: list[date] = []
        for day in reversed(days):
            while self.away(day) or (found and day - found[-1] < 4 * DAY):
                day += DAY
            found.append(day)
        return tuple(found)

    def _scalp_course(self) -> CourseStory:
        """Serum by hand once a week; the last session four days ago, so that the next is still to come."""
        last = self.today - 4 * DAY
        begun = max(self.start, last - 13 * WEEK)
        days = tuple(last - n * WEEK for n in reversed(range((last - begun).days // 7 + 1)))
        kept = tuple(day for day in days if not self.away(day))
        return CourseStory(self.catalogue_id(), "scalp", begun, kept, SCALP_PHASES, active=True)
