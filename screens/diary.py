"""The diary: a month at a glance, and the days that hold something. On a desktop the chosen day stands beside it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import cast

import flet as ft

from screens.boundary import screen
from screens.diary_day import DayPane
from screens.diary_view import DayCell, MonthView, month_of, month_span, month_view
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.colours import (
    CAUTION,
    CHOSEN,
    CONTAINER,
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
from screens.look.feedback import empty_state
from screens.look.rows import open_row
from screens.look.surfaces import pressable, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state
from screens.photo_hooks import pictures_button
from screens.waiting import waiting

MARK = 12


@screen(name="The diary")
def DiaryMonth() -> ft.View:
    state, look = use_page_state(), use_look()
    today = state.snapshot.today
    detail = [DayPane(state, look, today, key="day")] if look.desktop else None
    return shell(
        look,
        Place.DIARY,
        state.wording.text,
        state.go,
        [MonthPane(state, look, today, key=f"month-{month_of(today)}")],
        title=state.wording.text("Diary"),
        tools=pictures_button(state),
        detail=detail,
    )


@screen(name="The day")
def DiaryDay() -> ft.View:
    state, look = use_page_state(), use_look()
    day = read_day(ft.use_route_params().get("day", ""))
    words, today = state.wording, state.snapshot.today
    content: ft.Control
    if day is None or day > today:
        content = empty_state(words.text("There is no such day in the diary"), words.text("Choose one in the month."))
    else:
        content = DayPane(state, look, day, key=f"day-{day}")
    if look.desktop:
        month = MonthPane(state, look, day or today, key=f"month-{month_of(day or today)}")
        return shell(
            look,
            Place.DIARY,
            words.text,
            state.go,
            [month],
            title=words.text("Diary"),
            tools=pictures_button(state),
            detail=[content],
            route=f"/diary/{day}",
        )
    return shell(
        look,
        Place.DIARY,
        words.text,
        state.go,
        [content],
        title=words.weekday(day) if day else words.text("Diary"),
        on_back=lambda: state.go("/diary"),
        route=f"/diary/{day}",
    )


@screen(name="The month")
def MonthPane(state: PageState, look: Look, chosen: date) -> ft.Control:
    """The month of the chosen day, to be turned; read from the disk when it is another one."""
    words, shot = state.wording, state.snapshot
    first, turn = ft.use_state(month_of(chosen))
    found, keep = ft.use_state(cast("MonthView | None", None))

    async def read() -> None:
        begin, _ = month_span(first)
        diary = await state.load(lambda door: door.diary(begin))
        keep(month_view(words, diary, first, shot.today))

    ft.use_effect(read, [first, shot])
    view = found if found is not None and found.first == first else None
    later = month_of(first, 1)
    head = ft.Row(
        [
            icon_button(
                ft.Icons.CHEVRON_LEFT, words.text("The month before"), lambda: turn(month_of(first, -1)), key="before"
            ),
            text.title(words.month(first), heading=2, align=ft.TextAlign.CENTER, expand=True),
            icon_button(
                ft.Icons.CHEVRON_RIGHT,
                words.text("The month after"),
                lambda: turn(later),
                disabled=later > shot.today,
                key="after",
            ),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control] = [head]
    if view is None:
        parts.append(waiting(words.text("Reading the month"), 300))
    else:
        parts += [_grid(look, view, state, chosen), text.body(view.summary), _legend(look, state)]
        if not look.desktop and view.days_with_entries:
            rows = (
                open_row(
                    words.long_date(c.day), c.said, partial(state.go, f"/diary/{c.day.isoformat()}"), key=f"row-{c.day}"
                )
                for c in view.days_with_entries
            )
            parts.append(section(words.text("Days with entries"), *rows, gap=0))
    return ft.Column(parts, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _grid(look: Look, view: MonthView, state: PageState, chosen: date) -> ft.Control:
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
            [_cell(look, cell, state, cell.day == chosen) if cell else ft.Container(expand=True) for cell in week],
            spacing=2 if look.large_text else 4,
        )
        for week in view.weeks
    ]
    return ft.Column([ft.Row(heads, spacing=2 if look.large_text else 4), *weeks], spacing=4)


def _cell(look: Look, cell: DayCell, state: PageState, chosen: bool) -> ft.Control:
    ink = ON_CHOSEN if cell.today else TEXT_SOFT if cell.future else TEXT
    shown = [(cell.face, "face"), (cell.scalp, "scalp"), (cell.rated, "rated"), (cell.reacted, "reacted")]
    marks = [_mark(look, kind, 10) for there, kind in shown if there]
    content = ft.Column(
        [
            text.label(str(cell.day.day), color=ink, align=ft.TextAlign.CENTER),
            ft.Row(marks, spacing=2, height=10, alignment=ft.MainAxisAlignment.CENTER),
            _share(cell.share),
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


def _share(share: float) -> ft.Control:
    """How much of the routines was ticked, as a level; nothing at all for nothing."""
    level = round(share * 100)
    if not level:
        return ft.Container(height=4)
    parts: list[ft.Control] = [ft.Container(height=4, bgcolor=PRIMARY, border_radius=2, expand=level)]
    if level < 100:
        parts.append(ft.Container(height=4, bgcolor=CONTAINER, border_radius=2, expand=100 - level))
    return ft.Row(parts, spacing=0)


def _mark(look: Look, kind: str, size: float = MARK) -> ft.Control:
    """A drop for a face session, an arch for a scalp session, a ring for a check-in, a triangle for a reaction."""
    if kind == "rated":
        return ft.Container(width=size, height=size, border_radius=size / 2, border=ft.Border.all(2.5, PRIMARY))
    if kind == "reacted":
        return ft.Icon(ft.Icons.WARNING_ROUNDED, color=CAUTION, size=size + 2)
    return ft.Container(
        width=size,
        height=size,
        bgcolor=SCALP if kind == "scalp" else FACE,
        border_radius=look.arch(size / 2) if kind == "scalp" else look.drop(size / 2),
    )


def _legend(look: Look, state: PageState) -> ft.Control:
    words = state.wording
    ticks = ft.Container(width=22, content=_share(0.6))
    pairs = [
        (_mark(look, "face"), words.text("Face session")),
        (_mark(look, "scalp"), words.text("Scalp session")),
        (_mark(look, "rated"), words.text("Check-in")),
        (_mark(look, "reacted"), words.text("Skin reaction")),
        (ticks, words.text("Daily steps")),
    ]
    return ft.Row(
        [ft.Row([mark, text.small(said)], spacing=6, tight=True) for mark, said in pairs],
        wrap=True,
        spacing=16,
        run_spacing=4,
    )


def read_day(written: str) -> date | None:
    """The day of a route, None where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
