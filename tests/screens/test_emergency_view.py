"""The number to call, by where the device's clock is; and the name of that place in the person's language."""

from __future__ import annotations

import pytest

from screens.emergency_view import emergency_view, number_view, regions
from screens.region import region_name, region_of
from screens.wording import Wording
from tests.care.course_makers import knowledge

KNOWN = knowledge()
WORDS = Wording("en")


@pytest.mark.parametrize(
    ("zone", "language", "region"),
    [
        ("Europe/Berlin", "en", "DE"),
        ("Europe/Berlin", "en_US", "DE"),  # the clock is where the person is
        ("Asia/Calcutta", "en", "IN"),
        ("Asia/Kolkata", "en", "IN"),
        ("US/Eastern", "en", "US"),
        ("Europe/Kiev", "uk", "UA"),
        ("America/Argentina/Buenos_Aires", "es", "AR"),
        ("UTC", "de-AT", "AT"),
        ("UTC", "zh_Hant_TW", "TW"),
        ("UTC", "en", ""),
        ("Nowhere/Land", "ar", ""),
    ],
)
def test_the_region_is_that_of_the_clock_else_that_of_the_language(zone: str, language: str, region: str) -> None:
    assert region_of(zone, language) == region


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Germany"), ("de", "Deutschland"), ("ar", "ألمانيا"), ("xx", "Germany")]
)
def test_a_region_is_named_in_the_persons_language(language: str, name: str) -> None:
    assert region_name(Wording(language), "DE") == name


def test_the_number_says_for_which_country_it_is() -> None:
    view = number_view(WORDS, KNOWN, "Australia/Sydney")
    assert (view.number, view.where, view.note) == ("000", "The emergency number in Australia", "")
    there = number_view(WORDS, KNOWN, "Australia/Sydney", "CH")
    assert (there.number, there.where) == ("144", "The emergency number in Switzerland")


def test_where_nobody_knows_a_number_is_called_one_to_try() -> None:
    view = number_view(WORDS, KNOWN, "UTC")
    assert (view.number, view.where, view.region) == ("112", "An emergency number to try", "")
    assert "If you know the number of where you are, call that one." in view.note


def test_the_page_names_every_emergency_and_what_needs_a_doctor_today() -> None:
    view = emergency_view(WORDS, KNOWN, "Europe/Berlin")
    grave = [row.words for row in KNOWN.signs.values() if row.severity == "emergency"]
    assert [sign.words for sign in view.signs] == grave
    assert {sign.words for sign in view.today} == {r.words for r in KNOWN.signs.values() if r.severity == "urgent"}


def test_another_country_can_be_chosen_by_its_name() -> None:
    found = dict(regions(WORDS, KNOWN))
    assert found["KR"] == "South Korea"
    assert list(found.values()) == sorted(found.values(), key=str.casefold)
    assert set(found) == {r for row in KNOWN.emergency_numbers.values() for r in row.regions}
