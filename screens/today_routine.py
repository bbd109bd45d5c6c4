"""A routine on Today: its steps to tick. A tick redraws its own row alone."""

from __future__ import annotations

import flet as ft

from care.verbs.routine import Tick, TickAll
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.rows import StepView as Row
from screens.look.rows import step_row
from screens.look.surfaces import column, pressable
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.today_view import RoutineView


class RoutineHandlers:
    """What the rows of one page do. One object for all rows, so that rows whose view is the same are not redrawn."""

    def __init__(self, state: PageState) -> None:
        self._state = state

    def tick(self, key: str) -> None:
        """Note the step "routine/step" as done, or take that back. What rests or is closed says why on its row."""
        routine, _, step = key.partition("/")
        plans = self._state.snapshot.plan.routines
        state = next((s.state for r in plans if r.routine == routine for s in r.steps if s.step == step), None)
        if state in ("do", "done"):
            command = Tick(routine, step, self._state.snapshot.today, done=state == "do")
            self._state.page.run_task(self._state.do, command)

    def did_all(self, routine: RoutineView) -> None:
        state = self._state

        async def tick_all() -> None:
            said = state.wording.count("One step noted.", "{count} steps noted.", routine.open_steps)
            await state.do(TickAll(routine.routines, state.snapshot.today), said=said, undoable=True)

        state.page.run_task(tick_all)

    def did_all_words(self) -> str:
        return self._state.wording.text("Did all")

    def fold_words(self, shown: bool) -> str:
        words = self._state.wording
        return words.text("Hide the steps") if shown else words.text("Show the steps")


@ft.component
def RoutinePart(view: RoutineView, handlers: RoutineHandlers, look: Look, open_at_first: bool) -> ft.Control:
    """Head, "did all" where there is something to do, and the rows; folded away when all is done."""
    shown, show = ft.use_state(open_at_first)
    head = column(text.subtitle(view.title, heading=2), text.small(view.summary), gap=0)
    if view.open_steps > 1:
        action: ft.Control = plain(handlers.did_all_words(), lambda: handlers.did_all(view))
    else:
        icon = ft.Icons.EXPAND_LESS if shown else ft.Icons.EXPAND_MORE
        action = pressable(
            ft.Icon(icon, size=26),
            lambda: show(not shown),
            name=f"{view.title}: {handlers.fold_words(shown)}",
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
