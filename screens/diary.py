"""The diary: a month at a glance, and the days that hold something. On a desktop the chosen day stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast

import flet as ft

from screens.boundary import screen
from screens.diary_day import DayPane
from screens.diary_find_view import FIND
from screens.diary_grid import legend, month_grid
from screens.diary_months import MonthChooser
from screens.diary_streak import StreakLine
from screens.diary_view import MonthView, month_of, month_span, month_view
from screens.look import type as text
from screens.look.buttons import icon_button, plain
from screens.look.colours import TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.rows import open_row
from screens.look.surfaces import section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state
from screens.photo_hooks import pictures_button
from screens.waiting import waiting


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
        tools=diary_tools(state),
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
            tools=diary_tools(state),
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
    choosing, choose = ft.use_state(False)
    view = found if found is not None and found.first == first else None

    def jump(month: date) -> None:
        turn(month)
        choose(False)

    parts: list[ft.Control] = [_head(state, look, first, jump, lambda: choose(not choosing), choosing)]
    if choosing:
        parts.append(MonthChooser(state, look, first, jump, key=f"months-{first.year}"))
    if view is None:
        parts.append(waiting(words.text("Reading the month"), 300))
    else:
        parts += [month_grid(look, view, state, chosen.isoformat()), text.body(view.summary), legend(look, state)]
        parts.append(StreakLine(state, look, key="streak"))
        if not look.desktop and view.days_with_entries:
            rows = (
                open_row(
                    words.long_date(c.day), c.said, partial(state.go, f"/diary/{c.day.isoformat()}"), key=f"row-{c.day}"
                )
                for c in view.days_with_entries
            )
            parts.append(section(words.text("Days with entries"), *rows, gap=0))
    parts.append(_report_row(state))
    return ft.Column(parts, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _head(
    state: PageState, look: Look, first: date, jump: Callable[[date], None], choose: Callable[[], None], choosing: bool
) -> ft.Control:
    """The month with the arrows to its neighbours, the way to any other, and the way back to this one."""
    words, today = state.wording, state.snapshot.today
    later = month_of(first, 1)
    name = words.text("Close the months") if choosing else words.text("Choose a month")
    arrow = ft.Icons.EXPAND_LESS if choosing else ft.Icons.EXPAND_MORE
    month = words.month_and_year_short(first) if look.large_text else words.month(first)
    title = ft.Row(
        [text.title(month, heading=2), icon_button(arrow, name, choose, key="choose-month")],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=0,
        wrap=True,
        expand=True,
    )
    row = ft.Row(
        [
            icon_button(
                ft.Icons.CHEVRON_LEFT, words.text("The month before"), lambda: jump(month_of(first, -1)), key="before"
            ),
            title,
            icon_button(
                ft.Icons.CHEVRON_RIGHT,
                words.text("The month after"),
                lambda: jump(later),
                disabled=later > today,
                key="after",
            ),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    if first == month_of(today):
        return row
    back = ft.Row(
        [plain(words.text("Back to this month"), lambda: jump(month_of(today)))], alignment=ft.MainAxisAlignment.CENTER
    )
    return ft.Column([row, back], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _report_row(state: PageState) -> ft.Control:
    words = state.wording
    return open_row(
        words.text("A report for your dermatologist"),
        words.text("Two pages of what was done and how it went"),
        partial(state.go, "/settings/report"),
        mark=ft.Icon(ft.Icons.PICTURE_AS_PDF_OUTLINED, size=26, color=TEXT_SOFT),
        key="report",
    )


def diary_tools(state: PageState) -> list[ft.Control]:
    """What stands at the top of the diary: finding something in it, and its pictures."""
    find = icon_button(ft.Icons.SEARCH, state.wording.text("Find in the diary"), partial(state.go, FIND), key="find")
    return [find, *pictures_button(state)]


def read_day(written: str) -> date | None:
    """The day of a route, None where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
