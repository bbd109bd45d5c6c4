"""Reads everything that is kept, in a folder or a backup, and says what does not agree. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from care.messages import Message, message
from care.progress import Progress, Stop
from storage.audit import audit
from storage.backup_form import BackupError
from storage.backup_reader import check_backup
from storage.errors import Damage, digest, read_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.long_work import Work, never, part_of, quietly
from storage.photos import Photos


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
    return [damage.said for damage in read_everything(folder, files, progress=progress, cancelled=cancelled)]


def read_everything(
    folder: Path,
    files: FileSystem | None = None,
    *,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> list[Damage]:
    """The same, as what was found."""
    files = files or RealFileSystem()
    Work(1, part_of(progress, 0, 0.01), cancelled).step()
    seen = audit(folder, files)
    try:
        pictures = _pictures(folder, files, seen.pictures, part_of(progress, 0.3, 1), cancelled)
        return [*seen.damages, *pictures]
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


def _pictures(
    folder: Path, files: FileSystem, taken: Mapping[str, date], progress: Progress, cancelled: Stop
) -> Iterator[Damage]:
    """A picture's name is the checksum of its bytes. A missing one is no fault: exports carry the records alone."""
    paths = list(Photos(folder, files).all())
    work = Work(len(paths), progress, cancelled)
    work.step()
    for path in paths:
        data = files.read(path)
        if hashlib.sha256(data).hexdigest() != path.stem:
            days = (taken[path.stem],) if path.stem in taken else ()
            file = path.relative_to(folder).as_posix()
            yield Damage(file, message("This picture is damaged."), days=days, mark=digest(data))
        work.step(1)
    progress(1000, 1000)
