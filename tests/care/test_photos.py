"""Pictures in the core: what is kept, what belongs together, and what their light allows to be said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.changes import Refused
from care.photo_light import differences, held_in_both, remarks
from care.photos import days_between, for_check_in, last_of, of_view, views_for
from care.records import CheckIn, Photo, PhotoLight
from care.verbs import decide
from care.verbs.check_in import SaveCheckIn
from care.verbs.photo import KeepPhoto, SetView
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
NOW = at(STARTS_ON, "21:00")
LIGHT = PhotoLight(level=50, highlights=80, glare=1, warmth=10, slant=2, sharpness=10)


def photo(id: str = "p", view: str = "front", days: int = 0, **more: object) -> Photo:
    moment = NOW.at - timedelta(days=days)
    given = {"sha256": "ab" * 32, "width": 3, "height": 4, "day": STARTS_ON - timedelta(days=days), **more}
    return Photo(id=id, at=moment, zone=BERLIN, view=view, **given)  # type: ignore[arg-type]


def keeping(**more: object) -> KeepPhoto:
    return KeepPhoto(**{"sha256": "ab" * 32, "view": "front", "width": 3, "height": 4, **more})  # type: ignore[arg-type]


def test_a_picture_is_kept_with_its_day_its_light_and_only_checks_that_there_are() -> None:
    command = keeping(light=LIGHT, same=("no_flash", "nonsense", "same_place"))
    (change,) = decide(command, diary(KNOWN), KNOWN, NOW).puts
    kept = change.after
    assert isinstance(kept, Photo)
    assert (kept.day, kept.view, kept.light) == (STARTS_ON, "front", LIGHT)
    assert kept.same == ["same_place", "no_flash"]


def test_one_after_midnight_counts_for_the_evening_before() -> None:
    night = at(STARTS_ON + timedelta(days=1), "00:30")
    (change,) = decide(keeping(at=night.at), diary(KNOWN), KNOWN, at(STARTS_ON + timedelta(days=2), "09:00")).puts
    assert change.after.day == STARTS_ON  # type: ignore[attr-defined]


@pytest.mark.parametrize("bad", [{"view": "nowhere"}, {"at": NOW.at + timedelta(hours=1)}])
def test_an_unknown_view_and_a_date_to_come_are_refused(bad: dict) -> None:
    with pytest.raises(Refused):
        decide(keeping(**bad), diary(KNOWN), KNOWN, NOW)


def test_a_kept_picture_may_show_something_else() -> None:
    (change,) = decide(SetView(photo(), "left"), diary(KNOWN), KNOWN, NOW).puts
    assert change.after.view == "left"  # type: ignore[attr-defined]
    assert not decide(SetView(photo(), "front"), diary(KNOWN), KNOWN, NOW)
    with pytest.raises(Refused):
        decide(SetView(photo(), "nowhere"), diary(KNOWN), KNOWN, NOW)


def test_views_keep_apart_and_in_order() -> None:
    kept = [photo("b", days=1), photo("a", days=30), photo("c", "left"), photo("d")]
    assert [p.id for p in of_view(kept, "front")] == ["a", "b", "d"]
    last = last_of(kept, "front")
    assert last is not None
    assert last.id == "d"
    before = last_of(kept, "front", NOW.at)
    assert before is not None
    assert before.id == "b"
    assert last_of(kept, "crown") is None
    assert days_between(kept[1], kept[3]) == days_between(kept[3], kept[1]) == 30


def test_only_the_views_of_ones_areas_are_offered() -> None:
    assert {v.area for v in views_for(["scalp"], KNOWN)} == {"scalp"}
    assert len(views_for([], KNOWN)) == len(KNOWN.photo_views) == 6


def test_a_check_in_takes_along_the_pictures_of_its_day_and_area_once() -> None:
    kept = (photo("old", days=1), photo("a"), photo("b", "left"), photo("scalp", "crown"))
    life = replace(diary(KNOWN), photos=kept)
    assert [p.id for p in for_check_in(life, KNOWN, "face", STARTS_ON)] == ["a", "b"]
    command = SaveCheckIn(area="glow", scores={}, photos=("a", "b"))
    (change,) = decide(command, life, KNOWN, NOW).puts
    check_in = change.after
    assert isinstance(check_in, CheckIn)
    assert check_in.photos == ["a", "b"]
    later = replace(life, check_ins=(check_in,))
    assert for_check_in(later, KNOWN, "face", STARTS_ON) == ()
    assert [p.id for p in for_check_in(later, KNOWN, "scalp", STARTS_ON)] == ["scalp"]


def said(light: PhotoLight, last: PhotoLight | None = LIGHT) -> list[str]:
    return [remark.rule for remark in remarks(light, last, KNOWN)]


def test_a_picture_like_the_last_one_needs_no_remark() -> None:
    assert said(LIGHT) == said(LIGHT, None) == []


def test_the_first_of_a_view_is_told_only_what_it_is_by_itself() -> None:
    poor = replace(LIGHT, level=5, highlights=20, sharpness=1, warmth=90)
    assert said(poor, None) == ["photo_dark_highlights", "photo_sharp_least"]
    assert said(replace(LIGHT, glare=40), None) == ["photo_glare_percent"]


def test_dark_skin_in_good_light_is_no_dark_picture() -> None:
    assert said(replace(LIGHT, level=22), None) == []


@pytest.mark.parametrize(
    ("field", "by", "rule", "words"),
    [
        ("level", -9, "photo_level_difference", "darker"),
        ("level", 9, "photo_level_difference", "brighter"),
        ("warmth", 20, "photo_warmth_difference", "warmer"),
        ("warmth", -20, "photo_warmth_difference", "cooler"),
        ("slant", 12, "photo_slant_difference", "side"),
        ("slant", -12, "photo_slant_difference", "side"),
        ("sharpness", -6, "photo_sharp_share", "less sharp"),
    ],
)
def test_what_differs_from_the_last_one_is_said(field: str, by: float, rule: str, words: str) -> None:
    other = replace(LIGHT, **{field: getattr(LIGHT, field) + by})
    (remark,) = remarks(other, LIGHT, KNOWN)
    assert remark.rule == rule
    assert words in remark.text.text
    (between,) = differences(photo(light=LIGHT), photo(light=other), KNOWN)
    assert between.rule == rule
    assert "last" not in between.text.text
    small = replace(LIGHT, **{field: getattr(LIGHT, field) + by / 4})
    assert said(small) == []


def test_what_was_never_measured_is_not_compared() -> None:
    assert differences(photo(), photo(light=LIGHT), KNOWN) == ()


def test_only_what_held_for_both_counts_as_taken_the_same_way() -> None:
    first, second = photo(same=["no_flash", "same_place"]), photo(same=["hair_back", "no_flash", "same_place"])
    assert held_in_both(first, second, KNOWN) == ("same_place", "no_flash")
    assert held_in_both(first, photo(), KNOWN) == ()
