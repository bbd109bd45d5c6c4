"""Whether the diary is well kept: read and compared, for its owner alone, with room on the disk. Changes nothing."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from care.checkup import Finding
from care.messages import count_message, message
from care.progress import Progress, Stop
from storage.auto_backup import FOLDER, TROUBLE
from storage.errors import StorageError
from storage.filesystem import RealFileSystem
from storage.migrations import SCHEMA
from storage.places import LOG, TABLES
from storage.store import NEWER, Store
from storage.verify import read_everything
from storage.version import VERSION
from storage.whole import has_diary

ROOM = 50_000_000  # bytes beside a second copy of everything, so that files can be renewed and a backup be made
MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000


class Settings(Protocol):
    """What belongs to this installation alone."""

    def get(self, name: str, default: Any = None) -> Any: ...


def examine_data(folder: Path, store: Store | None, progress: Progress, cancelled: Stop) -> Iterator[Finding]:
    """The short form of `verify`, the rights, the room and the backups. `store`: the diary, open; None: there is none.

    Raises `StorageError` when it cannot be read, and `Cancelled`.
    """
    if store is None:
        said = message("There is no diary in {folder} yet.", folder=str(folder))
        yield Finding("data", "note", said, message("Open Mesoday, or name the right folder with --data."))
        return
    yield from _agrees(folder, progress, cancelled)
    yield _schema(store)
    if os.name == "posix":
        yield _rights(folder)
    yield _room(folder)
    yield _backups(store.local)


def has_diary_in(folder: Path) -> bool:
    """Whether there is anything to look at, as far as that can be told."""
    try:
        return has_diary(folder, RealFileSystem())
    except StorageError:
        return True  # opening it says what is wrong


def last_written(folder: Path) -> datetime | None:
    """The newest time among the files of the log and the tables, by the system that wrote them."""
    files = [path for name in (LOG, TABLES) for path in (folder / name).rglob("*") if path.is_file()]
    newest = max((path.stat().st_mtime for path in files), default=None)
    return None if newest is None else datetime.fromtimestamp(newest, UTC)


def _agrees(folder: Path, progress: Progress, cancelled: Stop) -> Iterator[Finding]:
    damages = len(read_everything(folder, progress=progress, cancelled=cancelled))
    if not damages:
        yield Finding("data", "well", message("All that is kept was read and agrees."))
        return
    said = count_message(
        "One thing that is kept does not agree.", "{count} things that are kept do not agree.", damages
    )
    mend = message('"main.py verify" names them, and Today says what may be lost. A backup can bring it back.')
    yield Finding("data", "wrong", said, mend)


def _schema(store: Store) -> Finding:
    if store.read_only_reason == NEWER:
        said = message("A newer Mesoday wrote this diary, so this one only reads it.")
        return Finding("data", "wrong", said, message("Please update this Mesoday."))
    return Finding("data", "well", message("Mesoday {version}, schema {schema}.", version=VERSION, schema=SCHEMA))


def _rights(folder: Path) -> Finding:
    open_to_others = sum(_open_to_others(path) for path in (folder, *folder.rglob("*")))
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        said = message("Mesoday may not write to {folder}.", folder=str(folder))
        return Finding("data", "wrong", said, message("Please allow it, or choose another folder with --data."))
    if open_to_others:
        said = count_message(
            "Other accounts of this device may open one file or folder of the diary.",
            "Other accounts of this device may open {count} files and folders of the diary.",
            open_to_others,
        )
        mend = message('Close it to them: chmod -R go-rwx "{folder}"', folder=str(folder))
        return Finding("data", "wrong", said, mend)
    return Finding("data", "well", message("Only your account may open its folder."))


def _open_to_others(path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:  # another process has just replaced it
        return False
    return not stat.S_ISLNK(found.st_mode) and bool(found.st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    kept = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    needed = kept + ROOM
    if free >= max(needed, 10 * GIGABYTE):
        return Finding("data", "well", message("{free} GB are free on its disk.", free=free // GIGABYTE))
    said = message("{free} MB are free on its disk.", free=free // MEGABYTE)
    if free >= needed:
        return Finding("data", "well", said)
    mend = message(
        "Please free some space: {needed} MB let Mesoday renew its files and make a backup.",
        needed=-(-needed // MEGABYTE),
    )
    return Finding("data", "wrong", said, mend)


def _backups(local: Settings | Mapping[str, Any]) -> Finding:
    if local.get(TROUBLE):
        said = message("The last backup by itself did not work.")
        return Finding("data", "wrong", said, message("The settings, under Backups, say why."))
    if not local.get(FOLDER):
        said = message("No backups are made by themselves.")
        return Finding("data", "note", said, message("Choose a folder for them in the settings, under Backups."))
    return Finding("data", "well", message("A backup is made once a day."))
