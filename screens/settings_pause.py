"""Ill or away: everything rests, and only a check of the skin still asks."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.verbs.catalogue import Save
from screens.course_view import ending
from screens.look import type as text
from screens.look.buttons import tonal
from screens.look.choices import chip, chips
from screens.look.surfaces import card, column, info_card, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.settings_pause_view import LENGTHS, length_words, pause_for, pause_line, whole_pause


def pause_everything(state: PageState, look: Look) -> ft.Control:
    words, shot = state.wording, state.snapshot
    there = whole_pause(shot)

    async def begin(days: int) -> None:
        said = words.text("Paused. Nothing is caught up.")
        await state.do(Save(pause_for(days, shot.today)), said=said, undoable=True)

    async def end() -> None:
        if there is not None:
            await state.do(ending(there, shot.today), said=words.text("The pause is over."), undoable=True)

    if there is not None:
        line = pause_line(words, there, shot.today)
        return column(info_card(look, words.text("Paused"), line), tonal(words.text("End the pause"), end), gap=8)
    return section(
        words.text("Ill or away"),
        card(
            look,
            text.body(
                words.text(
                    "Sessions, check-ins and every reminder rest, and nothing is caught up. Only a check of your skin "
                    "after a session still asks."
                )
            ),
            chips(*(chip(length_words(words, n), False, partial(begin, n), key=f"pause-{n}") for n in LENGTHS)),
            gap=10,
        ),
    )
