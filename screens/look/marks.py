"""Small pictures that carry meaning: the marks of face and scalp, tinted drawings, progress, times of day.

Shape says it first, colour repeats it. A mark beside its words is not read out; one that stands alone takes a `name`.
"""

from __future__ import annotations

from typing import Literal

import flet as ft

from screens.look.colours import (
    CAUTION,
    CONTAINER,
    EDGE,
    HIGH,
    OK,
    ON_PRIMARY,
    PAPER,
    PRIMARY,
    STOP,
    TEXT_SOFT,
    tone_of,
)
from screens.look.surroundings import Look


def drawing(
    file: str, width: float, height: float, *, color: ft.Colors | None = None, name: str | None = None
) -> ft.Control:
    """A drawing of `assets/drawings` (its name without ".svg"), in one colour if `color` is given."""
    return ft.Image(
        f"drawings/{file}.svg",
        width=width,
        height=height,
        color=color,
        fit=ft.BoxFit.CONTAIN,
        semantics_label=name,
        exclude_from_semantics=name is None,
    )


def area_mark(look: Look, area: str, size: float = 46, *, name: str | None = None) -> ft.Control:
    """The sign of an area: the face in a drop, the parting in an arch."""
    tone = tone_of(area)
    scalp = area == "scalp"
    return ft.Container(
        content=drawing("scalp" if scalp else "face", size * 0.6, size * 0.6, color=tone.on_strong, name=name),
        width=size,
        height=size,
        bgcolor=tone.strong,
        border_radius=look.corners(top_start=size / 2, top_end=size / 2, bottom_start=size / 8, bottom_end=size / 8)
        if scalp
        else look.corners(top_start=size / 2, top_end=size / 2, bottom_start=size / 8, bottom_end=size / 2),
        alignment=ft.Alignment.CENTER,
    )


Verdict = Literal["ok", "caution", "stop", "info", "why", "closed", "wait"]
_SIGNS: dict[Verdict, tuple[ft.IconData, ft.Colors]] = {
    "ok": (ft.Icons.CHECK_CIRCLE, OK),
    "caution": (ft.Icons.WARNING_ROUNDED, CAUTION),
    "stop": (ft.Icons.REPORT, STOP),
    "info": (ft.Icons.INFO, ft.Colors.SECONDARY_FIXED_DIM),
    "why": (ft.Icons.HELP, ft.Colors.SECONDARY_FIXED_DIM),
    "closed": (ft.Icons.LOCK, STOP),
    "wait": (ft.Icons.HOURGLASS_BOTTOM, TEXT_SOFT),
}


def sign(kind: Verdict, size: float = 24, *, name: str | None = None) -> ft.Control:
    """Tick in a circle, triangle, octagon, i, question, padlock, hourglass."""
    icon, color = _SIGNS[kind]
    return ft.Icon(icon, color=color, size=size, semantics_label=name)


def segments(done: int, total: int, name: str, *, area: str | None = None, current: bool = True) -> ft.Control:
    """Progress through a task as a row of bars: done ones filled, the one at hand outlined, the others empty.

    name: what is read ("Step 4 of 6").
    """
    tone = tone_of(area)
    empty = PAPER if area else HIGH
    bars: list[ft.Control] = [
        ft.Container(
            expand=True,
            height=8,
            border_radius=4,
            bgcolor=tone.strong if place < done else PAPER if place == done and current else empty,
            border=ft.Border.all(2, tone.strong) if place == done and current else None,
        )
        for place in range(max(0, total))
    ]
    return ft.Semantics(content=ft.Row(bars, spacing=5), label=name, image=True, container=True)


def progress_dots(done: int, total: int, name: str, *, area: str | None = None, current: bool = True) -> ft.Control:
    """Progress of a course: a dot a session, filled when done, the next one ringed. `name` is read ("5 of 8")."""
    tone = tone_of(area)
    dots: list[ft.Control] = [
        ft.Container(
            width=18,
            height=18,
            shape=ft.BoxShape.CIRCLE,
            bgcolor=tone.strong if place < done else PAPER,
            border=ft.Border.all(4 if place == done and current else 1.5, tone.strong),
        )
        for place in range(max(0, total))
    ]
    row = ft.Row(dots, spacing=8, run_spacing=8, wrap=True)
    return ft.Semantics(content=row, label=name, image=True, container=True)


Moment = Literal["done", "now", "later"]


def time_node(icon: ft.IconData, state: Moment, size: float = 40, *, name: str | None = None) -> ft.Control:
    """A time of the day on the rail of Today: filled when done, ringed when it is now, quiet when later."""
    looks = {
        "done": (PRIMARY, ON_PRIMARY, None),
        "now": (PAPER, PRIMARY, ft.Border.all(3, PRIMARY)),
        "later": (CONTAINER, TEXT_SOFT, None),
    }
    fill, ink, border = looks[state]
    return ft.Container(
        content=ft.Icon(icon, color=ink, size=size * 0.55, semantics_label=name),
        width=size,
        height=size,
        shape=ft.BoxShape.CIRCLE,
        bgcolor=fill,
        border=border,
        alignment=ft.Alignment.CENTER,
    )


def timeline_entry(
    look: Look,
    node: ft.Control,
    content: ft.Control,
    *,
    head: ft.Control | None = None,
    filled: float = 0.0,
    last: bool = False,
    key: str | None = None,
) -> ft.Control:
    """A part of a day: its node, a glass tube down to the next with liquid to `filled` (0 to 1), and what it holds.

    With large text the tube goes and the content takes the whole width, under its node and the `head` beside that.
    """
    if look.large_text:
        top = ft.Row([node, *([ft.Container(content=head, expand=True)] if head is not None else [])], spacing=12)
        return ft.Column([top, content], spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, key=key)
    if head is not None:
        content = ft.Column([head, content], spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    parts = round(max(0.0, min(1.0, filled)) * 100)
    tube: list[ft.Control] = []
    if not last:
        if parts:
            tube.append(_tube(parts, PRIMARY, parts == 100, True))
        if parts < 100:
            tube.append(_tube(100 - parts, CONTAINER, True, not parts))
    rail = ft.Column(
        [node, ft.Column(tube, expand=True, spacing=0)],
        spacing=4,
        width=44,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return ft.Row(
        [rail, ft.Container(content=content, expand=True)],
        spacing=10,
        intrinsic_height=True,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        key=key,
    )


def _tube(parts: int, color: ft.Colors, round_below: bool, round_above: bool) -> ft.Control:
    above, below = (5 if round_above else 0), (5 if round_below else 0)
    return ft.Container(
        expand=parts,
        width=10,
        bgcolor=color,
        border_radius=ft.BorderRadius(top_left=above, top_right=above, bottom_left=below, bottom_right=below),
    )


def dashed_circle(size: float, color: ft.Colors = EDGE) -> ft.Control:
    """A ring of dashes: what rests."""
    import flet.canvas as cv

    half = size / 2
    paint = ft.Paint(color=color, stroke_width=2, style=ft.PaintingStyle.STROKE, stroke_dash_pattern=[5, 3.8])
    return cv.Canvas([cv.Circle(half, half, half - 1, paint)], width=size, height=size)
