"""What is in memory of a data folder: its tables, and how far its log was taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import RLock

import msgspec

from care.records import KINDS, Record, kind_of
from storage.checkpoint import TableDamaged
from storage.filesystem import FileSystem
from storage.lines import BadLine, Line, Purge
from storage.log import Log, LogRewritten, Position, tail_of
from storage.migrations import Migrations
from storage.partitions import CATALOG
from storage.places import TABLES
from storage.recovery import Recovery
from storage.tables import Partition, Put, TableSet


class Mirror:
    """Follows the log. `memory` is held around every change; `locked` takes the folder's lock, None: never.

    `sure` says that the caller holds the folder's lock, so that nobody is in the middle of a line.
    """

    def __init__(
        self,
        folder: Path,
        files: FileSystem,
        log: Log,
        recovery: Recovery,
        migrations: Migrations,
        memory: RLock,
        locked: Callable[[], AbstractContextManager[None]] | None,
    ) -> None:
        self._folder, self._files, self._log, self._recovery = folder, files, log, recovery
        self._migrations, self._memory, self._locked = migrations, memory, locked
        self.news: set[str] = set()  # kinds that others changed
        self.unkept = False  # something in memory that a checkpoint on closing should keep
        self._newer = False
        self.load(sure=False)

    @property
    def of_newer_schema(self) -> bool:
        """Whether a newer Mesoday wrote something of what was read."""
        return self._newer or self.tables.schema > self._migrations.schema

    def load(self, sure: bool) -> None:
        """The catalogue, and what the log holds behind it."""
        folder = self._folder / TABLES
        self.tables = tables = TableSet(folder, self._files, self._mend, self._recovery.report, self._migrations)
        try:
            self.catalog = tables.open_catalog()
        except TableDamaged:
            self._recovery.bad_table(CATALOG)
            self.catalog = tables.new_catalog()
            self.unkept = True
        header = self.catalog.header
        self.unkept = self.unkept or self.catalog.older
        tables.expect(header.tables)
        self.pending: dict[Purge, int] = {}  # records that are gone, and not yet wiped from the disk
        self.clock_high, self.end, self._listed = header.clock, (0, 0), -1
        segment, offset, tail = header.log or (0, 0, "")
        self.position = Position(segment, offset, header.through, tail.encode("latin-1"))
        try:
            self._read_on(sure)
        except LogRewritten:  # the place in the header is gone: take all, the tables skip what they hold
            self.position = Position()
            self._read_on(sure)
        if not header.log or self.position.n < header.through:
            through = tables.highest_through()
            with suppress(LogRewritten):  # somebody may have written more, and a table of it, since the log was read
                self._read_on(sure)
            if self.position.n < through:
                self._recovery.short_log()
                self.position = msgspec.structs.replace(self.position, n=through)
        self.news.clear()

    def catch_up(self, sure: bool) -> None:
        """Take in what others wrote."""
        if sure and self._log.ends_at(self.position, self._listed):
            return
        try:
            self._read_on(sure)
        except LogRewritten:  # a commit elsewhere failed after we had read it, or something was purged
            if sure or self._locked is None:
                self._load_again(sure)
            else:
                with self._locked():
                    self._load_again(sure=True)

    def pass_by(self, partitions: Iterable[Partition]) -> None:
        """Let the next number be higher than any that these table files hold.

        One may be ahead of log and catalogue: it came from a later day, or the end of the log is gone. A commit with a
        number that it has already would be taken for one that it holds.
        """
        highest = max((p.storage.header.through for p in partitions), default=0)
        if highest > self.position.n:
            self._recovery.short_log()
            self.position = msgspec.structs.replace(self.position, n=highest)

    def take_own(self, line: Line, position: Position) -> None:
        """Take in what was just written here."""
        with self._memory:
            self.tables.apply(line.n, line.puts)
            if line.purges:
                self._purge(line)
            self.position, self.end = position, (position.segment, position.offset)
            self.unkept = True

    def rewritten(self, segment: int, data: bytes) -> None:
        """Take in that a segment holds these lines now, and that nothing else of it has changed."""
        if segment == self.position.segment:
            with self._memory:
                self.end = (segment, len(data))
                self.position = Position(segment, len(data), self.position.n, tail_of(data))

    def _load_again(self, sure: bool) -> None:
        with self._memory:
            self.load(sure)
            self.news.update(KINDS)

    def _read_on(self, sure: bool) -> None:
        listed, end = self._log.changed(), self._log.end()
        found = list(self._log.read_on(self.position))
        if not sure and self._locked is not None and any(isinstance(line, BadLine) for line, _ in found):
            with self._locked():  # perhaps seen in the middle of a write
                self._read_on(sure=True)
            return
        with self._memory:
            for line, position in found:
                self._take(line)
                self.position = position
            self.end, self._listed = end, listed

    def _take(self, line: Line | BadLine | None) -> None:
        if isinstance(line, BadLine):
            self._recovery.bad_line(line)
        elif line is not None and line.n > self.catalog.header.through:
            if line.schema > self._migrations.schema:
                self._newer = True
            elif line.unreadable:
                self._recovery.unreadable_puts(line.n)
            self.tables.apply(line.n, line.puts)
            self.news.update(map(kind_of, line.puts))
            self.clock_high = max([self.clock_high, *(r.changed_at for r in line.puts)])
            if line.purges:
                self._purge(line)
                self.news.update(purge.kind for purge in line.purges)

    def _purge(self, line: Line) -> None:
        self.tables.purge(line.n, line.purges)
        self.pending.update((purge, line.n) for purge in line.purges)
        self.unkept = True

    def forgets(self, n: int, record: Record) -> bool:
        """Whether a record of commit n was purged since, and only waits to be wiped."""
        kind = kind_of(record)
        return any(n < at and purge.names(kind, record.id) for purge, at in self.pending.items())

    def _mend(self, name: str, damaged: bool) -> list[Put]:
        if damaged:
            self._recovery.bad_table(name)
        else:
            self._recovery.missing_table(name)
        self.unkept = True
        return self._recovery.again_from_log(name, self.position.n)
