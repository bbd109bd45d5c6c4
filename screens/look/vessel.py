"""The meniscus: liquid in glass. A level is told by its stroke at the walls, never by tint alone."""

from __future__ import annotations

import flet as ft

from screens.look.colours import tone_of
from screens.look.surroundings import Look

PARTS = 1000
STROKE = 4
RISE = 12
WALL = 56
SECOND = 1000  # milliseconds


def vessel(
    look: Look,
    level: float | None,
    *,
    area: str | None = "face",
    width: float | None = None,
    height: float | None = None,
    content: ft.Control | None = None,
    shape: ft.BorderRadius | None = None,
    glass: bool = True,
    expand: bool = False,
) -> ft.Control:
    """A vessel filled to `level` (0 empty to 1 full; None for no level at all), with `content` before it.

    width: where it is known, the stroke runs from wall to wall; else it is drawn at both walls only, as on a whole
    screen. glass: whether the vessel has an edge. Say the level in words beside it: the picture itself is silent.
    """
    tone = tone_of(area)
    corners = shape if shape is not None else (look.shape_of(area) if glass else None)
    filled = 0 if level is None else round(max(0.0, min(1.0, level)) * PARTS)
    parts: list[ft.Control] = []
    if filled < PARTS:
        parts.append(ft.Container(expand=PARTS - filled))
    if filled:
        parts.append(ft.Container(expand=filled, bgcolor=tone.liquid))
    strokes: list[ft.Control] = []
    if level is not None and 0 < filled < PARTS:
        strokes = _meniscus(tone.strong, width)
    surface = ft.Stack(strokes, height=RISE + STROKE, clip_behavior=ft.ClipBehavior.NONE) if strokes else None
    levels = ft.Column(parts, spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    layers: list[ft.Control] = [_filling(levels)]
    if surface is not None:
        # The same division again, so that the stroke stands on the border of the two parts wherever that is.
        above = ft.Container(expand=PARTS - filled, alignment=ft.Alignment.BOTTOM_CENTER, content=surface)
        layers.append(
            _filling(
                ft.Column(
                    [above, ft.Container(expand=filled)],
                    spacing=0,
                    horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
                )
            )
        )
    if content is not None:
        layers.append(_filling(content))
    return ft.Container(
        content=ft.Stack(layers, expand=True),
        width=width,
        height=height,
        expand=expand or None,
        bgcolor=tone.container,
        border_radius=corners,
        foreground_decoration=_glass(tone.strong, corners) if glass else None,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


def falling(look: Look, level: float | None, *, area: str | None = "face", below: float = 0) -> ft.Control:
    """The liquid of a vessel that is the whole screen, to lie behind what stands on it: it falls with the time in one
    smooth line, and a new level is a single figure on its way to the screen. None for no level at all. `below`: dp at
    the top that stay free of it also when it is full."""
    tone = tone_of(area)
    filled = None if level is None else max(0.0, min(1.0, level))
    layers: list[ft.Control] = []
    if filled:
        strokes = _meniscus(tone.strong, None, top=-RISE - STROKE / 2) if filled < 1 or below else []
        liquid = ft.Container(
            content=ft.Stack(strokes, clip_behavior=ft.ClipBehavior.NONE),
            bgcolor=tone.liquid,
            left=0,
            right=0,
            bottom=0,
            height=round((look.height - below) * filled),
            animate=None if look.still else ft.Animation(SECOND, ft.AnimationCurve.LINEAR),
        )
        layers.append(liquid)
    return ft.Container(content=ft.Stack(layers, expand=True), bgcolor=tone.container, expand=True)


def _glass(color: ft.Colors, corners: ft.BorderRadiusValue | None) -> ft.BoxDecoration:
    """The edge, drawn before the liquid: behind it, round corners would be covered."""
    return ft.BoxDecoration(border=ft.Border.all(2, color), border_radius=corners)


def _filling(control: ft.Control) -> ft.Control:
    return ft.Container(content=control, left=0, top=0, right=0, bottom=0)


def _meniscus(color: ft.Colors, width: float | None, *, top: float | None = None) -> list[ft.Control]:
    """The strokes at the walls; `top`: how far below the upper edge, else on the lower one."""
    import flet.canvas as cv  # late: the first screen has no vessel on it

    paint = ft.Paint(
        color=color,
        stroke_width=STROKE,
        style=ft.PaintingStyle.STROKE,
        stroke_cap=ft.StrokeCap.ROUND,
        stroke_join=ft.StrokeJoin.ROUND,
    )
    foot = RISE + STROKE / 2
    if width is not None:
        bend = min(30.0, width / 3)
        path = [
            cv.Path.MoveTo(1, 1),
            cv.Path.QuadraticTo(5, foot, bend, foot),
            cv.Path.LineTo(width - bend, foot),
            cv.Path.QuadraticTo(width - 5, foot, width - 1, 1),
        ]
        return [cv.Canvas([cv.Path(path, paint)], left=0, right=0, bottom=-2, height=RISE + STROKE)]
    left = [cv.Path.MoveTo(1, 0), cv.Path.QuadraticTo(4, foot, WALL - 6, foot)]
    right = [cv.Path.MoveTo(WALL - 1, 0), cv.Path.QuadraticTo(WALL - 4, foot, 6, foot)]
    height, bottom = RISE + STROKE, -2 if top is None else None
    return [
        cv.Canvas([cv.Path(left, paint)], left=0, top=top, bottom=bottom, width=WALL, height=height),
        cv.Canvas([cv.Path(right, paint)], right=0, top=top, bottom=bottom, width=WALL, height=height),
    ]


def level_bar(value: float | None, *, area: str | None = None, height: float = 16) -> ft.Control:
    """A lying vessel filled to `value` (0 to 1), for a rating or a share. Say the value in words beside it."""
    tone = tone_of(area)
    filled = 0 if value is None else round(max(0.0, min(1.0, value)) * PARTS)
    parts: list[ft.Control] = []
    if filled:
        parts.append(ft.Container(expand=filled, bgcolor=tone.liquid, height=height))
    if 0 < filled < PARTS:
        parts.append(ft.Container(width=STROKE, bgcolor=tone.strong, height=height))
    if filled < PARTS:
        parts.append(ft.Container(expand=PARTS - filled, height=height))
    return ft.Container(
        content=ft.Row(parts, spacing=0),
        height=height,
        bgcolor=tone.container,
        border_radius=height / 2,
        foreground_decoration=_glass(tone.strong, height / 2),
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
