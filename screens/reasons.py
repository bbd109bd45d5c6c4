"""A sentence of advice, and the way to where it comes from: one tap opens its row."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.colours import TEXT_SOFT
from screens.look.surfaces import pressable
from screens.page_state import PageState
from screens.why_line import why_route


def reason(
    state: PageState, said: str, rule: str, *, color: ft.Colors = TEXT_SOFT, large: bool = False, apart: int = 12
) -> ft.Control:
    """The sentence as a row to press; without a rule it is text alone. `apart`: room above and below, in dp."""
    words = (text.body if large else text.small)(said, color=color, expand=bool(rule))
    if not rule:
        return words
    row = ft.Row(
        [
            words,
            ft.Icon(ft.Icons.HELP_OUTLINE, color=color, size=22),
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    spoken = state.wording.text("{sentence} Where this comes from", sentence=said)
    return pressable(
        row,
        partial(state.go, why_route(rule)),
        name=spoken,
        shape=12,
        padding=ft.Padding.symmetric(vertical=apart),
    )
