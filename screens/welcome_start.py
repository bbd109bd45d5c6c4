"""The first screen: what Mesoday is and is not, when one can fairly tell, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.buttons import filled, plain
from screens.look.colours import OK, STOP, SURFACE, TEXT_SOFT
from screens.look.marks import drawing
from screens.look.rows import fact_row
from screens.look.surfaces import column, flat_card, info_card
from screens.look.surroundings import Look
from screens.navigation import TASK
from screens.welcome_chart import fair_chart
from screens.welcome_view import FairRow
from screens.wording import Wording

Go = Callable[[], Any]


def start_parts(
    look: Look, words: Wording, rows: tuple[FairRow, ...], look_around: bool, folder: str
) -> list[ft.Control]:
    """What scrolls. `look_around`: whether the way to an invented diary is shown."""
    parts: list[ft.Control] = [
        ft.Row([drawing(f"wordmark-{'dark' if look.dark else 'light'}", 176, 33, name="Mesoday")]),
        text.display(words.text("Steady care for face and scalp. An honest record.")),
        text.lead(
            words.text("Home serums work on the surface. Change, if it comes, is gradual and differs between people."),
            color=TEXT_SOFT,
        ),
    ]
    if look_around:
        parts.append(_around(look, words))
    return [
        *parts,
        fair_chart(look, words, rows),
        _is_and_is_not(look, words),
        column(
            fact_row(ft.Icons.PHONELINK_LOCK, words.text("No account. Nothing leaves this device."), color=TEXT_SOFT),
            text.small(words.text("Your diary is kept in {folder}.", folder=folder)),
            gap=4,
        ),
    ]


def _is_and_is_not(look: Look, words: Wording) -> ft.Control:
    said = (
        (True, words.text("A support beside daily skincare. It does not replace it.")),
        (True, words.text("Sessions by hand or with a needle-free device, one calm step at a time.")),
        (False, words.text("Not a cure. Destroyed follicles do not come back.")),
        (False, words.text("No needles, pens or injecting at home. Mesoday refuses them, always.")),
        (False, words.text("No diagnosis. Some answers send you to a professional first.")),
    )
    return flat_card(
        look,
        text.subtitle(words.text("What it is, and is not"), heading=2),
        *(
            ft.Row(
                [
                    ft.Icon(
                        ft.Icons.CHECK_CIRCLE if good else ft.Icons.DO_NOT_DISTURB_ON,
                        size=22,
                        color=OK if good else STOP,
                    ),
                    text.body(line, expand=True),
                ],
                spacing=12,
                vertical_alignment=ft.CrossAxisAlignment.START,
            )
            for good, line in said
        ),
        gap=10,
    )


def _around(look: Look, words: Wording) -> ft.Control:
    return info_card(
        look,
        words.text("Look around with an invented diary"),
        words.text(
            "It stands in a folder of its own, apart from yours. Stop Mesoday, then write these two lines, and open "
            "yours again as usual afterwards."
        ),
        ft.Text(
            "uv run main.py --data mesoday-demo demo\nuv run main.py --data mesoday-demo",
            theme_style=ft.TextThemeStyle.BODY_MEDIUM,
            selectable=True,
        ),
    )


def start_bottom(
    look: Look, words: Wording, *, begin: Go, routine_only: Go, look_around: Go, may_leave: Go | None
) -> ft.Control:
    """The ways to begin, always in sight."""
    quiet: list[ft.Control] = [
        plain(words.text("Just a routine, no device"), routine_only),
        plain(words.text("Look around first"), look_around),
    ]
    if may_leave is not None:
        quiet.append(plain(words.text("Back to Today"), may_leave))
    return column(
        filled(words.text("Begin"), begin),
        ft.Row(quiet, alignment=ft.MainAxisAlignment.CENTER, wrap=True, spacing=4, run_spacing=0),
        gap=6,
    )


def start_view(look: Look, parts: list[ft.Control], bottom: ft.Control) -> ft.View:
    """The frame of the first screen: no bar above, at most as wide as a task."""
    side = 20 if look.phone else 0
    page = ft.Column(
        [
            ft.ListView(parts, spacing=16, padding=ft.Padding(left=side, top=28, right=side, bottom=16), expand=True),
            ft.Container(content=bottom, padding=ft.Padding(left=side, top=8, right=side, bottom=12)),
        ],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    width = None if look.phone else min(TASK, look.width - 40)
    framed = ft.Row(
        [ft.Container(content=page, width=width, expand=width is None)],
        alignment=ft.MainAxisAlignment.CENTER,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        expand=True,
    )
    return ft.View(
        route="/welcome", controls=[ft.SafeArea(content=framed, expand=True)], padding=0, spacing=0, bgcolor=SURFACE
    )
