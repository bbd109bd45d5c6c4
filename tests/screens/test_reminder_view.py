"""Which reminders Today shows: what rings, what did not ring, and when neither needs an answer any more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.days import instant
from care.records import (
    CheckIn,
    Course,
    Occurrence,
    Phase,
    Reaction,
    Reminder,
    Routine,
    RoutineStep,
    Session,
    StepDone,
    step_done_id,
)
from care.records import occurrence_id as key
from screens.reminder_view import missed, ringing
from tests.care.course_makers import knowledge
from tests.screens.snapshots import ZONE, snapshot

KNOWN = knowledge()
DAY = date(2026, 3, 2)
ROUTINE = Routine(
    id="am",
    title="Morning care",
    slot="am",
    steps=[RoutineStep(id="s1", title="Wash"), RoutineStep(id="s2", title="Dry")],
)
COURSE = Course(id="course", title="Glow", area="face", phases=[Phase(every_days=7)], starts_on=DAY)
WIPE = Reminder(id="wipe", title="Wipe the wand", times=["17:30"])


def row(reminder: str, slot: str, state: str, on: date = DAY) -> Occurrence:
    due = instant(on, slot, ZONE)
    return Occurrence(
        id=key(reminder, on, slot),
        reminder=reminder,
        date=on,
        slot=slot,
        due_at=due,
        state=state,  # type: ignore[arg-type]
    )


def done(step: str, day: date = DAY) -> StepDone:
    at = instant(day, "08:00", ZONE)
    return StepDone(id=step_done_id(day, "am", step), at=at, zone=ZONE, day=day, routine="am", step=step)


@pytest.mark.parametrize(
    ("reminder", "sort", "thing", "title"),
    [
        ("am", "routine", "am", "Morning care"),
        ("course", "session", "course", "Glow"),
        ("check_in/glow", "check_in", "glow", "Face check-in"),
        ("check_in/scalp", "check_in", "scalp", "Scalp check-in"),
        ("wipe", "other", "wipe", "Wipe the wand"),
    ],
)
def test_what_rings_is_named_by_what_it_belongs_to(reminder: str, sort: str, thing: str, title: str) -> None:
    shot = snapshot(KNOWN, DAY, ROUTINE, COURSE, WIPE, row(reminder, "17:30", "delivered"))
    [view] = ringing(shot)
    assert (view.sort, view.thing, view.title, view.slot, view.day) == (sort, thing, title, "17:30", DAY)
    assert view.planned == "Monday 2 March, planned 17:30"
    assert missed(shot) == ()


def test_what_belonged_to_something_deleted_is_not_shown() -> None:
    shot = snapshot(KNOWN, DAY, row("gone", "17:30", "delivered"), row("gone", "17:00", "missed_shown"))
    assert ringing(shot) == missed(shot) == ()


@pytest.mark.parametrize("state", ["claimed", "snoozed", "done", "skipped", "missed_shown"])
def test_only_what_was_delivered_rings(state: str) -> None:
    assert ringing(snapshot(KNOWN, DAY, WIPE, row("wipe", "17:30", state))) == ()


@pytest.mark.parametrize("state", ["claimed", "snoozed", "done", "skipped", "delivered"])
def test_only_what_did_not_ring_was_missed(state: str) -> None:
    assert missed(snapshot(KNOWN, DAY, WIPE, row("wipe", "17:30", state))) == ()


@pytest.mark.parametrize(("slot", "rings"), [("17:59", True), ("17:01", True), ("17:00", False), ("09:00", False)])
def test_it_rings_for_an_hour(slot: str, rings: bool) -> None:
    assert bool(ringing(snapshot(KNOWN, DAY, ROUTINE, row("am", slot, "delivered")))) is rings


@pytest.mark.parametrize(("slot", "rings"), [("17:00", True), ("06:01", True), ("06:00", False)])
def test_what_stands_nowhere_else_on_today_stays_all_day(slot: str, rings: bool) -> None:
    assert bool(ringing(snapshot(KNOWN, DAY, WIPE, row("wipe", slot, "delivered")))) is rings
    times = [row("wipe", at, "delivered") for at in ("08:00", "12:00")]
    [view] = ringing(snapshot(KNOWN, DAY, WIPE, *times))
    assert (view.slot, view.just_rang) == ("12:00", False)  # six hours ago: it is not time now, but still open


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (13, True), (14, False), (40, False)])
def test_a_missed_one_is_asked_about_for_a_fortnight(days: int, shown: bool) -> None:
    old = row("wipe", "18:00", "missed_shown", DAY - timedelta(days=days))
    assert bool(missed(snapshot(KNOWN, DAY, WIPE, old))) is shown


def test_the_newest_missed_one_comes_first() -> None:
    rows = [row("wipe", "09:00", "missed_shown", DAY - timedelta(days=n)) for n in (3, 1, 2)]
    assert [v.day.day for v in missed(snapshot(KNOWN, DAY, WIPE, *rows))] == [1, 28, 27]


def test_a_time_after_midnight_belongs_to_the_care_day_before() -> None:
    [view] = missed(snapshot(KNOWN, DAY, WIPE, row("wipe", "00:30", "missed_shown")))
    assert view.day == date(2026, 3, 1)
    assert view.planned == "Monday 2 March, planned 00:30"


def session_on(day: date) -> Session:
    at = instant(day, "16:00", ZONE)
    return Session(
        id="session", at=at, zone=ZONE, day=day, course="course", started_at=at, ended_at=at, outcome="stopped"
    )


def check_in(area: str) -> CheckIn:
    return CheckIn(id="check", at=instant(DAY, "08:00", ZONE), zone=ZONE, day=DAY, area=area)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reminder", "records", "shown"),
    [
        ("am", (done("s1"),), True),
        ("am", (done("s1"), done("s2")), False),
        ("am", (done("s1", DAY - timedelta(days=1)), done("s2", DAY - timedelta(days=1))), True),
        ("course", (session_on(DAY),), False),
        ("course", (session_on(DAY - timedelta(days=1)),), True),
        ("check_in/glow", (check_in("glow"),), False),
        ("check_in/glow", (check_in("scalp"),), True),
    ],
)
def test_what_was_done_anyway_asks_nothing_more(reminder: str, records: tuple[Any, ...], shown: bool) -> None:
    for state, read in (("delivered", ringing), ("missed_shown", missed)):
        shot = snapshot(KNOWN, DAY, ROUTINE, COURSE, WIPE, row(reminder, "17:30", state), *records)
        assert bool(read(shot)) is shown


def told(kind: str) -> Reaction:
    at = instant(DAY, "16:30", ZONE)
    return Reaction(id="told", at=at, zone=ZONE, day=DAY, session="session", check=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "days", "records", "shown"),
    [
        ("first", 1, (), True),
        ("first", 1, (told("first"),), False),  # answered
        ("first", 3, (), False),  # the last question has taken its place
        ("last", 3, (), True),
        ("last", 9, (), False),  # nobody asks any more
    ],
)
def test_a_skin_check_asks_as_long_as_it_is_open(kind: str, days: int, records: tuple[Any, ...], shown: bool) -> None:
    on = DAY + timedelta(days=days)
    had = session_on(DAY)
    for state, read in (("delivered", ringing), ("missed_shown", missed)):
        kept = row(f"reaction/session/{kind}", "17:30", state, on)
        found = read(snapshot(KNOWN, on, ROUTINE, COURSE, had, kept, *records))
        assert [(v.sort, v.thing, v.title) for v in found] == [("skin", "session", "A short check is ready")] * shown


def test_a_skin_check_of_a_session_that_is_gone_is_not_shown() -> None:
    assert ringing(snapshot(KNOWN, DAY, row("reaction/session/first", "17:30", "delivered"))) == ()


@pytest.mark.parametrize(("sign", "shown"), [("E4r", True), ("G11", False), ("G01", False)])
def test_a_session_that_a_reaction_closes_is_not_brought_to_mind(sign: str, shown: bool) -> None:
    course = replace(COURSE, product="ampoule")
    told = Reaction(id="r", at=instant(DAY, "17:00", ZONE), zone=ZONE, day=DAY, areas=["face"], signs=[sign])
    for state, read in (("delivered", ringing), ("missed_shown", missed)):
        assert bool(read(snapshot(KNOWN, DAY, course, row("course", "17:30", state), told))) is shown
