"""Measured pictures beside the person's own baseline: said only when it is more than noise."""

from __future__ import annotations

import random

import pytest

from care.changes import Refused
from care.photo_colour import standings
from care.records import Photo, PhotoColour
from care.verbs import decide
from care.verbs.photo import SetColour
from tests.care.course_makers import diary
from tests.care.test_photos import KNOWN, NOW, photo


def colour(redness: float, evenness: float = 2.0, noise: float = 2.5, card: str = "grey_18") -> PhotoColour:
    return PhotoColour(card=card, redness=redness, redness_noise=noise, evenness=evenness, evenness_noise=0.5)


def measured(*values: float) -> list[Photo]:
    return [photo(f"p{n}", days=len(values) - n, colour=colour(value)) for n, value in enumerate(values)]


def test_a_picture_that_was_not_measured_says_nothing() -> None:
    assert standings([photo()], photo(), KNOWN) == ()


def test_the_first_three_make_the_baseline() -> None:
    kept = measured(12, 12.5, 11.5)
    first, second = standings(kept[:1], kept[0], KNOWN)
    assert (first.measure, first.value, first.noise, first.baseline, first.clear) == ("redness", 12, 2.5, None, False)
    assert (first.said.count, second.measure) == (2, "evenness")
    assert standings(kept[:2], kept[1], KNOWN)[0].said.text.startswith("One more")
    third = standings(kept, kept[2], KNOWN)[0]
    assert third.baseline == 12
    assert third.said.text == "It is part of your baseline."


@pytest.mark.parametrize(("value", "clear"), [(12.8, False), (14.5, False), (9.5, False), (16.0, True), (8.0, True)])
def test_only_more_than_the_noise_is_called_a_difference(value: float, clear: bool) -> None:
    kept = measured(12, 12.2, 11.8, value)
    standing = standings(kept, kept[3], KNOWN)[0]
    assert standing.clear == clear
    assert ("usual ups and downs" in standing.said.text) != clear
    assert standings(kept, kept[3], KNOWN)[1].clear is False


def test_ones_own_ups_and_downs_widen_what_counts() -> None:
    kept = measured(8, 12, 16, 19)
    assert not standings(kept, kept[3], KNOWN)[0].clear


def test_other_views_and_other_cards_do_not_count() -> None:
    kept = measured(12, 12, 20)
    kept[0] = photo("p0", "left", days=9, colour=colour(12))
    assert standings(kept, kept[2], KNOWN)[0].baseline is None
    kept[0] = photo("p0", days=9, colour=colour(12, card="neutral_5"))
    assert standings(kept, kept[2], KNOWN)[0].baseline is None


def test_noise_alone_is_seldom_called_a_difference() -> None:
    """A thousand people whose skin does not change: within 5 %, whatever their ups and downs."""
    by = random.Random(5)
    false = 0
    for _ in range(1000):
        spread = by.choice([0.3, 1.0, 2.0, 4.0])
        kept = measured(*(by.gauss(12, spread) for _ in range(4)))
        false += standings(kept, kept[3], KNOWN)[0].clear
    assert false <= 50


def test_what_was_measured_is_kept_and_taken_away() -> None:
    (change,) = decide(SetColour(photo(), colour(12)), diary(KNOWN), KNOWN, NOW).puts
    kept = change.after
    assert isinstance(kept, Photo)
    assert kept.colour == colour(12)
    (change,) = decide(SetColour(kept, None), diary(KNOWN), KNOWN, NOW).puts
    assert change.after.colour is None  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        decide(SetColour(photo(), colour(12, card="a napkin")), diary(KNOWN), KNOWN, NOW)


def test_nothing_of_it_is_lightness() -> None:
    assert not [field for field in PhotoColour.__struct_fields__ if "light" in field or field in ("l", "ita")]
