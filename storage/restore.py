"""Bringing a diary back from a backup: looked at first, then all of it or nothing, and what was here is kept."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from care.changes import Changes
from care.ports import Clock
from care.progress import Cancelled, Progress, Stop
from care.records import Event, Record, kind_of
from care.verbs.restoring import Counts, Restore, compared
from storage.backup import Made, make_backup
from storage.backup_file import BackupFile
from storage.backup_folder import let_go_before_restores, name_before_restore
from storage.backup_form import days_of
from storage.backup_reader import open_backup
from storage.errors import StorageError, read_failed, write_failed
from storage.filesystem import FileSystem, RealFileSystem, make_folder
from storage.local import Local
from storage.long_work import Work, never, part_of, quietly
from storage.photos import Photos
from storage.places import BACKUPS
from storage.store import Store
from storage.whole import RESTORES, Whole, has_diary, read_whole, restores_of

MOST_REMEMBERED = 50  # restores


class Door(Protocol):
    """The companion, as restoring sees it."""

    clock: Clock
    store: Store

    def do(self, command: object) -> Changes: ...


class Preview(Struct, frozen=True, kw_only=True):
    """What a restore would do. `first` and `last` are the days of what happened in the backup; `pictures` are in the
    backup, `pictures_new` of them not here, or damaged; `app` and `installation` say who made it, at `made_at`;
    `here_last` is the last day on which something happened here."""

    counts: Counts
    made_at: datetime
    app: str
    installation: str
    first: date | None
    last: date | None
    here_last: date | None
    pictures: int
    pictures_new: int

    @property
    def changes_anything(self) -> bool:
        return bool(self.counts.changing or self.pictures_new)


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore did: `changes` can be undone through the companion; `kept_in` is the backup of what was here."""

    preview: Preview
    changes: Changes
    kept_in: Path | None


def preview(
    folder: Path,
    backup: Path,
    *,
    clock: Clock,
    as_it_was: bool = False,
    files: FileSystem | None = None,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> Preview:
    """Read all of a backup and say what restoring it into the data folder would do. Changes nothing.

    The folder need not exist yet. Raises `StorageError` (`BackupError` for a file that is no sound backup), and
    `Cancelled`.
    """
    files = files or RealFileSystem()
    with open_backup(backup, files) as opened:
        return _look(folder, opened, clock, as_it_was, files, progress, cancelled)[0]


def restore(
    companion: Door,
    backup: Path,
    *,
    as_it_was: bool = False,
    files: FileSystem | None = None,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> Restored:
    """Take a backup in: pictures first, then all records in one commit through the companion.

    Whatever is newer here stays, unless the diary is to become `as_it_was`. What was here is written into a backup in
    the data folder before. Nothing rings for it. When nothing would change, nothing is written.
    Raises `StorageError` and `Refused` (`Cancelled`); the diary is then as it was, though pictures may have come.
    """
    files = files or RealFileSystem()
    folder, clock = companion.store.folder, companion.clock
    with open_backup(backup, files) as opened:
        seen, command, here = _look(folder, opened, clock, as_it_was, files, part_of(progress, 0, 0.3), cancelled)
        if not seen.changes_anything:
            progress(1000, 1000)
            return Restored(preview=seen, changes=Changes(), kept_in=None)
        kept: Made | None = None
        if here.live and seen.counts.changing:
            kept = _keep_present(folder, clock, files, part_of(progress, 0.3, 0.6), cancelled)
        _take_pictures(folder, opened, files, part_of(progress, 0.6, 0.9), cancelled)
        if cancelled():
            raise Cancelled
        changes = companion.do(command) if seen.counts.changing else Changes()
        _remember(companion.store.local, changes, command)
        if kept is not None and kept.sound:  # while the diary is damaged, what older ones hold may be all there is
            let_go_before_restores(kept.path.parent, kept.path, backup, files)
        progress(1000, 1000)
        return Restored(preview=seen, changes=changes, kept_in=kept and kept.path)


def _look(
    folder: Path,
    backup: BackupFile,
    clock: Clock,
    as_it_was: bool,
    files: FileSystem,
    progress: Progress,
    cancelled: Stop,
) -> tuple[Preview, Restore, Whole]:
    work = Work(backup.size, progress, cancelled)
    work.step()
    records = tuple(backup.records(work.step))
    photos, new = Photos(folder, files), 0
    for picture in backup.pictures:
        backup.picture(picture)
        new += not _sound(photos, picture.sha256, folder)
        work.step(picture.entry.size)
    here = read_whole(folder, clock, files) if has_diary(folder, files) else Whole()
    command = Restore(records, here.deleted, as_it_was, here.came)
    _, counts = compared(command, {(kind_of(r), r.id): r for r in here.live})
    made, (first, last) = backup.manifest, days_of(r for r in records if not r.deleted)
    seen = Preview(
        counts=counts,
        made_at=made.created_at,
        app=made.app,
        installation=made.installation,
        first=first,
        last=last,
        here_last=_last_day(here.live),
        pictures=len(backup.pictures),
        pictures_new=new,
    )
    return seen, command, here


def _sound(photos: Photos, sha256: str, folder: Path) -> bool:
    try:
        return photos.sound(sha256)
    except OSError as error:
        raise read_failed(error, folder) from error


def _last_day(live: tuple[Record, ...]) -> date | None:
    return max((r.day for r in live if isinstance(r, Event)), default=None)


def _keep_present(folder: Path, clock: Clock, files: FileSystem, progress: Progress, cancelled: Stop) -> Made:
    """A backup of what is here now, under a name that nothing has yet."""
    try:
        make_folder(files, folder / BACKUPS)
        goal = name_before_restore(folder / BACKUPS, clock.now(), files)
    except OSError as error:
        raise write_failed(error, folder) from error
    return make_backup(folder, goal, clock=clock, files=files, progress=progress, cancelled=cancelled)


def _remember(local: Local, changes: Changes, command: Restore) -> None:
    """How old the restored records are at most: they were kept with the time of the restore."""
    if changes:
        newest = max((record.changed_at for record in command.records), default=0)
        came = {**restores_of(local), changes.puts[0].after.changed_at: newest}
        with contextlib.suppress(StorageError):  # they count as changed at the restore, then
            local.update(**{RESTORES: [list(pair) for pair in sorted(came.items())[-MOST_REMEMBERED:]]})


def _take_pictures(folder: Path, backup: BackupFile, files: FileSystem, progress: Progress, cancelled: Stop) -> None:
    """Put in place what is missing or damaged here."""
    photos = Photos(folder, files)
    work = Work(sum(picture.entry.size for picture in backup.pictures), progress, cancelled)
    work.step()
    for picture in backup.pictures:
        if not _sound(photos, picture.sha256, folder):
            photos.keep(backup.picture(picture), picture.suffix)
        work.step(picture.entry.size)
