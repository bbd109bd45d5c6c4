"""Sounds and signals of a session on this installation: each can be switched off, and tried."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import flet as ft

from screens.boundary import screen
from screens.hooks import changing, kept
from screens.look import type as text
from screens.look.buttons import actions, outlined
from screens.look.choices import switch_row
from screens.look.surfaces import card, column
from screens.look.surroundings import Look, use_look
from screens.page_state import use_page_state
from screens.session_signals import signals_of, spoken_line
from screens.settings import settings_shell
from screens.settings_signals_view import going_on_words, kind_words, switches, tried_lines
from screens.signals import GOES_ON, KINDS, Kind, goes_on, is_on
from screens.wording import Wording


@screen(name="Sounds and signals")
def SignalsPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    words, settings = state.wording, state.settings
    signals = kept(lambda: signals_of(state))
    nothing: tuple[str, ...] = ()
    tried, set_tried = changing(nothing)
    _, draw_again = changing(0)
    signals.draws(lambda: draw_again(lambda n: n + 1))
    ft.use_effect(signals.look_whether_lit, [])

    async def put(name: str, on: bool) -> None:
        await state.put(name, on)
        set_tried(nothing)
        draw_again(lambda n: n + 1)

    def turn(name: str, on: bool) -> None:
        state.page.run_task(put, name, on)

    async def attempt(kind: Kind) -> None:
        set_tried(nothing)
        set_tried(tried_lines(words, await signals.give(kind)))

    flows = goes_on(settings)
    rows = [
        switch_row(
            one.title,
            one.note,
            is_on(settings, one.name),
            partial(turn, one.name),
            key=one.name,
        )
        for one in switches(words, signals.may_go_dark)
    ]
    return settings_shell(
        state,
        look,
        words.text("Sounds and signals"),
        "signals",
        text.body(
            words.text(
                "In a session your hands are wet and your eyes are on the mirror: this is how Mesoday tells you."
            )
        ),
        card(look, *rows, gap=4),
        card(look, switch_row(*going_on_words(words), flows, partial(turn, GOES_ON), key=GOES_ON)),
        _tries(look, words, attempt, tried),
        spoken_line(signals),
        text.small(words.text("These settings belong to this device alone and are never exported.")),
    )


def _tries(look: Look, words: Wording, attempt: Callable[[Kind], Awaitable[None]], tried: Sequence[str]) -> ft.Control:
    """A button for each signal, and below what became of it."""
    buttons = [
        outlined(kind_words(words, kind), partial(attempt, kind), icon=ft.Icons.PLAY_ARROW, key=f"try_{kind}")
        for kind in KINDS
    ]
    said = ft.Semantics(content=column(*(text.body(line) for line in tried)), live_region=True, container=True)
    laid = buttons if look.phone or look.large_text else [actions(look, *buttons, gap=10, fill=False)]
    return card(look, text.subtitle(words.text("Try it"), heading=2), *laid, said if tried else None, gap=10)
