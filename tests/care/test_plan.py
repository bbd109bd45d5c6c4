"""The plan of a day: what is offered, what is closed, and which rule spoke."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.diary import Diary
from care.measures import asked_today
from care.plan import check_ins, plan_day
from care.records import (
    CheckIn,
    Choice,
    Cleared,
    Device,
    DeviceMode,
    PatchTest,
    Pause,
    Phase,
    Product,
    Reaction,
    Retired,
    Rhythm,
    Routine,
    RoutineStep,
    StepDone,
    step_done_id,
)
from care.sessions import SessionPlan
from tests.care.course_makers import BERLIN, STARTS_ON, answers, at, diary, knowledge, session

KNOWN = knowledge()


def the_session(of: Diary, day: date, wall: str = "21:00", *, today: date | None = None) -> SessionPlan:
    (found,) = plan_day(of, KNOWN, day, at(today or day, wall)).sessions
    return found


def rules(plan: SessionPlan) -> list[str]:
    return [w.rule for w in plan.why]


def test_a_course_is_due_on_its_first_day_when_every_question_is_answered_with_no() -> None:
    found = the_session(diary(KNOWN), STARTS_ON)
    assert (found.state, found.earliest, found.why) == ("due", None, ())
    assert (found.progress.finished, found.progress.planned) == (0, 8)


def test_without_answers_the_gate_stays_closed_and_routines_go_on() -> None:
    routine = Routine(id="r", title="Evening", slot="pm", steps=[RoutineStep(id="s", title="Cleanse")])
    plan = plan_day(diary(KNOWN, answers={}, routines={"r": routine}), KNOWN, STARTS_ON, at(STARTS_ON))
    assert plan.sessions[0].state == "blocked"
    assert rules(plan.sessions[0]) == ["GATE"]
    assert [s.state for s in plan.routines[0].steps] == ["do"]


@pytest.mark.parametrize("rule", ["K01", "K03", "K12", "K13", "K18", "K25", "K35"])
@pytest.mark.parametrize("reply", ["yes", "unsure"])
def test_a_yes_or_not_sure_closes_the_session_by_its_row(rule: str, reply: str) -> None:
    given = diary(KNOWN, answers=answers(KNOWN, STARTS_ON, **{rule: reply}))
    found = the_session(given, STARTS_ON)
    assert found.state == "blocked"
    assert rule in rules(found)


def test_a_pacemaker_closes_the_device_and_leaves_the_serum_open() -> None:
    serum_only = replace(diary(KNOWN).courses["course"], device=None)
    given = diary(KNOWN, answers=answers(KNOWN, STARTS_ON, K01="yes"), courses={"course": serum_only})
    assert the_session(given, STARTS_ON).state == "due"


def test_hair_loss_closes_the_scalp_and_not_the_face() -> None:
    given = diary(KNOWN, answers=answers(KNOWN, STARTS_ON, K42="yes"))
    assert the_session(given, STARTS_ON).state == "due"
    scalp = replace(given.courses["course"], area="scalp")
    assert rules(the_session(replace(given, courses={"course": scalp}), STARTS_ON)) == ["K42"]


def test_what_is_to_be_asked_opens_with_a_professionals_clearance_and_closes_after_it() -> None:
    replies = answers(KNOWN, STARTS_ON, K24="yes")
    cleared = Cleared(on=STARTS_ON, until=STARTS_ON + timedelta(days=6), for_=["galvanic"])
    given = diary(KNOWN, answers={**replies, "K24": replace(replies["K24"], cleared=cleared)})
    assert the_session(given, STARTS_ON).state == "due"
    assert rules(the_session(given, STARTS_ON + timedelta(days=7))) == ["K24"]


def test_a_yes_that_ends_by_its_days_opens_by_itself_or_by_a_word_before() -> None:
    replies = answers(KNOWN, STARTS_ON, K31="yes")
    given = diary(KNOWN, answers=replies)
    assert rules(the_session(given, STARTS_ON + timedelta(days=28))) == ["K31"]
    assert the_session(given, STARTS_ON + timedelta(days=29)).state == "due"
    cleared = {**replies, "K31": replace(replies["K31"], cleared=Cleared(on=STARTS_ON))}
    assert the_session(diary(KNOWN, answers=cleared), STARTS_ON + timedelta(days=3)).state == "due"


def test_a_lasting_block_has_no_way_round() -> None:
    replies = answers(KNOWN, STARTS_ON, K01="yes")
    given = diary(KNOWN, answers={**replies, "K01": replace(replies["K01"], cleared=Cleared(on=STARTS_ON))})
    assert the_session(given, STARTS_ON).state == "blocked"


def test_answers_hold_ninety_days_and_seven_of_grace() -> None:
    given = diary(KNOWN, answers=answers(KNOWN, STARTS_ON))
    for days, state, noticed in ((90, "due", False), (91, "due", True), (97, "due", True), (98, "blocked", False)):
        day = STARTS_ON + timedelta(days=days)
        plan = plan_day(given, KNOWN, day, at(day))
        assert plan.sessions[0].state == state, days
        assert any(n.rule == "GATE" for n in plan.notices) is noticed, days


def test_a_forecast_takes_todays_answers_to_hold() -> None:
    far = STARTS_ON + timedelta(days=7 * 8 + 28 * 5 - 7 + 28)
    assert the_session(diary(KNOWN), far, today=STARTS_ON).state == "due"


def test_a_forecast_plans_as_if_each_session_were_done_on_its_day() -> None:
    states = {n: the_session(diary(KNOWN), STARTS_ON + timedelta(days=n), today=STARTS_ON) for n in (0, 3, 7, 8, 14)}
    assert {n: found.state for n, found in states.items()} == {
        0: "due", 3: "too_early", 7: "due", 8: "too_early", 14: "due"
    }  # fmt: skip
    assert states[3].earliest == at(STARTS_ON + timedelta(days=7), "20:00").at


def test_under_eighteen_by_birth_year_closes_devices() -> None:
    given = diary(KNOWN)
    young = replace(given, profile=replace(given.profile, birth_year=2010))
    assert rules(the_session(young, STARTS_ON)) == ["K11"]
    turning = replace(given, profile=replace(given.profile, birth_year=2008))
    assert the_session(turning, STARTS_ON).state == "due"  # stated by the answer on file
    unstated = replace(turning, answers={k: a for k, a in given.answers.items() if k != "K11"})
    assert rules(the_session(unstated, STARTS_ON)) == ["K11"]


def test_after_a_session_the_day_is_done_and_the_next_one_waits_a_week() -> None:
    given = diary(KNOWN, sessions=(session(STARTS_ON),))
    assert the_session(given, STARTS_ON, "22:00").state == "done"
    waiting = the_session(given, STARTS_ON + timedelta(days=2))
    assert waiting.state == "too_early"
    assert rules(waiting) == ["GAP", "GAP"]
    assert waiting.earliest == datetime(2026, 3, 9, 19, tzinfo=UTC)  # 20:00 in Berlin
    assert the_session(given, STARTS_ON + timedelta(days=7)).state == "due"


def test_the_rest_of_the_skin_counts_from_the_end_of_the_last_session_to_the_minute() -> None:
    quick = replace(diary(KNOWN).courses["course"], phases=[Phase(every_days=1)])
    given = diary(KNOWN, courses={"course": quick}, sessions=(session(STARTS_ON),))
    third = STARTS_ON + timedelta(days=3)
    ends = datetime(2026, 3, 5, 19, 20, tzinfo=UTC)  # 20:20 in Berlin, 72 hours on
    early, late = the_session(given, third, "20:19"), the_session(given, third, "20:20")
    assert (early.state, early.earliest, rules(early)) == ("too_early", ends, ["GAP"])
    assert late.state == "due"


def test_the_manuals_gap_goes_before_ours() -> None:
    quick = replace(diary(KNOWN).courses["course"], phases=[Phase(every_days=1)])
    wand = Device(id="wand", name="Wand", modes=[DeviceMode(modality="galvanic")], min_gap_hours=20)
    given = diary(KNOWN, courses={"course": quick}, sessions=(session(STARTS_ON),), devices={"wand": wand})
    assert the_session(given, STARTS_ON + timedelta(days=1), "21:00").state == "due"


def test_the_gap_belongs_to_the_area() -> None:
    scalp = replace(diary(KNOWN).courses["course"], id="scalp", area="scalp", device=None)
    given = diary(KNOWN, sessions=(session(STARTS_ON),))
    given = replace(given, courses={**given.courses, "scalp": scalp})
    plan = plan_day(given, KNOWN, STARTS_ON, at(STARTS_ON, "22:00"))
    assert {s.course: s.state for s in plan.sessions} == {"course": "done", "scalp": "due"}


def test_the_phases_turn_into_maintenance() -> None:
    weekly = tuple(session(STARTS_ON + timedelta(days=7 * n)) for n in range(8))
    given = diary(KNOWN, sessions=weekly)
    last = weekly[-1].day
    assert the_session(given, last + timedelta(days=27), today=last).state == "too_early"
    due = the_session(given, last + timedelta(days=28), today=last)
    assert (due.state, due.progress.finished, due.progress.planned) == ("due", 8, 8)


def test_a_finished_finite_course_offers_nothing() -> None:
    short = replace(diary(KNOWN).courses["course"], phases=[Phase(every_days=7, sessions=1)])
    given = diary(KNOWN, courses={"course": short}, sessions=(session(STARTS_ON),))
    assert the_session(given, STARTS_ON + timedelta(days=30)).state == "done"


def test_a_grid_keeps_its_appointments() -> None:
    grid = replace(diary(KNOWN).courses["course"], slip="grid")
    late = diary(KNOWN, courses={"course": grid}, sessions=(session(STARTS_ON + timedelta(days=2)),))
    assert the_session(late, STARTS_ON + timedelta(days=7)).state == "due"
    shifted = diary(KNOWN, sessions=(session(STARTS_ON + timedelta(days=2)),))
    assert the_session(shifted, STARTS_ON + timedelta(days=7)).state == "too_early"


def test_pauses_and_choices() -> None:
    pause = Pause(id="p", areas=["face"], from_=STARTS_ON, to=STARTS_ON + timedelta(days=1))
    given = diary(KNOWN, pauses=(pause,))
    assert (the_session(given, STARTS_ON).state, rules(the_session(given, STARTS_ON))) == ("paused", ["PAUSE"])
    assert the_session(given, STARTS_ON + timedelta(days=2)).state == "due"
    tonight = Choice(
        id="c", at=at(STARTS_ON).at, zone=BERLIN, day=STARTS_ON, what="not_today", about="course", rule=None
    )
    assert the_session(diary(KNOWN, choices=(tonight,)), STARTS_ON).state == "not_today"
    assert the_session(diary(KNOWN, choices=(tonight,)), STARTS_ON + timedelta(days=1)).state == "due"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"patch_test": None}, "PATCH"),
        ({"patch_test": PatchTest(state="running")}, "PATCH"),
        ({"patch_test": PatchTest(state="failed")}, "PATCH"),
        ({"expires_on": STARTS_ON - timedelta(days=1)}, "EXPIRED"),
        ({"opened_at": datetime(2025, 8, 1, tzinfo=UTC), "after_opening_months": 6}, "EXPIRED"),
        ({"retired": Retired(on=STARTS_ON)}, "EXPIRED"),
        ({"use": "professional_only"}, "R3"),
        ({"external_only": False}, "R3"),
    ],
)
def test_a_session_product_that_may_not_be_used_closes_the_session(changed: dict[str, object], rule: str) -> None:
    ampoule = replace(diary(KNOWN).products["ampoule"], **changed)
    found = the_session(diary(KNOWN, products={"ampoule": ampoule}), STARTS_ON)
    assert (found.state, rules(found)) == ("blocked", [rule])


@pytest.mark.parametrize("name", ["Derma roller 0.2", "Hyaluron-Pen", "Gold micro-infusion stamp"])
def test_needles_and_pens_are_refused_by_name(name: str) -> None:
    given = diary(KNOWN, devices={"wand": Device(id="wand", name=name, modes=[DeviceMode(modality="galvanic")])})
    found = the_session(given, STARTS_ON)
    assert found.state == "blocked"
    assert found.why[0].rule.startswith("R")


def test_a_reaction_closes_the_area_until_it_has_settled() -> None:
    def reacted(sign: str, **more: object) -> Diary:
        reaction = Reaction(id="x", at=at(STARTS_ON).at, day=STARTS_ON, product="cream", signs=[sign], **more)  # type: ignore[arg-type]
        return diary(KNOWN, reactions=(reaction,))

    day = STARTS_ON + timedelta(days=3)
    assert rules(the_session(reacted("G11"), day)) == ["REACTION"]
    assert the_session(reacted("G11", resolved_at=at(day).at), day).state == "due"
    assert rules(the_session(reacted("G13", resolved_at=at(day).at), day)) == ["REACTION"]
    assert the_session(reacted("G13", resolved_at=at(day).at), day + timedelta(days=14)).state == "due"
    assert the_session(reacted("G10", resolved_at=at(day).at), day + timedelta(days=60)).state == "blocked"
    assert rules(the_session(reacted("G01", resolved_at=at(day).at), day + timedelta(days=60))) == ["REACTION"]
    assert the_session(reacted("G01", cleared=Cleared(on=day)), day).state == "due"


def test_steps_have_their_own_rhythm_and_a_closed_product_closes_its_step() -> None:
    old = Product(id="old", name="Old toner", expires_on=STARTS_ON - timedelta(days=1))
    routine = Routine(
        id="r",
        title="Evening",
        slot="pm",
        steps=[
            RoutineStep(id="a", title="Cleanse"),
            RoutineStep(id="b", title="Retinol", every=Rhythm(n=3)),
            RoutineStep(id="c", title="Toner", product="old"),
            RoutineStep(id="d", title="Mask", every=Rhythm(weekdays=[6])),
        ],
    )
    ticked = tuple(
        StepDone(id=step_done_id(d, "r", s), at=at(d).at, zone=BERLIN, day=d, routine="r", step=s)
        for d, s in ((STARTS_ON - timedelta(days=1), "b"), (STARTS_ON, "a"))
    )
    given = diary(KNOWN, routines={"r": routine}, steps_done=ticked, products={"old": old})

    def states(day: date) -> dict[str, str]:
        (plan,) = plan_day(given, KNOWN, day, at(STARTS_ON)).routines
        return {s.step: s.state for s in plan.steps}

    assert states(STARTS_ON) == {"a": "done", "c": "closed"}
    assert states(STARTS_ON + timedelta(days=2)) == {"a": "do", "b": "do", "c": "closed"}
    assert states(STARTS_ON + timedelta(days=5)) == {"a": "do", "b": "do", "c": "closed"}
    assert states(STARTS_ON + timedelta(days=6)) == {"a": "do", "c": "closed", "d": "do"}


def test_check_ins_are_asked_as_often_as_their_area() -> None:
    plan = plan_day(diary(KNOWN), KNOWN, STARTS_ON, at(STARTS_ON))
    assert {c.area: c.state for c in plan.check_ins} == {"glow": "due", "scalp": "due"}


@pytest.mark.parametrize(
    ("primary", "days_ahead", "every"), [("H-ITCH", 10, 2), ("H-ITCH", 0, 7), ("H-ITCH", 40, 7), ("H-WASH", 10, 7)]
)
def test_a_weekly_measure_is_rated_more_often_in_the_weeks_before_its_course(
    primary: str, days_ahead: int, every: int
) -> None:
    """Two weeks of rating first are to give the five entries that a baseline needs."""
    begins = STARTS_ON + timedelta(days=days_ahead)
    course = replace(diary(KNOWN).courses["course"], area="scalp", primary=primary, starts_on=begins)
    rated = CheckIn(id="c", at=at(STARTS_ON).at, day=STARTS_ON, area="scalp", scores={"H-ITCH": 3, "H-WASH": 1})
    given = diary(KNOWN, courses={"course": course}, check_ins=(rated,))
    plans = {n: check_ins(given, KNOWN, STARTS_ON + timedelta(days=n)) for n in range(1, 8)}
    assert min(n for n, plan in plans.items() for c in plan if (c.area, c.state) == ("scalp", "due")) == every
    asked = [row.id for row in asked_today(given, KNOWN, "scalp", STARTS_ON + timedelta(days=2))]
    assert ("H-ITCH" in asked) == (every == 2)


DAYS = st.integers(0, 60).map(lambda n: STARTS_ON + timedelta(days=n))


@settings(max_examples=150)
@given(
    st.lists(st.tuples(DAYS, st.integers(6, 22), st.booleans()), max_size=8), DAYS, st.sampled_from(["shift", "grid"])
)
def test_no_session_is_ever_offered_before_the_skin_has_rested(
    had: list[tuple[date, int, bool]], day: date, slip: str
) -> None:
    sessions = tuple(
        session(d, hour=h, outcome="finished" if done else "stopped") for d, h, done in sorted(set(had)) if d <= day
    )
    course = replace(diary(KNOWN).courses["course"], slip=slip)
    now = at(day, "21:00")
    given = diary(KNOWN, sessions=tuple(s for s in sessions if s.ended_at <= now.at), courses={"course": course})
    (found,) = plan_day(given, KNOWN, day, now).sessions
    ended = max((s.ended_at for s in given.sessions), default=None)
    if found.state == "due" and ended:
        assert now.at - ended >= timedelta(hours=72)
    if found.state == "too_early":
        assert found.earliest
        assert found.earliest > now.at
        again = replace(now, at=found.earliest)
        (then,) = plan_day(given, KNOWN, again.care_day("04:00"), again).sessions
        assert then.state == "due"
