"""Where unreadable things go: kept as they are, for somebody who may still make sense of them."""

from __future__ import annotations

import contextlib
from hashlib import blake2b
from pathlib import Path

from storage.filesystem import FileSystem, make_folder, write_all


def set_aside(files: FileSystem, folder: Path, name: str, data: bytes) -> Path | None:
    """Copy the bytes under a name that tells where they were; the same bytes once.

    Returns where, or None when even that could not be written: being without a copy must not stop the reading.
    """
    path = folder / f"{name}-{blake2b(data, digest_size=4).hexdigest()}"
    with contextlib.suppress(OSError):
        make_folder(files, folder)
        if files.size(path) is None:
            fd = files.open_new(path)
            try:
                write_all(files, fd, data)
                files.fsync(fd)
            finally:
                files.close(fd)
            files.sync_folder(folder)
        return path
    return None
