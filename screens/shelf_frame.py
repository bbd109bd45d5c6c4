"""The frame of one thing on the shelf: its name, its fields, Save in sight; leaving may ask first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import flet as ft

from screens.leaving import leave_question
from screens.look.buttons import actions, filled
from screens.look.surroundings import Look
from screens.navigation import task
from screens.page_state import PageState


class Edited(Protocol):
    """Whether something was typed that is not kept."""

    @property
    def edited(self) -> bool: ...


class ItemHandlers(Protocol):
    """What every page of an item can do."""

    leaving: bool

    @property
    def form(self) -> Edited: ...

    def save(self) -> Any: ...

    def close(self) -> None: ...

    def stay(self) -> None: ...


def item_task(
    look: Look,
    state: PageState,
    title: str,
    parts: Sequence[ft.Control | None],
    handlers: ItemHandlers,
    route: str,
) -> ft.View:
    words = state.wording
    bottom = (
        leave_question(look, words, handlers.close, handlers.stay)
        if handlers.leaving
        else actions(look, filled(words.text("Save"), handlers.save, expand=True))
    )
    return task(
        look,
        title,
        parts,
        on_close=handlers.close,
        close_name=words.text("Back to the shelf"),
        bottom=bottom,
        back=True,
        held=handlers.form.edited,
        route=route,
    )
