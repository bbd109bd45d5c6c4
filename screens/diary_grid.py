"""The month drawn: a cell a day, with small marks for what was done and logged, and what the marks mean."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.diary_view import DayCell, MonthView
from screens.look import type as text
from screens.look.colours import (
    CAUTION,
    CHOSEN,
    CONTAINER,
    EDGE,
    FACE,
    HAIRLINE,
    LOW,
    ON_CHOSEN,
    PAPER,
    PRIMARY,
    SCALP,
    TEXT,
    TEXT_SOFT,
)
from screens.look.surfaces import pressable
from screens.look.surroundings import Look
from screens.page_state import PageState

MARK = 12
SMALLER = {4: 8, 5: 7}  # marks of a cell that has so many


def month_grid(look: Look, view: MonthView, state: PageState, chosen: str) -> ft.Control:
    """The weeks of a month; `chosen` is the day that stands beside it, as in its key."""
    gap = 2 if look.large_text else 4
    heads: list[ft.Control] = [
        ft.Container(
            content=text.small(name[:1] if look.large_text else name, align=ft.TextAlign.CENTER),
            expand=True,
            alignment=ft.Alignment.CENTER,
        )
        for name in view.weekdays
    ]
    weeks: list[ft.Control] = [
        ft.Row(
            [
                _cell(look, cell, state, cell.day.isoformat() == chosen) if cell else ft.Container(expand=True)
                for cell in week
            ],
            spacing=gap,
        )
        for week in view.weeks
    ]
    return ft.Column([ft.Row(heads, spacing=gap), *weeks], spacing=4)


def _cell(look: Look, cell: DayCell, state: PageState, chosen: bool) -> ft.Control:
    ink = ON_CHOSEN if cell.today else TEXT_SOFT if cell.future else TEXT
    content = ft.Column(
        [
            text.label(str(cell.day.day), color=ink, align=ft.TextAlign.CENTER),
            ft.Row(_marks(look, cell), spacing=2, height=10, alignment=ft.MainAxisAlignment.CENTER),
            share_level(cell.share),
        ],
        spacing=4,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    edge = ft.Border.all(2, PRIMARY) if chosen and look.desktop else ft.Border.all(1, HAIRLINE)
    return pressable(
        content,
        None if cell.future else partial(state.go, f"/diary/{cell.day.isoformat()}"),
        name=cell.name,
        disabled=cell.future,
        selected=chosen if look.desktop else None,
        color=CHOSEN if cell.today else None if cell.future else PAPER if cell.said else LOW,
        border=None if cell.future else edge,
        shape=14,
        padding=ft.Padding.symmetric(horizontal=0 if look.large_text else 5, vertical=7),
        expand=True,
        key=cell.day.isoformat(),
    )


def _marks(look: Look, cell: DayCell) -> list[ft.Control]:
    if cell.paused:
        return [mark(look, "paused", 10)]
    shown = [
        kind
        for there, kind in (
            (cell.face, "face"),
            (cell.scalp, "scalp"),
            (cell.rated, "rated"),
            (cell.reacted, "reacted"),
            (cell.pictured, "pictured"),
        )
        if there
    ]
    return [mark(look, kind, SMALLER.get(len(shown), 10)) for kind in shown]


def share_level(share: float) -> ft.Control:
    """How much of the routines was ticked, as a level; nothing at all for nothing."""
    level = round(share * 100)
    if not level:
        return ft.Container(height=4)
    parts: list[ft.Control] = [ft.Container(height=4, bgcolor=PRIMARY, border_radius=2, expand=level)]
    if level < 100:
        parts.append(ft.Container(height=4, bgcolor=CONTAINER, border_radius=2, expand=100 - level))
    return ft.Row(parts, spacing=0)


def mark(look: Look, kind: str, size: float = MARK) -> ft.Control:
    """A drop for a face session, an arch for a scalp session, a ring for a check-in, a triangle for signs on the skin,
    a frame for a picture, two bars for a pause."""
    match kind:
        case "rated":
            return ft.Container(width=size, height=size, border_radius=size / 2, border=ft.Border.all(2.5, PRIMARY))
        case "reacted":
            return ft.Icon(ft.Icons.WARNING_ROUNDED, color=CAUTION, size=size + 2)
        case "pictured":
            return ft.Container(width=size, height=size, border_radius=2, border=ft.Border.all(2, EDGE))
        case "paused":
            return ft.Icon(ft.Icons.PAUSE_ROUNDED, color=TEXT_SOFT, size=size + 4)
    return ft.Container(
        width=size,
        height=size,
        bgcolor=SCALP if kind == "scalp" else FACE,
        border_radius=look.arch(size / 2) if kind == "scalp" else look.drop(size / 2),
    )


def legend(look: Look, state: PageState) -> ft.Control:
    """What the marks mean."""
    words = state.wording
    ticks = ft.Container(width=22, content=share_level(0.6))
    pairs = [
        (mark(look, "face"), words.text("Face session")),
        (mark(look, "scalp"), words.text("Scalp session")),
        (mark(look, "rated"), words.text("Check-in")),
        (mark(look, "reacted"), words.text("Skin reaction")),
        (mark(look, "pictured"), words.text("Picture")),
        (mark(look, "paused"), words.text("Planned pause")),
        (ticks, words.text("Daily steps")),
    ]
    return ft.Row(
        [
            ft.Row(
                [ft.Container(content=sign, width=22, alignment=ft.Alignment.CENTER), text.small(said)],
                spacing=4,
                tight=True,
            )
            for sign, said in pairs
        ],
        wrap=True,
        spacing=14,
        run_spacing=4,
    )
