"""Reads everything that is kept, replays the log beside the tables, and says what does not agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from care.messages import Message, count_message, message
from care.records import KINDS, Photo, Record, kind_of
from storage.errors import Damage, read_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.lines import Line
from storage.log import Log, LogRewritten, Position
from storage.partitions import day_of
from storage.places import LOG, PHOTOS
from storage.store import Store

Key = tuple[str, str]  # kind and id


def verify(store: Store, files: FileSystem | None = None) -> list[Message]:
    """One sentence for each thing that is wrong; none when all agrees. Changes nothing. Raises `StorageError`."""
    files = files or RealFileSystem()
    store.refresh()
    try:
        kept = {(kind, r.id): r for kind in KINDS for r in store.records(kind)}
        logged, deleted = _replay(Log(store.folder / LOG, files), store.position)
        found = [_said(damage) for damage in store.damages]
        found += _differences(kept, logged, deleted)
        found += _photos(store.folder, kept, files)
    except LogRewritten:
        return [message("The log was rewritten while it was read; please verify again.")]
    except OSError as error:
        raise read_failed(error, store.folder) from error
    return found


def _replay(log: Log, through: int) -> tuple[dict[Key, Record], set[Key]]:
    """The records as the log alone has them, and the keys of those that it says are deleted."""
    logged: dict[Key, Record] = {}
    deleted: set[Key] = set()
    for line, position in log.read_on(Position()):
        if position.n > through:
            break
        if isinstance(line, Line):
            for record in line.puts:  # of a record that moved to another day the tombstone comes first
                key = (kind_of(record), record.id)
                if record.deleted:
                    logged.pop(key, None)
                    deleted.add(key)
                else:
                    logged[key] = record
                    deleted.discard(key)
    return logged, deleted


def _differences(kept: dict[Key, Record], logged: dict[Key, Record], deleted: set[Key]) -> Iterator[Message]:
    groups = (
        (
            [r for key, r in logged.items() if key not in kept],
            "One entry stands in the log and not in the tables ({days}).",
            "{count} entries stand in the log and not in the tables ({days}).",
        ),
        (
            [r for key, r in kept.items() if key in deleted],
            "One entry stands in the tables that the log says is deleted ({days}).",
            "{count} entries stand in the tables that the log says are deleted ({days}).",
        ),
        (
            [r for key, r in kept.items() if key not in logged and key not in deleted],
            "One entry stands in the tables and not in the log ({days}).",
            "{count} entries stand in the tables and not in the log ({days}).",
        ),
        (
            [r for key, r in kept.items() if key in logged and logged[key] != r],
            "One entry differs between the log and the tables ({days}).",
            "{count} entries differ between the log and the tables ({days}).",
        ),
    )
    for records, one, many in groups:
        if records:
            yield count_message(one, many, len(records), days=_days(records))


def _days(records: list[Record]) -> str:
    """The first few days concerned, as dates; the kinds of what belongs to no day."""
    named = sorted({str(day) if (day := day_of(r)) else kind_of(r) for r in records})
    return ", ".join(named[:5]) + (", ..." if len(named) > 5 else "")


def _said(damage: Damage) -> Message:
    days: tuple[date, ...] = damage.days
    if not days:
        return message("{file}: {what}", file=damage.file, what=damage.what)
    return message(
        "{file}: {what} Days: {days}.", file=damage.file, what=damage.what, days=", ".join(str(d) for d in days[:5])
    )


def _photos(folder: Path, kept: dict[Key, Record], files: FileSystem) -> Iterator[Message]:
    """Pictures that are not what was stored. A missing one is none of it: exports carry the records alone."""
    for name in sorted({r.sha256 for r in kept.values() if isinstance(r, Photo)}):
        path = folder / PHOTOS / name[:2] / f"{name}.jpg"
        try:
            content = files.read(path)
        except FileNotFoundError:
            continue
        if hashlib.sha256(content).hexdigest() != name:
            yield message("{file}: this picture is damaged.", file=f"{PHOTOS}/{name[:2]}/{name}.jpg")
