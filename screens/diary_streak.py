"""Days with care in a row, below the month: how many, how they are counted, and the way to hide it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import cast

import flet as ft

from care.streak import Streak, streak
from screens.boundary import screen
from screens.hooks import changing
from screens.look.buttons import plain
from screens.look.colours import TEXT_SOFT
from screens.look.rows import expander, fact_row
from screens.look.surfaces import column, flat_card
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.ports import Door
from screens.streak_view import HIDDEN, streak_view

LOOK_BACK = timedelta(days=62)  # what is read first; each further look goes four times as far
FURTHER = 4


@screen(name="Days in a row")
def StreakLine(state: PageState, look: Look) -> ft.Control:
    words, shot = state.wording, state.snapshot
    found, keep = changing(cast("Streak | None", None))
    told, tell = changing(False)
    hidden, hide = changing(bool(state.settings.get(HIDDEN)))

    async def read() -> None:
        if not hidden:
            keep(await state.load(partial(read_streak, today=shot.today)))

    ft.use_effect(read, [shot.version, shot.today, hidden])

    async def put(value: bool) -> None:
        hide(value)
        await state.put(HIDDEN, value)

    if hidden:
        return ft.Row([plain(words.text("Show days in a row"), partial(put, False))])
    room = round(state.knowledge.figure("streak_free_days"))
    view = streak_view(words, found, room) if found is not None else None
    if view is None:
        return column()
    parts: list[ft.Control] = [expander(view.said, view.passed, told, lambda: tell(not told), mark=_mark())]
    if told:
        parts += [fact_row(ft.Icons.CHECK, rule) for rule in view.rules]
        parts.append(ft.Row([plain(words.text("Do not show this"), partial(put, True))]))
    return flat_card(look, *parts, gap=6, padding=14)


def read_streak(door: Door, today: date) -> Streak:
    """As much of the diary is read as it takes to know where the row began."""
    back = LOOK_BACK
    while True:
        since = today - back
        one = streak(door.diary(since), door.knowledge, today)
        if one.sure:
            return one
        if back > FURTHER**3 * LOOK_BACK:
            return streak(door.diary(whole=True), door.knowledge, today)
        back *= FURTHER


def _mark() -> ft.Control:
    return ft.Icon(ft.Icons.DATE_RANGE_OUTLINED, size=26, color=TEXT_SOFT)
