"""The pictures: each under the checksum of its bytes, written once and never again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from care.messages import message
from storage.errors import StorageError, busy, read_failed, write_failed
from storage.filesystem import FileSystem, RealFileSystem, replace_file
from storage.places import LOCK, PHOTOS, QUARANTINE
from storage.quarantine import set_aside

SUFFIXES = (".jpg", ".png", ".webp", ".heic")
SWEPT_AT = "photos_swept_at"  # the setting: when it was last looked whether any can go; none: it is time to look
MOST_BYTES = 64 << 20  # of one picture, which is held in memory while it is kept
_SHA = re.compile(r"[0-9a-f]{64}")
_PATIENCE = 30.0  # seconds


def picture_name(sha256: str, suffix: str) -> str:
    """Where a picture lies below the data folder: ``photos/ab/ab12….jpg``. Raises `ValueError`."""
    if not _SHA.fullmatch(sha256) or suffix not in SUFFIXES:
        raise ValueError(f"no picture can be called {sha256[:80]!r}{suffix[:10]!r}")
    return f"{PHOTOS}/{sha256[:2]}/{sha256}{suffix}"


class Photos:
    """The pictures of one data folder. Methods block on the disk, and may be called from any thread."""

    def __init__(self, folder: Path, files: FileSystem | None = None) -> None:
        self._folder, self._files = folder, files or RealFileSystem()
        self._durable: set[Path] = set()  # folders whose names are known to last

    def keep(self, data: bytes, suffix: str = ".jpg") -> str:
        """Keep a picture durably; its sha256. The same picture again is no second file, and a damaged one is mended.

        Raises `StorageError`; nothing half is left then.
        """
        if len(data) > MOST_BYTES:
            raise StorageError(
                message("This picture is larger than {most} MB, so it was not kept.", most=MOST_BYTES >> 20)
            )
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._folder / picture_name(sha256, suffix)
        try:
            with FileLock(self._folder / LOCK, timeout=_PATIENCE, mode=0o600):
                self._put(sha256, path, data)
        except Timeout as error:
            raise busy() from error
        except OSError as error:
            raise write_failed(error, self._folder) from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of a picture, checked. Raises `StorageError` when it is missing or damaged."""
        path = self.path(sha256)
        try:
            data = self._files.read(path) if path else None
        except OSError as error:
            raise read_failed(error, self._folder) from error
        if data is None:
            raise StorageError(message("This picture is not here."))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StorageError(message("This picture is damaged, so it is not shown."))
        return data

    def exists(self, sha256: str) -> bool:
        return self.path(sha256) is not None

    def path(self, sha256: str) -> Path | None:
        """Where a picture lies; None when it is not here. Raises `ValueError` for what is no checksum."""
        paths = (self._folder / picture_name(sha256, suffix) for suffix in SUFFIXES)
        return next((path for path in paths if self._files.size(path) is not None), None)

    def size(self, sha256: str) -> int | None:
        """Bytes; None when the picture is not here."""
        path = self.path(sha256)
        return self._files.size(path) if path else None

    def sound(self, sha256: str) -> bool:
        """Whether the picture is here, and is what was taken."""
        path = self.path(sha256)
        return path is not None and hashlib.sha256(self._files.read(path)).hexdigest() == sha256

    def all(self) -> Iterator[Path]:
        """Every picture's file, in order; what else lies there is passed over."""
        for below in sorted(self._files.list(self._folder / PHOTOS)):
            if len(below) == 2:
                for name in sorted(self._files.list(self._folder / PHOTOS / below)):
                    if _SHA.fullmatch(Path(name).stem):
                        yield self._folder / PHOTOS / below / name

    def _put(self, sha256: str, path: Path, data: bytes) -> None:
        for folder in (path.parent.parent, path.parent):
            self._files.mkdir(folder)
        there = self.path(sha256)
        if there is not None:
            kept = self._files.read(there)
            if kept != data:
                set_aside(self._files, self._folder / QUARANTINE, there.name, kept)
                there, path = None, there
        if there is None:
            replace_file(self._files, path, data, sync_folder=False)
            self._files.sync_folder(path.parent)
        # Also where the picture was found: the name may be left from an attempt that never came to this point.
        for folder in (path.parent, path.parent.parent, self._folder):
            if folder not in self._durable:
                self._files.sync_folder(folder)
                self._durable.add(folder)
