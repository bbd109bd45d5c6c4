"""Asking first, when leaving would lose what was typed."""

from __future__ import annotations

import flet as ft

from screens.look.buttons import actions, filled, plain
from screens.look.surfaces import Press, column, info_card
from screens.look.surroundings import Look
from screens.wording import Wording


def leave_question(look: Look, words: Wording, on_leave: Press, on_stay: Press) -> ft.Control:
    """The question and its two answers; the safe one is the main one."""
    return column(
        info_card(look, words.text("Leave without keeping?"), words.text("What you entered here would be lost.")),
        actions(
            look,
            plain(words.text("Leave it"), on_leave),
            filled(words.text("Stay here"), on_stay, expand=True),
        ),
    )
