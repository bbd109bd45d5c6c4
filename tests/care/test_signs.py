"""Which signs are asked for: where care was, with what, and how long ago it was; and which number is called."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.emergency import emergency_number
from care.knowledge_rows import Sign
from care.records import Course, Device, DeviceMode, Product
from care.signs import Asked, asked_after, columns_of, fitting
from tests.care.course_makers import STARTS_ON, diary, knowledge, session

KNOWN = knowledge()
HAD = session(STARTS_ON)
COLUMNS = ("serum", "galvanic", "electroporation", "ultrasound", "led")


@pytest.mark.parametrize("sign", KNOWN.signs.values(), ids=lambda row: row.id)
@pytest.mark.parametrize("area", ["face", "scalp"])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_sign_is_asked_for_just_where_its_row_says(sign: Sign, area: str, column: str) -> None:
    for hours in (0.0, 23.9, 24.0, 100.0):
        asked = Asked(frozenset({area}), frozenset({column}), hours)  # type: ignore[arg-type]
        fits = area in sign.areas and (not sign.columns or column in sign.columns)
        in_time = sign.from_hours <= hours and (sign.until_hours is None or hours < sign.until_hours)
        assert (sign in fitting(KNOWN, asked)) is (fits and in_time)


def test_an_emergency_of_any_area_can_always_be_told() -> None:
    anywhere = {"G01", "G03", "G04", "G07x", "G16x"}
    for area in ("face", "scalp"):
        for hours in (0.0, 200.0, None):
            asked = Asked(frozenset({area}), frozenset({"serum"}), hours)  # type: ignore[arg-type]
            assert anywhere <= {sign.id for sign in fitting(KNOWN, asked)}


def test_a_face_session_by_hand_asks_neither_for_hair_nor_for_light() -> None:
    by_hand = replace(diary(KNOWN).courses["course"], device=None)
    given = diary(KNOWN, courses={"course": by_hand}, sessions=(HAD,))
    asked = asked_after(given, KNOWN, HAD, HAD.ended_at + timedelta(hours=1))
    found = {sign.id for sign in fitting(KNOWN, asked)}
    assert not found & {"E6r", "G06", "G17", "G19", "G20", "G22", "E1r", "E2r"}
    assert {"E4r", "E5r", "G10", "G11m"} <= found


def test_with_a_current_its_own_signs_are_asked_for_and_not_those_of_light() -> None:
    given = diary(KNOWN, sessions=(HAD,))
    found = {sign.id for sign in fitting(KNOWN, asked_after(given, KNOWN, HAD, HAD.ended_at))}
    assert {"E1r", "E2r", "G20"} <= found
    assert "G06" not in found


@pytest.mark.parametrize(("hours", "usual", "watched"), [(23.9, True, False), (24, False, True)])
def test_what_is_still_there_a_day_later_is_watched(hours: float, usual: bool, watched: bool) -> None:
    given = diary(KNOWN, sessions=(HAD,))
    asked = asked_after(given, KNOWN, HAD, HAD.ended_at + timedelta(hours=hours))
    found = {sign.id for sign in fitting(KNOWN, asked)}
    assert (("E2r" in found), ("G11" in found)) == (usual, watched)


def test_where_the_area_is_not_known_nothing_is_left_out() -> None:
    course = Course(id="course", title="Glow", area="face", phases=[], starts_on=STARTS_ON)
    unknown = replace(HAD, course=None, product="both")
    given = diary(KNOWN, courses={"course": course}, products={"both": Product(id="both", name="Both")})
    asked = asked_after(given, KNOWN, unknown, unknown.ended_at)
    assert asked.areas == frozenset()
    assert {"G17", "G10"} <= {sign.id for sign in fitting(KNOWN, asked)}


def test_without_product_and_device_everything_on_the_shelf_may_be_meant() -> None:
    lamp = Device(id="lamp", name="Lamp", modes=[DeviceMode(modality="led")])
    assert columns_of(diary(KNOWN, devices={}), KNOWN, None, None) == {"serum"}
    assert columns_of(diary(KNOWN, devices={"lamp": lamp}), KNOWN, None, None) == {"serum", "led"}
    assert columns_of(diary(KNOWN, devices={"lamp": lamp}), KNOWN, "ampoule", None) == {"serum"}


@pytest.mark.parametrize(
    ("region", "number", "named"), [("DE", "112", True), ("US", "911", True), ("AU", "000", True), ("AQ", "112", False)]
)
def test_the_number_is_that_of_the_region_or_one_to_try(region: str, number: str, named: bool) -> None:
    row, known = emergency_number(KNOWN, region)
    assert (row.number, known) == (number, named)
    assert emergency_number(KNOWN, "")[1] is False
