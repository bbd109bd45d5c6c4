"""The routines of a slot on Today: their steps to tick. A tick redraws its own row and the summary alone."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.rows import StepView as Row
from screens.look.rows import draw_step_row
from screens.look.surfaces import column, pressable
from screens.look.surroundings import Look
from screens.page_state import Gone, use_part
from screens.today_handlers import TodayHandlers


@screen(name="The routine")
def RoutinePart(handlers: TodayHandlers, look: Look, slot: str, open_at_first: bool) -> ft.Control:
    """Head and rows; the rows can be folded away when all is done."""
    shown, show = changing(open_at_first)

    def outline() -> tuple[tuple[str, ...], bool]:
        view = handlers.routine(slot)
        return tuple(f"{row.routine}/{row.step}" for row in view.rows), view.open_steps > 0

    keys, is_open = use_part(handlers.state, outline)
    rows = [_row(handlers, slot, key, key=key) for key in keys] if shown or is_open else []
    return column(_Head(handlers, slot, shown, lambda: show(not shown)), *rows, gap=2)


@screen(name="The routine")
def _Head(handlers: TodayHandlers, slot: str, shown: bool, turn: Callable[[], None]) -> ft.Control:
    """Title and summary, "did all" where there is something to do, and the sign that folds the rows."""

    def head() -> tuple[str, str, int]:
        view = handlers.routine(slot)
        return view.title, view.summary, view.open_steps

    title, summary, open_steps = use_part(handlers.state, head)
    fold = handlers.words.text("Hide the steps") if shown else handlers.words.text("Show the steps")
    sign = pressable(
        ft.Icon(ft.Icons.EXPAND_LESS if shown else ft.Icons.EXPAND_MORE, size=26),
        turn,
        name=f"{title}: {fold}",
        expanded=shown,
        width=48,
        height=48,
        align=ft.Alignment.CENTER,
    )
    all_done = plain(handlers.words.text("Did all"), lambda: handlers.did_all(handlers.routine(slot)))
    # Both are always there, one of them unseen: what changes places is a longer message than what shows itself.
    all_done.visible = open_steps > 0
    sign.visible = not open_steps
    words = column(text.subtitle(title, heading=2), text.small(summary), gap=0)
    return ft.Row(
        [ft.Container(content=words, expand=True), all_done, sign],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


@screen(name="The step")
def _Row(handlers: TodayHandlers, slot: str, key: str) -> ft.Control:
    def row() -> Row:
        for step in handlers.routine(slot).rows:
            if f"{step.routine}/{step.step}" == key:
                return Row(key, step.title, step.sub, step.state)
        raise Gone(key)

    return draw_step_row(use_part(handlers.state, row), handlers.tick)


_row = ft.memo(_Row)
