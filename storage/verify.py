"""Reads everything that is kept in a folder and says what does not agree: log, tables, pictures. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from care.messages import Message, message
from storage.audit import audit
from storage.errors import Damage, read_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.places import PHOTOS

DAYS_SAID = 5


def verify(folder: Path, files: FileSystem | None = None) -> list[Message]:
    """One sentence for each thing that is wrong; none when all agrees. Raises `StorageError`, also where there is no
    diary."""
    files = files or RealFileSystem()
    found = [_said(damage) for damage in audit(folder, files).damages]
    try:
        return found + list(_pictures(folder, files))
    except OSError as error:
        raise read_failed(error, folder) from error


def _said(damage: Damage) -> Message:
    if not damage.days:
        return message("{file}: {what}", file=damage.file, what=damage.what)
    named = ", ".join(str(day) for day in damage.days[:DAYS_SAID])
    days = f"{named}, ..." if len(damage.days) > DAYS_SAID else named
    return message("{file}: {what} Days: {days}.", file=damage.file, what=damage.what, days=days)


def _pictures(folder: Path, files: FileSystem) -> Iterator[Message]:
    """A picture's name is the checksum of its bytes. A missing one is no fault: exports carry the records alone."""
    for below in sorted(files.list(folder / PHOTOS)):
        for name in sorted(files.list(folder / PHOTOS / below)):
            stem = Path(name).stem
            if len(stem) == 64 and hashlib.sha256(files.read(folder / PHOTOS / below / name)).hexdigest() != stem:
                yield message("{file}: This picture is damaged.", file=f"{PHOTOS}/{below}/{name}")
