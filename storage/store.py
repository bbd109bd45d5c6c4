"""The store: commits go to the log first, then to the tables; readers never wait for a disk.

Two locks: `_writing` (one commit, refresh or checkpoint at a time in this process; across processes the lock file),
and `_memory`, held for moments only, around the tables in memory.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from care.changes import Changes
from care.messages import Message, message
from care.ports import Clock, Ids
from care.records import KINDS, Record, kind_of
from storage.checkpoint import TableDamaged, write_checkpoint
from storage.errors import Damage, Stale, StorageError, busy, checkpoint_failed, read_failed, write_failed
from storage.filesystem import FileSystem, RealFileSystem, make_folder
from storage.lines import SCHEMA, BadLine, Line, encode_line
from storage.local import Local
from storage.log import LARGE, Log, LogRewritten, Position
from storage.partitions import CATALOG, GROUPS, day_in_id, day_of, file_of
from storage.places import LOCK, LOG, TABLES
from storage.recovery import Recovery
from storage.stamping import Stamp, stamped
from storage.tables import Put, TableSet, order

__all__ = ["Damage", "Stale", "StorageError", "Store"]

PATIENCE = 30.0  # seconds that a writer waits for another process
POLL = 0.005  # seconds between two looks at the lock
CHECKPOINT_EVERY = 500  # commits
READ_ONLY = message("Mesoday was opened for reading only; nothing was changed.")
NEWER = message("This diary was written by a newer Mesoday, so it can only be read here; please update this one.")
logger = logging.getLogger(__name__)


class Store:
    """The records of one data folder. Methods may be called from any thread."""

    def __init__(self, folder: Path, clock: Clock, ids: Ids, files: FileSystem, local: Local, read_only: bool) -> None:
        self.folder, self.local = folder, local
        self._clock, self._ids, self._files, self._read_only = clock, ids, files, read_only
        self._lock = FileLock(folder / LOCK, timeout=PATIENCE, mode=0o600, thread_local=False)
        self._writing, self._memory = threading.RLock(), threading.RLock()
        self._log = Log(folder / LOG, files)
        self._recovery = Recovery(folder, files, self._log, keep_copies=not read_only)
        self._news: set[str] = set()
        self._unkept = False  # something in memory that a checkpoint on closing should keep
        self._begin_segment = False
        self._newer = False
        self._load()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Clock,
        ids: Ids,
        files: FileSystem | None = None,
        read_only: bool = False,
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
            return cls(folder, clock, ids, files, local, read_only)
        except OSError as error:
            raise read_failed(error, folder) from error

    @property
    def read_only_reason(self) -> Message | None:
        """Why nothing can be changed here; None when it can."""
        if self._newer or self._tables.schema > SCHEMA:
            return NEWER
        return READ_ONLY if self._read_only else None

    @property
    def position(self) -> int:
        """The number of the last commit known here."""
        return self._position.n

    @property
    def damages(self) -> tuple[Damage, ...]:
        """What was found unreadable since opening."""
        return tuple(self._recovery.damages)

    def records(self, kind: str, since: date | None = None, until: date | None = None) -> list[Record]:
        """The records of a kind that are not deleted: events and occurrences of these days (inclusive), by time.

        Reads no more table files than the days need. Raises `StorageError` when one cannot be read.
        """
        with self._memory, self._reading():
            parts = [p.live(kind) for p in self._tables.for_kind(kind, since, until)]
        found = [r for part in parts for r in part]
        if kind in GROUPS and (since or until):
            low, high = since or date.min, until or date.max
            found = [r for r in found if low <= (day_of(r) or low) <= high]
        if len(parts) > 1:
            found.sort(key=order)
        return found

    def get(self, kind: str, id: str, day: date | None = None) -> Record | None:
        """One record, unless deleted. Of events `day` saves looking through all years."""
        with self._memory, self._reading():
            day = day or day_in_id(kind, id)
            group = GROUPS.get(kind)
            names = [CATALOG] if group is None else [file_of(group, day)] if day else self._tables.likely(kind)
            for name in names:
                record = self._tables.partition(name).of_kind(kind).get(id)
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
            self._catch_up(sure=True)
            self._refuse_read_only()
            now, n = self._clock.now(), self._position.n + 1
            stamp = Stamp(max(int(now.timestamp() * 1000), self._clock_high + 1), self.local.installation)
            with self._memory, self._reading():
                puts, kept = stamped(changes, self._tables, self._ids, stamp)
            if not puts:
                return kept
            line = encode_line(n, now, stamp.installation, puts)
            try:
                position = self._log.append(self._position, n, line, new_segment=self._begin_segment)
            except OSError as error:
                raise write_failed(error, self.folder) from error
            with self._memory:
                self._tables.apply(n, puts)
                self._position, self._end = position, (position.segment, position.offset)
                self._clock_high = stamp.changed_at
                self._begin_segment, self._unkept = False, True
            if n - self._catalog.header.through >= CHECKPOINT_EVERY:
                self._checkpoint_or_later()
        return kept

    def behind(self) -> bool:
        """Whether another process wrote something that `refresh` has not told yet. Cheap."""
        try:
            return bool(self._news) or self._log.end() != self._end
        except OSError:
            return False

    def refresh(self) -> frozenset[str]:
        """Read on what other processes wrote; the kinds that changed since the last call."""
        with self._writing, self._reading():
            self._catch_up(sure=False)
            with self._memory:
                news, self._news = frozenset(self._news), set()
        return news

    def checkpoint(self) -> None:
        """Put the tables on disk, so that the next opening has less to replay. Raises `StorageError`."""
        if self.read_only_reason is None:
            with self._writing, self._locked():
                self._catch_up(sure=True)
                self._checkpoint()

    def close(self) -> None:
        """Checkpoint what is worth it. Everything acknowledged is in the log already, so trouble is only logged."""
        if self._unkept or self._position.n - self._catalog.header.through >= CHECKPOINT_EVERY:
            try:
                self.checkpoint()
            except StorageError:
                logger.warning("the checkpoint on closing failed", exc_info=True)

    def history(self, kind: str, id: str) -> list[tuple[datetime, Record]]:
        """Every version of a record with the instant it was kept, oldest first."""
        wanted, part = KINDS[kind], msgspec.json.encode(id)
        found: list[tuple[datetime, Record]] = []
        with self._reading():
            for line, _ in self._log.read_on(Position(), part):
                if isinstance(line, Line):
                    versions = [r for r in line.puts if r.id == id and type(r) is wanted]
                    found += [(line.at, r) for r in versions[-1:]]  # a move leaves a tombstone before it
        return found

    # -- inside

    def _load(self) -> None:
        """The catalogue, and what the log holds behind it."""
        self._tables = tables = TableSet(self.folder / TABLES, self._files, self._mend, self._recovery.report)
        try:
            self._catalog = tables.open_catalog()
        except TableDamaged:
            self._recovery.bad_table(CATALOG)
            self._catalog = tables.new_catalog()
            self._unkept = True
        header = self._catalog.header
        tables.expect(header.tables)
        self._clock_high, self._end = header.clock, (0, 0)
        segment, offset, tail = header.log or (0, 0, "")
        self._position = Position(segment, offset, header.through, tail.encode("latin-1"))
        try:
            self._read_on(sure=False)
        except LogRewritten:  # the place in the header is gone: take all, the tables skip what they hold
            self._position = Position()
            self._read_on(sure=False)
        if not header.log or self._position.n < header.through:
            through = tables.highest_through()
            with suppress(LogRewritten):  # somebody may have written more, and a table of it, since the log was read
                self._read_on(sure=False)
            if self._position.n < through:
                self._recovery.short_log()
                self._position = msgspec.structs.replace(self._position, n=through)
        self._news.clear()

    def _catch_up(self, sure: bool) -> None:
        """Take in what others wrote. `sure`: we hold the lock, so nobody is in the middle of a line."""
        try:
            self._read_on(sure)
        except LogRewritten:  # a commit elsewhere failed after we had read it, or something was purged
            with self._memory:
                self._load()
                self._news.update(KINDS)

    def _read_on(self, sure: bool) -> None:
        end = self._log.end()
        found = list(self._log.read_on(self._position))
        if not sure and not self._read_only and any(isinstance(line, BadLine) for line, _ in found):
            with self._locked():  # perhaps seen in the middle of a write
                self._read_on(sure=True)
            return
        with self._memory:
            for line, position in found:
                self._take(line)
                self._position = position
            self._end = end

    def _take(self, line: Line | BadLine | None) -> None:
        if isinstance(line, BadLine):
            self._recovery.bad_line(line)
        elif line is not None and line.n > self._catalog.header.through:
            if line.schema > SCHEMA:
                self._newer = True
            elif line.unreadable:
                self._recovery.unreadable_puts(line.n)
            self._tables.apply(line.n, line.puts)
            self._news.update(map(kind_of, line.puts))
            self._clock_high = max([self._clock_high, *(r.changed_at for r in line.puts)])

    def _mend(self, name: str, damaged: bool) -> list[Put]:
        if damaged:
            self._recovery.bad_table(name)
        else:
            self._recovery.missing_table(name)
        self._unkept = True
        return self._recovery.again_from_log(name, self._position.n)

    def _checkpoint(self) -> None:
        with self._memory, self._reading():
            dirty = self._tables.dirty()
        if self.read_only_reason is not None:  # a table of a newer Mesoday has just been opened
            return
        try:
            write_checkpoint(
                self._files,
                self.folder / TABLES,
                {p.name: p.storage for p in dirty},
                self._catalog,
                self._tables.header(self._position, self._clock_high),
            )
        except OSError as error:
            raise checkpoint_failed(error) from error
        self._unkept = False
        self._begin_segment = self._position.offset > LARGE
        try:
            self._log.squeeze_closed()
        except OSError:
            logger.warning("a closed part of the log could not be packed", exc_info=True)

    def _checkpoint_or_later(self) -> None:
        try:
            self._checkpoint()
        except StorageError:  # the commit itself is safe in the log
            logger.warning("the checkpoint has to wait", exc_info=True)

    def _refuse_read_only(self) -> None:
        if self.read_only_reason is not None:
            raise StorageError(self.read_only_reason)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._lock.acquire(poll_interval=POLL)
        except Timeout as error:
            raise busy() from error
        except OSError as error:
            raise write_failed(error, self.folder) from error
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise read_failed(error, self.folder) from error
