"""Work whose pieces are of different size: bytes of pictures, records. How far it is, and the wish to stop it."""

from __future__ import annotations

from care.progress import Cancelled, Progress, Stop


def quietly(done: int, total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Work that nobody stops."""
    return False


class Work:
    """Counts the units of one piece of work. `step` raises `Cancelled` when that is wished."""

    def __init__(self, total: int, progress: Progress = quietly, cancelled: Stop = never) -> None:
        self.total, self.done = max(total, 1), 0
        self._progress, self._cancelled = progress, cancelled
        self._said = -1

    def step(self, units: int = 0) -> None:
        """So much more is done. Says so a thousand times at most."""
        if self._cancelled():
            raise Cancelled
        self.done = min(self.done + units, self.total)
        if self._said < 0 or self.done - self._said >= self.total / 1000 or self.done == self.total != self._said:
            self._said = self.done
            self._progress(self.done, self.total)


def part_of(progress: Progress, begin: float, end: float) -> Progress:
    """The progress of a part that takes the whole from one fraction to another."""

    def said(done: int, total: int) -> None:
        progress(round(1000 * (begin + (end - begin) * done / max(total, 1))), 1000)

    return said
