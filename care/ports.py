"""What the core needs from the outside, as protocols. Nothing else reads the clock or makes up ids."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time. `rate`: how many of its seconds go by in one of the system's (0: it stands still)."""

    @property
    def rate(self) -> float: ...

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow, whatever the clock is set to; a sleep of the system counts."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that many of this clock's seconds."""
        ...

    def zone(self) -> str:
        """The IANA name of the zone the person is in now."""
        ...


class Ids(Protocol):
    """The only source of new ids."""

    def new(self) -> str:
        """A ULID, never given out before, sorting after earlier ones."""
        ...
