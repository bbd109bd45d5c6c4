"""Several notifiers as one: each that is alive shows, and one that fails silences none of the others."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence

from msgspec import Struct

from care.clock_doubt import ClockDoubt
from care.messages import Message
from reminders.notifiers.protocol import Notifier
from reminders.planner import Due

log = logging.getLogger(__name__)


class Alive(Struct, frozen=True):
    """What a notifier says of itself."""

    name: str
    alive: bool
    said: Message


class Together:
    """The notifiers of this process, in the order in which they show."""

    name = "together"

    def __init__(self, notifiers: Sequence[Notifier]) -> None:
        self.notifiers = tuple(notifiers)

    def put_in_place_of(self, other: Notifier, notifier: Notifier) -> None:
        """From now on the notifier shows where another one did."""
        self.notifiers = tuple(notifier if one is other else one for one in self.notifiers)

    async def all_alive(self) -> tuple[Alive, ...]:
        """What each says when it is asked."""
        return tuple([Alive(one.name, *await one.alive()) for one in self.notifiers])

    async def alive(self) -> tuple[bool, Message]:
        """Whether anybody would be reached; the sentence is that of the first that is alive, or else of the last."""
        said: tuple[bool, Message] = (False, Message(""))
        for one in self.notifiers:
            said = await one.alive()
            if said[0]:
                break
        return said

    async def heard(self) -> bool:
        """Whether anybody would be reached now."""
        return (await self.alive())[0]

    async def ring(self, dues: tuple[Due, ...]) -> None:
        """Raises the first error where none of those alive could show it."""
        await self._each(lambda one: one.ring(dues))

    async def missed(self, dues: tuple[Due, ...], older: int) -> None:
        """Raises the first error where none of those alive could show it."""
        await self._each(lambda one: one.missed(dues, older))

    async def doubts(self, doubt: ClockDoubt | None) -> None:
        await self._all(lambda one: one.doubts(doubt))

    async def sync(self, settled: Collection[str]) -> None:
        await self._all(lambda one: one.sync(settled))

    async def _all(self, follow: Callable[[Notifier], Awaitable[None]]) -> None:
        for one in self.notifiers:
            try:
                await follow(one)
            except Exception:  # the next look comes anyway
                log.warning("the notifier %s could not follow", one.name, exc_info=True)

    async def _each(self, show: Callable[[Notifier], Awaitable[None]]) -> None:
        failed: list[Exception] = []
        shown = 0
        for one in self.notifiers:
            if not (await one.alive())[0]:
                continue
            try:
                await show(one)
                shown += 1
            except Exception as error:
                log.warning("the notifier %s failed", one.name, exc_info=True)
                failed.append(error)
        if failed and not shown:
            raise failed[0]
