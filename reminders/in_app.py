"""The notifier of the open pages: they read the ledger, so that what is noted as shown is shown.

While no page is open nobody would see it, so nothing is claimed; it is shown as missed, or rings, when one is opened.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

from care.clock_doubt import ClockDoubt
from care.messages import Message, message
from reminders.planner import Due
from reminders.service import Reminding

log = logging.getLogger(__name__)


class Page(Protocol):
    """An open page, as far as time and reminders concern it."""

    async def clock_moved(self) -> None: ...

    async def look_anew(self) -> None: ...


class OpenPages:
    """Knows the open pages, and reminds as long as there is one. Used on one event loop."""

    name = "page"

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._reminding: Reminding | None = None
        self._waking: set[asyncio.Task[None]] = set()

    def use(self, reminding: Reminding) -> None:
        self._reminding = reminding

    def joined(self, page: Page) -> None:
        """A page was opened, or is heard again: look at once what is due or was missed."""
        if all(known is not page for known in self._pages):
            self._pages.append(page)
        self.look()

    def left(self, page: Page) -> None:
        self._pages = [known for known in self._pages if known is not page]

    async def clock_moved(self) -> None:
        """Let each page look at the time."""
        await self._each(lambda page: page.clock_moved())

    async def alive(self) -> tuple[bool, Message]:
        if self.anybody():
            return True, message("The open pages of Mesoday show reminders.")
        return False, message("No page of Mesoday is open.")

    async def doubts(self, doubt: ClockDoubt | None) -> None:
        """The pages read it with everything else."""
        await self._each(lambda page: page.look_anew())

    async def _each(self, tell: Callable[[Page], Awaitable[None]]) -> None:
        for page in tuple(self._pages):
            try:
                await tell(page)
            except Exception:  # one page that is about to go must not end reminding, nor keep it from the others
                log.warning("a page could not follow", exc_info=True)

    async def sync(self, settled: Collection[str]) -> None:
        """Nothing to do: the pages draw what the ledger says."""

    def look(self) -> None:
        if self._reminding is not None:
            task = asyncio.ensure_future(self._reminding.beat())
            self._waking.add(task)
            task.add_done_callback(self._waking.discard)

    def anybody(self) -> bool:
        return bool(self._pages)

    async def ring(self, dues: tuple[Due, ...]) -> None:
        """Nothing more to do: the pages draw what the ledger says."""

    async def missed(self, dues: tuple[Due, ...], older: int) -> None:
        """Nothing more to do: the pages draw what the ledger says."""
