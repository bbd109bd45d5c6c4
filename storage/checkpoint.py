"""A table file: one header line with a checksum, and a TinyDB database as JSON.

Reserved: a header with ``"cipher"`` (the name of a cipher and its key) says that the body behind the header line is
encrypted; the checksum is of the bytes as they lie. This version refuses such a file (`Encrypted`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from storage.errors import Encrypted
from storage.filesystem import FileSystem, make_folder, replace_file
from storage.lines import checksum
from storage.migrations import MIGRATIONS, SCHEMA, Migrations

FORMAT = "mesoday-table"
_SUM = b',"sum":"'
_END = b'"}\n'

Tables = dict[str, dict[str, dict[str, Any]]]  # kind -> id -> document
_KINDS = msgspec.json.Decoder(dict[str, Raw])
_DOCUMENTS = msgspec.json.Decoder(dict[str, dict[str, Any]])


class Header(Struct, frozen=True, kw_only=True):
    """`through`: the table holds every commit up to this n. The rest stands in the catalogue's header only.

    There it promises that all tables do; `clock` is the highest `changed_at` given out, `log` the place in the log
    behind commit `through` (segment, offset, end of the line), `tables` the names of the other table files, `lasting`
    those with reactions that may count long after their days, `uses` the last day of each thing that was used (both
    None: not known yet).
    """

    format: str = FORMAT
    schema: int = SCHEMA
    through: int = 0
    clock: int = 0
    log: tuple[int, int, str] | None = None
    tables: list[str] = []
    lasting: list[str] | None = None
    uses: dict[str, date] | None = None
    cipher: str | UnsetType = UNSET


class TableDamaged(Exception):
    """The file is not what was written."""


def encode_table(header: Header, tables: Tables) -> bytes:
    """Header line and body; the sum is of the header's bytes before ``,"sum":`` and of the body."""
    head = msgspec.json.encode(header)[:-1]
    body = msgspec.json.encode(tables)
    return head + _SUM + checksum(head + body) + _END + body


def decode_table(raw: bytes) -> tuple[Header, Tables]:
    """What `encode_table` wrote. Raises `TableDamaged`, and `Encrypted`."""
    header, kinds = split_table(raw)
    return header, {kind: taken_apart(documents) for kind, documents in kinds.items()}


def split_table(raw: bytes) -> tuple[Header, dict[str, Raw]]:
    """The header, and the documents of each kind as JSON. Raises `TableDamaged`, and `Encrypted`."""
    stop = raw.find(b"\n") + 1
    cut = raw.rfind(_SUM, 0, stop)
    if cut < 0 or raw[cut + len(_SUM) : stop] != checksum(raw[:cut] + raw[stop:]) + _END:
        raise TableDamaged
    try:
        header = msgspec.json.decode(raw[:cut] + b"}", type=Header)
        if header.cipher is not UNSET:
            raise Encrypted
        kinds = _KINDS.decode(raw[stop:])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TableDamaged from error
    if header.format != FORMAT:
        raise TableDamaged
    return header, kinds


def taken_apart(documents: Raw) -> dict[str, dict[str, Any]]:
    """The documents of a kind by id. Raises `TableDamaged`."""
    try:
        return _DOCUMENTS.decode(documents)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TableDamaged from error


class CheckpointStorage(Storage):
    """TinyDB's storage: reads come from memory, writes mark it dirty, `flush` puts it on disk.

    Durability between flushes is the log's business.
    """

    def __init__(self, files: FileSystem, path: Path, migrations: Migrations = MIGRATIONS) -> None:
        self._files, self._path, self._migrations = files, path, migrations
        self.header = Header(schema=migrations.schema)  # as it is on disk
        self.dirty = False
        self._tables: Tables = {}
        self._untouched: dict[str, Raw] | None = None  # as read: taken apart only when TinyDB wants to see it

    def load(self) -> bool:
        """Read the file, migrating what is older; whether there is one. Raises `TableDamaged`."""
        try:
            raw = self._files.read(self._path)
        except FileNotFoundError:
            return False
        self.header, self._untouched = split_table(raw)
        self.dirty = self.older
        if self.older:
            self._tables = migrated(decode_table(raw)[1], self.header.schema, self._migrations)
            self._untouched = None
        return True

    @property
    def older(self) -> bool:
        """Whether the file on disk is of an older schema."""
        return self.header.schema < self._migrations.schema

    def read(self) -> Tables:
        untouched = self._untouched
        if untouched is not None:
            self._tables = {kind: taken_apart(documents) for kind, documents in untouched.items()}
            self._untouched = None
        return self._tables

    def untouched(self, kind: str) -> Raw | None:
        """The documents of a kind as JSON, as long as nobody has read or changed them since they were loaded."""
        return self._untouched.get(kind, Raw(b"{}")) if self._untouched is not None else None

    def write(self, data: Tables) -> None:  # type: ignore[override]
        self._tables, self._untouched = data, None
        self.dirty = True

    def flush(self, header: Header, *, sync_folder: bool = True) -> None:
        """Put header and tables on disk in one step."""
        replace_file(self._files, self._path, encode_table(header, self.read()), sync_folder=sync_folder)
        self.header = header
        self.dirty = False


def migrated(tables: Tables, schema: int, migrations: Migrations) -> Tables:
    """Documents of an older schema in the newest one; a document that no step understands stays as it is."""
    return {
        kind: {id: _migrated(document, schema, migrations) for id, document in documents.items()}
        for kind, documents in tables.items()
    }


def _migrated(document: dict[str, Any], schema: int, migrations: Migrations) -> dict[str, Any]:
    try:
        return migrations.migrate(dict(document), schema)
    except Exception:  # it will be reported as unreadable when it is asked for, like any other
        return document


def write_checkpoint(
    files: FileSystem,
    folder: Path,
    tables: Mapping[str, CheckpointStorage],
    catalog: CheckpointStorage,
    header: Header,
) -> None:
    """Put tables (by name below the folder) on disk, and the catalogue last: its header promises the others.

    Nothing is written when nothing is new. Raises `OSError`; the tables then stay dirty, and the log has it all.
    """
    if not tables and not catalog.dirty and catalog.header == header:
        return
    folders = sorted({(folder / name).parent for name in tables})
    for below in folders:
        make_folder(files, below)
    for storage in tables.values():
        storage.flush(Header(schema=header.schema, through=header.through), sync_folder=False)
    for below in folders:
        files.sync_folder(below)
    catalog.flush(header)


class RecordTable(Table):
    """A TinyDB table whose documents have our own ids, and which is changed where it lies.

    TinyDB copies a whole table at each change, because its ids are numbers in memory and text on disk. Ours are text.
    """

    document_id_class = str  # type: ignore[assignment]

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        tables = self.storage.read() or {}
        updater(tables.setdefault(self.name, {}))
        self.storage.write(tables)
        self.clear_cache()


class RecordDB(TinyDB):
    """A TinyDB database with one table a kind."""

    table_class = RecordTable
