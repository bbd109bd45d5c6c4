"""New ids: ULIDs, which sort by the time they were made."""

from __future__ import annotations

import os
import threading

from care.ports import Clock

_CHANCE_BITS = 80


class UlidIds:
    """ULIDs from the clock's time and the system's randomness.

    Each sorts after the one before, also within a millisecond and when the clock is set back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        from ulid import ULID  # reads its own package's metadata, which a command that only shows need not wait for

        milliseconds = int(self._clock.now().timestamp() * 1000)
        with self._lock:
            if milliseconds > self._last >> _CHANCE_BITS:
                # the highest bit stays clear, so that counting on within the millisecond has room
                chance = int.from_bytes(os.urandom(10), "big") >> 1
                self._last = milliseconds << _CHANCE_BITS | chance
            else:
                self._last += 1
            return str(ULID(self._last.to_bytes(16, "big")))
