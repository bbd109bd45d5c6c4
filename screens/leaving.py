"""Leaving a page, and asking first where something that was typed would be lost."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.look.buttons import actions, filled, plain
from screens.look.surfaces import column, info_card
from screens.look.surroundings import Look
from screens.wording import Wording


class Leaving:
    """The way out of one page. `leave` takes it; `unkept` says whether something would be lost; `redraw` shows the
    question, or takes it away."""

    def __init__(self, leave: Callable[[], object], unkept: Callable[[], bool], redraw: Callable[[], None]) -> None:
        self._leave, self._unkept, self._redraw = leave, unkept, redraw
        self.asks = False

    def close(self) -> None:
        """Leave; the first time, ask where something would be lost."""
        if self.asks or not self._unkept():
            self._leave()
        else:
            self.asks = True
            self._redraw()

    def stay(self) -> None:
        self.asks = False
        self._redraw()

    def foot(self, look: Look, words: Wording, otherwise: ft.Control) -> ft.Control:
        """What stands at the foot of the page: the question while it is asked, else its buttons."""
        if not self.asks:
            return otherwise
        return column(
            info_card(look, words.text("Leave without keeping?"), words.text("What you entered here would be lost.")),
            actions(
                look,
                plain(words.text("Leave it"), self.close),
                filled(words.text("Stay here"), self.stay, expand=True),  # the safe one is the main one
            ),
        )
