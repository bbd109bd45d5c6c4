"""What a notifier is."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Protocol

from care.clock_doubt import ClockDoubt
from care.messages import Message
from care.notifying import Permission
from reminders.planner import Due


class Notifier(Protocol):
    """Shows reminders. What it shows is named by the due's key or its instant, so that showing it again replaces it."""

    @property
    def name(self) -> str:
        """ "page", "terminal", "desktop", "android" or "calendar"."""
        ...

    async def alive(self) -> tuple[bool, Message]:
        """Whether it would reach anybody now, found by asking, and a sentence about it. Never raises."""
        ...

    async def ring(self, dues: tuple[Due, ...]) -> None:
        """It is time."""
        ...

    async def missed(self, dues: tuple[Due, ...], older: int) -> None:
        """These did not ring; `older` more were missed too long ago to list."""
        ...

    async def doubts(self, doubt: ClockDoubt | None) -> None:
        """The clock has leapt ahead, and what was missed waits until the person says whether it is right; None: that is
        over."""
        ...

    async def sync(self, settled: Collection[str]) -> None:
        """After each look: arm what comes, where the system rings by itself, and take away what shows `settled` keys
        (done or answered anywhere). Cheap when nothing has changed."""
        ...


class OfSystem(Notifier, Protocol):
    """A notifier of the system, which shows nothing until that lets it: whoever asks says before, in words of ours,
    what for. It can be tried out."""

    async def try_out(self, answered: asyncio.Event) -> None:
        """Show a notification that is no reminder; its button sets the event. Raises `NotShown`."""
        ...

    async def permission(self) -> Permission | None:
        """How it stands; None where there is nothing to ask, or notifications are switched off here. Never raises."""
        ...

    async def ask_permission(self) -> None:
        """Let the system ask the person, and wait for the answer. Never raises."""
        ...

    async def open_settings(self) -> bool:
        """Open the system's own settings about it; whether that was possible. Never raises."""
        ...
