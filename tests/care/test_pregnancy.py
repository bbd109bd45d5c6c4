"""Pregnancy, trying and breastfeeding: what rests, what is asked, and what is said of a medicine."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.plan import plan_day
from care.pregnancy import notices, product_closed, times_of_life
from care.records import Answer, Cleared, Product, Retired, Routine, RoutineStep
from tests.care.course_makers import STARTS_ON as TODAY
from tests.care.course_makers import at, diary, knowledge

KNOWN = knowledge()
TIMES = {
    "pregnant": Answer(id="K09", rule="K09", answer="yes", answered_on=TODAY),
    "trying": Answer(id="K09", rule="K09", answer="yes", answered_on=TODAY, eased=True),
    "breastfeeding": Answer(id="K10", rule="K10", answer="yes", answered_on=TODAY),
}


def living(time: str, *products: Product, **more: Any) -> Diary:
    answer = replace(TIMES[time], **more)
    given = diary(KNOWN)
    shelf = {**given.products, **{p.id: p for p in products}}
    return replace(given, answers={**given.answers, answer.rule: answer}, products=shelf)


def holding(active: str, percent: float | None = None, **more: Any) -> Product:
    strengths = {active: percent} if percent is not None else {}
    return Product(id="p", name="Night cream", actives=[active], strengths=strengths, **more)


def rule(time: str, product: Product, **more: Any) -> tuple[str, str] | None:
    why = product_closed(living(time, product, **more), KNOWN, product, TODAY)
    return (why.rule, why.strength) if why else None


@pytest.mark.parametrize(("time", "active", "percent", "said"), [
    ("pregnant", "I01", None, ("P02", "refuse")), ("trying", "I01", None, ("P03", "ask")),
    ("breastfeeding", "I01", None, ("P04", "ask")), ("pregnant", "I05", None, ("P13", "refuse")),
    ("pregnant", "I04", None, ("P08", "ask")), ("pregnant", "I04", 2, ("P08", "ask")),
    ("pregnant", "I04", 20, ("P07", "refuse")), ("pregnant", "I03", 8, None), ("pregnant", "I03", 15, ("P19", "ask")),
    ("pregnant", "I10", None, None), ("pregnant", "I07", None, None), ("trying", "I04", 20, None),
])  # fmt: skip
def test_a_cosmetic_product_rests_as_its_row_says(
    time: str, active: str, percent: float | None, said: tuple[str, str] | None
) -> None:
    assert rule(time, holding(active, percent)) == said


def test_every_row_that_speaks_against_something_speaks_on_its_case() -> None:
    for row in KNOWN.pregnancy.values():
        if row.action == "fine":
            continue
        for time in row.during:
            for active in row.actives:
                product = holding(active, (row.over_percent or 0) + 1)
                given = living(time, product)
                closed, told = product_closed(given, KNOWN, product, TODAY), list(notices(given, KNOWN, TODAY))
                assert (closed is not None) ^ bool(told), (row.id, time, active)
                [said] = [closed] if closed else told
                spoken = KNOWN.pregnancy[said.rule]
                assert active in spoken.actives
                assert row.action == spoken.action or spoken.action == "avoid"


def test_nobody_else_is_told_anything() -> None:
    given = replace(diary(KNOWN), products={"p": holding("I01"), "m": holding("I02")})
    assert times_of_life(given, KNOWN, TODAY) == {}
    assert product_closed(given, KNOWN, holding("I01"), TODAY) is None
    assert not list(notices(given, KNOWN, TODAY))
    for reply in ("no", "not_applicable"):
        other = living("pregnant", holding("I02"), answer=reply)
        assert not list(notices(other, KNOWN, TODAY))


def test_not_sure_counts_as_pregnant_also_where_trying_was_said() -> None:
    assert rule("trying", holding("I01"), answer="unsure") == ("P02", "refuse")


def test_a_medicine_is_never_closed_and_its_prescriber_is_named() -> None:
    for medicine in (holding("I02"), holding("I18"), holding("I10", medicine=True)):
        assert rule("pregnant", medicine) is None
    [told] = notices(living("pregnant", holding("I02")), KNOWN, TODAY)
    assert (told.rule, told.strength) == ("P02", "ask")
    assert not list(notices(living("pregnant", holding("I02", retired=Retired(on=TODAY))), KNOWN, TODAY))


def test_retinoid_tablets_are_told_of_while_they_are_taken() -> None:
    tablets = Answer(id="K20", rule="K20", answer="yes", answered_on=TODAY)
    for answer, said in ((tablets, ["P01"]), (replace(tablets, eased=True), []), (replace(tablets, answer="no"), [])):
        given = living("trying")
        given = replace(given, answers={**given.answers, "K20": answer})
        assert [n.rule for n in notices(given, KNOWN, TODAY)] == said


def test_what_is_asked_opens_by_a_word_and_what_is_avoided_does_not() -> None:
    word = Cleared(on=TODAY, until=TODAY + timedelta(days=5), for_=["serum"])
    assert rule("breastfeeding", holding("I01"), cleared=word) is None
    assert rule("pregnant", holding("I01"), cleared=word) == ("P02", "refuse")
    later = product_closed(living("trying", cleared=word), KNOWN, holding("I01"), TODAY + timedelta(days=6))
    assert later is not None


def test_it_is_over_on_the_day_that_was_given() -> None:
    ending = living("breastfeeding", ends_on=TODAY)
    assert product_closed(ending, KNOWN, holding("I01"), TODAY) is not None
    assert product_closed(ending, KNOWN, holding("I01"), TODAY + timedelta(days=1)) is None


def test_the_plan_closes_the_step_and_the_session_and_leaves_the_medicine() -> None:
    cream, prescribed = holding("I01"), replace(holding("I02"), id="m")
    steps = [RoutineStep(id="a", title="Retinol", product="p"), RoutineStep(id="b", title="Tretinoin", product="m")]
    given = living("pregnant", cream, prescribed)
    ampoule = replace(given.products["ampoule"], actives=["I01"])
    given = replace(
        given,
        products={**given.products, "ampoule": ampoule},
        routines={"r": Routine(id="r", title="Evening", slot="pm", steps=steps)},
        courses={"course": replace(given.courses["course"], device=None)},
    )
    plan = plan_day(given, KNOWN, TODAY, at(TODAY, "21:00"))
    retinol, tretinoin = plan.routines[0].steps
    assert (retinol.state, [w.rule for w in retinol.why]) == ("closed", ["P02"])
    assert tretinoin.state == "do"
    assert "P02" in [w.rule for w in plan.sessions[0].why]
    assert {"P02"} == {n.rule for n in plan.notices if n.rule.startswith("P")}
