"""Gzipped copies of the page's larger files, made once and kept in the person's cache folder.

The engine has 14 MB, which a home network carries to a phone; packed it has less than half. Packing takes a second, so
it is done in a quiet moment after a file was first asked for, and never while somebody waits.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import logging
import os
import shutil
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)
PACKABLE = (".wasm", ".js", ".mjs", ".json", ".html", ".svg", ".otf", ".ttf", ".frag", ".bin")
LEAST = 4096  # bytes; what is smaller goes in a packet or two anyway
LEVEL = 6


class PackedFiles:
    """The copies in one folder. A copy is named after its file's path, size and time, so that it is never stale."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wanted: dict[str, os.stat_result] = {}

    def find(self, path: str, status: os.stat_result) -> Path | None:
        """The packed copy of a file; None where there is none (yet), or packing would not help."""
        if status.st_size < LEAST or not path.endswith(PACKABLE):
            return None
        packed = self._copy_of(path, status)
        if packed.is_file():
            return packed
        self._wanted[path] = status
        return None

    @property
    def wanted(self) -> int:
        """How many files were asked for that have no copy."""
        return len(self._wanted)

    def pack_wanted(self) -> None:
        """Make the copies that were missed, and remove those of files that are no longer the same. Blocks; a cache
        that cannot be written is no trouble to anybody."""
        wanted, self._wanted = self._wanted, {}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for path, status in wanted.items():
                self._pack(Path(path), self._copy_of(path, status))
        except OSError:
            log.info("the page's files could not be packed", exc_info=True)

    def _pack(self, source: Path, packed: Path) -> None:
        for old in self._folder.glob(f"{_name_of(str(source))}-*.gz"):
            old.unlink(missing_ok=True)
        number, name = tempfile.mkstemp(prefix=".", dir=self._folder)
        try:
            with (
                os.fdopen(number, "wb") as out,
                source.open("rb") as plain,
                gzip.GzipFile("", "wb", LEVEL, out, mtime=0) as packing,
            ):
                shutil.copyfileobj(plain, packing, 1 << 16)
            os.replace(name, packed)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def _copy_of(self, path: str, status: os.stat_result) -> Path:
        return self._folder / f"{_name_of(path)}-{status.st_size}-{status.st_mtime_ns}.gz"


def _name_of(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:16]
