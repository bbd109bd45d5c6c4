"""What the screens of pictures say, as plain values."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from care.records import Photo
from screens.photo_compare_view import compare_view
from screens.photo_take_view import day_of, moment_of, review_view, take_view
from screens.photo_view import photo_view
from screens.photos_view import PAGE, gallery_view
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON, at
from tests.care.course_makers import diary as course_diary
from tests.care.test_photos import KNOWN, LIGHT, photo

WORDS = Wording()
NOW = at(STARTS_ON, "21:00")


def shot(photos: tuple[Photo, ...] = ()) -> Any:
    return SimpleNamespace(wording=WORDS, today=STARTS_ON, now=NOW, diary=course_diary(KNOWN))


def many(count: int, view: str = "front") -> list[Photo]:
    return [photo(f"{view}{n}", view, days=count - n) for n in range(count)]


def test_an_empty_gallery_offers_the_first_view_of_ones_areas() -> None:
    view = gallery_view(WORDS, KNOWN, [], ["scalp"])
    assert view.empty
    assert view.chosen == "hairline"
    assert (view.years, view.at, view.comparable) == ((), "", False)


def test_the_view_photographed_last_stands_first_and_the_newest_picture_leads() -> None:
    view = gallery_view(WORDS, KNOWN, [photo("old", "crown", 400), *many(3), photo("now", "crown")], [])
    assert [chip.said for chip in view.chips] == ["Face, front (3)", "Crown (2)"]
    assert view.chosen == "crown"
    assert [(year.title, [tile.id for tile in year.tiles]) for year in view.years] == [
        (str(STARTS_ON.year), ["now"]),
        (str(STARTS_ON.year - 1), ["old"]),
    ]
    assert view.years[0].tiles[0].name == "Crown, 2 March 2026"


@pytest.mark.parametrize(
    ("page", "shown", "newer", "older"), [(0, PAGE, False, True), (2, 2, True, False), (9, 2, True, False)]
)
def test_a_page_holds_so_many_and_says_which(page: int, shown: int, newer: bool, older: bool) -> None:
    view = gallery_view(WORDS, KNOWN, many(2 * PAGE + 2), [], "front", page)
    assert sum(len(year.tiles) for year in view.years) == shown
    assert (view.newer, view.older) == (newer, older)
    assert view.at == ("1 to 24 of 50" if page == 0 else "49 to 50 of 50")


def test_a_view_that_nobody_knows_is_called_as_its_file_calls_it() -> None:
    view = gallery_view(WORDS, KNOWN, [photo("x", "left_ear")], [])
    assert [chip.said for chip in view.chips] == ["left_ear (1)"]
    assert photo_view(WORDS, KNOWN, [photo("x", "left_ear")], photo("x", "left_ear")).title == "left_ear"


def test_a_picture_knows_its_neighbours_and_what_its_light_says() -> None:
    kept = [photo("a", days=2, light=LIGHT), photo("b", days=1, light=LIGHT), photo("c", same=["no_flash", "gone"])]
    view = photo_view(WORDS, KNOWN, kept, kept[1])
    assert (view.before, view.after, view.remarks) == ("a", "c", ())
    assert view.taken == "1 March 2026, 21:00" or "March 2026" in view.taken
    assert photo_view(WORDS, KNOWN, kept, kept[2]).held == ("No flash",)


def test_two_are_compared_the_oldest_and_the_newest_unless_told_otherwise() -> None:
    kept = many(4)
    view = compare_view(WORDS, KNOWN, kept, "front")
    assert view is not None
    assert (view.first.id, view.second.id, view.between) == ("front0", "front3", "3 days between them")
    assert (view.first.earlier, view.first.later, view.second.earlier, view.second.later) == (False, True, True, False)
    view = compare_view(WORDS, KNOWN, kept, "front", first="front1", second="front2")
    assert view is not None
    assert (view.first.id, view.second.id, view.between) == ("front1", "front2", "One day between them")
    assert not view.first.later
    # The later one is never before the earlier one, whatever an address says.
    view = compare_view(WORDS, KNOWN, kept, "front", first="front3", second="front0")
    assert view is not None
    assert view.first.at < view.second.at
    assert compare_view(WORDS, KNOWN, kept[:1], "front") is None
    assert compare_view(WORDS, KNOWN, kept, "crown") is None


def test_the_slider_is_for_faces_and_partings_lie_above_each_other() -> None:
    face = compare_view(WORDS, KNOWN, many(2), "front", mode="slider")
    line = compare_view(WORDS, KNOWN, many(2, "part_line"), "part_line", mode="slider")
    crown = compare_view(WORDS, KNOWN, many(2, "crown"), "crown")
    assert face is not None
    assert line is not None
    assert crown is not None
    assert (face.mode, face.across) == ("slider", False)
    assert (line.mode, line.across) == ("beside", True)
    assert "slider" not in [mode for mode, _ in crown.modes]
    assert not crown.across


def test_what_makes_two_less_comparable_is_said_and_what_held_for_both() -> None:
    kept = [
        photo("a", days=9, light=LIGHT, same=["same_place", "no_flash"]),
        photo(
            "b",
            light=type(LIGHT)(**{f: getattr(LIGHT, f) for f in LIGHT.__struct_fields__} | {"level": 20}),
            same=["no_flash"],
        ),
    ]
    view = compare_view(WORDS, KNOWN, kept, "front")
    assert view is not None
    assert view.differs == ("The later one is darker.",)
    assert view.same == ("No flash",)


def taken(**more: object) -> Any:
    return SimpleNamespace(
        **{"jpeg": b"", "width": 30, "height": 40, "light": LIGHT, "taken_at": "", "moving": False, **more}
    )


def test_the_guide_the_last_one_and_only_the_checks_of_the_area_are_shown() -> None:
    kept = [photo("a", "part_line", days=40, same=["same_parting"]), photo("b")]
    view = take_view(shot(), KNOWN, kept, "scalp", "part_line", {"no_flash"})
    assert [id for id, _ in view.views] == ["hairline", "crown", "part_line"]
    assert (view.guide, view.area, view.back) == ("line", "scalp", True)
    assert view.last_said == "The last one, 21 January"
    assert view.last_held == ("Same parting",)
    assert {c.id for c in view.checks} >= {"hair_dry", "same_light"}
    assert "bare_skin" not in {c.id for c in view.checks}
    assert [c.id for c in view.checks if c.ticked] == ["no_flash"]
    first = take_view(shot(), KNOWN, [], "", "nowhere", ())
    assert (first.chosen, first.last, first.last_said) == ("front", "", "")


def test_what_came_of_it_is_said_beside_the_last_one() -> None:
    kept = [photo("a", days=3, light=LIGHT)]
    assert review_view(shot(), KNOWN, kept, "front", taken()).fine == "Lit much like your last one."
    assert review_view(shot(), KNOWN, [], "front", taken()).fine == "Clear and well lit."
    dark = type(LIGHT)(**{f: getattr(LIGHT, f) for f in LIGHT.__struct_fields__} | {"level": 20})
    seen = review_view(shot(), KNOWN, kept, "front", taken(light=dark, moving=True))
    assert seen.remarks[0] == "It is darker than your last one of this view."
    assert "moves" in seen.remarks[1]
    assert seen.fine == ""


def test_a_file_names_the_day_it_was_taken_and_today_is_the_other_choice() -> None:
    old = taken(taken_at="2026-02-20T00:30:00")
    seen = review_view(shot(), KNOWN, [], "front", old)
    assert seen.days == (("2026-02-19", "19 February 2026, as its file says"), ("2026-03-02", "Today"))
    found = moment_of(old, shot())
    assert found == datetime.fromisoformat("2026-02-20T00:30:00+01:00")
    for nothing in ("", "rubbish", "2030-01-01T00:00:00", (NOW.at + timedelta(hours=3)).isoformat()[:19]):
        assert moment_of(taken(taken_at=nothing), shot()) is None
        assert day_of(taken(taken_at=nothing), shot()) == STARTS_ON
        assert review_view(shot(), KNOWN, [], "front", taken(taken_at=nothing)).days == ()
