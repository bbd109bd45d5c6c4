"""Can I, now or tonight? Each row just inside and just outside its hours, before and after a session; and all else that
speaks."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from care.can_i import can_i
from care.days import Moment, wall_in_care_day
from care.diary import Diary
from care.knowledge import Activity, Ingredient
from care.permission import CanI
from care.records import (
    Choice,
    LabelHours,
    PatchTest,
    Phase,
    Product,
    Reaction,
    Retired,
    RoutineStep,
    StepDone,
    step_done_id,
)
from tests.care.can_i_makers import (
    BEGINS,
    CALM,
    DAY,
    FIRST_DAY,
    FREE,
    HOUR,
    KITS,
    KNOWN,
    MINUTE,
    SPACED,
    hours,
    life,
    moment,
    product,
    thing,
    with_step,
)
from tests.care.course_makers import BERLIN, STARTS_ON, answers, session

by_id = pytest.mark.parametrize("row", SPACED, ids=lambda row: row.id)
by_kit = pytest.mark.parametrize("modality", KITS.values(), ids=KITS.keys())


@by_id
@by_kit
def test_before_a_session_each_row_keeps_its_hours_and_no_more(row: Any, modality: str | None) -> None:
    of = life(modality)
    before, after = hours(row, of)
    edge = BEGINS - before * HOUR
    assert can_i(of, KNOWN, thing(row), moment(edge - MINUTE)).answer in FREE
    inside = can_i(of, KNOWN, thing(row), moment(edge + MINUTE))
    if not before:
        assert inside.answer in FREE if edge + MINUTE < BEGINS else True
        return
    assert (inside.answer, inside.until) == ("not_until", BEGINS + after * HOUR)
    assert [(w.rule, w.strength) for w in inside.whys] == [(row.id, "advise")]
    assert [(s.course, s.planned, s.earliest) for s in inside.shifts] == [
        ("course", BEGINS, edge + MINUTE + before * HOUR)
    ]


@by_id
@by_kit
def test_after_a_session_each_row_keeps_its_hours_and_no_more(row: Any, modality: str | None) -> None:
    had = session(STARTS_ON)
    of = life(modality, sessions=(had,))
    _, after = hours(row, of)
    edge = had.ended_at + after * HOUR
    outside = can_i(of, KNOWN, thing(row), moment(edge))
    assert (outside.answer in FREE, outside.shifts) == (True, ())
    if after:
        inside = can_i(of, KNOWN, thing(row), moment(edge - MINUTE))
        assert (inside.answer, inside.until) == ("not_until", edge)
        assert [(w.rule, w.strength) for w in inside.whys] == [(row.id, "advise")]


@pytest.mark.parametrize("row", [r for r in KNOWN.ingredients.values() if r.medicine], ids=lambda row: row.id)
@by_kit
def test_a_medicine_never_waits(row: Ingredient, modality: str | None) -> None:
    had = session(STARTS_ON)
    for of, now in ((life(modality), BEGINS - MINUTE), (life(modality, sessions=(had,)), had.ended_at)):
        found = can_i(of, KNOWN, thing(row), moment(now))
        assert (found.answer, found.until, found.own, found.whys) == ("with_care", None, None, ())
        assert [c.text for c in found.care] == ["{product} stays as it is. Mesoday never moves a medicine."]
    before, _ = hours(row, life(modality))
    shifts = can_i(life(modality), KNOWN, thing(row), moment(BEGINS - MINUTE)).shifts
    assert [s.earliest for s in shifts] == ([BEGINS - MINUTE + before * HOUR] if before else [])


@by_id
def test_a_gentle_session_by_hand_asks_for_no_hours(row: Any) -> None:
    of = life(None)
    of = replace(of, products={"ampoule": replace(of.products["ampoule"], actives=["I10"])})
    assert can_i(of, KNOWN, thing(row), moment(BEGINS - MINUTE)).answer in FREE


@by_id
def test_without_a_course_nothing_rests(row: Any) -> None:
    assert can_i(life(courses={}), KNOWN, thing(row), moment(BEGINS - MINUTE)).answer in FREE


def test_a_course_of_the_scalp_does_not_speak_for_the_face() -> None:
    of = life()
    of = replace(of, courses={"course": replace(of.courses["course"], area="scalp")})
    now = moment(BEGINS - MINUTE)
    assert can_i(of, KNOWN, Product(id="x", name="Retinol", areas=["face"], actives=["I01"]), now).answer == "yes"
    dye = KNOWN.activities["A08"]
    assert can_i(of, KNOWN, dye, now).answer == "not_until"
    assert can_i(life(), KNOWN, dye, now).answer == "yes"
    shaving = KNOWN.activities["A05"]
    assert [can_i(of, KNOWN, shaving, now, area=area).answer for area in ("face", "scalp")] == ["yes", "not_until"]


def of_product(of: Diary, now: Moment = CALM, **fields: Any) -> CanI:
    return can_i(of, KNOWN, product(**fields), now)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"expires_on": STARTS_ON - DAY}, "EXPIRED"),
        ({"retired": Retired(on=STARTS_ON)}, "EXPIRED"),
        ({"patch_test": PatchTest(state="failed")}, "PATCH"),
        ({"use": "professional_only"}, "R3"),
        ({"external_only": False}, "R3"),
    ],
)
def test_what_may_not_be_used_at_all_is_a_no_without_a_way_round(fields: dict[str, Any], rule: str) -> None:
    found = of_product(life(), **fields)
    assert (found.answer, found.own, found.until) == ("no", None, None)
    assert [(w.rule, w.strength) for w in found.whys] == [(rule, "refuse")]


def test_a_running_patch_test_is_waited_for() -> None:
    test = PatchTest(state="running", started_on=STARTS_ON - 20 * DAY)
    found = of_product(life(), patch_test=test)
    assert (found.answer, found.whys[0].rule) == ("not_until", "PATCH")
    assert found.until == wall_in_care_day(STARTS_ON + 7 * DAY, "04:00", BERLIN, "04:00"), "nothing was put on yet"
    reading = {"at": (CALM.at - 2 * DAY).isoformat(), "kind": "applied", "skin": "none", "zone": BERLIN}
    begun = of_product(life(), patch_test=replace(test, readings=[reading]))
    assert begun.until == wall_in_care_day(STARTS_ON + 5 * DAY, "04:00", BERLIN, "04:00")


def test_an_allergy_that_names_it_closes_it_and_no_other() -> None:
    given = answers(KNOWN, STARTS_ON, K34="yes")
    named = {**given, "K34": replace(given["K34"], about=["I01"])}
    found = of_product(life(answers=named))
    assert (found.answer, found.whys[0].rule, found.own) == ("no", "K34", None)
    assert of_product(life(answers=named), actives=["I10"]).answer == "yes"


def test_pregnancy_closes_retinol_asks_about_a_medicine_and_leaves_the_gentle_open() -> None:
    of = life(answers=answers(KNOWN, STARTS_ON, K09="yes"))
    retinol = of_product(of)
    assert (retinol.answer, retinol.whys[0].strength, retinol.own) == ("no", "refuse", None)
    assert retinol.whys[0].rule in KNOWN.pregnancy
    tretinoin = of_product(of, actives=["I02"])
    assert (tretinoin.answer, tretinoin.own) == ("ask", None)
    assert of_product(of, actives=["I10"]).answer == "yes"


def test_a_home_peel_is_closed_while_a_course_is_under_way() -> None:
    found = of_product(life(), actives=["I05"])
    assert (found.answer, found.until, found.whys[0].rule) == ("no", None, "I05")
    assert found.own
    assert of_product(life(courses={}), actives=["I05"]).answer == "yes"


def test_what_is_new_begins_with_a_patch_test() -> None:
    found = of_product(life(), id="", actives=["I10"])
    assert (found.answer, found.own) == ("with_care", None)
    assert found.care[0].count == KNOWN.figure("patch_days")
    inside = can_i(life(), KNOWN, product(id=""), moment(BEGINS - MINUTE))
    assert (inside.answer, inside.own) == ("not_until", None)


def test_the_label_goes_first_in_both_directions() -> None:
    label = product(session_hours=LabelHours(before=5, after=2))
    assert can_i(life(), KNOWN, label, moment(BEGINS - 5 * HOUR)).answer == "yes"
    inside = can_i(life(), KNOWN, label, moment(BEGINS - 5 * HOUR + MINUTE))
    assert (inside.answer, inside.until) == ("not_until", BEGINS + 2 * HOUR)
    assert can_i(life(), KNOWN, product(session_hours=LabelHours(before=0, after=0)), moment(BEGINS)).answer == "yes"


@pytest.mark.parametrize(("days", "told"), [(183, 0), (184, 1)])
def test_what_lay_unused_for_half_a_year_is_better_tried_on_a_small_place(days: int, told: int) -> None:
    test = PatchTest(state="passed", started_on=CALM.care_day("04:00") - days * DAY)
    found = of_product(life(), actives=["I10"], patch_test=test)
    assert (found.answer, len(found.care)) == ("with_care" if told else "yes", told)


def test_sun_after_an_acid_is_told() -> None:
    care = of_product(life(), actives=["I03"]).care
    assert [c.count for c in care] == [KNOWN.ingredients["I03"].sun_days]


def test_a_step_of_tonight_is_judged_at_its_slot_and_answers_as_the_plan_does() -> None:
    of = with_step(life(), product())
    noon = moment(wall_in_care_day(FIRST_DAY - 2 * DAY, "12:00", BERLIN, "04:00"))
    found = can_i(of, KNOWN, product(), noon)
    slot = wall_in_care_day(FIRST_DAY - 2 * DAY, "21:30", BERLIN, "04:00")
    assert (found.answer, found.at) == ("not_until", slot)  # 46.5 hours before a session that wants 48
    assert found.until == wall_in_care_day(FIRST_DAY + 2 * DAY, "21:30", BERLIN, "04:00")
    assert found.own
    assert (found.own.what, found.own.about, found.own.rules) == ("keep_step", "pm/s", ("I01",))
    at_once = can_i(life(), KNOWN, product(), noon)
    assert (at_once.answer, at_once.at) == ("yes", noon.at)


def test_a_kept_step_is_open_and_the_session_makes_room() -> None:
    of = with_step(life(), product())
    day = FIRST_DAY - DAY
    noon = moment(wall_in_care_day(day, "12:00", BERLIN, "04:00"))
    choice = Choice(id="c", at=noon.at, zone=BERLIN, day=day, what="keep_step", about="pm/s", rule="I01")
    kept = replace(of, choices=(choice,))
    found = can_i(kept, KNOWN, product(), noon)
    assert (found.answer, len(found.care), found.own) == ("with_care", 1, None)


def test_an_own_decision_about_an_activity_or_what_no_routine_has_holds_for_the_day() -> None:
    now = moment(BEGINS - HOUR)
    asked: tuple[Product | Activity, ...] = (product(), KNOWN.activities["A05"])
    for one in asked:
        found = can_i(life(), KNOWN, one, now)
        assert found.own
        decided = Choice(
            id="c", at=now.at, day=FIRST_DAY, what=found.own.what, about=found.own.about, rule=found.own.rules[0]
        )
        assert can_i(life(choices=(decided,)), KNOWN, one, now).answer == "with_care"
        earlier = replace(decided, day=FIRST_DAY - DAY)
        assert can_i(life(choices=(earlier,)), KNOWN, one, now).answer == "not_until"


def test_a_ticked_step_asks_about_another_time() -> None:
    of = with_step(life(), product())
    done = StepDone(
        id=step_done_id(STARTS_ON, "pm", "s"), at=CALM.at, zone=BERLIN, day=STARTS_ON, routine="pm", step="s"
    )
    assert can_i(replace(of, steps_done=(done,)), KNOWN, product(), CALM).at == CALM.at


def test_what_does_not_go_in_one_layer_is_told() -> None:
    copper = product(id="copper", name="Copper", actives=["I12"])
    of = with_step(life(), product(actives=["I07"]))
    of = replace(of, products={**of.products, "copper": copper})
    routine = of.routines["pm"]
    both = replace(
        of, routines={"pm": replace(routine, steps=[*routine.steps, RoutineStep(id="t", title="C", product="copper")])}
    )
    assert [c.text for c in can_i(both, KNOWN, copper, CALM).care] == [KNOWN.ingredients["I12"].apart_reason]
    assert can_i(of, KNOWN, copper, CALM).care == ()


def test_without_room_between_daily_sessions_it_is_a_no_that_says_so() -> None:
    daily = life()
    course = replace(daily.courses["course"], phases=[Phase(every_days=1)], starts_on=STARTS_ON)
    wand = replace(daily.devices["wand"], min_gap_hours=12)
    found = of_product(replace(daily, courses={"course": course}, devices={"wand": wand}))
    assert (found.answer, found.until, len(found.opens)) == ("no", None, 1)
    assert found.own


@pytest.mark.parametrize(
    ("actives", "answer"),
    [(["I01"], "no"), (["I10"], "yes"), (["I17"], "yes"), (["I02"], "with_care"), (["I13"], "no")],
)
def test_what_can_sting_rests_while_the_skin_settles(actives: list[str], answer: str) -> None:
    reaction = Reaction(id="r", at=CALM.at, day=STARTS_ON, product="ampoule", signs=["G11"])
    assert of_product(life(reactions=(reaction,)), actives=actives).answer == answer
    settled = replace(reaction, resolved_at=CALM.at - DAY)
    assert of_product(life(reactions=(settled,)), actives=actives).answer in FREE


def test_nobody_knows_when_skin_has_settled() -> None:
    now = moment(BEGINS - HOUR)
    reaction = Reaction(id="r", at=now.at, day=FIRST_DAY, product="other", signs=["G11"])
    of = life(reactions=(reaction,), courses={})
    found = can_i(of, KNOWN, product(), now)
    assert (found.answer, found.until, [w.rule for w in found.whys]) == ("no", None, ["REACTION"])
    assert [how.text for how in found.opens] == ["Note in the diary when your skin is calm again."]
    assert found.own
    assert found.own.rules == ("REACTION",)


def test_a_product_that_a_reaction_blames_is_closed() -> None:
    reaction = Reaction(id="r", at=CALM.at, day=STARTS_ON, product="x", signs=["G10"])
    found = of_product(life(reactions=(reaction,)), actives=["I10"])
    assert (found.answer, found.whys[0].rule, found.own) == ("no", "REACTION", None)
    assert of_product(life(reactions=(replace(reaction, product="other"),)), actives=["I10"]).answer == "yes"


@pytest.mark.parametrize(("row", "answer"), [("A06", "no"), ("A04", "yes"), ("A11", "yes")])
def test_waxing_waits_while_the_skin_settles_and_sport_does_not(row: str, answer: str) -> None:
    reaction = Reaction(id="r", at=CALM.at, day=STARTS_ON, product="ampoule", signs=["G11"])
    assert can_i(life(reactions=(reaction,)), KNOWN, KNOWN.activities[row], CALM).answer == answer
