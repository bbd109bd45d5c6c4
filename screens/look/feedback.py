"""What the app says of itself: a part that failed, a place that is empty, a line at the foot of the page."""

from __future__ import annotations

import flet as ft

from screens.look import type as text
from screens.look.buttons import filled, plain
from screens.look.colours import CAUTION, EDGE, HAIRLINE, LOW, ON_INVERSE, PAPER, TEXT_SOFT
from screens.look.surfaces import Press, column

TOAST_SECONDS = 10


def problem_card(
    title: str,
    words: str,
    *,
    try_again: str,
    on_try_again: Press,
    copy_details: str | None = None,
    on_copy_details: Press | None = None,
) -> ft.Control:
    """What failed, whether the entries are safe, and two ways on. It is read out when it appears."""
    answers = [plain(try_again, on_try_again)]
    if copy_details and on_copy_details:
        answers.append(plain(copy_details, on_copy_details))
    content = ft.Row(
        [
            ft.Icon(ft.Icons.REPORT, color=CAUTION, size=26),
            ft.Container(
                content=column(
                    text.subtitle(title, heading=2),
                    text.body(words, color=TEXT_SOFT),
                    ft.Row(answers, wrap=True, spacing=4, run_spacing=0),
                    gap=6,
                ),
                expand=True,
            ),
        ],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    box = ft.Container(content=content, bgcolor=PAPER, border=ft.Border.all(1, HAIRLINE), border_radius=24, padding=18)
    return ft.Semantics(content=box, live_region=True, container=True)


def empty_state(
    title: str,
    words: str,
    *,
    action: str | None = None,
    on_action: Press | None = None,
    drawing: str = "ampoule-empty",
) -> ft.Control:
    """What belongs here and the first thing to do. `drawing` is a file of `assets/drawings` without its ending."""
    below = filled(action, on_action) if action and on_action else None
    return ft.Container(
        content=ft.Row(
            [
                ft.Image(f"drawings/{drawing}.svg", width=34, height=64, color=EDGE, exclude_from_semantics=True),
                ft.Container(
                    content=column(text.subtitle(title, heading=2), text.body(words, color=TEXT_SOFT), below, gap=6),
                    expand=True,
                ),
            ],
            spacing=18,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        bgcolor=LOW,
        border_radius=ft.BorderRadius(top_left=44, top_right=44, bottom_left=10, bottom_right=10),
        padding=ft.Padding.symmetric(horizontal=22, vertical=20),
    )


def toast(
    words: str,
    *,
    action: str | None = None,
    on_action: Press | None = None,
    on_gone: Press | None = None,
    seconds: int = TOAST_SECONDS,
) -> ft.SnackBar:
    """A line at the foot, with an answer such as Undo. Show it with `ft.use_dialog(toast(...) if ... else None)`.

    on_gone: called when it has left the screen, by time or by the person; clear the state that showed it there.
    """
    return ft.SnackBar(
        content=ft.Text(words, theme_style=ft.TextThemeStyle.BODY_MEDIUM, color=ON_INVERSE),
        action=ft.SnackBarAction(label=action, on_click=on_action) if action and on_action else None,
        duration=ft.Duration(seconds=seconds),
        persist=False,
        on_dismiss=on_gone,
    )
