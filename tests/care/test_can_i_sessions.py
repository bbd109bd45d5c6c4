"""Can I have the session, or use the device? And what a treatment and the sun change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.can_i import can_i
from care.days import Moment, wall_in_care_day
from care.diary import Diary
from care.permission import CanI
from care.records import (
    Choice,
    Course,
    Device,
    Pause,
    Phase,
    Profile,
    Reaction,
    StepDone,
    Treatment,
)
from tests.care.can_i_makers import (
    BEGINS,
    CALM,
    DAY,
    FIRST_DAY,
    HOUR,
    KNOWN,
    MINUTE,
    SPACED,
    life,
    moment,
    product,
    thing,
    with_step,
)
from tests.care.course_makers import BERLIN, STARTS_ON, answers, at, session


def the_course(of: Diary, now: Moment) -> CanI:
    return can_i(of, KNOWN, of.courses["course"], now)


@pytest.mark.parametrize(
    "ask",
    [
        lambda of: of.courses["course"],
        lambda of: of.products["ampoule"],
        lambda of: of.devices["wand"],
    ],
    ids=["the course", "its product", "its device"],
)
def test_a_session_is_a_yes_when_it_is_due_and_not_before(ask: Callable[[Diary], Any]) -> None:
    of = life()
    due = can_i(of, KNOWN, ask(of), moment(BEGINS))
    assert (due.answer, due.whys) == ("yes", ())
    early = can_i(of, KNOWN, ask(of), moment(BEGINS - 3 * DAY))
    assert (early.answer, early.until) == ("not_until", BEGINS)
    assert early.own
    assert (early.own.what, early.own.about, early.own.rules) == ("own_decision", "course", ("GAP",))


def test_the_rest_of_the_skin_opens_to_the_minute() -> None:
    had = session(STARTS_ON)
    of = life(sessions=(had,))
    of = replace(of, courses={"course": replace(of.courses["course"], phases=[Phase(every_days=1)])})
    ends = had.ended_at + 72 * HOUR
    assert the_course(of, moment(ends - MINUTE)).until == ends
    assert the_course(of, moment(ends)).answer == "yes"


def test_a_session_of_today_is_done() -> None:
    of = life(sessions=(session(STARTS_ON),))
    found = the_course(of, at(STARTS_ON, "22:00"))
    assert (found.answer, found.own) == ("no", None)


def test_an_unanswered_gate_a_block_and_an_ask_are_told_apart() -> None:
    now = moment(BEGINS)
    unanswered = the_course(life(answers={}), now)
    assert (unanswered.answer, [w.rule for w in unanswered.whys]) == ("no", ["GATE"])
    assert (len(unanswered.opens), unanswered.own) == (1, None)
    assert the_course(life(answers=answers(KNOWN, STARTS_ON, K01="yes")), now).answer == "no"
    asked = the_course(life(answers=answers(KNOWN, STARTS_ON, K22="yes")), now)
    assert (asked.answer, asked.whys[0].rule, asked.own) == ("ask", "K22", None)


def test_a_pause_a_reaction_and_a_treatment_close_a_session_without_a_way_round() -> None:
    now = moment(BEGINS)
    pause = Pause(id="p", areas=["face"], from_=FIRST_DAY, to=FIRST_DAY + DAY)
    reaction = Reaction(id="r", at=now.at, day=FIRST_DAY, product="ampoule", signs=["G11"])
    peel = Treatment(id="t", what="peel", areas=["face"], on=FIRST_DAY - DAY)
    for of, rule in (
        (life(pauses=(pause,)), "PAUSE"),
        (life(reactions=(reaction,)), "REACTION"),
        (life(treatments=(peel,)), "K32"),
    ):
        found = the_course(of, now)
        assert (found.answer, found.whys[0].rule, found.own) == ("no", rule, None)


def test_not_today_may_be_done_all_the_same() -> None:
    choice = Choice(id="c", at=BEGINS, day=FIRST_DAY, what="not_today", about="course")
    found = the_course(life(choices=(choice,)), moment(BEGINS))
    assert (found.answer, len(found.care)) == ("with_care", 1)


def test_a_device_without_a_course_is_judged_for_one_session() -> None:
    of = life(courses={})
    assert can_i(of, KNOWN, of.devices["wand"], CALM).answer == "yes"
    alone = session(STARTS_ON, course="")
    had = replace(of, sessions=(replace(alone, course=None, device="wand", product="ampoule"),))
    found = can_i(had, KNOWN, of.devices["wand"], moment(alone.ended_at + HOUR))
    assert (found.answer, found.until, found.own) == ("not_until", alone.ended_at + 72 * HOUR, None)
    refused = Device(id="n", name="Derma roller", modes=[])
    assert can_i(replace(of, devices={"n": refused}), KNOWN, refused, CALM).answer == "no"
    closed = replace(of, answers=answers(KNOWN, STARTS_ON, K01="yes"))
    assert can_i(closed, KNOWN, of.devices["wand"], CALM).answer == "no"


# Treatments and the sun


@pytest.mark.parametrize(
    ("row", "modality", "days"),
    [("A13", "galvanic", 14), ("A13", None, 14), ("A15", "galvanic", 14), ("A15", None, None), ("A16", "galvanic", 28)],
)
def test_a_professionals_treatment_is_asked_about_and_tells_what_waits(
    row: str, modality: str | None, days: int | None
) -> None:
    now = at(FIRST_DAY - 2 * DAY)
    found = can_i(life(modality), KNOWN, KNOWN.activities[row], now)
    assert (found.answer, found.own, found.whys[0].rule) == ("ask", None, row)
    opens = now.care_day("04:00") + timedelta(days=days or 0)
    expected = [wall_in_care_day(opens, "04:00", BERLIN, "04:00")] if days else []
    assert [s.earliest for s in found.shifts] == expected
    far = at(FIRST_DAY - timedelta(days=(days or 0) + 1))
    assert can_i(life(modality), KNOWN, KNOWN.activities[row], far).shifts == ()


@pytest.mark.parametrize(("days", "told"), [(6, True), (7, False)])
def test_an_acid_of_the_last_week_is_told_before_the_sun(days: int, told: bool) -> None:
    acid = product(name="Acid", actives=["I03"])
    of = with_step(life(courses={}), acid)
    day = STARTS_ON - timedelta(days=days)
    used = StepDone(id="d", at=at(day, "21:30").at, zone=BERLIN, day=day, routine="pm", step="s")
    of = replace(of, steps_done=(used,))
    for row in ("A01", "A02"):
        found = can_i(of, KNOWN, KNOWN.activities[row], at(STARTS_ON, "21:30"))
        assert (found.answer == "with_care") is told
    assert can_i(of, KNOWN, KNOWN.activities["A03"], at(STARTS_ON, "21:30")).answer == "yes"


def test_every_rule_that_speaks_has_a_row() -> None:
    now = moment(BEGINS - HOUR)
    for row in SPACED:
        assert all(KNOWN.row(w.rule) for w in can_i(life(), KNOWN, thing(row), now).whys)


def test_areas_are_those_the_person_cares_for() -> None:
    scalp_only = life(profile=Profile(id="profile", areas=["scalp"]), courses={})
    course = Course(
        id="c",
        title="Scalp",
        area="scalp",
        product="ampoule",
        device="wand",
        phases=[Phase(every_days=7)],
        starts_on=FIRST_DAY,
    )
    of = replace(scalp_only, courses={"c": course})
    assert can_i(of, KNOWN, KNOWN.activities["A05"], moment(BEGINS - HOUR)).answer == "not_until"
    assert can_i(of, KNOWN, product(areas=[]), moment(BEGINS - HOUR)).answer == "not_until"
