"""Opening a backup, and reading all of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from care.messages import message
from care.progress import Progress, Stop
from storage.backup_file import BROKEN, BackupFile, no_backup, unreadable
from storage.backup_form import BackupError, Manifest
from storage.filesystem import FileSystem, RealFileSystem
from storage.long_work import Work, never, quietly
from storage.zip_source import ZipSource


@contextmanager
def open_backup(path: Path, files: FileSystem | None = None, shown: Path | None = None) -> Iterator[BackupFile]:
    """A backup, open for reading; `shown` is what sentences call it. Raises `BackupError` for a file that is none."""
    named = str(shown or path)
    files = files or RealFileSystem()
    try:
        if path.is_dir():
            raise BackupError(message("{file} is a folder, not a file.", file=named))
        if not path.is_file():
            raise BackupError(message("There is no file called {file}.", file=named))
        archive = zipfile.ZipFile(ZipSource(path, files))  # type: ignore[arg-type]
    except BROKEN as error:
        raise no_backup(named) from error
    except OSError as error:
        raise unreadable(named, error) from error
    with archive:
        yield BackupFile(shown or path, archive)


def check_backup(
    path: Path,
    *,
    files: FileSystem | None = None,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> Manifest:
    """Read all of a backup, and compare everything with its manifest. Raises `BackupError`, and `Cancelled`."""
    with open_backup(path, files) as backup:
        work = Work(backup.size, progress, cancelled)
        work.step()
        for _ in backup.records(work.step):
            pass
        for picture in backup.pictures:
            backup.picture(picture)
            work.step(picture.entry.size)
        return backup.manifest
