"""Reads everything that is kept, in a folder or a backup, and says what does not agree. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from care.messages import Message, message
from care.progress import Progress, Stop
from storage.audit import audit
from storage.backup_form import BackupError
from storage.backup_reader import check_backup
from storage.errors import Damage, read_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.long_work import Work, never, part_of, quietly
from storage.photos import Photos

DAYS_SAID = 5


def verify(
    folder: Path,
    files: FileSystem | None = None,
    *,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> list[Message]:
    """Log, tables and pictures of a folder: one sentence for each thing that is wrong; none when all agrees.

    Raises `StorageError`, also where there is no diary, and `Cancelled`.
    """
    files = files or RealFileSystem()
    Work(1, part_of(progress, 0, 0.01), cancelled).step()
    found = [_said(damage) for damage in audit(folder, files).damages]
    try:
        return found + list(_pictures(folder, files, part_of(progress, 0.3, 1), cancelled))
    except OSError as error:
        raise read_failed(error, folder) from error


def verify_backup(
    path: Path,
    files: FileSystem | None = None,
    *,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> list[Message]:
    """The sentence about what is wrong with a backup; none when all of it agrees.

    Raises `BackupError` when there is no such file, and `Cancelled`.
    """
    try:
        check_backup(path, files=files, progress=progress, cancelled=cancelled)
    except BackupError as error:
        if not path.is_file():
            raise
        return [error.reason]
    return []


def _said(damage: Damage) -> Message:
    if not damage.days:
        return message("{file}: {what}", file=damage.file, what=damage.what)
    named = ", ".join(str(day) for day in damage.days[:DAYS_SAID])
    days = f"{named}, ..." if len(damage.days) > DAYS_SAID else named
    return message("{file}: {what} Days: {days}.", file=damage.file, what=damage.what, days=days)


def _pictures(folder: Path, files: FileSystem, progress: Progress, cancelled: Stop) -> Iterator[Message]:
    """A picture's name is the checksum of its bytes. A missing one is no fault: exports carry the records alone."""
    paths = list(Photos(folder, files).all())
    work = Work(len(paths), progress, cancelled)
    work.step()
    for path in paths:
        if hashlib.sha256(files.read(path)).hexdigest() != path.stem:
            yield message("{file}: This picture is damaged.", file=path.relative_to(folder).as_posix())
        work.step(1)
    progress(1000, 1000)
