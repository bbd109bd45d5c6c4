"""The lock of a data folder: one writer at a time among all processes, on the file that `filelock` locks as well.

The file stays open between two commits: opening it anew costs more than the lock. Where the system has no flock,
`filelock` does it alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from storage.errors import busy, write_failed

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

POLL = 0.005  # seconds between two looks at the lock
_TAKEN = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES)
_UNKNOWN = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


class FolderLock:
    """May be taken again by who holds it. One thread at a time uses it."""

    def __init__(self, path: Path) -> None:
        self._path, self._folder = str(path), path.parent
        self._fd: int | None = None
        self._depth = 0
        self._other = FileLock(path, mode=0o600, thread_local=False) if fcntl is None else None

    @contextlib.contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Hold the lock. Raises `StorageError` in one sentence when it cannot be had."""
        try:
            self.acquire(patience)
        except TimeoutError as error:
            raise busy() from error
        except OSError as error:
            raise write_failed(error, self._folder) from error
        try:
            yield
        finally:
            self.release()

    def acquire(self, patience: float) -> None:
        """Wait that many seconds at most. Raises `TimeoutError`, and `OSError` where no lock can be."""
        if self._depth == 0:
            self._acquire(patience)
        self._depth += 1

    def release(self) -> None:
        self._depth -= 1
        if self._depth:
            return
        if self._other is not None:
            self._other.release()
        elif self._fd is not None:
            fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file, unless the lock is held."""
        if self._fd is not None and not self._depth:
            fd, self._fd = self._fd, None
            os.close(fd)

    def __del__(self) -> None:
        if getattr(self, "_fd", None) is not None:
            with contextlib.suppress(OSError):
                os.close(self._fd)  # type: ignore[arg-type]

    def _acquire(self, patience: float) -> None:
        looks = max(1, round(patience / POLL))
        while self._other is None:
            try:
                if self._taken():
                    return
            except OSError as error:
                if error.errno in _UNKNOWN:
                    self.close()
                    self._other = FileLock(self._path, mode=0o600, thread_local=False)
                    break
                raise
            looks -= 1
            if looks <= 0:
                raise TimeoutError
            time.sleep(POLL)
        if self._other is not None:
            try:
                self._other.acquire(timeout=patience, poll_interval=POLL)
            except Timeout as error:
                raise TimeoutError from error

    def _taken(self) -> bool:
        if self._fd is None:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        try:
            if os.path.samestat(os.stat(self._path), os.fstat(self._fd)):
                return True
        except FileNotFoundError:
            pass
        fd, self._fd = self._fd, None  # the folder was put in place of another: this locks nothing any more
        os.close(fd)
        return self._taken()
