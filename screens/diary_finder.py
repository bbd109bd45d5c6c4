"""What is asked of the whole diary and what was found, while the screen that asks is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from care.progress import Cancelled
from screens.diary_find_view import FIND, Hit, Query, Sort, find
from screens.long_work import LongWork
from screens.page_state import PageState
from screens.ports import Door, Reporting

PAUSE = 0.3  # seconds without another letter before the diary is looked through
PAGE = 40  # hits shown at first, and with each "more"


class Finder:
    """What is asked and what was found; one object while the screen is open, so that going back finds it again."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.query = Query()
        self.found: tuple[Hit, ...] | None = None
        self.shown = PAGE
        self.more = False
        self.beside: date | None = None
        self.redraw: Callable[[], None] = lambda: None
        self.work = LongWork(lambda: self.redraw())
        self._asked = 0

    def ask(self, **changed: Any) -> None:
        """Another question. The letters stand at once; the diary is looked through when they stop."""
        self.query = replace(self.query, **changed)
        self.shown = PAGE
        self._asked += 1
        self.redraw()
        self.state.page.run_task(self._look, self._asked, PAUSE if "text" in changed else 0.0)

    def toggle(self, sort: Sort) -> None:
        self.ask(sorts=self.query.sorts ^ {sort})

    def clear(self) -> None:
        self.found = None
        self.ask(text="", sorts=frozenset(), tag="", product="")

    def show_more(self) -> None:
        self.shown += PAGE
        self.redraw()

    def open_beside(self, hit: Hit) -> None:
        self.beside = hit.day
        self.redraw()

    def open_over(self, hit: Hit) -> None:
        self.state.go(f"{FIND}/{hit.day.isoformat()}")

    async def look_again(self) -> None:
        """The diary has changed."""
        if self.query:
            self._asked += 1
            await self._look(self._asked, 0.0)

    async def _look(self, asked: int, pause: float) -> None:
        await asyncio.sleep(pause)
        if asked != self._asked:
            return
        query, words, state = self.query, self.state.wording, self.state

        def gone_on() -> bool:
            return asked != self._asked

        def read(report: Reporting) -> tuple[Hit, ...]:
            door: Door = state.handed.door
            return find(words, door.knowledge, door.diary(whole=True), query, report.progress, gone_on)

        work = LongWork(lambda: self.redraw())
        self.work = work
        try:
            found = await work.run(words.text("Looking through the diary"), read)
        except Cancelled:
            return
        if asked == self._asked:
            self.found = found if query else None
            self.redraw()
