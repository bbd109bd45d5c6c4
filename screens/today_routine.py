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
from screens.today_changes import Changed
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
    head = _Head(handlers, slot, shown, lambda: show(not shown))
    return column(head, Changed(handlers, look, slot), *rows, gap=2)


@screen(name="The routine")
def _Head(handlers: TodayHandlers, slot: str, shown: bool, turn: Callable[[], None]) -> ft.Control:
    """Title and summary, "did all" where there is something to do, else the sign that folds the rows."""

    def head() -> tuple[str, bool]:
        view = handlers.routine(slot)
        return view.title, view.open_steps > 0

    title, is_open = use_part(handlers.state, head)
    words = handlers.words
    fold = words.text("Hide the steps") if shown else words.text("Show the steps")
    if is_open:
        action: ft.Control = plain(words.text("Did all"), lambda: handlers.did_all(handlers.routine(slot)))
    else:
        action = pressable(
            ft.Icon(ft.Icons.EXPAND_LESS if shown else ft.Icons.EXPAND_MORE, size=26),
            turn,
            name=f"{title}: {fold}",
            expanded=shown,
            width=48,
            height=48,
            align=ft.Alignment.CENTER,
        )
    said = column(text.subtitle(title, heading=2), _Summary(handlers, slot), gap=0)
    return ft.Row([ft.Container(content=said, expand=True), action], vertical_alignment=ft.CrossAxisAlignment.CENTER)


@screen(name="The routine")
def _Summary(handlers: TodayHandlers, slot: str) -> ft.Control:
    return text.small(use_part(handlers.state, lambda: handlers.routine(slot).summary))


@screen(name="The step")
def _Row(handlers: TodayHandlers, slot: str, key: str) -> ft.Control:
    def row() -> Row:
        for step in handlers.routine(slot).rows:
            if f"{step.routine}/{step.step}" == key:
                return Row(key, step.title, step.sub, step.state)
        raise Gone(key)

    return draw_step_row(use_part(handlers.state, row), handlers.tick)


_row = ft.memo(_Row)
