"""A file that is written beside its goal, and gets its name only when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from storage.filesystem import FileSystem, write_all

_BUFFER = 1 << 18
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES)  # foreign disks: sticks, network folders


class NewFile:
    """Write, `finish`, look at `temporary`, then `put_in_place`; or `discard`. Methods raise `OSError`.

    `write` and `flush` are all that a zip needs to be written in one go. The temporary name tells the process, so that
    two of them never write to one file; what a killed one left for the same goal is removed.
    """

    def __init__(self, goal: Path, files: FileSystem) -> None:
        self.goal, self._files = goal, files
        stem = f".{goal.name[:60]}"
        self.temporary = goal.with_name(f"{stem}.{os.getpid()}.tmp")
        remove_leftovers(goal.parent, stem, files)
        self._fd: int | None = files.open_new(self.temporary)
        self._waiting = bytearray()

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._waiting += data
        if len(self._waiting) >= _BUFFER:
            self._push()
        return len(data)

    def flush(self) -> None:
        """Nothing: what was written lasts from `finish` on."""

    def finish(self) -> None:
        """All is written, and lasts."""
        self._push()
        assert self._fd is not None
        self._files.fsync(self._fd)
        fd, self._fd = self._fd, None
        self._files.close(fd)

    def put_in_place(self) -> None:
        """Give it its name, over an older file of that name."""
        replaced = self._files.size(self.goal) is not None
        self._files.replace(self.temporary, self.goal)
        try:
            self._files.sync_folder(self.goal.parent)
        except OSError as error:
            if error.errno in _NO_FOLDER_SYNC:
                return
            if not replaced:  # a whole older file cannot come back, so the whole new one stays
                with contextlib.suppress(OSError):
                    self._files.unlink(self.goal)
            raise

    def discard(self) -> None:
        """Leave nothing, as far as the disk lets us."""
        with contextlib.suppress(OSError):
            if self._fd is not None:
                fd, self._fd = self._fd, None
                self._files.close(fd)
        with contextlib.suppress(OSError):  # it may have its name already
            self._files.unlink(self.temporary)

    def _push(self) -> None:
        assert self._fd is not None
        if self._waiting:
            waiting, self._waiting = self._waiting, bytearray()
            write_all(self._files, self._fd, bytes(waiting))


def remove_leftovers(folder: Path, stem: str, files: FileSystem) -> None:
    """Remove the temporary files of killed processes for one goal. Raises `OSError`."""
    for name in files.list(folder):
        parts = name.rsplit(".", 2)
        if len(parts) == 3 and parts[0] == stem and parts[1].isdecimal() and parts[2] == "tmp":
            files.unlink(folder / name)
