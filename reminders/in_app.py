"""The notifier of the open pages: they read the ledger, so that what is noted as shown is shown.

While no page is open nobody would see it, so nothing is claimed; it is shown as missed, or rings, when one is opened.
"""

from __future__ import annotations

import asyncio
from typing import Any

from reminders.planner import Due
from reminders.service import Reminding


class OpenPages:
    """Counts the open pages, and reminds as long as there is one. Used on one event loop."""

    def __init__(self) -> None:
        self._pages: set[int] = set()
        self._reminding: Reminding | None = None
        self._waking: set[asyncio.Task[None]] = set()

    def use(self, reminding: Reminding) -> None:
        self._reminding = reminding

    def joined(self, page: Any) -> None:
        """A page was opened: look at once what is due or was missed."""
        self._pages.add(id(page))
        self.look()

    def left(self, page: Any) -> None:
        self._pages.discard(id(page))

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
