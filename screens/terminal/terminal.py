"""Where a command reads its surroundings and prints: its environment, standard output and standard error."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

from care.progress import Progress

MOST_ERROR_LINES = 4
TO_END_OF_LINE = "\x1b[K"  # wipes what was there


@dataclass(frozen=True)
class Terminal:
    """`out` and `err` are text streams; `env` the environment."""

    env: Mapping[str, str]
    out: TextIO
    err: TextIO

    @property
    def is_screen(self) -> bool:
        """Whether a person reads along, rather than a file or another program."""
        return self.out.isatty()

    @property
    def is_read(self) -> bool:
        """Whether what is printed reaches anybody: not where it goes to the null device, as a service's does."""
        if isinstance(self.out, Nowhere):
            return False
        if os.name != "posix":
            return True
        try:
            goes_to = os.fstat(self.out.fileno())
        except (OSError, ValueError):  # a stream without a file
            return True
        return not (stat.S_ISCHR(goes_to.st_mode) and goes_to.st_rdev == os.stat(os.devnull).st_rdev)

    @property
    def width(self) -> int:
        """Columns to keep to; a file gets a page of its own."""
        return min(120, shutil.get_terminal_size().columns) if self.is_screen else 100

    def print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.out.write(f"{line.rstrip()}\n")

    def print_json(self, value: Any) -> None:
        """One value on a line of its own."""
        self.out.write(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n")

    @contextmanager
    def progress(self, says: Callable[[int], str]) -> Iterator[Progress | None]:
        """Something to tell how far long work is, in percent; only where a person reads standard error."""
        if not self.err.isatty():
            yield None
            return
        last = -1

        def told(done: int, of: int) -> None:
            nonlocal last
            if (percent := min(100, 100 * done // max(1, of))) != last:
                last = percent
                self.err.write(f"\r{says(percent)}{TO_END_OF_LINE}")
                self.err.flush()

        try:
            yield told
        finally:
            self.err.write(f"\r{TO_END_OF_LINE}")
            self.err.flush()

    def complain(self, lines: Iterable[str]) -> None:
        """At most four plain lines on standard error."""
        for line in list(lines)[:MOST_ERROR_LINES]:
            self.err.write(f"{line.rstrip()}\n")
        self.err.flush()


class Nowhere(io.StringIO):
    """A stream that nobody reads."""

    def write(self, text: str, /) -> int:
        return len(text)


def mute(stream: TextIO) -> None:
    """Point a stream whose reader has gone at nowhere, so that the last flush is quiet too."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        pass
