"""Reactions on Today: a quiet question about the skin, with one tap for all quiet; and what a reaction keeps closed."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.verbs.reaction import TellSkin
from screens.look import type as text
from screens.look.buttons import actions, plain, tonal
from screens.look.marks import area_mark
from screens.look.surfaces import Press, card, column, pressable
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reaction_rungs import ICONS, TONES
from screens.reaction_view import told_route
from screens.today_reactions_view import CheckCard, ReactionsView, StandingCard
from screens.wording import Wording


def reaction_cards(state: PageState, look: Look, view: ReactionsView) -> list[ft.Control]:
    """What stands comes first."""
    standing = [_standing(state, one) for one in view.standing]
    return [*standing, *(check_card(state, look, one) for one in view.checks)]


def check_card(state: PageState, look: Look, view: CheckCard, *, may_be_quiet: bool = True) -> ft.Control:
    """The question, and two answers: all quiet, or a closer look. `may_be_quiet`: False where something was felt."""
    words = state.wording
    mark = [area_mark(look, view.area, 40)] if view.area else []
    head = ft.Row(
        [
            *mark,
            ft.Container(
                content=column(text.subtitle(view.title, heading=2), text.small(view.about), gap=0), expand=True
            ),
        ],
        spacing=12,
    )
    look_closer = partial(state.go, f"/reaction/{view.session}")
    if not may_be_quiet:
        return card(look, head, actions(look, tonal(words.text("Look closer"), look_closer)), gap=10, padding=16)
    closer = plain(words.text("Look closer"), look_closer)
    quiet = tonal(words.text("All quiet"), _all_quiet(state, words, view), icon=ft.Icons.CHECK, expand=True)
    return card(look, head, actions(look, closer, quiet), gap=10, padding=16)


def _all_quiet(state: PageState, words: Wording, view: CheckCard) -> Press:
    async def tell() -> None:
        command = TellSkin(session=view.session, check=view.kind)
        await state.do(command, said=words.text("Noted. All quiet."), undoable=True)

    return tell


def _standing(state: PageState, view: StandingCard) -> ft.Control:
    """What is closed or rests, and the way to it: all of the card is pressed."""
    tone = TONES[view.severity]
    ink = tone.on_container
    said = column(
        text.subtitle(view.title, color=ink), text.body(view.said, color=ink), text.small(view.sign, color=ink), gap=2
    )
    row = ft.Row(
        [
            ft.Icon(ICONS[view.severity], color=ink, size=26),
            ft.Container(content=said, expand=True),
            ft.Icon(ft.Icons.CHEVRON_RIGHT, color=ink, size=24),
        ],
        spacing=14,
    )
    return pressable(
        row,
        partial(state.go, told_route(view.reaction)),
        color=tone.container,
        shape=20,
        padding=ft.Padding.symmetric(horizontal=18, vertical=14),
        key=view.reaction,
    )
