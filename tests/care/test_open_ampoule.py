"""An ampoule that is opened for a session: its clock begins, and one less is sealed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from care.records import Product
from care.verbs.decide import decide
from care.verbs.session import OpenAmpoule
from tests.care.course_makers import STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
NOW = at(STARTS_ON, "18:00")
BOX = replace(diary(KNOWN).products["ampoule"], single_use=True, count=3)


def opened(product: Product) -> Product:
    changes = decide(OpenAmpoule("course"), diary(KNOWN, products={"ampoule": product}), KNOWN, NOW)
    return next((put.after for put in changes.puts), product)  # type: ignore[return-value]


def test_it_is_taken_from_the_box_and_its_clock_begins() -> None:
    found = opened(BOX)
    assert (found.count, found.opened_at) == (2, NOW.at)


@pytest.mark.parametrize(
    "product",
    [
        replace(BOX, opened_at=at(STARTS_ON, "09:00").at),  # that one is used up first
        replace(BOX, count=None),
        replace(BOX, count=0),
        replace(BOX, single_use=False),
    ],
)
def test_nothing_is_noted_where_none_is_taken_from_a_box(product: Product) -> None:
    assert opened(product) == product


def test_one_that_stood_open_too_long_gives_way_to_a_new_one() -> None:
    stale = replace(BOX, opened_at=at(STARTS_ON, "18:00").at.replace(year=2025))
    assert (opened(stale).count, opened(stale).opened_at) == (2, NOW.at)
