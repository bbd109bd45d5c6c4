"""The named controls answer with the values they promise, and have names."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.look.buttons import actions, filled, icon_button, menu_button, plain
from screens.look.choices import Option, answer_tiles, buckets, chip, switch_row
from screens.look.feedback import toast
from screens.look.fields import dropdown, read_date, read_number, read_time, text_field
from screens.look.marks import progress_dots, segments
from screens.look.scales import anchored_scale, bar_scale, clamped, stepped
from screens.look.surfaces import pressable
from screens.look.surroundings import Look
from screens.look.vessel import level_bar, vessel
from tests.headless import find, fire, named, start, text_of

LOOK, LARGE = Look(), Look(text_scale=2.0)


async def shown(*controls: ft.Control) -> ft.Page:
    return await start(lambda p: p.add(*controls))


async def test_a_scale_starts_unset_and_its_first_press_sets_the_middle() -> None:
    scores: list[float] = []
    page = await shown(
        anchored_scale(
            LOOK, None, scores.append, name="Glow", shown="not set", anchors=((10, "Best"),), less="Less", more="More"
        )
    )
    assert "Glow: not set" in text_of(page)
    await fire(_pressed(page, "More"), "click")
    assert scores == [5.0]


def _pressed(page: ft.Page, name: str) -> Any:
    return next(
        one.content.content for one in find(page, ft.MergeSemantics) if getattr(one.content, "label", 0) == name
    )


@pytest.mark.parametrize("look", [LOOK, LARGE])
async def test_minus_and_plus_move_by_half_a_step_and_stop_at_the_ends(look: Look) -> None:
    for score, less, more in ((0.0, 0.0, 0.5), (6.5, 6.0, 7.0), (10.0, 9.5, 10.0)):
        scores: list[float] = []
        page = await shown(
            anchored_scale(
                look, score, scores.append, name="Glow", shown="x", anchors=((5, "So"),), less="Less", more="More"
            )
        )
        await fire(_pressed(page, "Less"), "click")
        await fire(_pressed(page, "More"), "click")
        assert scores == [less, more]


@given(st.floats(-1e6, 1e6), st.integers(-50, 50))
def test_scores_stay_half_steps_from_0_to_10(score: float, steps: int) -> None:
    for value in (clamped(score), stepped(clamped(score), steps)):
        assert 0 <= value <= 10
        assert value * 2 == int(value * 2)


@pytest.mark.parametrize("score", [None, -3.0, 0.0, 2.0, 10.0, 44.0])
async def test_a_bar_takes_any_score_without_an_impossible_value(score: float | None) -> None:
    scores: list[float] = []
    page = await shown(
        bar_scale(LOOK, score, scores.append, name="Itch", shown="2", words=("None", "Some", "Worst"), area="scalp")
    )
    slider = find(page, ft.Slider)[0]
    assert 0 <= slider.value <= 10
    await fire(slider, "change", value=7.3)
    assert scores == [7.5]


@pytest.mark.parametrize("level", [None, -1.0, 0.0, 0.0004, 0.5, 0.9999, 1.0, 7.0, float("inf")])
async def test_a_vessel_takes_any_level(level: float | None) -> None:
    page = await shown(
        vessel(LOOK, level, width=80, height=200), vessel(LARGE, level, expand=True), level_bar(level, area="scalp")
    )
    assert find(page, ft.Stack)


async def test_answers_are_radio_buttons_of_a_named_group_and_answer_by_tile_and_by_key() -> None:
    for make in (
        lambda choose: answer_tiles("Pacemaker?", [Option("no", "No"), Option("yes", "Yes")], None, choose),
        lambda choose: buckets(
            LOOK, "Pacemaker?", [Option("no", "No"), Option("yes", "Yes")], None, choose, area="scalp"
        ),
    ):
        chosen: list[str] = []
        page = await shown(make(chosen.append))
        assert "Pacemaker?" in text_of(page)
        assert [one.value for one in find(page, ft.Radio)] == ["no", "yes"]
        await fire([one for one in find(page, ft.Container) if one.on_click][1], "click")
        await fire(find(page, ft.RadioGroup)[0], "change", value="no")
        assert chosen == ["yes", "no"]


async def test_a_chip_and_a_switch_tell_their_state() -> None:
    said: list[bool] = []
    page = await shown(
        chip("Window light", True, lambda: said.append(False)), switch_row("Sound", "", False, said.append)
    )
    assert [one.checked for one in find(page, ft.Semantics) if one.checked is not None] == [True]
    await fire(find(page, ft.Switch)[0], "change", value=True)
    assert said == [True]


async def test_a_disabled_surface_does_not_answer_and_says_so() -> None:
    pressed: list[int] = []
    page = await shown(pressable(ft.Text("Closed"), lambda: pressed.append(1), disabled=True))
    assert find(page, ft.Container)[0].on_click is None
    assert find(page, ft.Semantics)[0].disabled


async def test_pictures_to_press_carry_a_name() -> None:
    page = await shown(
        icon_button(ft.Icons.ADD, "Add a product", lambda: None), menu_button(ft.Icons.MORE_VERT, "More", [])
    )
    assert [type(one.content).__name__ for one in find(page, ft.MergeSemantics)] == ["IconButton", "PopupMenuButton"]
    assert "Add a product" in text_of(page)
    assert "More" in text_of(page)


def test_buttons_stand_side_by_side_and_with_large_text_below_each_other_main_one_first() -> None:
    def two() -> list[ft.Control]:
        return [filled("Later", None), filled("Now", None)]

    row, stack = actions(LOOK, *two()), actions(LARGE, *two())
    assert isinstance(row, ft.Row)
    assert [one.expand for one in row.controls] == [True, True]
    assert isinstance(stack, ft.Column)
    assert [one.content.value for one in stack.controls] == ["Now", "Later"]  # type: ignore[attr-defined]
    quiet = actions(LOOK, plain("A", None), plain("B", None))
    assert isinstance(quiet, ft.Row)
    assert quiet.wrap


async def test_a_field_hands_on_each_letter_and_shows_its_problem() -> None:
    written: list[str] = []
    page = await shown(text_field("Name", "Ret", written.append, problem="Too short."))
    await fire(find(page, ft.TextField)[0], "change", value="Reti")
    assert written == ["Reti"]
    assert "Too short." in text_of(page)
    assert "Name" in text_of(page)


async def test_a_list_is_read_with_what_is_chosen() -> None:
    chosen: list[str] = []
    page = await shown(dropdown("Form", [Option("a", "Ampoule"), Option("s", "Serum")], "s", chosen.append))
    assert "Form: Serum" in text_of(page)
    await fire(find(page, ft.Dropdown)[0], "select", value="a")
    assert chosen == ["a"]


async def test_progress_is_read_as_words() -> None:
    page = await shown(segments(3, 6, "Step 4 of 6"), progress_dots(4, 8, "4 of 8 done", area="face"))
    assert "Step 4 of 6" in text_of(page)
    assert "4 of 8 done" in text_of(page)


def test_a_toast_goes_by_itself_also_with_an_answer() -> None:
    assert toast("Done", action="Undo", on_action=lambda: None).persist is False


@pytest.mark.parametrize(
    ("written", "read"),
    [("7:30", "07:30"), ("0730", "07:30"), ("7.30", "07:30"), ("7", "07:00"), (" 21:05 ", "21:05"), ("00:00", "00:00")],
)
def test_times_that_are_understood(written: str, read: str) -> None:
    assert read_time(written) == read


@pytest.mark.parametrize("written", ["", "24:00", "7:60", "7:3", "seven", "-1:00", "12:30:00"])
def test_times_that_are_not(written: str) -> None:
    assert read_time(written) is None


@pytest.mark.parametrize("written", ["2026-11-24", "24.11.2026", "24/11/2026", " 24. 11. 2026 "])
def test_dates_that_are_understood(written: str) -> None:
    assert read_date(written) == date(2026, 11, 24)


@pytest.mark.parametrize("written", ["", "2026-02-30", "24.11.26", "11-2026", "tomorrow", "2026-11-24T10:00"])
def test_dates_that_are_not(written: str) -> None:
    assert read_date(written) is None


@given(st.text(max_size=12))
def test_whatever_is_written_no_reader_fails(written: str) -> None:
    read_time(written), read_date(written), read_number(written)


def test_numbers_are_read_with_a_comma_or_a_point() -> None:
    assert read_number("0,3") == read_number(" 0.3 ") == pytest.approx(0.3)
    assert read_number("nan") is None
    assert read_number("1e9") is None


async def test_a_button_is_pressed_by_its_words() -> None:
    pressed: list[int] = []
    page = await shown(filled("Save", lambda: pressed.append(1)))
    await fire(named(page, "Save"), "click")
    assert pressed == [1]
