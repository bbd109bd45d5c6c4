"""The store: commits go to the log first, then to the tables; readers never wait for a disk.

Two locks: `_writing` (one commit, refresh or checkpoint at a time in this process; across processes the lock file),
and `_memory`, held for moments only, around the tables in memory.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path

import msgspec

from care.changes import Changes
from care.messages import Message, message
from care.ports import Clock, Ids
from care.records import KINDS, Record
from storage.errors import (
    Damage,
    Stale,
    StorageError,
    checkpoint_failed,
    purge_unfinished,
    read_failed,
    write_failed,
)
from storage.filesystem import FileSystem, RealFileSystem, make_folder
from storage.findings import known
from storage.flushing import Flushing
from storage.folder_lock import FolderLock
from storage.lines import Line, Purge, encode_line
from storage.local import Local
from storage.log import LARGE, Log, Position
from storage.migrations import MIGRATIONS, Migrations
from storage.mirror import Mirror
from storage.partitions import CATALOG, GROUPS, day_in_id, day_of, file_of, partition_of
from storage.places import LOCK, LOG, TABLES
from storage.recovery import Recovery
from storage.stamping import Stamp, stamped
from storage.tables import order_of
from storage.upgrade import let_go, were_kept

__all__ = ["Damage", "Stale", "StorageError", "Store"]

PATIENCE = 30.0  # seconds that a writer waits for another process
CHECKPOINT_EVERY = 500  # commits
READ_ONLY = message("Mesoday was opened for reading only; nothing was changed.")
NEWER = message("This diary was written by a newer Mesoday, so it can only be read here; please update this one.")
logger = logging.getLogger(__name__)


class Store:
    """The records of one data folder. Methods may be called from any thread."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        ids: Ids,
        files: FileSystem,
        local: Local,
        read_only: bool,
        migrations: Migrations = MIGRATIONS,
    ) -> None:
        self.folder, self.local = folder, local
        self._clock, self._ids, self._files, self._read_only = clock, ids, files, read_only
        self._migrations = migrations
        self._lock = FolderLock(folder / LOCK)
        self._writing, self._memory = threading.RLock(), threading.RLock()
        self._log = Log(folder / LOG, files, migrations)
        self._recovery = Recovery(folder, files, self._log, keep_copies=not read_only)
        self._begin_segment = False
        locked = None if read_only else self._locked
        self._mirror = Mirror(folder, files, self._log, self._recovery, migrations, self._memory, locked)
        self._flushing = Flushing(folder, files, self._log, self._mirror)
        self._let_go_of_older_tables()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Clock,
        ids: Ids,
        files: FileSystem | None = None,
        read_only: bool = False,
        migrations: Migrations = MIGRATIONS,
    ) -> Store:
        """Open a data folder, making it if need be. Raises `StorageError` in one sentence."""
        files = files or RealFileSystem()
        folder = Path(folder)
        try:
            if not read_only:
                for place in (folder, folder / LOG, folder / TABLES):
                    make_folder(files, place)
                files.close(files.open_append(folder / LOCK))
            local = Local.open(folder, ids=ids, files=files, read_only=read_only)
        except OSError as error:
            raise write_failed(error, folder) from error
        try:
            return cls(folder, clock, ids, files, local, read_only, migrations)
        except OSError as error:
            raise read_failed(error, folder) from error

    @property
    def read_only_reason(self) -> Message | None:
        """Why nothing can be changed here; None when it can."""
        if self._mirror.of_newer_schema:
            return NEWER
        return READ_ONLY if self._read_only else None

    @property
    def position(self) -> int:
        """The number of the last commit known here."""
        return self._mirror.position.n

    @property
    def damages(self) -> tuple[Damage, ...]:
        """What was found unreadable since opening."""
        return tuple(self._recovery.damages)

    @property
    def found(self) -> tuple[Damage, ...]:
        """What is known to be or to have been damaged, until everything was read and agrees; the gravest first."""
        return known(self.local, self._recovery.not_noted)

    def records(self, kind: str, since: date | None = None, until: date | None = None) -> list[Record]:
        """The records of a kind that are not deleted: events and occurrences of these days (inclusive), by time.

        Reads no more table files than the days need. Raises `StorageError` when one cannot be read.
        """
        with self._memory, self._reading():
            parts = [p.live(kind) for p in self._mirror.tables.for_kind(kind, since, until)]
        found = [r for part in parts for r in part]
        if kind in GROUPS and (since or until):
            low, high = since or date.min, until or date.max
            found = [r for r in found if low <= (day_of(r) or low) <= high]
        if len(parts) > 1:
            found.sort(key=order_of(kind))
        return found

    def lasting_reactions(self, before: date) -> list[Record]:
        """The reactions of days before a day that may still close something, by time. Raises `StorageError`."""
        with self._memory, self._reading():
            return self._mirror.tables.lasting(before)

    def last_uses(self) -> dict[str, date]:
        """The last care day of each thing that was used, by `last_use.key_of`. Raises `StorageError`."""
        with self._memory, self._reading():
            return self._mirror.tables.last_uses()

    def deleted(self, kind: str) -> list[Record]:
        """The records of a kind that were deleted and not purged. Raises `StorageError`."""
        with self._memory, self._reading():
            tables = self._mirror.tables.for_kind(kind, None, None)
            return [r for table in tables for r in table.of_kind(kind).values() if r.deleted]

    def get(self, kind: str, id: str, day: date | None = None) -> Record | None:
        """One record, unless deleted. Of events `day` saves looking through all years."""
        with self._memory, self._reading():
            day = day or day_in_id(kind, id)
            group = GROUPS.get(kind)
            names = [CATALOG] if group is None else [file_of(group, day)] if day else self._mirror.tables.likely(kind)
            for name in names:
                record = self._mirror.tables.partition(name).of_kind(kind).get(id)
                if record is not None and not record.deleted:
                    return record
        return None

    def commit(self, changes: Changes) -> Changes:
        """Keep all changes, or none: returns them with the records as kept (id, rev, time, installation).

        What is kept already, word for word, is left out of what is returned. Raises `Stale` when a record is not
        any more as `before` says, `StorageError` when the disk or another process prevents it.
        """
        self._refuse_read_only()
        if not changes:
            return changes
        with self._writing, self._locked():
            self._catch_up()
            mirror, now = self._mirror, self._clock.now()
            stamp = Stamp(max(int(now.timestamp() * 1000), mirror.clock_high + 1), self.local.installation)
            with self._memory, self._reading():
                puts, kept = stamped(changes, mirror.tables, self._ids, stamp)
                mirror.pass_by(map(mirror.tables.partition, {partition_of(r) for r in puts}))
            if not puts:
                return kept
            self._write(now, tuple(puts), ())
            mirror.clock_high = stamp.changed_at
            if mirror.position.n - mirror.catalog.header.through >= CHECKPOINT_EVERY:
                self._checkpoint_or_later()
        return kept

    def purge(self, kind: str, id: str) -> bool:
        """Remove a record for good, deleted or not: from the log, its history, the tables. Whether there was one.

        It cannot be undone; backups made before keep it, and so do the records that name it. Raises `StorageError`:
        then either nothing was changed, or the record is gone and the sentence says that its bytes are still on the
        disk, to be wiped by the next checkpoint.
        """
        self._refuse_read_only()
        with self._writing, self._locked():
            self._catch_up()
            with self._memory, self._reading():
                tables = self._mirror.tables.for_kind(kind, None, None)
                if not any(id in table.of_kind(kind) for table in tables):
                    return False
                self._mirror.pass_by(tables)
            self._write(self._clock.now(), (), (Purge.of(kind, id),))
            try:
                self._checkpoint()
            except StorageError as error:
                raise purge_unfinished(error) from error
        return True

    def behind(self) -> bool:
        """Whether another process wrote something that `refresh` has not told yet. Cheap."""
        try:
            return bool(self._mirror.news) or self._log.end() != self._mirror.end
        except OSError:
            return False

    def refresh(self) -> frozenset[str]:
        """Read on what other processes wrote; the kinds that changed since the last call.

        While this process is writing it does not wait for the disk: the writer reads on by itself, and its news are
        told by the next call.
        """
        if self._writing.acquire(blocking=False):
            try:
                with self._reading():
                    self._mirror.catch_up(sure=False)
            finally:
                self._writing.release()
        with self._memory:
            news, self._mirror.news = frozenset(self._mirror.news), set()
        return news

    def checkpoint(self) -> None:
        """Put the tables on disk, so that the next opening has less to replay. Raises `StorageError`."""
        if self.read_only_reason is None:
            with self._writing, self._locked():
                self._catch_up()
                self._checkpoint()

    def close(self) -> None:
        """Checkpoint what is worth it. Everything acknowledged is in the log already, so trouble is only logged."""
        mirror = self._mirror
        if mirror.unkept or mirror.position.n - mirror.catalog.header.through >= CHECKPOINT_EVERY:
            try:
                self.checkpoint()
            except StorageError:
                logger.warning("the checkpoint on closing failed", exc_info=True)
        with self._writing:
            self._log.close()
            self._lock.close()

    def history(self, kind: str, id: str) -> list[tuple[datetime, Record]]:
        """Every version of a record with the instant it was kept, oldest first."""
        wanted, part = KINDS[kind], msgspec.json.encode(id)
        found: list[tuple[datetime, Record]] = []
        with self._reading():
            for line, _ in self._log.read_on(Position(), part):
                if isinstance(line, Line):
                    versions = [r for r in line.puts if r.id == id and type(r) is wanted]
                    versions = [r for r in versions if not self._mirror.forgets(line.n, r)]
                    found += [(line.at, r) for r in versions[-1:]]  # a move leaves a tombstone before it
        return found

    # -- inside

    def _catch_up(self) -> None:
        """What others wrote, for who holds the lock and wants to write. Raises `StorageError`."""
        with self._reading():
            self._mirror.catch_up(sure=True)
        self._refuse_read_only()

    def _write(self, now: datetime, puts: tuple[Record, ...], purges: tuple[Purge, ...]) -> None:
        """One line of the log, durable, and then in memory."""
        mirror, schema = self._mirror, self._migrations.schema
        line = Line(mirror.position.n + 1, now, self.local.installation, schema, puts, purges=purges)
        raw = encode_line(line.n, now, line.installation, puts, schema=schema, purges=purges)
        try:
            position = self._log.append(mirror.position, line.n, raw, new_segment=self._begin_segment)
        except OSError as error:
            raise write_failed(error, self.folder) from error
        self._begin_segment = False
        with self._reading():
            mirror.take_own(line, position)

    def _checkpoint(self) -> None:
        mirror = self._mirror
        with self._memory, self._reading():
            dirty = mirror.tables.dirty()
        if self.read_only_reason is not None:  # a table of a newer Mesoday has just been opened
            return
        self._recovery.note(self.local)  # before they are mended: the next opening will know nothing of them
        try:
            self._flushing.flush(dirty)
        except OSError as error:
            raise checkpoint_failed(error) from error
        self._begin_segment = mirror.position.offset > LARGE

    def _let_go_of_older_tables(self) -> None:
        tables = self.folder / TABLES
        if self.read_only_reason is None and not self.damages and were_kept(self._files, tables):
            try:
                with self._locked():
                    let_go(self._files, tables, self._migrations.schema)
            except (OSError, StorageError):
                logger.warning("the files of an older schema could not be removed", exc_info=True)

    def _checkpoint_or_later(self) -> None:
        try:
            self._checkpoint()
        except StorageError:  # the commit itself is safe in the log
            logger.warning("the checkpoint has to wait", exc_info=True)

    def _refuse_read_only(self) -> None:
        if self.read_only_reason is not None:
            raise StorageError(self.read_only_reason)

    def _locked(self) -> AbstractContextManager[None]:
        return self._lock.held(PATIENCE)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise read_failed(error, self.folder) from error
