"""Making a backup: one file with everything, which counts only after it was read again and compared."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

import msgspec
from msgspec import Struct

from care.messages import Message, count_message, message
from care.ports import Clock
from care.progress import Progress, Stop
from care.records import Photo, Record
from storage.backup_form import MANIFEST, RECORDS, BackupError, Entry, Manifest, counted, days_of
from storage.backup_reader import open_backup
from storage.errors import StorageError, write_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.long_work import Work, never, quietly
from storage.new_file import NewFile
from storage.photos import Photos, picture_name
from storage.whole import Whole, read_whole

_RECORD_UNITS = 300  # what one record counts in the progress, beside the bytes of pictures
_BATCH = 200  # records


class Made(Struct, frozen=True):
    """A backup that was made: where, what is in it, and sentences about what could not be. `sound`: nothing in the
    diary was damaged."""

    path: Path
    manifest: Manifest
    sound: bool
    left_out: tuple[Message, ...] = ()


class _Shot(Struct, frozen=True):
    """A picture on disk that belongs in the backup."""

    sha256: str
    path: Path
    size: int


def make_backup(
    folder: Path,
    goal: Path,
    *,
    clock: Clock,
    automatic: bool = False,
    files: FileSystem | None = None,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> Made:
    """Write everything that is kept in the data folder to one file, over an older one of that name.

    Reads from the disk, not from an open diary, and may run in any thread while others write. The file gets its name
    only after it was read again and agreed record by record and picture by picture.
    Raises `StorageError` (`Cancelled` when cancelled); nothing is left then, and an older file is as it was.
    """
    files = files or RealFileSystem()
    goal = _checked(goal)
    whole = read_whole(folder, clock, files)
    try:
        shots, missing = _shots(whole, Photos(folder, files))
        return _make(whole, shots, missing, goal, clock.now(), automatic, files, progress, cancelled)
    except OSError as error:
        raise write_failed(error, goal.parent) from error


def _make(
    whole: Whole,
    shots: list[_Shot],
    missing: int,
    goal: Path,
    now: datetime,
    automatic: bool,
    files: FileSystem,
    progress: Progress,
    cancelled: Stop,
) -> Made:
    units = len(whole.records) * _RECORD_UNITS + sum(shot.size for shot in shots)
    work = Work(2 * units, progress, cancelled)
    work.step()
    new = NewFile(goal, files)
    try:
        manifest, damaged = _write(new, whole, shots, missing, now, automatic, files, work)
        new.finish()
        _compare(new, whole, manifest, files, work)
        new.put_in_place()
    except BaseException:
        new.discard()
        raise
    return Made(goal, manifest, not (whole.damages or damaged), tuple(_left_out(whole, missing, damaged)))


def _checked(goal: Path) -> Path:
    try:
        goal = goal.resolve()
        if goal.is_dir():
            raise StorageError(message("{file} is a folder, not a file.", file=str(goal)))
        if goal.exists() and not goal.is_file():
            raise StorageError(message("{file} is no file that a backup could be.", file=str(goal)))
        if not goal.parent.is_dir():
            raise StorageError(message("There is no folder {folder} for the backup.", folder=str(goal.parent)))
    except (OSError, ValueError, RuntimeError) as error:
        raise StorageError(message("{file} cannot be written.", file=str(goal))) from error
    return goal


def _shots(whole: Whole, photos: Photos) -> tuple[list[_Shot], int]:
    """The pictures that live records name, each once; and how many of them are not here."""
    named = dict.fromkeys(r.sha256 for r in whole.live if isinstance(r, Photo))
    found: list[_Shot] = []
    for sha256 in named:
        path, size = photos.path(sha256), photos.size(sha256)
        if path is not None and size is not None:
            found.append(_Shot(sha256, path, size))
    return found, len(named) - len(found)


def _write(
    new: NewFile,
    whole: Whole,
    shots: Iterable[_Shot],
    missing: int,
    now: datetime,
    automatic: bool,
    files: FileSystem,
    work: Work,
) -> tuple[Manifest, int]:
    """The zip; and how many pictures were found damaged."""
    entries: list[Entry] = []
    damaged = 0
    stamp = max(now.timetuple()[:6], (1980, 1, 1, 0, 0, 0))

    def info(name: str, how: int) -> zipfile.ZipInfo:
        made = zipfile.ZipInfo(name, stamp)
        made.compress_type, made.external_attr = how, 0o600 << 16
        return made

    with zipfile.ZipFile(new, "w") as archive:  # type: ignore[arg-type]
        digest, size = hashlib.sha256(), 0
        with archive.open(info(RECORDS, zipfile.ZIP_DEFLATED), "w") as content:
            for lines, count in _lines(whole.records):
                digest.update(lines)
                size += len(lines)
                content.write(lines)
                work.step(count * _RECORD_UNITS)
        entries.append(Entry(RECORDS, size, digest.hexdigest()))
        for shot in shots:
            data = _picture(shot, files)
            if data is None:
                damaged += 1
            else:
                name = picture_name(shot.sha256, shot.path.suffix)
                archive.writestr(info(name, zipfile.ZIP_STORED), data)
                entries.append(Entry(name, len(data), shot.sha256))
            del data  # not two of them at once
            work.step(shot.size)
        first, last = days_of(whole.live)
        manifest = Manifest(
            created_at=now,
            installation=whole.installation,
            position=whole.position,
            counts=counted(whole.live),
            deleted=len(whole.deleted),
            first=first,
            last=last,
            pictures=len(entries) - 1,
            pictures_missing=missing + damaged,
            automatic=automatic,
            entries=entries,
        )
        archive.writestr(info(MANIFEST, zipfile.ZIP_DEFLATED), msgspec.json.encode(manifest))
    return manifest, damaged


def _lines(records: tuple[Record, ...]) -> Iterator[tuple[bytes, int]]:
    for begin in range(0, len(records), _BATCH):
        batch = records[begin : begin + _BATCH]
        yield b"".join(msgspec.json.encode(record) + b"\n" for record in batch), len(batch)


def _picture(shot: _Shot, files: FileSystem) -> bytes | None:
    """None when it is not what was taken, or cannot be read: one bad picture must not prevent all backups."""
    try:
        data = files.read(shot.path)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == shot.sha256 else None


def _compare(new: NewFile, whole: Whole, manifest: Manifest, files: FileSystem, work: Work) -> None:
    with open_backup(new.temporary, files, new.goal) as backup:
        same = backup.manifest == manifest
        for number, (mine, theirs) in enumerate(zip_longest(whole.records, backup.records())):
            same = same and mine == theirs
            if number % _BATCH == 0:
                work.step()
        work.step(len(whole.records) * _RECORD_UNITS)
        for picture in backup.pictures:
            backup.picture(picture)
            work.step(picture.entry.size)
    if not same:
        raise BackupError(
            message("What was written is not what the diary holds, so it was not kept as a backup; please try again.")
        )


def _left_out(whole: Whole, missing: int, damaged: int) -> Iterator[Message]:
    if whole.damages:
        yield message("Part of the diary is damaged; the backup holds all that can be read of it.")
    if missing:
        yield count_message(
            "One picture that the diary names is not here, so it is not in the backup.",
            "{count} pictures that the diary names are not here, so they are not in the backup.",
            missing,
        )
    if damaged:
        yield count_message(
            "One picture is damaged, so it is not in the backup.",
            "{count} pictures are damaged, so they are not in the backup.",
            damaged,
        )
