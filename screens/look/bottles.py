"""What stands on a shelf, with a level of what is left: a bottle, an ampoule."""

from __future__ import annotations

import flet as ft
import flet.canvas as cv

from screens.look.colours import CAUTION, CAUTION_CONTAINER, PAPER, tone_of

WIDE, HIGH = 24.0, 24.0
AMPOULE_TOP, AMPOULE_BOTTOM = 10.8, 18.4
BOTTLE_TOP, BOTTLE_BOTTOM = 8.4, 20.6


def level_drawing(
    shape: str, level: float | None, *, area: str | None = None, past: bool = False, size: float = 44
) -> ft.Control:
    """A bottle (or `shape` "ampoule") of `size` dp, filled to `level` (0 to 1; None: not known, drawn empty).

    past: beyond its date, in the caution colours and struck through. The picture is silent: say it in words beside.
    """
    tone = tone_of(area)
    strong, liquid = (CAUTION, CAUTION_CONTAINER) if past else (tone.strong, tone.liquid)
    unit = size / HIGH
    ampoule = shape == "ampoule"
    line = _line(strong, (1.5 if ampoule else 1.7) * unit)
    fill = ft.Paint(color=liquid, style=ft.PaintingStyle.FILL)
    top, bottom, left, right = (
        (AMPOULE_TOP, AMPOULE_BOTTOM, 8.3, 15.7) if ampoule else (BOTTLE_TOP, BOTTLE_BOTTOM, 6.6, 17.4)
    )
    shapes: list[cv.Shape] = []
    body = _ampoule(unit) if ampoule else _body(unit)
    shapes.append(cv.Path(body, ft.Paint(color=PAPER, style=ft.PaintingStyle.FILL)))
    if level is not None and level > 0:
        surface = bottom - (bottom - top) * min(1.0, level)
        shapes.append(
            cv.Rect(left * unit, surface * unit, (right - left) * unit, (bottom - surface) * unit, 1.4 * unit, fill)
        )
        if level < 1:
            shapes.append(cv.Line(left * unit, surface * unit, right * unit, surface * unit, _line(strong, 1.2 * unit)))
    shapes.append(cv.Path(body, line))
    if not ampoule:
        cap = ft.Paint(color=strong, style=ft.PaintingStyle.FILL)
        shapes.append(cv.Rect(8.6 * unit, 2.2 * unit, 6.8 * unit, 4 * unit, 1.4 * unit, cap))
    if past:
        shapes.append(cv.Line(8.6 * unit, 18.4 * unit, 15.4 * unit, 11 * unit, _line(strong, 1.5 * unit)))
    return cv.Canvas(shapes, width=WIDE * unit, height=HIGH * unit)


def _line(color: ft.Colors, width: float) -> ft.Paint:
    return ft.Paint(
        color=color,
        stroke_width=width,
        style=ft.PaintingStyle.STROKE,
        stroke_cap=ft.StrokeCap.ROUND,
        stroke_join=ft.StrokeJoin.ROUND,
    )


def _body(unit: float) -> list[cv.Path.PathElement]:
    """The glass of a bottle: a rectangle with round corners under its cap."""
    left, right, top, bottom, bend = 6.0, 18.0, 7.6, 21.4, 3.0

    def at(value: float) -> float:
        return value * unit

    return [
        cv.Path.MoveTo(at(left + bend), at(top)),
        cv.Path.LineTo(at(right - bend), at(top)),
        cv.Path.QuadraticTo(at(right), at(top), at(right), at(top + bend)),
        cv.Path.LineTo(at(right), at(bottom - bend)),
        cv.Path.QuadraticTo(at(right), at(bottom), at(right - bend), at(bottom)),
        cv.Path.LineTo(at(left + bend), at(bottom)),
        cv.Path.QuadraticTo(at(left), at(bottom), at(left), at(bottom - bend)),
        cv.Path.LineTo(at(left), at(top + bend)),
        cv.Path.QuadraticTo(at(left), at(top), at(left + bend), at(top)),
        cv.Path.Close(),
    ]


def _ampoule(unit: float) -> list[cv.Path.PathElement]:
    """An ampoule: a drop of glass, a thin neck, shoulders, a body."""
    corners = (
        (13.35, 1.5, 14, 2.55, 14, 3.75),
        (14, 4.9, 13.25, 5.55, 13.25, 6.5),
        (13.25, 8, 16.2, 8.3, 16.2, 10.8),
        (16.2, 13, 16.2, 15.4, 16.2, 17.6),
        (16.2, 18.5, 15.4, 19.3, 14.5, 19.3),
        (13, 19.3, 11, 19.3, 9.5, 19.3),
        (8.6, 19.3, 7.8, 18.5, 7.8, 17.6),
        (7.8, 15.4, 7.8, 13, 7.8, 10.8),
        (7.8, 8.3, 10.75, 8, 10.75, 6.5),
        (10.75, 5.55, 10, 4.9, 10, 3.75),
        (10, 2.55, 10.65, 1.5, 12, 1.5),
    )
    bends = (cv.Path.CubicTo(*(value * unit for value in corner)) for corner in corners)
    return [cv.Path.MoveTo(12 * unit, 1.5 * unit), *bends, cv.Path.Close()]
