"""What is drawn over a camera's preview, or over the last picture: an oval for a face, a line for a parting."""

from __future__ import annotations

import flet as ft
import flet.canvas as cv

from care.photo_rows import Guide

STROKE, UNDER = 3, 6  # dp: a light line on a dark one, to be seen on any skin and any hair


def guide_lines(guide: Guide, width: float, height: float) -> ft.Control:
    """The lines of a guide over a field of that size; not read out."""

    def drawn(color: ft.Colors, stroke: float) -> cv.Shape:
        paint = ft.Paint(color=color, stroke_width=stroke, style=ft.PaintingStyle.STROKE, stroke_cap=ft.StrokeCap.ROUND)
        if guide == "line":
            return cv.Line(width / 2, height * 0.08, width / 2, height * 0.92, paint=paint)
        if guide == "ring":
            radius = min(width, height) * 0.34
            return cv.Circle(width / 2, height / 2, radius, paint=paint)
        wide, high = min(width * 0.62, height * 0.47), min(height * 0.7, width * 0.92)
        return cv.Oval((width - wide) / 2, (height - high) / 2, wide, high, paint=paint)

    lines = [
        drawn(ft.Colors.with_opacity(0.55, ft.Colors.BLACK), UNDER),  # type: ignore[arg-type]
        drawn(ft.Colors.WHITE, STROKE),
    ]
    return ft.Semantics(content=cv.Canvas(lines, width=width, height=height), exclude_semantics=True)
