"""A routine on Today: its steps to tick. A tick redraws its own row alone."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.rows import StepView as Row
from screens.look.rows import step_row
from screens.look.surfaces import column, pressable
from screens.look.surroundings import Look
from screens.today_handlers import TodayHandlers
from screens.today_view import RoutineView


@screen(name="The routine")
def _RoutinePart(view: RoutineView, handlers: TodayHandlers, look: Look, open_at_first: bool) -> ft.Control:
    """Head, "did all" where there is something to do, and the rows; folded away when all is done."""
    shown, show = ft.use_state(open_at_first)
    head = column(text.subtitle(view.title, heading=2), text.small(view.summary), gap=0)
    if view.open_steps > 1:
        action: ft.Control = plain(handlers.words.text("Did all"), lambda: handlers.did_all(view))
    else:
        icon = ft.Icons.EXPAND_LESS if shown else ft.Icons.EXPAND_MORE
        fold = handlers.words.text("Hide the steps") if shown else handlers.words.text("Show the steps")
        action = pressable(
            ft.Icon(icon, size=26),
            lambda: show(not shown),
            name=f"{view.title}: {fold}",
            expanded=shown,
            width=48,
            height=48,
            align=ft.Alignment.CENTER,
        )
    top = ft.Row([ft.Container(content=head, expand=True), action], vertical_alignment=ft.CrossAxisAlignment.CENTER)
    rows = [
        step_row(Row(f"{row.routine}/{row.step}", row.title, row.sub, row.state), handlers.tick) for row in view.rows
    ]
    return column(top, *(rows if shown or view.open_steps else []), gap=2)


def RoutinePart(view: RoutineView, handlers: TodayHandlers, look: Look, open_at_first: bool) -> ft.Control:
    """The routines of a slot; drawn again only when their view differs."""
    return _memoised(view, handlers, look, open_at_first, key=view.slot)


_memoised = ft.memo(_RoutinePart)
