"""Work that takes a while: done in a worker thread, with how far it is and a way to stop it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import flet as ft

from screens.look import type as text
from screens.look.buttons import outlined
from screens.look.surfaces import card
from screens.look.surroundings import Look
from screens.ports import Reporting
from screens.wording import Wording

T = TypeVar("T")
LOOK_EVERY = 0.2  # seconds between two drawings of the progress


class LongWork:
    """One piece of work of a page at a time. `redraw` is called on the page's loop when there is something to see."""

    def __init__(self, redraw: Callable[[], None]) -> None:
        self.redraw = redraw
        self.title = ""
        self.done, self.total = 0, 0
        self._stop = False

    @property
    def running(self) -> bool:
        return bool(self.title)

    def progress(self, done: int, total: int) -> None:
        """Called by the work, in its thread."""
        self.done, self.total = done, total

    def cancelled(self) -> bool:
        return self._stop

    def cancel(self) -> None:
        """Ask the work to stop; it leaves everything as it was."""
        self._stop = True
        self.redraw()

    @property
    def stopping(self) -> bool:
        return self.running and self._stop

    async def run(self, title: str, work: Callable[[Reporting], T]) -> T:
        """Do the work off the event loop and give back what it gives, or raise what it raises."""
        self.title, self.done, self.total, self._stop = title, 0, 0, False
        self.redraw()
        doing = asyncio.ensure_future(asyncio.to_thread(work, self))
        try:
            while not (await asyncio.wait([doing], timeout=LOOK_EVERY))[0]:
                self.redraw()
            return await doing
        finally:
            self.title = ""
            self.redraw()


def progress_card(look: Look, words: Wording, work: LongWork) -> ft.Control:
    """What is being done, how far it is, and Cancel."""
    share = min(1.0, work.done / work.total) if work.total else None
    if work.stopping:
        said = words.text("Stopping. Everything stays as it was.")
    elif share is None:
        said = words.text("This may take a while.")
    else:
        said = words.text("{percent} % done", percent=round(share * 100))
    bar = ft.Semantics(
        content=ft.ProgressBar(value=share, bar_height=8, border_radius=4),
        label=work.title,
        value=said,
        container=True,
        exclude_semantics=True,
    )
    stop = outlined(words.text("Cancel"), work.cancel, disabled=work.stopping)
    return card(look, text.subtitle(work.title, heading=2), bar, text.small(said), ft.Row([stop]), gap=10)
