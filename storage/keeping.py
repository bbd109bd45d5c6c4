"""What the screens can do with files: backups, exports, imports, reading everything. One object for an open diary.

Everything here blocks and belongs in a worker thread; long work says how far it is, and can be stopped.
"""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from care.changes import Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.progress import Progress, Stop
from care.records import Record
from care.report import Asked
from care.verbs import decide
from care.verbs.importing import Import, counts
from care.verbs.restoring import everything
from storage import auto_backup
from storage.backup import make_backup
from storage.backup_folder import find_backups, name_by_hand
from storage.errors import StorageError
from storage.exchange import write_exchange
from storage.exchange_csv import write_csv
from storage.filesystem import FileSystem, RealFileSystem, make_folder
from storage.findings import keep_reading
from storage.importers.found import Found, NotMapped
from storage.importers.recognise import read_import_content
from storage.local import Local
from storage.photos import Photos
from storage.places import BACKUPS
from storage.report import Wording, make_report
from storage.restore import Door, preview, restore
from storage.verify import read_everything

MOST_NAMES = 5  # names said of what was left out


class Work(Protocol):
    """Long work, as it is watched."""

    @property
    def progress(self) -> Progress: ...

    @property
    def cancelled(self) -> Stop: ...


class Companion(Door, Protocol):
    """The one door, as far as files concern it."""

    knowledge: Knowledge

    def now(self) -> Moment: ...

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary: ...


class BackupFound(Struct, frozen=True):
    """A backup that lies in one of the folders we know; `size` in bytes."""

    path: Path
    made_at: datetime
    size: int


class BackupLook(Struct, frozen=True):
    """What restoring a backup would do. `counts`: new, changed, deleted, same, newer (here). `pictures`: those missing
    here."""

    path: Path
    made_at: datetime
    counts: dict[str, int]
    first: date | None
    last: date | None
    pictures: int


class ImportLook(Struct, frozen=True):
    """What taking in a file would do. `source`: whose file it is; `counts`: new, changed, same, older, refused;
    `left_out`: sentences about what has no place here."""

    source: Message
    counts: dict[str, int]
    left_out: tuple[Message, ...]
    records: tuple[Record, ...]
    foreign: bool


class Keeping:
    """Files for one open diary."""

    def __init__(self, companion: Companion, local: Local, files: FileSystem | None = None) -> None:
        self._companion, self._local = companion, local
        self._files = files or RealFileSystem()

    @property
    def _own_folder(self) -> Path:
        return self._companion.store.folder / BACKUPS

    @property
    def _chosen_folder(self) -> Path | None:
        chosen = str(self._local.get(auto_backup.FOLDER) or "")
        return Path(chosen) if chosen else None

    def back_up(self, work: Work) -> Path:
        """Make a backup in the chosen folder, or in the diary's own where none is chosen; where it is."""
        if self._chosen_folder is not None:
            folder = auto_backup.usable_folder(self._chosen_folder)
        else:
            folder = self._own_folder
            make_folder(self._files, folder)
        clock = self._companion.clock
        goal = name_by_hand(folder, clock.now().astimezone(ZoneInfo(clock.zone())), self._files)
        return make_backup(
            self._companion.store.folder,
            goal,
            clock=clock,
            files=self._files,
            progress=work.progress,
            cancelled=work.cancelled,
        ).path

    def backups(self) -> list[BackupFound]:
        """Those in the chosen folder and in the diary's own, the newest first."""
        folders = [folder for folder in (self._chosen_folder, self._own_folder) if folder is not None]
        found = find_backups(folders, self._files)
        return [BackupFound(one.path, one.manifest.created_at, one.size) for one in found]

    def look_into_backup(self, file: Path, work: Work) -> BackupLook:
        """Read all of a backup and say what restoring it would do."""
        seen = preview(
            self._companion.store.folder,
            file,
            clock=self._companion.clock,
            files=self._files,
            progress=work.progress,
            cancelled=work.cancelled,
        )
        found = {name: getattr(seen.counts, name) for name in seen.counts.__struct_fields__}
        return BackupLook(file, seen.made_at, found, seen.first, seen.last, seen.pictures_new)

    def restore(self, file: Path, as_it_was: bool, work: Work) -> Changes:
        """All or nothing. `as_it_was`: also over what is newer here. What was here is kept in a backup of its own."""
        return restore(
            self._companion,
            file,
            as_it_was=as_it_was,
            files=self._files,
            progress=work.progress,
            cancelled=work.cancelled,
        ).changes

    def export(self, form: str, work: Work) -> bytes:
        """Everything as one file: "json", or "csv" for a zip of tables."""
        write = write_csv if form == "csv" else write_exchange
        records = everything(self._companion.diary(whole=True))
        return write(records, self._companion.clock.now(), work.progress, work.cancelled)

    def report(self, asked: Asked, words: Wording, work: Work) -> bytes:
        """Two pages for a professional, as a PDF."""
        door = self._companion
        return make_report(
            door.diary(whole=True),
            door.knowledge,
            asked,
            door.now(),
            words,
            photos=Photos(door.store.folder, self._files),
            progress=work.progress,
            cancelled=work.cancelled,
        )

    def look_into_file(self, content: bytes, work: Work) -> ImportLook:
        """Say what taking in a file of ours, of Loop Habit Tracker or of MedTimer would do."""
        door = self._companion
        diary, zone = door.diary(whole=True), door.clock.zone()
        read = read_import_content(content, zone=zone, progress=work.progress, cancelled=work.cancelled)
        found = read.for_areas(diary.profile.areas)
        command = Import(tuple(found.records), found.foreign, work.progress, work.cancelled)
        changes = decide(command, diary, door.knowledge, door.now())
        left_out = tuple(_left_out(one) for one in found.not_mapped)
        return ImportLook(_source(found), counts(changes), left_out, command.records, found.foreign)

    def take_in(self, records: tuple[Record, ...], foreign: bool, work: Work) -> Changes:
        """Keep what was looked at, decided anew against the diary as it is now. All or nothing."""
        return self._companion.do(Import(records, foreign, work.progress, work.cancelled))

    def verify(self, work: Work) -> list[Message]:
        """One sentence for each thing that is wrong; none when all agrees. It counts as the week's reading."""
        folder = self._companion.store.folder
        found = read_everything(folder, self._files, progress=work.progress, cancelled=work.cancelled)
        with contextlib.suppress(StorageError):  # what was found is said all the same
            keep_reading(self._local, found, self._companion.clock.now())
        return [damage.said for damage in found]

    def choose_folder(self, path: str) -> Path | None:
        """Let backups be made in a folder once a day; "" for none. Raises `StorageError` where none can be made."""
        path = path.strip()
        chosen = auto_backup.usable_folder(Path(path)) if path else None
        self._local.update(
            **{
                auto_backup.FOLDER: str(chosen) if chosen else None,
                auto_backup.TROUBLE: None,
                auto_backup.TRIED_AT: None,
            }
        )
        return chosen


def _source(found: Found) -> Message:
    if found.foreign:
        return message("A file of {app}", app=found.app)
    return message("An export of Mesoday")


def _left_out(left: NotMapped) -> Message:
    names = ", ".join(left.names[:MOST_NAMES])
    if not names:
        return message("{what}: {count}", what=left.what, count=left.count)
    return message("{what}: {count} ({names})", what=left.what, count=left.count, names=names)
