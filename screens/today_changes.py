"""What the plan changed in a routine: a chip that asks why, and the card that tells and lets one keep a step."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.choices import why_chip
from screens.look.colours import INFO_TONE
from screens.look.surfaces import column, why_card
from screens.look.surroundings import Look
from screens.page_state import use_part
from screens.reasons import reason
from screens.today_handlers import TodayHandlers
from screens.today_view import ChangeView


@screen(name="What was changed")
def Changed(handlers: TodayHandlers, look: Look, slot: str) -> ft.Control:
    """Nothing to be seen where nothing was changed."""
    opened, turn = changing(False)

    def changes() -> tuple[str, tuple[ChangeView, ...]]:
        view = handlers.routine(slot)
        return view.chip, view.changes

    chip, found = use_part(handlers.state, changes)
    parts: list[ft.Control] = []
    if found:
        parts.append(ft.Row([why_chip(chip, opened, lambda: turn(not opened))], wrap=True))
        if opened:
            parts += [_card(handlers, look, change) for change in found]
    shown = column(*parts, gap=8)
    shown.visible = bool(parts)
    return shown


def _card(handlers: TodayHandlers, look: Look, change: ChangeView) -> ft.Control:
    words, ink = handlers.words, INFO_TONE.on_container
    below: list[ft.Control] = [reason(handlers.state, line.text, line.rule, color=ink) for line in change.why]
    if change.kept:
        said = words.text("Let it rest after all")
    elif change.may_decide:
        said = words.text("Keep it today")
    else:
        said = ""
    if said:
        buttons = [plain(said, partial(handlers.keep, change), color=ink)]
        if change.product and not change.kept:
            route = f"/can-i/product/{change.product}"
            buttons.append(plain(words.text("My label says …"), partial(handlers.go, route), color=ink))
        below.append(ft.Row(buttons, wrap=True))
    return why_card(look, change.title, "", text.body(change.said, color=ink), *below, inline=False)
