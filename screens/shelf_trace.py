"""The sessions and reactions of something on the shelf: for its page."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import TEXT_SOFT
from screens.look.rows import open_row
from screens.look.surfaces import card, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reaction_rungs import ICONS, TONES
from screens.shelf_trace_view import ShelfTraceView, TraceLine, shelf_trace_view

FEW = 5


@screen(name="Sessions and reactions")
def ShelfTrace(state: PageState, look: Look, thing: str) -> ft.Control:
    """`thing`: the id of a product or device. Nothing is drawn before it is read, off the event loop."""
    found, keep = changing(None)
    whole, show = changing(False)
    words, version = state.wording, state.snapshot.version

    async def read() -> None:
        keep(
            await state.load(
                lambda door: shelf_trace_view(words, door.knowledge, door.diary(whole=True), thing),
            )
        )

    ft.use_effect(read, [thing, version])
    view: ShelfTraceView | None = found
    if view is None:
        return ft.Container(visible=False)
    lines = [*view.reactions, *view.sessions]
    shown = lines if whole else [*view.reactions[:FEW], *view.sessions[:FEW]]
    rows = [_row(state, line) for line in shown]
    more = plain(words.text("Show all {n}", n=len(lines)), lambda: show(True)) if len(lines) > len(shown) else None
    return section(
        words.text("Sessions and reactions"),
        text.body(view.summary),
        card(look, *rows, gap=0, padding=10) if rows else None,
        ft.Row([more], wrap=True) if more else None,
    )


def _row(state: PageState, line: TraceLine) -> ft.Control:
    icon = ICONS[line.severity] if line.severity else ft.Icons.CHECK_CIRCLE_OUTLINE
    color = TONES[line.severity].strong if line.severity else TEXT_SOFT
    return open_row(
        line.title,
        line.note,
        partial(state.go, line.route),
        mark=ft.Icon(icon, size=24, color=color),
        padding=ft.Padding.symmetric(horizontal=8, vertical=8),
        key=line.id,
    )
