"""The table files in memory: opened when they are asked for, each a TinyDB database, with the records made of it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec
from tinydb.table import Document, Table

from care.messages import message
from care.reactions import may_last
from care.records import KINDS, AnyRecord, Event, Record, kind_of, to_builtins
from storage.checkpoint import CheckpointStorage, Header, RecordDB, TableDamaged
from storage.errors import Damage
from storage.filesystem import FileSystem
from storage.last_uses import LastUses
from storage.lines import Purge, days_in
from storage.log import Position
from storage.migrations import MIGRATIONS, Migrations
from storage.partitions import CATALOG, FOLDERS, day_of, partition_of, that_hold
from storage.places import TABLES

REACTION = "reaction"
_BY_INSTANT, _BY_ID = attrgetter("at", "id"), attrgetter("id")
Put = tuple[int, Record]  # the number of its commit, and the record


@functools.cache
def _records(kind: str) -> msgspec.json.Decoder[dict[str, Record]]:
    return msgspec.json.Decoder(dict[str, KINDS.get(kind, AnyRecord)])  # type: ignore[misc]


class Partition:
    """One table file: a TinyDB table a kind, and its documents as records, made once."""

    def __init__(self, name: str, storage: CheckpointStorage, report: Callable[[Damage], None], schema: int) -> None:
        self.name, self.storage, self._report, self._schema = name, storage, report, schema
        self.db = RecordDB(storage=lambda: storage)
        self._records: dict[str, dict[str, Record]] = {}
        self._live: dict[str, tuple[Record, ...]] = {}

    def of_kind(self, kind: str) -> dict[str, Record]:
        """All records of a kind by id, deleted ones as well."""
        if kind not in self._records:
            self._records[kind] = self._made(kind)
        return self._records[kind]

    def live(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind that are not deleted, in order."""
        if kind not in self._live:
            self._live[kind] = tuple(
                sorted((r for r in self.of_kind(kind).values() if not r.deleted), key=order_of(kind))
            )
        return self._live[kind]

    def put(self, records: Iterable[Record]) -> None:
        """Take records in, in place of those with the same ids."""
        by_kind: dict[str, dict[str, Record]] = {}
        for record in records:
            by_kind.setdefault(kind_of(record), {})[record.id] = record
        for kind, new in by_kind.items():
            there = self.storage.read().get(kind, {})
            table = self.db.table(kind)
            if replaced := [id for id in new if id in there]:
                table.remove(doc_ids=replaced)  # type: ignore[arg-type]
            table.insert_multiple(Document(to_builtins(r), id) for id, r in new.items())  # type: ignore[arg-type]
            if kind in self._records:
                self._records[kind].update(new)
            self._live.pop(kind, None)

    def drop(self, purge: Purge) -> None:
        """Take a record away as if it had never been."""
        gone = [id for id in self.storage.read().get(purge.kind, {}) if purge.names(purge.kind, id)]
        if gone:
            self.db.table(purge.kind).remove(doc_ids=gone)  # type: ignore[arg-type]
            for id in gone:
                self._records.get(purge.kind, {}).pop(id, None)
            self._live.pop(purge.kind, None)

    def _made(self, kind: str) -> dict[str, Record]:
        untouched = self.storage.untouched(kind)
        if untouched is not None:  # straight from the file, which is several times as fast as by way of documents
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                return {r.id: r for r in _records(kind).decode(untouched).values()}
        table = self.db.table(kind)
        type_ = KINDS.get(kind, AnyRecord)
        try:
            records: list[Record] = msgspec.convert([dict(d) for d in table], list[type_])  # type: ignore[valid-type]
            return {r.id: r for r in records}
        except (msgspec.ValidationError, UnicodeDecodeError):
            return dict(self._made_one_by_one(table, type_))

    def _made_one_by_one(self, table: Table, type_: Any) -> Iterable[tuple[str, Record]]:
        for document in table:
            try:
                yield str(document.doc_id), msgspec.convert(dict(document), type_)
            except (msgspec.ValidationError, UnicodeDecodeError):
                if self.storage.header.schema <= self._schema:
                    days = days_in(msgspec.json.encode(document))
                    what = message("One entry cannot be read; it is left in its file as it is.")
                    mark = f"{table.name}/{document.doc_id}"
                    self._report(Damage(f"{TABLES}/{self.name}", what, days=days, mark=mark))


class TableSet:
    """All table files of a folder.

    Records for files that nobody has asked for yet wait, and are taken in when the file is opened. `mend` is given
    the name of a file that is missing or damaged, with its bytes, and returns what the log holds for it.
    """

    def __init__(
        self,
        folder: Path,
        files: FileSystem,
        mend: Callable[[str, bool], Sequence[Put]],
        report: Callable[[Damage], None],
        migrations: Migrations = MIGRATIONS,
    ) -> None:
        self._folder, self._files, self._mend, self._report = folder, files, mend, report
        self._migrations = migrations
        self._open: dict[str, Partition] = {}
        self._waiting: dict[str, list[Put]] = {}
        self.names = {
            f"{sub}/{name}" for sub in FOLDERS for name in files.list(folder / sub) if name.endswith(".json")
        } | {CATALOG}
        self.missing: set[str] = set()
        self.schema = migrations.schema  # the highest one seen
        self._lasting: set[str] | None = None  # the files with reactions that last; None while that is not known
        self._uses = LastUses(None, self.names, self._used)

    def storage(self, name: str) -> CheckpointStorage:
        return CheckpointStorage(self._files, self._folder / name, self._migrations)

    def partition(self, name: str) -> Partition:
        """A table file, opened: what it holds, and what has been waiting for it."""
        if name in self._open:
            return self._open[name]
        storage = self.storage(name)
        puts: list[Put] = []
        try:
            there = storage.load()
            broken = not there and name in self.missing
        except TableDamaged:
            there, broken = False, True
        if broken:
            storage = self.storage(name)
            puts += self._mend(name, name not in self.missing)
        self.schema = max(self.schema, storage.header.schema)
        partition = Partition(name, storage, self._report, self._migrations.schema)
        puts += self._waiting.pop(name, [])
        fresh = [record for n, record in puts if n > storage.header.through]
        if fresh:
            partition.put(fresh)
        storage.dirty = storage.dirty or broken
        self._open[name] = partition
        self.missing.discard(name)
        return partition

    def open_catalog(self) -> CheckpointStorage:
        """The catalogue's storage, read. Raises `TableDamaged`."""
        storage = self.storage(CATALOG)
        storage.load()
        return self._adopt(storage)

    def new_catalog(self) -> CheckpointStorage:
        """An empty catalogue in place of a damaged one."""
        return self._adopt(self.storage(CATALOG))

    def _adopt(self, storage: CheckpointStorage) -> CheckpointStorage:
        self._open[CATALOG] = Partition(CATALOG, storage, self._report, self._migrations.schema)
        header, new = storage.header, self.names == {CATALOG}
        # A folder without other table files holds none; any other that does not say so is read when somebody asks.
        self._lasting = set(header.lasting or ()) if header.lasting is not None or new else None
        self._uses = LastUses(header.uses or {} if header.uses is not None or new else None, self.names, self._used)
        self.schema = max(self.schema, storage.header.schema)
        return storage

    def expect(self, names: Iterable[str]) -> None:
        """Names that must be there; those that are not will be made again from the log."""
        self.missing.update(set(names) - self.names)
        self.names.update(names)

    def highest_through(self) -> int:
        """The last commit that any table file holds."""
        highest = 0
        for name in self.names:
            storage = self.storage(name)
            with contextlib.suppress(TableDamaged):
                storage.load()
            highest = max(highest, storage.header.through)
        return highest

    def header(self, position: Position, clock: int) -> Header:
        """What the catalogue's header has to say about a checkpoint taken now."""
        return Header(
            schema=self._migrations.schema,
            through=position.n,
            clock=clock,
            log=(position.segment, position.offset, position.tail.decode("latin-1")),
            tables=sorted(self.names - {CATALOG}),
            lasting=None if self._lasting is None else sorted(name for name in self._lasting if self._lasts(name)),
            uses=self._uses.for_header(),
        )

    def last_uses(self) -> dict[str, date]:
        """The last care day of each thing that was used, by `last_use.key_of`."""
        return self._uses.all()

    def _used(self, name: str) -> tuple[Record, ...]:
        partition = self.partition(name)
        return (*partition.live("session"), *partition.live("step_done"))

    def lasting(self, before: date) -> list[Record]:
        """The reactions of days before a day that may still close something, by time.

        Where no checkpoint has said yet which files hold such, all that may are read, once.
        """
        if self._lasting is None:
            self._lasting = {name for name in that_hold(self.names, REACTION, None, None) if self._lasts(name)}
        files = (self.partition(name) for name in sorted(self._lasting))
        found = (r for file in files for r in file.live(REACTION) if may_last(r) and (day_of(r) or before) < before)
        return sorted(found, key=order_of(REACTION))

    def _lasts(self, name: str) -> bool:
        """Whether a file holds a reaction that lasts; one that is not open is taken to be as it was."""
        known = name in self._open or self._lasting is None
        return any(map(may_last, self.partition(name).live(REACTION))) if known else True

    def likely(self, kind: str) -> list[str]:
        """The files that may hold a kind: open ones first, then the newest."""
        names = that_hold(self.names, kind, None, None)
        return sorted(names, key=lambda name: (name in self._open, name), reverse=True)

    def for_kind(self, kind: str, since: date | None, until: date | None) -> list[Partition]:
        """The files that may hold records of a kind in a span of days, both ends included."""
        return [self.partition(name) for name in that_hold(self.names, kind, since, until)]

    def current(self, record: Record) -> Record | None:
        """What is kept now under the kind and id of a record, on its day (perhaps deleted)."""
        return self.partition(partition_of(record)).of_kind(kind_of(record)).get(record.id)

    def apply(self, n: int, records: Iterable[Record]) -> None:
        """Take in a commit."""
        by_name: dict[str, list[Record]] = {}
        for record in records:
            by_name.setdefault(partition_of(record), []).append(record)
        for name, some in by_name.items():
            self.names.add(name)
            self._uses.has_changed(name)
            if self._lasting is not None and any(map(may_last, some)):
                self._lasting.add(name)
            if name in self._open:
                if n > self._open[name].storage.header.through:  # another process may have flushed it after us
                    self._open[name].put(some)
            else:
                self._waiting.setdefault(name, []).extend((n, r) for r in some)

    def purge(self, n: int, purges: Iterable[Purge]) -> None:
        """Take in that records were taken away by commit n: from every file that may hold them."""
        for purge in purges:
            for partition in self.for_kind(purge.kind, None, None):
                if n > partition.storage.header.through:
                    partition.drop(purge)
                    self._uses.has_changed(partition.name)

    @property
    def older(self) -> bool:
        """Whether files of an older schema wait to be written anew: they all are, once the catalogue is one."""
        return self._open[CATALOG].storage.older

    def dirty(self) -> list[Partition]:
        """The files that differ from what is on disk, without the catalogue; what waited is taken in first."""
        for name in sorted(self.names) if self.older else list(self._waiting):
            self.partition(name)
        return [p for p in self._open.values() if p.storage.dirty and p.name != CATALOG]


def order_of(kind: str) -> Callable[[Record], Any]:
    """What records of a kind are sorted by: events by their instant, all else by id."""
    return _BY_INSTANT if issubclass(KINDS.get(kind, Record), Event) else _BY_ID
