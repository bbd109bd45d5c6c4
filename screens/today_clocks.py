"""The clocks of the shelf on Today: one small card, each row a way to the thing, and what can be noted at once."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import flet as ft
from msgspec.structs import replace

from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.look.buttons import plain
from screens.look.colours import CAUTION, TEXT_SOFT
from screens.look.rows import open_row
from screens.look.surfaces import card, column, hairline
from screens.look.surroundings import Look
from screens.page_state import PageState, use_part
from screens.today_clocks_view import ClockView, clocks_view
from screens.today_patch import patch_cards
from screens.today_patch_view import PatchCard, patch_cards_view

ICONS = {
    "open": ft.Icons.HOURGLASS_BOTTOM,
    "open_over": ft.Icons.WARNING_ROUNDED,
    "ends": ft.Icons.EVENT_OUTLINED,
    "clean": ft.Icons.CLEANING_SERVICES_OUTLINED,
}


@screen(name="The shelf today")
def ShelfToday(state: PageState, look: Look) -> ft.Control:
    """What the shelf asks for today: patch tests whose entry is due, and clocks that do not wait."""

    def shelf() -> tuple[tuple[PatchCard, ...], tuple[ClockView, ...]]:
        shot, knowledge = state.snapshot, state.knowledge
        return patch_cards_view(shot, knowledge), tuple(c for c in clocks_view(shot, knowledge) if not c.quiet)

    tests, clocks = use_part(state, shelf)
    shown = column(*patch_cards(state, look, tests), clock_card(state, look, clocks), gap=12)
    shown.visible = bool(tests or clocks)
    return shown


@screen(name="The shelf today")
def ShelfSoon(state: PageState, look: Look) -> ft.Control:
    """Dates that come up in the next days."""
    clocks = use_part(state, lambda: tuple(c for c in clocks_view(state.snapshot, state.knowledge) if c.quiet))
    shown = column(clock_card(state, look, clocks))
    shown.visible = bool(clocks)
    return shown


def clock_card(state: PageState, look: Look, views: tuple[ClockView, ...]) -> ft.Control | None:
    rows: list[ft.Control] = []
    for view in views:
        if rows:
            rows.append(hairline())
        rows.append(_row(state, look, view))
    return card(look, *rows, gap=0, padding=14) if rows else None


def _row(state: PageState, look: Look, view: ClockView) -> ft.Control:
    color = CAUTION if view.kind == "open_over" else TEXT_SOFT
    row = open_row(
        view.title,
        view.said,
        partial(state.go, f"/shelf/{view.thing}"),
        mark=ft.Icon(ICONS[view.kind], color=color, size=28),
        padding=ft.Padding.symmetric(vertical=6),
        key=f"{view.kind}/{view.thing}",
    )
    if not view.action:
        return row
    do = cleaned(state, view.thing) if view.kind == "clean" else thrown_away(state, view.thing)
    note = ft.Container(content=plain(view.action, do, icon=ft.Icons.CHECK), padding=look.inset(start=34))
    return column(row, ft.Row([note], wrap=True), gap=0)


def cleaned(state: PageState, device: str) -> Callable[[], Coroutine[Any, Any, None]]:
    """Note that a device is clean now."""

    async def note() -> None:
        found = state.snapshot.diary.devices.get(device)
        if found is not None:
            now = state.handed.door.now().at
            said = state.wording.text("Noted. It is clean.")
            await state.do(Save(replace(found, cleaned_at=now), found), said=said, undoable=True)

    return note


def thrown_away(state: PageState, product: str) -> Callable[[], Coroutine[Any, Any, None]]:
    """Note that the opened ampoule is gone."""

    async def note() -> None:
        found = state.snapshot.diary.products.get(product)
        if found is not None:
            said = state.wording.text("Noted. The open one is gone.")
            await state.do(Save(replace(found, opened_at=None), found), said=said, undoable=True)

    return note
