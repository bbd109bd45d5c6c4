"""The card that tells of damage: on Today until it is read, in the settings as long as it is true."""

from __future__ import annotations

import flet as ft

from screens.damage_view import DamageView
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import CAUTION_TONE, INFO_TONE, Tone
from screens.look.surfaces import caution_card, info_card
from screens.look.surroundings import Look
from screens.page_state import DAMAGES_READ, PageState


def damage_card(state: PageState, look: Look, view: DamageView) -> ft.Control:
    """What happened, where to go, and the way to put it away."""
    words, ink = state.wording, _tone(view).on_container

    async def read() -> None:
        keys = sorted({*state.snapshot.damages_read, *view.keys})
        await state.attempt(state.put(DAMAGES_READ, keys))
        await state.reload(always=True)

    ways = [
        plain(words.text("What was found"), lambda: state.go("/settings/data"), color=ink),
        plain(words.text("I have read this"), read, color=ink),
    ]
    return _card(look, view, ft.Row([*_to_backups(state, view), *ways], wrap=True, spacing=4, run_spacing=0))


def damage_report(state: PageState, look: Look, view: DamageView) -> ft.Control:
    """The same with each damage and its place."""
    each = [text.body(said, color=_tone(view).on_container) for said in view.each]
    ways = [ft.Row(_to_backups(state, view), wrap=True)] if view.backups else []
    return _card(look, view, ft.Container(height=4), *each, *ways)


def _to_backups(state: PageState, view: DamageView) -> list[ft.Control]:
    if not view.backups:
        return []
    return [plain(state.wording.text("Backups"), lambda: state.go("/settings/backup"), color=_tone(view).on_container)]


def _card(look: Look, view: DamageView, *below: ft.Control) -> ft.Control:
    ink = _tone(view).on_container
    first, *more = view.lines
    card = caution_card if view.grave else info_card
    return card(look, view.title, first, *(text.body(line, color=ink) for line in more), *below)


def _tone(view: DamageView) -> Tone:
    return CAUTION_TONE if view.grave else INFO_TONE
