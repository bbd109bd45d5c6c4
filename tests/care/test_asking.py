"""What is asked again, and what the shelf tells otherwise than the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.asking import look_again_by, shelf_against_answers, unsure_again
from care.diary import Diary
from care.messages import Message
from care.plan import plan_day
from care.records import Product, Profile, Retired
from tests.care.course_makers import STARTS_ON as TODAY
from tests.care.course_makers import answers, at, diary, knowledge

KNOWN = knowledge()
DAY = timedelta(days=1)


def with_product(active: str, *, areas: Any = ("face",), reply: str = "no", **more: Any) -> Diary:
    product = Product(id="p", name="Night cream", actives=[active], areas=list(areas), **more)
    return diary(KNOWN, products={"p": product}, answers=answers(KNOWN, TODAY, K21=reply))


def test_what_was_not_sure_is_asked_again_after_its_days_with_how_to_find_out() -> None:
    given = diary(KNOWN, answers=answers(KNOWN, TODAY, K22="unsure", K24="yes"))
    again = timedelta(days=KNOWN.figure("unsure_days"))
    assert not list(unsure_again(given, KNOWN, TODAY + again - DAY))
    [asked] = unsure_again(given, KNOWN, TODAY + again)
    assert asked.rule == "K22"
    assert dict(asked.text.values)["how"] == Message(KNOWN.screening["K22"].find_out)


def test_answers_are_looked_at_again_by_the_end_of_the_grace() -> None:
    given = diary(KNOWN, answers=answers(KNOWN, TODAY))
    days, grace = KNOWN.figure("answers_days"), KNOWN.figure("answers_grace_days")
    due = TODAY + timedelta(days=days + 1)
    assert look_again_by(given, KNOWN, due - DAY, due - DAY) is None
    assert look_again_by(given, KNOWN, due, due) == TODAY + timedelta(days=days + grace)
    assert look_again_by(replace(given, courses={}), KNOWN, due, due) is None, "nothing rests on them"


@pytest.mark.parametrize("active", ["I02", "I19", "I23", "I41"])
def test_a_prescribed_product_speaks_against_a_no(active: str) -> None:
    [told] = shelf_against_answers(with_product(active), KNOWN, TODAY)
    assert (told.rule, told.strength) == ("K21", "ask")
    assert not list(shelf_against_answers(with_product("I10"), KNOWN, TODAY))
    for reply in ("yes", "unsure"):
        assert not list(shelf_against_answers(with_product(active, reply=reply), KNOWN, TODAY))
    put_away = with_product(active, retired=Retired(on=TODAY))
    assert not list(shelf_against_answers(put_away, KNOWN, TODAY))


def test_it_is_told_of_areas_that_the_person_cares_for_and_has_not_told_of() -> None:
    scalp = with_product("I02", areas=["scalp"])
    only_face = replace(scalp, profile=Profile(id="profile", areas=["face"]))
    assert list(shelf_against_answers(scalp, KNOWN, TODAY))
    assert not list(shelf_against_answers(only_face, KNOWN, TODAY))
    told = with_product("I02", areas=["scalp"], reply="yes")
    on_face = replace(told, answers={**told.answers, "K21": replace(told.answers["K21"], areas=["face"])})
    assert list(shelf_against_answers(on_face, KNOWN, TODAY)), "the yes is about the face"


def test_it_is_a_notice_and_closes_nothing() -> None:
    given = with_product("I02")
    ampoule = diary(KNOWN).products["ampoule"]
    plan = plan_day(replace(given, products={**given.products, "ampoule": ampoule}), KNOWN, TODAY, at(TODAY, "21:00"))
    assert [n.rule for n in plan.notices] == ["K21"]
    assert plan.sessions[0].state == "due"
