"""The way to another month or year: the year with its arrows, and its months to press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.choices import chip
from screens.look.surfaces import card
from screens.look.surroundings import Look
from screens.page_state import PageState

EARLIEST = 1970  # nobody's diary is older


@screen(name="The months")
def MonthChooser(state: PageState, look: Look, shown: date, choose: Callable[[date], None]) -> ft.Control:
    """`shown`: the first day of the month that is open; `choose` is called with that of another one."""
    words, today = state.wording, state.snapshot.today
    year, turn = changing(shown.year)
    head = ft.Row(
        [
            icon_button(
                ft.Icons.CHEVRON_LEFT,
                words.text("The year before"),
                lambda: turn(year - 1),
                disabled=year <= EARLIEST,
                key="year-before",
            ),
            text.subtitle(str(year), heading=3, align=ft.TextAlign.CENTER, expand=True),
            icon_button(
                ft.Icons.CHEVRON_RIGHT,
                words.text("The year after"),
                lambda: turn(year + 1),
                disabled=year >= today.year,
                key="year-after",
            ),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    months = [date(year, n, 1) for n in range(1, 13)]
    chips = [
        chip(
            words.month_short(month),
            month == shown,
            partial(choose, month),
            disabled=month > today,
            key=f"{month:%Y-%m}",
        )
        for month in months
    ]
    return card(look, head, ft.Row(list(chips), wrap=True, spacing=8, run_spacing=0), gap=6, padding=14)
