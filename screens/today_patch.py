"""Patch tests on Today: a quiet card for each whose entry is due, with one tap where the spot is calm."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.verbs.patch_test import LogPatchTest
from screens.look import type as text
from screens.look.buttons import actions, plain, tonal
from screens.look.colours import TEXT_SOFT
from screens.look.surfaces import Press, card, column
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.patch_progress import next_line
from screens.patch_test_status import patch_route, status_now
from screens.today_patch_view import PatchCard


def patch_cards(state: PageState, look: Look, views: tuple[PatchCard, ...]) -> list[ft.Control]:
    return [_card(state, look, view) for view in views]


def _card(state: PageState, look: Look, view: PatchCard) -> ft.Control:
    words = state.wording
    head = ft.Row(
        [
            ft.Icon(ft.Icons.BACK_HAND_OUTLINED, color=TEXT_SOFT, size=28),
            ft.Container(
                content=column(
                    text.subtitle(view.title, heading=2), text.body(view.said), text.small(view.progress), gap=0
                ),
                expand=True,
            ),
        ],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    closer = words.text("How it is done") if view.asks == "first" else words.text("Not calm")
    return card(
        look,
        head,
        actions(
            look,
            plain(closer, partial(state.go, patch_route(view.thing))),
            tonal(view.calm, _calm(state, view.thing), icon=ft.Icons.CHECK, expand=True),
        ),
        gap=10,
        padding=16,
    )


def _calm(state: PageState, thing: str) -> Press:
    async def tell() -> None:
        changes = await state.do(LogPatchTest(thing))
        if not changes:
            return
        words = state.wording
        found = status_now(state.snapshot, state.knowledge, thing)
        coming = next_line(words, state.snapshot, found) if found is not None else ""
        state.say(words.text("Noted. {next}", next=coming) if coming else words.text("Noted."), changes)

    return tell
