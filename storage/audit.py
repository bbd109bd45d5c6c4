"""Replaying the log beside the table files as they lie, before anything is opened or mended: do both say the same?

Reads only, takes no lock, changes nothing. (`storage.verify` looks at an opened diary, and at its pictures.)
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from care.messages import message
from care.records import Photo, Record, kind_of
from storage.checkpoint import TableDamaged, Tables, decode_table, migrated
from storage.errors import Damage, Outcome, StorageError, digest, read_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.lines import BadLine, Line, Purge, days_in
from storage.log import Log, LogRewritten, Position
from storage.migrations import MIGRATIONS, Migrations
from storage.partitions import CATALOG, FOLDERS, day_of, partition_of
from storage.places import LOG, TABLES

Key = tuple[str, str, str]  # table file, kind, id
_ATTEMPTS = 3  # somebody may write a checkpoint or withdraw a line while we read


class Audit(Struct, frozen=True, kw_only=True):
    """`commits` are the whole lines of the log; `counts` the records by kind, deleted ones left out; `pictures` the
    day of each picture that the log names, by its checksum."""

    commits: int
    counts: dict[str, int]
    damages: tuple[Damage, ...]
    pictures: dict[str, date] = {}

    @property
    def sound(self) -> bool:
        return not self.damages


def audit(folder: Path, files: FileSystem | None = None, migrations: Migrations = MIGRATIONS) -> Audit:
    """Compare what the log says with what the table files hold. Raises `StorageError` when they cannot be read.

    A table that lags behind the log is sound as far as it goes: what is missing in it is replayed on opening.
    """
    files = files or RealFileSystem()
    if not folder.is_dir():
        raise StorageError(message("There is no diary in {folder}.", folder=str(folder)))
    try:
        found = _audit(folder, files, migrations)
        for _ in range(_ATTEMPTS - 1):
            if found.sound:
                break
            found = _audit(folder, files, migrations)
    except OSError as error:
        raise read_failed(error, folder) from error
    return found


def _audit(folder: Path, files: FileSystem, migrations: Migrations) -> Audit:
    damages: list[Damage] = []
    # Before the log, which then holds at least as much.
    tables, (through, place) = _tables(folder, files, damages, migrations)
    whole = not damages

    def outcome(taken_in: bool) -> Outcome:
        """Of what cannot be read in the log: the tables, if all are sound, hold what was once taken into them."""
        return "held" if taken_in and whole else "lost"

    state: dict[Key, Record] = {}  # the last version of each record
    seen: dict[Key, Record] = {}  # the last one that its table has taken in
    commits, expected, gap = 0, 1, False
    try:
        for line, _ in Log(folder / LOG, files, migrations).read_on(Position()):
            if isinstance(line, BadLine):
                what = message("A line of the log is damaged.")
                file, taken_in = f"{LOG}/{line.segment:06d}", (line.segment, line.offset) < place
                damages.append(Damage(file, what, line.offset, line.days, outcome(taken_in), digest(line.raw)))
                gap = True
            elif isinstance(line, Line):
                if line.n > expected and not gap:
                    what = message("Commits {first} to {last} are missing in the log.", first=expected, last=line.n - 1)
                    mark = f"{expected}-{line.n - 1}"
                    damages.append(Damage(LOG, what, outcome=outcome(line.n <= through + 1), mark=mark))
                if line.unreadable and line.schema <= migrations.schema:
                    what = message("An entry in the log cannot be read.")
                    damages.append(Damage(LOG, what, line.n, outcome=outcome(line.n <= through)))
                commits, expected, gap = commits + 1, line.n + 1, False
                for purge in line.purges:
                    _forget(purge, line.n, tables, state, seen)
                for record in line.puts:
                    key = (partition_of(record), kind_of(record), record.id)
                    state[key] = record
                    if line.n <= tables.get(key[0], (0, {}))[0]:
                        seen[key] = record
    except LogRewritten:
        damages.append(Damage("", message("The log is being rewritten just now."), outcome="unread"))
    _compare(tables, seen, damages)
    pictures = {record.sha256: record.day for record in state.values() if isinstance(record, Photo)}
    return Audit(commits=commits, counts=_counts(tables, state), damages=tuple(damages), pictures=pictures)


def _forget(
    purge: Purge,
    n: int,
    tables: dict[str, tuple[int, Tables]],
    state: dict[Key, Record],
    seen: dict[Key, Record],
) -> None:
    """A record was taken away by commit n. Tables that do not go so far may hold it still, also after the log."""
    for known in (state, seen):
        for key in [key for key in known if purge.names(key[1], key[2])]:
            del known[key]
    for through, kinds in tables.values():
        if through < n:
            documents = kinds.get(purge.kind, {})
            for id in [id for id in documents if purge.names(purge.kind, id)]:
                del documents[id]


def _tables(
    folder: Path, files: FileSystem, damages: list[Damage], migrations: Migrations
) -> tuple[dict[str, tuple[int, Tables]], tuple[int, tuple[int, int]]]:
    """By file: how far it goes, and what it holds. And how far all of them go: a commit, its end in the log."""
    found: dict[str, tuple[int, Tables]] = {}
    expected: set[str] = set()
    place = (0, 0)
    names = {CATALOG} | {
        f"{sub}/{name}" for sub in FOLDERS for name in files.list(folder / TABLES / sub) if name.endswith(".json")
    }
    for name in sorted(names):
        raw = b""
        try:
            raw = files.read(folder / TABLES / name)
            header, tables = decode_table(raw)
        except FileNotFoundError:
            continue
        except TableDamaged:
            what = message("A file of the diary is damaged.")
            damages.append(Damage(f"{TABLES}/{name}", what, outcome="held", mark=digest(raw)))
            continue
        if header.schema < migrations.schema:
            tables = migrated(tables, header.schema, migrations)
        found[name] = (header.through, tables)
        expected.update(header.tables)
        place = header.log[:2] if header.log else place  # in the catalogue's header alone
    for name in sorted(expected - names):
        damages.append(Damage(f"{TABLES}/{name}", message("A file of the diary is missing."), outcome="held"))
    through = found.get(CATALOG, (0, {}))[0]
    return {name: (max(own, through), tables) for name, (own, tables) in found.items()}, (through, place)


def _compare(tables: dict[str, tuple[int, Tables]], logged: dict[Key, Record], damages: list[Damage]) -> None:
    stored = _documents(tables)
    for key in sorted(stored.keys() | logged.keys()):
        name, kind, id = key
        if name not in tables:
            continue
        record = logged.get(key)
        if record is not None and key in stored and _says(stored[key], record):
            continue
        if record is None:
            what = message("The {kind} {id} is in its file, but not in the log.", kind=kind, id=id)
            days = days_in(msgspec.json.encode(stored[key]))
        else:
            day = day_of(record)
            days = (day,) if day else ()
            if key in stored:
                what = message("The {kind} {id} is in its file otherwise than in the log.", kind=kind, id=id)
            else:
                what = message("The {kind} {id} is in the log, but not in its file.", kind=kind, id=id)
        damages.append(Damage(f"{TABLES}/{name}", what, days=days, outcome="held", mark=f"{kind}/{id}"))


def _says(document: dict, record: Record) -> bool:
    """Whether a document is that record; one from before a field was added does not name it."""
    if document == msgspec.to_builtins(record):
        return True
    try:
        return msgspec.convert(document, type(record)) == record
    except msgspec.ValidationError:
        return False


def _counts(tables: dict[str, tuple[int, Tables]], logged: dict[Key, Record]) -> dict[str, int]:
    live = {key: not document.get("deleted") for key, document in _documents(tables).items()}
    live.update({key: not record.deleted for key, record in logged.items()})
    return dict(sorted(Counter(kind for (_, kind, _), there in live.items() if there).items()))


def _documents(tables: dict[str, tuple[int, Tables]]) -> dict[Key, dict]:
    return {
        (name, kind, id): document
        for name, (_, kinds) in tables.items()
        for kind, documents in kinds.items()
        for id, document in documents.items()
    }
