"""The stage of a comparison: two pictures under a slider, beside each other, over each other, or all of them in turn.

Pictures and the earlier one's place are never mirrored for languages that are read from the right.
"""

from __future__ import annotations

from typing import Any

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.colours import INVERSE, ON_INVERSE, PAPER, TEXT
from screens.look.surfaces import column
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.photo_compare_view import CompareView, Side
from screens.photo_picture import framed, use_bytes, whole

HANDLE = 56
LINE = 4
DRAG_EVERY = 25  # ms
HALFWAY = 0.5
STRIP = 0.5  # height to width of one of two that lie one above the other


@screen(name="The two pictures")
def Pair(state: PageState, look: Look, view: CompareView, width: float) -> ft.Control:
    """The earlier and the later one in the chosen way."""
    one = use_bytes(state, view.first.sha256, whole)
    two = use_bytes(state, view.second.sha256, whole)
    share, move = changing(HALFWAY)
    swapped, swap = changing(False)
    words, height = state.wording, round(width * view.ratio)

    def frame(side: Side, data: tuple[bytes | None, str], wide: float, high: float, shape: float = 0) -> ft.Control:
        return framed(look, *data, side.name, wide, high, shape)

    if view.mode == "beside":
        if view.across:
            return _strips(
                look, view, width, frame, one, two, swapped, lambda: swap(not swapped), words.text("Swap them")
            )
        half = (width - 8) // 2
        high = round(half * view.ratio)
        parts = [
            _tagged(frame(side, data, half, high, 16), side.day, half, high)
            for side, data in ((view.first, one), (view.second, two))
        ]
        return ft.Row(parts, spacing=8, rtl=False)
    first, second = frame(view.first, one, width, height), frame(view.second, two, width, height)
    if view.mode == "overlay":
        layers = [second, ft.Container(content=first, opacity=1 - share, left=0, top=0)]
        named = words.text("How much of the later one shows")
    else:
        layers = _under_slider(first, second, width, height, share)
        named = words.text("Where the earlier one ends")
    at = {"top": 14} if look.large_text else {"bottom": 14}
    stage = ft.Stack(
        [*layers, day_tag(view.first.day, left=14, **at), day_tag(view.second.day, right=14, bottom=14)],
        width=width,
        height=height,
    )

    def dragged(e: Any) -> None:
        move(max(0.0, min(1.0, e.local_position.x / width)))

    touched = ft.GestureDetector(
        content=ft.Container(
            content=stage, border_radius=look.shape_of("face"), clip_behavior=ft.ClipBehavior.ANTI_ALIAS
        ),
        on_horizontal_drag_update=dragged,
        on_tap_down=dragged,
        drag_interval=DRAG_EVERY,
        exclude_from_semantics=True,
    )

    def slid(e: Any) -> None:
        along = max(0.0, min(1.0, (e.control.value or 0) / 100))
        move(1 - along if look.rtl else along)

    # Read from the right, a slider begins at its right; pictures do not.
    along = round(100 * (1 - share if look.rtl else share))
    slider = ft.Slider(value=along, min=0, max=100, on_change=slid)
    return column(
        ft.Row([touched], alignment=ft.MainAxisAlignment.CENTER),
        ft.Semantics(content=slider, label=named, container=True),
        gap=4,
    )


def _under_slider(first: ft.Control, second: ft.Control, width: float, height: float, share: float) -> list[ft.Control]:
    """The earlier one at the left of the line, the later one at its right."""
    ends = round(width * share)
    window = ft.Container(
        content=ft.Stack([ft.Container(content=first, left=0, top=0)], width=ends, height=height),
        left=0,
        top=0,
        width=ends,
        height=height,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )
    line = ft.Container(left=ends - LINE / 2, top=0, width=LINE, height=height, bgcolor=PAPER)
    handle = ft.Container(
        content=ft.Icon(ft.Icons.SWAP_HORIZ, color=TEXT, size=28),
        left=max(0, min(width - HANDLE, ends - HANDLE / 2)),
        top=height / 2 - HANDLE / 2,
        width=HANDLE,
        height=HANDLE,
        bgcolor=PAPER,
        border_radius=HANDLE / 2,
        alignment=ft.Alignment.CENTER,
        shadow=ft.BoxShadow(blur_radius=8, color=ft.Colors.with_opacity(0.35, ft.Colors.BLACK)),
    )
    return [second, window, line, handle]


def _strips(
    look: Look,
    view: CompareView,
    width: float,
    frame: Any,
    one: tuple[bytes | None, str],
    two: tuple[bytes | None, str],
    swapped: bool,
    swap: Any,
    name: str,
) -> ft.Control:
    """One above the other, so that a parting runs through both."""
    high = round(width * STRIP)
    pairs = [(view.first, one), (view.second, two)]
    upper, lower = reversed(pairs) if swapped else pairs
    parts = [_tagged(frame(side, data, width, high), side.day, width, high) for side, data in (upper, lower)]
    stage = ft.Container(
        content=ft.Column(parts, spacing=6),
        width=width,
        border_radius=look.arch(),
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    handle = ft.Container(
        content=icon_button(ft.Icons.SWAP_VERT, name, swap, color=TEXT),
        right=20,
        top=high + 3 - HANDLE / 2,
        width=HANDLE,
        height=HANDLE,
        bgcolor=PAPER,
        border_radius=HANDLE / 2,
        alignment=ft.Alignment.CENTER,
        shadow=ft.BoxShadow(blur_radius=8, color=ft.Colors.with_opacity(0.35, ft.Colors.BLACK)),
    )
    return ft.Row([ft.Stack([stage, handle], width=width, height=high * 2 + 6)], alignment=ft.MainAxisAlignment.CENTER)


def _tagged(picture: ft.Control, day: str, width: float, height: float) -> ft.Control:
    return ft.Stack([picture, day_tag(day, left=12, bottom=12)], width=width, height=height)


def day_tag(day: str, **where: float) -> ft.Control:
    return ft.Container(
        content=text.label(day, color=ON_INVERSE),
        bgcolor=INVERSE,
        border_radius=12,
        padding=ft.Padding.symmetric(horizontal=12, vertical=6),
        **where,  # type: ignore[arg-type]
    )
