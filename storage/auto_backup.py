"""Backups that are made by themselves, once a day, into the folder that the person chose."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from care.messages import Message, message
from care.ports import Clock
from care.progress import Progress, Stop
from storage.backup import Made, make_backup
from storage.backup_folder import automatic_name, let_go_automatic
from storage.due import is_over, remembered
from storage.errors import StorageError, write_failed
from storage.exchange_faults import english
from storage.filesystem import FileSystem, RealFileSystem, make_folder
from storage.findings import unread
from storage.ids import UlidIds
from storage.local import Local
from storage.long_work import never, quietly
from storage.new_file import remove_leftovers
from storage.places import BACKUPS

FOLDER, DONE_AT, TRIED_AT, TROUBLE = "backup_folder", "backed_up_at", "backup_tried_at", "backup_trouble"
EVERY, AGAIN_AFTER = timedelta(days=1), timedelta(hours=1)
_LEFTOVER = re.compile(r"(\.mesoday-\d{4}-\d\d-\d\d-\d{4}(?:-\d+)?\.zip)\.\d+\.tmp")
_LOCK = ".auto-backup.lock"  # in the diary's own folder of backups: one process at a time

Say = Callable[[Message], str]
"""How a sentence is put into the person's language before it is kept among the settings."""


def is_due(local: Local, now: datetime) -> bool:
    """Whether a backup is to be made now: a day after the last one, an hour after an attempt that failed."""
    if not local.get(FOLDER):
        return False
    done, tried = remembered(local, DONE_AT), remembered(local, TRIED_AT)
    if tried is not None and (done is None or tried > done) and not is_over(tried, AGAIN_AFTER, now):
        return False
    return is_over(done, EVERY, now)


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
        goal = automatic_name(target, now.astimezone(ZoneInfo(clock.zone())), files)
        made = make_backup(
            folder, goal, clock=clock, automatic=True, files=files, progress=progress, cancelled=cancelled
        )
    except StorageError as error:
        _keep(local, {TRIED_AT: now.isoformat(), TROUBLE: say(error.reason)})
        return None
    except OSError as error:
        _keep(local, {TRIED_AT: now.isoformat(), TROUBLE: say(write_failed(error, target).reason)})
        return None
    # Said first: letting go of old ones may fail without making the new one worth less.
    _keep(local, {DONE_AT: now.isoformat(), TRIED_AT: None, TROUBLE: None})
    # While the diary is damaged, or its person has not read of a loss, what older backups hold may be all there is.
    if made.sound and not any(damage.outcome == "lost" for damage in unread(local)):
        let_go_automatic(target, made.manifest.installation, files)
    return made


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


def _remove_leftovers(target: Path, files: FileSystem) -> None:
    for name in files.list(target):
        if found := _LEFTOVER.fullmatch(name):
            remove_leftovers(target, found[1], files)


def _keep(local: Local, settings: dict[str, str | None]) -> None:
    """Into the settings, if that can be: a disk that refuses even this must not end the app."""
    try:
        local.update(**settings)
    except StorageError:
        return
