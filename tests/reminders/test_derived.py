"""Reminders that follow from routines, courses and check-ins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from care.days import Moment
from care.diary import Diary
from care.records import (
    CheckIn,
    Choice,
    Device,
    DeviceMode,
    LabelHours,
    Pause,
    Product,
    Profile,
    QuietHours,
    Rhythm,
    Routine,
    RoutineStep,
)
from reminders.planner import Due, dues
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, session
from tests.reminders.plans import KNOWN

DAY = timedelta(days=1)
QUIET = Profile(id="profile", areas=["face", "scalp"], birth_year=1990)


def locals_of(given: Diary, about: str, now: Moment, first: date, days: int) -> list[str]:
    since = at(first, "00:00").at
    found = dues(given, KNOWN, now, since, at(first + days * DAY, "00:00").at)
    return [d.local for d in found if d.about == about and d.state == "planned"]


def days_of(*args: object) -> list[int]:
    return [int(text[8:10]) for text in locals_of(*args)]  # type: ignore[arg-type]


def routine(*steps: RoutineStep, slot: str = "am") -> Diary:
    made = Routine(id="r", title="Morning", slot=slot, area="face", steps=list(steps))  # type: ignore[arg-type]
    return diary(KNOWN, courses={}, routines={"r": made})


def test_a_routine_rings_on_the_days_that_a_step_comes_round() -> None:
    weekly = routine(RoutineStep(id="s", title="Mask", every=Rhythm(unit="week", weekdays=[2, 5])))
    assert days_of(weekly, "am_routine", at(STARTS_ON, "00:30"), STARTS_ON, 8) == [4, 7]
    assert not days_of(routine(), "am_routine", at(STARTS_ON, "00:30"), STARTS_ON, 8)


def test_a_routine_whose_every_step_is_closed_is_silent() -> None:
    gone = Product(id="old", name="Old toner", expires_on=STARTS_ON + DAY)
    given = routine(RoutineStep(id="s", title="Toner", product="old"))
    given = replace(given, products={"old": gone})
    assert days_of(given, "am_routine", at(STARTS_ON, "00:30"), STARTS_ON, 5) == [2, 3]


def test_a_paused_area_is_silent() -> None:
    given = replace(
        routine(RoutineStep(id="s", title="Cleanse")),
        pauses=(Pause(id="p", areas=["face"], from_=STARTS_ON + DAY, to=STARTS_ON + 2 * DAY),),
    )
    now = at(STARTS_ON, "06:00")
    assert days_of(given, "am_routine", now, STARTS_ON, 5) == [2, 5, 6]
    assert days_of(given, "check_in", now, STARTS_ON, 5) == [2, 2, 6]
    other = replace(diary(KNOWN), pauses=(Pause(id="p", from_=STARTS_ON, to=None),))
    assert not locals_of(other, "session", now, STARTS_ON, 30)


def test_quiet_hours_hold_for_what_is_derived_too() -> None:
    given = routine(RoutineStep(id="s", title="Cleanse"))
    given = replace(given, profile=replace(given.profile, quiet_hours=QuietHours(from_="21:00", to="09:00")))
    assert locals_of(given, "am_routine", at(STARTS_ON, "00:30"), STARTS_ON, 1) == ["2026-03-02T09:00"]


def test_a_session_that_is_overdue_stands_on_each_day_since() -> None:
    assert days_of(diary(KNOWN), "session", at(STARTS_ON + 3 * DAY, "12:00"), STARTS_ON, 14) == [2, 3, 4, 5, 12]


@pytest.mark.parametrize("passed", [1, 6, 20])
def test_looking_back_finds_all_that_was_planned_ahead(passed: int) -> None:
    """Whatever `due` promised is still there when Mesoday was away meanwhile, so that it ends in the ledger."""
    given = replace(
        diary(KNOWN),
        routines={
            "r": Routine(
                id="r", title="M", slot="pm", steps=[RoutineStep(id="s", title="Mask", every=Rhythm(n=3, unit="day"))]
            )
        },
    )
    first, last = at(STARTS_ON, "06:00"), at(STARTS_ON + passed * DAY, "06:00")
    ahead = {d.key for d in dues(given, KNOWN, first, first.at, last.at)}
    assert ahead <= {d.key for d in dues(given, KNOWN, last, first.at, last.at)}
    assert {key.split("/")[2] for key in ahead} == {"r", "course", "check_in"}


def test_not_tonight_is_silent_tonight() -> None:
    no = Choice(id="c", at=at(STARTS_ON, "12:00").at, zone=BERLIN, day=STARTS_ON, what="not_today", about="course")
    given = replace(diary(KNOWN), choices=(no,))
    assert days_of(given, "session", at(STARTS_ON, "12:30"), STARTS_ON, 8) == [3]  # tomorrow is soon enough


@pytest.mark.parametrize(("gap", "rings_at"), [(24, "04T20:00"), (48, "04T21:20"), (72, "05T21:20"), (60, "05T20:00")])
def test_a_session_rings_when_skin_has_rested(gap: int, rings_at: str) -> None:
    """Every other day at eight; the last session ended at 21:20."""
    course = diary(KNOWN).courses["course"]
    course = replace(course, phases=[replace(course.phases[0], every_days=2)])
    wand = Device(id="wand", name="Galvanic wand", modes=[DeviceMode(modality="galvanic")], min_gap_hours=gap)
    had = session(STARTS_ON, hour=20)
    given = replace(diary(KNOWN), courses={"course": course}, devices={"wand": wand}, sessions=(had,))
    assert had.ended_at == at(STARTS_ON, "21:20").at
    assert locals_of(given, "session", at(STARTS_ON + DAY, "12:00"), STARTS_ON, 5)[0] == f"2026-03-{rings_at}"
    assert locals_of(given, "session", at(STARTS_ON + 5 * DAY, "12:00"), STARTS_ON, 5)[0] == f"2026-03-{rings_at}"


def check_in(day: date, area: str = "glow") -> CheckIn:
    return CheckIn(id=f"{area}-{day}", at=at(day, "08:00").at, zone=BERLIN, day=day, area=area)  # type: ignore[arg-type]


def test_check_ins_ring_in_the_morning_when_they_are_due() -> None:
    given = diary(KNOWN, courses={}, profile=replace(QUIET, areas=["face"]), check_ins=(check_in(STARTS_ON),))
    now = at(STARTS_ON, "12:00")
    assert locals_of(given, "check_in", now, STARTS_ON, 6) == ["2026-03-04T07:30", "2026-03-06T07:30"]
    done = replace(given, check_ins=(*given.check_ins, check_in(STARTS_ON + 2 * DAY)))
    assert days_of(done, "check_in", at(STARTS_ON + 2 * DAY, "12:00"), STARTS_ON, 6) == [6]
    no = Choice(id="c", at=now.at, zone=BERLIN, day=STARTS_ON + 2 * DAY, what="not_today", about="glow")
    left_out = replace(given, choices=(no,))
    assert days_of(left_out, "check_in", at(STARTS_ON + 2 * DAY, "06:00"), STARTS_ON, 6) == [5, 7]


def test_a_session_rings_when_it_fits_between_the_doses_of_a_medicine() -> None:
    """Planned for eight, with room only in the afternoon: the key stays that of the planned time."""
    said = LabelHours(before=5, after=7)
    dose = Product(id="dose", name="Dose", actives=["I18"], medicine=True, session_hours=said)
    step = RoutineStep(id="s", title="Dose", product="dose")
    routines = {slot: Routine(id=slot, title=slot, slot=slot, area="face", steps=[step]) for slot in ("am", "pm")}
    known = diary(KNOWN)
    given = replace(known, products={**known.products, "dose": dose}, routines=routines)

    def rung(wall: str) -> Due:
        day = at(STARTS_ON, "00:00").at, at(STARTS_ON + DAY, "00:00").at
        (found,) = (d for d in dues(given, KNOWN, at(STARTS_ON, wall), *day) if d.about == "session")
        return found

    early, late = rung("08:00"), rung("23:00")
    assert (early.slot, early.at) == ("20:00", at(STARTS_ON, "14:30").at)
    assert late.at == early.at, "it does not move with the clock"
