"""The card on Today that asks whether the clock is right, before anything is marked as missed."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from care.clock_doubt import DOUBT, answered
from screens.clock_doubt_view import ClockView
from screens.look import type as text
from screens.look.buttons import actions, outlined, tonal
from screens.look.surfaces import card, column
from screens.look.surroundings import Look
from screens.page_state import PageState


def clock_card(state: PageState, look: Look, view: ClockView) -> ft.Control:
    """Read out when it appears."""

    def answer(*, right: bool) -> Callable[[], object]:
        async def said() -> None:
            kept = answered(state.settings.get(DOUBT), right=right)
            if kept is not None:
                await state.attempt(state.put(DOUBT, kept))
            state.handed.doorbell.joined(state)  # whoever reminds looks at once
            await state.reload(always=True)

        return said

    yes = tonal(view.yes, answer(right=True))
    no = outlined(view.no, answer(right=False)) if view.no else None
    shown = card(
        look,
        ft.Row(
            [
                ft.Icon(ft.Icons.SCHEDULE, size=26),
                ft.Container(content=text.subtitle(view.title, heading=2), expand=True),
            ],
            spacing=14,
        ),
        column(*(text.body(line) for line in view.lines), gap=6),
        column(yes, no, gap=10) if look.phone else actions(look, no, yes),
        gap=12,
    )
    return ft.Semantics(content=shown, live_region=True, container=True)
