"""The diary: a month at a glance, and one day with everything that was kept."""

from __future__ import annotations

from datetime import date

import flet as ft

from screens.boundary import screen
from screens.diary_view import DayCell, MonthView, month_of, month_span, month_view
from screens.look import type as text
from screens.look.buttons import icon_button, tonal
from screens.look.colours import CHOSEN, CONTAINER, FACE, HAIRLINE, ON_CHOSEN, PAPER, PRIMARY, SCALP, TEXT, TEXT_SOFT
from screens.look.surfaces import pressable
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import use_page_state


@screen(name="The diary")
def DiaryMonth() -> ft.View:
    state, look = use_page_state(), use_look()
    words, shot = state.wording, state.snapshot
    first, turn = ft.use_state(month_of(shot.today))
    found, keep = ft.use_state(None)

    async def read() -> None:
        begin, _ = month_span(first)
        diary = await state.load(lambda door: door.diary(begin))
        keep(month_view(words, diary, first, shot.today))

    ft.use_effect(read, [first, shot])
    view: MonthView | None = found if found is not None and found.first == first else None
    later = month_of(first, 1)
    head = ft.Row(
        [
            icon_button(ft.Icons.CHEVRON_LEFT, words.text("The month before"), lambda: turn(month_of(first, -1))),
            ft.Container(content=text.title(words.month(first), heading=2, align=ft.TextAlign.CENTER), expand=True),
            icon_button(
                ft.Icons.CHEVRON_RIGHT,
                words.text("The month after"),
                lambda: turn(later),
                disabled=later > shot.today,
            ),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control | None] = [
        head,
        _grid(look, view, state.go) if view else waiting(words.text("Reading the month"), 300),
        text.body(view.summary) if view else None,
        _legend(look, words.text("Face session"), words.text("Scalp session"), words.text("Check-in")),
        tonal(words.text("Open today"), lambda: state.go(f"/diary/{shot.today.isoformat()}")),
    ]
    return shell(look, Place.DIARY, words.text, state.go, parts, title=words.text("Diary"))


def _grid(look: Look, view: MonthView, go: object) -> ft.Control:
    heads = [
        ft.Container(content=text.small(name, align=ft.TextAlign.CENTER), expand=True, alignment=ft.Alignment.CENTER)
        for name in view.weekdays
    ]
    weeks = [
        ft.Row([_cell(look, cell, go) if cell else ft.Container(expand=True) for cell in week], spacing=4)
        for week in view.weeks
    ]
    return ft.Column([ft.Row(heads, spacing=4), *weeks], spacing=4)


def _cell(look: Look, cell: DayCell, go: object) -> ft.Control:
    ink = ON_CHOSEN if cell.today else TEXT_SOFT if cell.future else TEXT
    marks: list[ft.Control] = []
    if cell.face:
        marks.append(_mark(look, "face"))
    if cell.scalp:
        marks.append(_mark(look, "scalp"))
    if cell.rated:
        marks.append(ft.Container(width=8, height=8, border_radius=4, border=ft.Border.all(2, PRIMARY)))
    level = round(cell.share * 100)
    bar = ft.Row(
        [
            ft.Container(height=4, bgcolor=PRIMARY, border_radius=2, expand=max(1, level), visible=level > 0),
            ft.Container(height=4, bgcolor=CONTAINER, border_radius=2, expand=max(1, 100 - level), visible=level < 100),
        ],
        spacing=0,
    )
    content = ft.Column(
        [
            text.label(str(cell.day.day), color=ink, align=ft.TextAlign.CENTER),
            ft.Row(marks, spacing=2, height=10, alignment=ft.MainAxisAlignment.CENTER),
            bar,
        ],
        spacing=3,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return pressable(
        content,
        (lambda: go(f"/diary/{cell.day.isoformat()}")) if not cell.future else None,  # type: ignore[operator]
        name=cell.name,
        disabled=cell.future,
        color=CHOSEN if cell.today else PAPER,
        border=ft.Border.all(1, HAIRLINE),
        shape=12,
        padding=ft.Padding.symmetric(horizontal=4, vertical=6),
        expand=True,
        key=cell.day.isoformat(),
    )


def _mark(look: Look, area: str, size: float = 10) -> ft.Control:
    return ft.Container(
        width=size,
        height=size,
        bgcolor=SCALP if area == "scalp" else FACE,
        border_radius=look.arch(size / 2) if area == "scalp" else look.drop(size / 2),
    )


def _legend(look: Look, face: str, scalp: str, rated: str) -> ft.Control:
    ring = ft.Container(width=10, height=10, border_radius=5, border=ft.Border.all(2, PRIMARY))
    pairs = [(_mark(look, "face", 12), face), (_mark(look, "scalp", 12), scalp), (ring, rated)]
    return ft.Row(
        [ft.Row([mark, text.small(said)], spacing=6, tight=True) for mark, said in pairs], wrap=True, spacing=16
    )


def waiting(name: str, height: float = 120) -> ft.Control:
    """Something is being read from the disk."""
    ring = ft.ProgressRing(width=32, height=32, color=PRIMARY, semantics_label=name)
    return ft.Container(content=ring, height=height, alignment=ft.Alignment.CENTER)


def read_day(written: str) -> date | None:
    """The day of a route, None where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
