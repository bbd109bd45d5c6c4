"""A conflict on the shelf as a card: what, why, what mends it, and the way to where that comes from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.colours import ON_INFO_CONTAINER
from screens.look.surfaces import info_card, pressable
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.shelf_conflicts_view import ConflictLine
from screens.why_line import why_route


def conflict_cards(look: Look, state: PageState, lines: Iterable[ConflictLine]) -> list[ft.Control]:
    return [_card(look, state, line) for line in lines]


def _card(look: Look, state: PageState, line: ConflictLine) -> ft.Control:
    words, ink = state.wording, ON_INFO_CONTAINER
    where = words.text("Where this comes from")
    link = pressable(
        ft.Row(
            [text.label(where, color=ink, expand=True), ft.Icon(ft.Icons.HELP_OUTLINE, color=ink, size=22)], spacing=12
        ),
        partial(state.go, why_route(line.rule)),
        name=words.text("{title}. Where this comes from", title=line.title),
        shape=12,
        padding=ft.Padding.symmetric(vertical=12),
    )
    helps = text.leading_words(words.text("What helps:"), line.fix, color=ink)
    return info_card(look, line.title, line.why, helps, link)
