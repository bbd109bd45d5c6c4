"""Backups that are made by themselves, once a day, into the folder that the person chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from msgspec import Struct

from care.messages import Message, message
from care.ports import Clock
from care.progress import Progress, Stop
from storage.backup import Made, make_backup
from storage.backup_form import BackupError, Manifest
from storage.backup_reader import open_backup
from storage.errors import StorageError, write_failed
from storage.exchange_faults import english
from storage.filesystem import FileSystem, RealFileSystem, make_folder
from storage.ids import UlidIds
from storage.local import Local
from storage.long_work import never, quietly
from storage.new_file import remove_leftovers
from storage.places import BACKUPS
from storage.retention import staying

FOLDER, DONE_AT, TRIED_AT, TROUBLE = "backup_folder", "backed_up_at", "backup_tried_at", "backup_trouble"
EVERY, AGAIN_AFTER = timedelta(days=1), timedelta(hours=1)
_NAME = re.compile(r"mesoday-(\d{4}-\d\d-\d\d-\d{4})(?:-\d+)?\.zip")
_LEFTOVER = re.compile(r"(\.mesoday-\d{4}-\d\d-\d\d-\d{4}(?:-\d+)?\.zip)\.\d+\.tmp")
_LOCK = ".auto-backup.lock"  # in the diary's own folder of backups: one process at a time

Say = Callable[[Message], str]
"""How a sentence is put into the person's language before it is kept among the settings."""


class Found(Struct, frozen=True):
    """A backup that lies in a folder: what it says of itself, and its size in bytes."""

    path: Path
    size: int
    manifest: Manifest


def is_due(local: Local, now: datetime) -> bool:
    """Whether a backup is to be made now: a day after the last one, an hour after an attempt that failed."""
    if not local.get(FOLDER):
        return False
    done, tried = _instant(local.get(DONE_AT)), _instant(local.get(TRIED_AT))
    if tried is not None and (done is None or tried > done) and tried <= now < tried + AGAIN_AFTER:
        return False
    return done is None or not done <= now < done + EVERY  # a clock that was set back must not end all backups


def auto_backup(
    folder: Path,
    local: Local,
    *,
    clock: Clock,
    files: FileSystem | None = None,
    say: Say = english,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> Made | None:
    """Make today's backup if it is due, and let older ones go; None when there is nothing to do, or it did not work.

    What did not work is kept as one sentence in the setting ``backup_trouble``, which the next success takes away.
    Raises `Cancelled` alone.
    """
    files = files or RealFileSystem()
    if not is_due(local, clock.now()):
        return None
    try:
        make_folder(files, folder / BACKUPS)
        with FileLock(folder / BACKUPS / _LOCK, timeout=0, mode=0o600):
            latest = Local.open(folder, ids=UlidIds(clock), files=files, read_only=True)  # as other processes left it
            if not is_due(latest, clock.now()):
                return None
            return _attempt(folder, local, Path(str(latest.get(FOLDER))), clock, files, say, progress, cancelled)
    except Timeout:  # another process is at it
        return None
    except OSError as error:
        _keep(local, {TRIED_AT: clock.now().isoformat(), TROUBLE: say(write_failed(error, folder).reason)})
        return None


def _attempt(
    folder: Path,
    local: Local,
    target: Path,
    clock: Clock,
    files: FileSystem,
    say: Say,
    progress: Progress,
    cancelled: Stop,
) -> Made | None:
    now = clock.now()
    try:
        target = usable_folder(target)
        _remove_leftovers(target, files)
        goal = free_name(target, now.astimezone(ZoneInfo(clock.zone())), files)
        made = make_backup(folder, goal, clock=clock, files=files, progress=progress, cancelled=cancelled)
    except StorageError as error:
        _keep(local, {TRIED_AT: now.isoformat(), TROUBLE: say(error.reason)})
        return None
    except OSError as error:
        _keep(local, {TRIED_AT: now.isoformat(), TROUBLE: say(write_failed(error, target).reason)})
        return None
    # Said first: letting go of old ones may fail without making the new one worth less.
    _keep(local, {DONE_AT: now.isoformat(), TRIED_AT: None, TROUBLE: None})
    if made.sound:  # while the diary is damaged, what older backups hold may be all there is
        let_go(target, made.manifest.installation, files)
    return made


def let_go(target: Path, installation: str, files: FileSystem) -> list[Path]:
    """Delete what this installation made by itself and is beyond what stays; what was deleted.

    Another installation's backups in the same folder, and whatever cannot be read, are left alone.
    """
    own: dict[Path, datetime] = {}
    for path in _candidates(target, files):
        made = _made_at(path.name)
        try:
            with open_backup(path, files) as backup:
                if made is not None and backup.manifest.installation == installation:
                    own[path] = made
        except BackupError:
            continue
    stay = staying(own.values())
    gone: list[Path] = []
    for path, made in sorted(own.items()):
        if made not in stay:
            try:
                files.unlink(path)
                gone.append(path)
            except OSError:  # the next day's turn
                continue
    return gone


def usable_folder(target: Path) -> Path:
    """A folder that backups can be made in, as a full path. Raises `StorageError` in one sentence."""
    try:
        there = target.expanduser().is_dir()
    except (OSError, RuntimeError, ValueError):
        there = False
    if not target.is_absolute() and not str(target).startswith("~"):
        raise StorageError(message("Please name the folder for backups by its full path."))
    if not there:
        raise StorageError(
            message(
                "The folder {folder} is not there, so no backup can be made in it; "
                "please connect its disk or choose another folder.",
                folder=str(target),
            )
        )
    return target.expanduser()


def find_backups(folders: Iterable[Path], files: FileSystem | None = None) -> list[Found]:
    """The backups that lie in folders, whoever made them, the newest first. Only their manifests are read."""
    files = files or RealFileSystem()
    found: dict[Path, Found] = {}
    for folder in folders:
        try:
            names = files.list(folder)
        except OSError:
            continue
        for path in (folder / name for name in names if name.endswith(".zip") and not name.startswith(".")):
            try:
                with open_backup(path, files) as backup:
                    found[path.resolve()] = Found(path, files.size(path) or 0, backup.manifest)
            except (BackupError, OSError):
                continue
    return sorted(found.values(), key=lambda one: (one.manifest.created_at, one.path.name), reverse=True)


def _candidates(target: Path, files: FileSystem) -> list[Path]:
    try:
        return [target / name for name in files.list(target) if _NAME.fullmatch(name)]
    except OSError:
        return []


def _made_at(name: str) -> datetime | None:
    """The wall time in a name, where it is one."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M") if found else None  # noqa: DTZ007 (a wall time)
    except ValueError:
        return None


def free_name(target: Path, at: datetime, files: FileSystem) -> Path:
    """The name of a backup made at a wall time, which no other file in the folder has."""
    taken = set(files.list(target))
    stem = f"mesoday-{at:%Y-%m-%d-%H%M}"
    names = (f"{stem}.zip" if n == 1 else f"{stem}-{n}.zip" for n in range(1, len(taken) + 2))
    return target / next(name for name in names if name not in taken)


def _remove_leftovers(target: Path, files: FileSystem) -> None:
    for name in files.list(target):
        if found := _LEFTOVER.fullmatch(name):
            remove_leftovers(target, found[1], files)


def _instant(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _keep(local: Local, settings: dict[str, str | None]) -> None:
    """Into the settings, if that can be: a disk that refuses even this must not end the app."""
    try:
        local.update(**settings)
    except StorageError:
        return
