"""Start and end become left and right in one place."""

from __future__ import annotations

import flet as ft
import pytest

from screens.look.surroundings import Look, look_of
from tests.headless import resize, start


def test_insets_and_corners_follow_the_direction() -> None:
    left_to_right, right_to_left = Look(), Look(rtl=True)
    assert left_to_right.inset(start=1, top=2, end=3, bottom=4) == ft.Padding(left=1, top=2, right=3, bottom=4)
    assert right_to_left.inset(start=1, top=2, end=3, bottom=4) == ft.Padding(left=3, top=2, right=1, bottom=4)
    drop, mirrored = left_to_right.drop(), right_to_left.drop()
    assert (drop.bottom_left, drop.bottom_right) == (6, 30)
    assert (mirrored.bottom_left, mirrored.bottom_right) == (30, 6)
    assert left_to_right.arch() == right_to_left.arch() == ft.BorderRadius(44, 44, 10, 10)
    assert right_to_left.align(-1) == ft.Alignment(1, 0)


@pytest.mark.parametrize(
    ("width", "phone", "desktop"), [(320, True, False), (599, True, False), (600, False, False), (1000, False, True)]
)
def test_widths(width: int, phone: bool, desktop: bool) -> None:
    assert (Look(width=width).phone, Look(width=width).desktop) == (phone, desktop)


def test_large_text_stacks_earlier_on_a_narrow_phone() -> None:
    assert not Look(width=400, text_scale=1.3).large_text
    assert Look(width=320, text_scale=1.3).large_text
    assert Look(width=400, text_scale=2.0).large_text
    assert Look(text_scale=2.0).scaled(100, at_most=1.15) == pytest.approx(115)


async def test_dragging_an_edge_changes_the_look_seldom() -> None:
    page = await start(lambda p: p.add(ft.Text("x")), width=1000, height=700)
    first = look_of(page, text_scale=7)
    assert (first.width, first.height, first.text_scale) == (1000, 700, 2.0)
    await resize(page, 1013, 719)
    assert look_of(page, text_scale=7) == first
    await resize(page, 1021, 719)
    assert look_of(page, text_scale=7) != first
    page.rtl = True
    assert look_of(page).rtl
