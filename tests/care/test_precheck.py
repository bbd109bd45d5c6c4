"""The list before a session: it concerns the course's area and kit, and a tick closes by its rule."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.plan import plan_day
from care.precheck import answers_of, pre_checks
from care.records import Answer, Cleared, Device, DeviceMode, Product
from care.verbs import decide
from tests.care.course_makers import STARTS_ON as TODAY
from tests.care.course_makers import at, diary, knowledge

KNOWN = knowledge()
NOW = at(TODAY, "21:00")


def with_kit(*modalities: str, area: str = "face", **changed: Any) -> Diary:
    given = diary(KNOWN, **changed)
    device = "wand" if modalities else None
    course = replace(given.courses["course"], area=area, device=device)
    wand = Device(id="wand", name="Wand", modes=[DeviceMode(modality=m) for m in modalities])  # type: ignore[arg-type]
    return replace(given, courses={"course": course}, devices={"wand": wand})


def ticks(given: Diary) -> dict[str, tuple[tuple[str, str], ...]]:
    return {c.rule: c.closes for c in pre_checks(given, KNOWN, given.courses["course"], TODAY)}


def after(given: Diary, *ticked: str) -> Diary:
    course = given.courses["course"]
    checks = list(pre_checks(given, KNOWN, course, TODAY))
    changes = decide(answers_of(given, KNOWN, course, checks, ticked), given, KNOWN, NOW)
    return replace(given, answers={**given.answers, **{c.after.id: c.after for c in changes.puts}})  # type: ignore[dict-item]


def rules(given: Diary) -> list[str]:
    return [w.rule for w in plan_day(given, KNOWN, TODAY, NOW).sessions[0].why]


SIX = {"K09", "K12", "K14", "K16", "K21", "K32"}


@pytest.mark.parametrize("modality", ["galvanic", "electroporation", "ultrasound", "led", "not_sure"])
def test_a_device_asks_all_six(modality: str) -> None:
    assert set(ticks(with_kit(modality))) == SIX


def test_by_hand_pregnancy_is_asked_only_where_a_product_would_rest() -> None:
    assert set(ticks(with_kit())) == set(ticks(with_kit("vibration"))) == SIX - {"K09"}
    retinol = Product(id="r", name="Retinol", actives=["I01"])
    given = with_kit()
    assert set(ticks(replace(given, products={**given.products, "r": retinol}))) == SIX


def test_what_does_not_apply_is_not_asked() -> None:
    given = with_kit("galvanic")
    none = Answer(id="K09", rule="K09", answer="not_applicable", answered_on=TODAY)
    assert "K09" not in ticks(replace(given, answers={**given.answers, "K09": none}))


def test_under_light_a_new_medicine_may_be_one_that_reacts_to_it() -> None:
    light_alone = with_kit("led")
    light_alone = replace(light_alone, courses={"course": replace(light_alone.courses["course"], product=None)})
    assert ticks(light_alone)["K21"] == (("K07", "unsure"), ("K20", "unsure"), ("K40", "unsure"))
    assert ticks(with_kit("led"))["K21"] == (("K21", "yes"),)


@pytest.mark.parametrize("modality", ["", "galvanic", "led"])
@pytest.mark.parametrize("area", ["face", "scalp"])
def test_every_tick_closes_the_session_by_its_rule(modality: str, area: str) -> None:
    given = with_kit(*([modality] if modality else []), area=area)
    assert not rules(given)
    for rule, closes in ticks(given).items():
        assert set(rules(after(given, rule))) == {closed for closed, _ in closes}, rule


def test_a_new_medicine_closes_though_an_old_one_was_cleared() -> None:
    given = with_kit("galvanic")
    cleared = Answer(id="K21", rule="K21", answer="yes", answered_on=TODAY, cleared=Cleared(on=TODAY))
    given = replace(given, answers={**given.answers, "K21": cleared})
    assert not rules(given)
    assert rules(after(given, "K21")) == ["K21"]


def test_a_sore_spot_closes_where_it_is_and_where_it_was() -> None:
    given = after(with_kit(), "K14")
    assert given.answers["K14"].areas == ["face"]
    scalp = replace(given, courses={"course": replace(given.courses["course"], area="scalp")})
    assert not rules(scalp)
    both = after(scalp, "K14")
    assert both.answers["K14"].areas == ["face", "scalp"]
    fever = after(with_kit(), "K12")
    assert fever.answers["K12"].areas == []
