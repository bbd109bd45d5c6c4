"""A course of eight, and maintenance, lived through for two years, day by day, with absences, pauses and treatments.

Each life is planned as the app plans it: every evening the day's plan is asked, and a session is done only when it is
offered. Sampled at fixed seeds; MESODAY_DEEP=1 lives many more.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from typing import Literal

import pytest
from msgspec import Struct
from msgspec.structs import replace

from care import courses
from care.diary import Diary
from care.forecast import forecast
from care.knowledge import Knowledge
from care.pauses import rest_after
from care.plan import plan_day
from care.records import Pause, Phase, Session, Treatment
from tests.care.course_makers import STARTS_ON, answers, at, diary, knowledge, session

KNOWN = knowledge()
LIVES = 400 if os.environ.get("MESODAY_DEEP") else 16
YEARS_TWO = 730
DAY = timedelta(days=1)
Slip = Literal["shift", "grid"]


class Life(Struct, frozen=True):
    """How somebody lives: on which days of the course (from 0) they are away, what they pause, and what is done to
    their skin elsewhere."""

    slip: Slip
    away: frozenset[int] = frozenset()
    pauses: tuple[Pause, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    done_before: int = 0
    hours: tuple[int, ...] = (19,)  # at which hour (UTC) a session begins, in turn


class Lived(Struct, frozen=True):
    """What came of it: the sessions, and the forecast of the end as it stood each evening, by day."""

    sessions: tuple[Session, ...]
    ends: dict[date, date | None]


def beginning(life: Life) -> Diary:
    known = diary(KNOWN, pauses=life.pauses, treatments=life.treatments)
    course = replace(known.courses["course"], slip=life.slip, done_before=life.done_before)
    return replace(known, courses={"course": course})


def live(life: Life, days: int = YEARS_TWO, *, forecasts: bool = False, known: Knowledge = KNOWN) -> Lived:
    """Go through the days; the safety answers are looked at again in time, as somebody careful does."""
    so_far, ends = beginning(life), {}
    course = so_far.courses["course"]
    for number in range(days):
        day = STARTS_ON + number * DAY
        if number % 80 == 0:
            so_far = replace(so_far, answers=answers(known, day))
        hour = life.hours[number % len(life.hours)]
        evening = at(day, f"{hour + 1:02d}:00")
        due = courses.next_on(so_far, course)
        if forecasts and due is not None and (number % 3 == 0 or day >= due - DAY):
            ends[day] = forecast(so_far, known, course, evening).ends_on
        if number in life.away or due is None or due > day:
            continue
        [plan] = plan_day(so_far, known, day, evening).sessions
        if plan.state == "due" and plan.earliest is None:
            so_far = replace(so_far, sessions=(*so_far.sessions, session(day, hour=hour)))
    return Lived(so_far.sessions, ends)


def random_life(seed: int) -> Life:
    """Somebody who is away for stretches of days, and pauses for some weeks at a time."""
    chance = random.Random(seed)
    away: set[int] = set()
    for _ in range(chance.randrange(25)):
        start, length = chance.randrange(YEARS_TWO), chance.choice((1, 1, 2, 3, 5, 9, 20, 45))
        away |= set(range(start, start + length))
    pauses, day = [], chance.randrange(5, 200)
    while day < YEARS_TWO:
        length = chance.choice((3, 7, 14, 28, 60))
        begins = STARTS_ON + day * DAY
        pauses.append(Pause(id=f"p{day}", areas=["face"], from_=begins, to=begins + (length - 1) * DAY))
        day += length + chance.randrange(20, 300)
    hours = tuple(chance.choice((7, 12, 19, 21)) for _ in range(chance.choice((1, 1, 5))))
    treatments = []
    for number in range(chance.choice((0, 1, 3))):
        on = STARTS_ON + chance.randrange(YEARS_TWO) * DAY
        what = chance.choice(("peel", "laser", "filler", "toxin"))
        healed = on + chance.randrange(5, 40) * DAY
        treatments.append(Treatment(id=f"t{number}", what=what, areas=["face"], on=on, healed_on=healed))  # type: ignore[arg-type]
    slip: Slip = chance.choice(("shift", "grid"))
    return Life(slip, frozenset(away), tuple(pauses), tuple(treatments), chance.choice((0, 0, 4)), hours)


def counted(lived: Lived, life: Life) -> list[date]:
    return [s.day for s in lived.sessions[: 8 - life.done_before]]


@pytest.mark.parametrize("slip", ["shift", "grid"])
@pytest.mark.parametrize("done_before", [0, 4])
def test_when_nobody_is_absent_it_ends_where_the_forecast_said(slip: Slip, done_before: int) -> None:
    fortnight = Pause(id="p", areas=["face"], from_=STARTS_ON + 10 * DAY, to=STARTS_ON + 24 * DAY)
    for pauses in ((), (fortnight,)):
        life = Life(slip, pauses=pauses, done_before=done_before)
        lived = live(life, 120, forecasts=True)
        end = counted(lived, life)[-1]
        said = {ends for day, ends in lived.ends.items() if day < end}
        assert said == {end}
        assert end > STARTS_ON + (7 - done_before) * 7 * DAY - DAY + len(pauses) * 7 * DAY


@pytest.mark.parametrize("seed", range(LIVES))
def test_a_life_with_absences_stays_within_the_rules(seed: int) -> None:
    life = random_life(seed)
    lived = live(life)
    course = beginning(life).courses["course"]
    hours = KNOWN.modalities["galvanic"].gap_hours
    paused = {p.from_ + n * DAY for p in life.pauses if p.to for n in range((p.to - p.from_).days + 1)}
    days = [s.day for s in lived.sessions]

    assert not paused & set(days), "a pause is kept"
    for treatment in life.treatments:
        until = rest_after(KNOWN, treatment).until
        assert not [day for day in days if treatment.on <= day < until], f"seed {seed}: skin was to heal until {until}"
    assert len(days) >= 8 - life.done_before, "a pause and an absence take no session away"
    for number, (before, after) in enumerate(zip(lived.sessions, lived.sessions[1:], strict=False)):
        rest = (after.started_at - before.ended_at).total_seconds() / 3600
        assert rest >= hours, f"seed {seed}: the gap between {before.day} and {after.day} is {rest} hours"
        least = courses.interval(course, life.done_before + number + 1)
        if life.slip == "shift":
            assert after.day - before.day >= least, f"seed {seed}: two to catch up on {after.day}"
        else:
            assert after.day - before.day > least / 2, f"seed {seed}: two to catch up on {after.day}"

    for number in range(1, len(days)):
        before = replace(beginning(life), sessions=lived.sessions[:number])
        due = courses.next_on(before, course)
        latest = days[number - 1] + courses.interval(course, life.done_before + number) * 3 / 2
        assert due is not None
        assert due <= latest, f"seed {seed}: after {days[number - 1]} the next was due on {due} only"


@pytest.mark.parametrize("seed", range(LIVES))
def test_every_forecast_holds_from_the_last_absence_on(seed: int) -> None:
    life = random_life(seed)
    lived = live(life, 250, forecasts=True)
    if len(lived.sessions) < 8 - life.done_before:
        return  # away for too long; the two years of the other test see its end
    days = counted(lived, life)
    end = days[-1]
    last_away = max((STARTS_ON + n * DAY for n in life.away if STARTS_ON + n * DAY <= end), default=STARTS_ON - DAY)
    said = {ends for day, ends in lived.ends.items() if last_away < day < end}
    assert said <= {end}, f"seed {seed}: {said} and not {end}"


def test_missed_weeks_shorten_no_phase() -> None:
    away = frozenset(range(8, 40))
    for slip in ("shift", "grid"):
        lived = live(Life(slip, away), 200)  # type: ignore[arg-type]
        gaps = [(b.day - a.day).days for a, b in zip(lived.sessions, lived.sessions[1:], strict=False)]
        assert gaps[1] > 30
        assert all(4 <= gap <= 10 for gap in gaps[2:7]), f"{slip}: {gaps}"
        assert all(gap == 28 for gap in gaps[7:]), f"{slip}: {gaps}"


def test_maintenance_begins_after_the_eighth() -> None:
    lived = live(Life("shift"), 200)
    gaps = [(b.day - a.day).days for a, b in zip(lived.sessions, lived.sessions[1:], strict=False)]
    assert gaps[:9] == [7] * 7 + [28, 28]
    course = beginning(Life("shift")).courses["course"]
    assert course.phases == [Phase(every_days=7, sessions=8), Phase(every_days=28)]
