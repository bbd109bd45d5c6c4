"""The frame of one thing on the shelf: its name, its fields, Save in sight; leaving may ask first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import flet as ft

from screens.leaving import Leaving
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

    leaving: Leaving

    @property
    def form(self) -> Edited: ...

    def save(self) -> Any: ...


def item_task(
    look: Look,
    state: PageState,
    title: str,
    parts: Sequence[ft.Control | None],
    handlers: ItemHandlers,
    route: str,
) -> ft.View:
    words = state.wording
    save = actions(look, filled(words.text("Save"), handlers.save, expand=True))
    return task(
        look,
        title,
        parts,
        on_close=handlers.leaving.close,
        close_name=words.text("Back to the shelf"),
        bottom=handlers.leaving.foot(look, words, save),
        back=True,
        held=handlers.form.edited,
        route=route,
    )
