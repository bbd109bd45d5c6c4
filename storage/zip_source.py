"""A file as `zipfile` wants it, read through the file system's port, never much at a time."""

from __future__ import annotations

import os
from pathlib import Path

from storage.filesystem import FileSystem

MOST_AT_ONCE = 16 << 20  # the list of entries is read in one piece: some hundred thousand names
_AHEAD = 1 << 17


class TooMuch(Exception):
    """More was asked for at once than any backup of ours needs."""


class ZipSource:
    """Reads, seeks and tells. Raises `OSError`, and `TooMuch`."""

    def __init__(self, path: Path, files: FileSystem) -> None:
        size = files.size(path)
        if size is None:
            raise FileNotFoundError(2, os.strerror(2), str(path))
        self._path, self._files, self._size = path, files, size
        self._at = 0
        self._window, self._begin = b"", 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        at = offset + {0: 0, 1: self._at, 2: self._size}[whence]
        if at < 0:
            raise ValueError("before the beginning of the file")
        self._at = at
        return at

    def read(self, size: int = -1) -> bytes:
        stop = self._size if size is None or size < 0 else min(self._at + size, self._size)
        wanted = stop - self._at
        if wanted <= 0:
            return b""
        if wanted > MOST_AT_ONCE:
            raise TooMuch
        if not self._begin <= self._at <= stop <= self._begin + len(self._window):
            self._window = self._files.read(self._path, self._at, min(self._at + max(wanted, _AHEAD), self._size))
            self._begin = self._at
        found = self._window[self._at - self._begin : stop - self._begin]
        self._at += len(found)
        return found

    def close(self) -> None:
        self._window = b""
