"""The file operations of the store, one verb each, so that a test can let any single one of them fail."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple, Protocol

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_BINARY = getattr(os, "O_BINARY", 0)
_FULL_SYNC = getattr(fcntl, "F_FULLFSYNC", None)  # on macOS a plain fsync stops at the drive's own cache
_REPLACE_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


class Mark(NamedTuple):
    """What tells one state of a file or folder from another: which one it is, its bytes, its last change in ns."""

    identity: tuple[int, int]
    size: int
    changed: int


class FileSystem(Protocol):
    """Low-level verbs. They raise `OSError` as the system does, and never retry a write or an fsync."""

    def open_append(self, path: Path) -> int:
        """A descriptor that writes at the end, and can be read from; the file is made (0600) when missing."""
        ...

    def open_new(self, path: Path) -> int:
        """A descriptor of a file that must not exist yet (0600)."""
        ...

    def write(self, fd: int, data: bytes | memoryview) -> int:
        """Write some of the data; how many bytes were taken."""
        ...

    def fsync(self, fd: int) -> None: ...

    def truncate(self, fd: int, length: int) -> None: ...

    def close(self, fd: int) -> None: ...

    def replace(self, source: Path, target: Path) -> None: ...

    def sync_folder(self, folder: Path) -> None:
        """Make names in the folder durable, where the system knows that."""
        ...

    def unlink(self, path: Path) -> None: ...

    def mkdir(self, folder: Path) -> bool:
        """Make a folder (0700) and those above it; whether it was missing."""
        ...

    def list(self, folder: Path) -> list[str]:
        """The names in a folder; none when it is missing."""
        ...

    def size(self, path: Path) -> int | None:
        """Bytes; None when there is no such file."""
        ...

    def mark(self, where: Path | str | int) -> Mark | None:
        """Of a path, or of the file that a descriptor is open for; None when there is none."""
        ...

    def read(self, path: Path, start: int = 0, end: int | None = None) -> bytes: ...

    def read_at(self, fd: int, start: int, end: int) -> bytes:
        """Bytes of an open file."""
        ...


class RealFileSystem:
    """The system's own files."""

    def open_append(self, path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)

    def open_new(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)

    def write(self, fd: int, data: bytes | memoryview) -> int:
        return os.write(fd, data)

    def fsync(self, fd: int) -> None:
        if fcntl is not None and _FULL_SYNC is not None:
            try:
                fcntl.fcntl(fd, _FULL_SYNC)
                return
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):  # network disks do not know it
                    raise
        os.fsync(fd)

    def truncate(self, fd: int, length: int) -> None:
        os.ftruncate(fd, length)

    def close(self, fd: int) -> None:
        os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        if sys.platform == "win32":  # a virus scanner may hold the file for a moment
            for pause in _REPLACE_PAUSES:
                with contextlib.suppress(PermissionError):
                    os.replace(source, target)
                    return
                time.sleep(pause)
        os.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":  # folders cannot be opened there
            return
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def unlink(self, path: Path) -> None:
        os.unlink(path)

    def mkdir(self, folder: Path) -> bool:
        if folder.is_dir():
            return False
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return True

    def list(self, folder: Path) -> list[str]:
        try:
            return os.listdir(folder)
        except FileNotFoundError:
            return []

    def size(self, path: Path) -> int | None:
        try:
            return os.stat(path).st_size
        except FileNotFoundError:
            return None

    def mark(self, where: Path | str | int) -> Mark | None:
        try:
            found = os.stat(where)
        except FileNotFoundError:
            return None
        return Mark((found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns)

    def read_at(self, fd: int, start: int, end: int) -> bytes:
        return os.pread(fd, end - start, start)

    def read(self, path: Path, start: int = 0, end: int | None = None) -> bytes:
        with open(path, "rb") as file:
            if start:
                file.seek(start)
            return file.read() if end is None else file.read(max(0, end - start))


def write_all(files: FileSystem, fd: int, data: bytes) -> None:
    """Write until all is written; a system that takes nothing more counts as full."""
    rest = memoryview(data)
    while rest:
        taken = files.write(fd, rest)
        if taken <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[taken:]


def replace_file(files: FileSystem, path: Path, data: bytes, *, sync_folder: bool = True) -> None:
    """Put a whole file in place of another, or leave the other as it is.

    The caller holds the folder's lock: the temporary name is always the same, and one left by a crash is removed.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        fd = files.open_new(temporary)
    except FileExistsError:
        files.unlink(temporary)
        fd = files.open_new(temporary)
    try:
        try:
            write_all(files, fd, data)
            files.fsync(fd)
        finally:
            files.close(fd)
        files.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            files.unlink(temporary)
        raise
    if sync_folder:
        files.sync_folder(path.parent)


def make_folder(files: FileSystem, folder: Path) -> None:
    """A folder whose name is durable in the one above it."""
    if files.mkdir(folder):
        files.sync_folder(folder.parent)
