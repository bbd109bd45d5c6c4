"""Long work: how far it is, and the wish to stop it."""

from __future__ import annotations

from collections.abc import Callable

from care.changes import Refused
from care.messages import message

Progress = Callable[[int, int], None]
"""Told now and then how much is done, and of how much. Called in the thread that works."""
Stop = Callable[[], bool]
"""Asked now and then whether to stop."""
EVERY = 512  # pieces between two words about the progress


class Cancelled(Refused):
    """The person stopped it. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__(message("This was stopped before its end. Nothing was changed."))


class Steps:
    """Counts the steps of long work, tells `progress` of them and raises `Cancelled` when `cancelled` says so."""

    def __init__(self, of: int, progress: Progress | None = None, cancelled: Stop | None = None) -> None:
        self._of, self._progress, self._cancelled = of, progress, cancelled
        self._done = 0
        self._next = 0

    def at(self, done: int) -> None:
        """So much is done."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._progress is not None:
            self._progress(min(done, self._of), self._of)

    def step(self) -> None:
        """One piece more; said only now and then."""
        self._done += 1
        if self._done >= self._next:
            self._next = self._done + EVERY
            self.at(self._done)

    def end(self) -> None:
        """All is done."""
        self.at(self._of)
