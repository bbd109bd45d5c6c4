"""What a terminal, or another program that reads along, is told."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from care.clock_doubt import ClockDoubt
from care.messages import Message, message
from reminders.planner import Due


class Lines(Protocol):
    """Writes reminders as lines."""

    def heard(self) -> bool: ...

    async def ring(self, dues: tuple[Due, ...]) -> None: ...

    async def missed(self, dues: tuple[Due, ...], older: int) -> None: ...

    async def doubts(self, doubt: ClockDoubt | None) -> None: ...


class Spoken:
    """The lines of `remind` as a notifier."""

    name = "terminal"

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.ring, self.missed, self.doubts = lines.ring, lines.missed, lines.doubts

    async def alive(self) -> tuple[bool, Message]:
        if self._lines.heard():
            return True, message("The terminal shows reminders.")
        return False, message("Nobody reads what is written here.")

    async def sync(self, settled: Collection[str]) -> None:
        """What was written stays written."""
