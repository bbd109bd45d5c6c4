"""A conflict on the shelf as a card: what, why, what mends it, and the way to where that comes from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import ON_INFO_CONTAINER
from screens.look.surfaces import info_card
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.shelf_conflicts_view import ConflictLine
from screens.why_line import why_route


def conflict_cards(look: Look, state: PageState, lines: Iterable[ConflictLine]) -> list[ft.Control]:
    return [_card(look, state, line) for line in lines]


def _card(look: Look, state: PageState, line: ConflictLine) -> ft.Control:
    where = plain(
        state.wording.text("Where this comes from"), partial(state.go, why_route(line.rule)), color=ON_INFO_CONTAINER
    )
    return info_card(
        look,
        line.title,
        line.why,
        text.leading_words(state.wording.text("What helps:"), line.fix, color=ON_INFO_CONTAINER),
        ft.Row([where], wrap=True),
    )
