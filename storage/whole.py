"""The whole diary of a folder at one moment, as its disk has it: what is there, and what was deleted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from care.messages import message
from care.ports import Clock
from care.records import KINDS, Record, kind_of
from storage.errors import Damage, StorageError, busy, read_failed
from storage.filesystem import FileSystem
from storage.ids import UlidIds
from storage.lines import Line
from storage.local import Local
from storage.log import Log, LogRewritten, Position
from storage.places import LOCK, LOG, TABLES
from storage.store import NEWER, Store

ATTEMPTS = 4  # somebody may write while we read; the last attempt holds the lock
_PATIENCE = 30.0
RESTORES = "restores"  # the setting that remembers them
Key = tuple[str, str]  # kind and id


class Whole(Struct, frozen=True, kw_only=True):
    """`live` and `deleted` in the order of their kinds; `position` is the last commit in them. `came`: what earlier
    restores brought (see `care.verbs.restoring.Restore`)."""

    live: tuple[Record, ...] = ()
    deleted: tuple[Record, ...] = ()
    position: int = 0
    installation: str = ""
    damages: tuple[Damage, ...] = ()
    came: Mapping[int, int] = {}

    @property
    def records(self) -> tuple[Record, ...]:
        return self.live + self.deleted


def read_whole(folder: Path, clock: Clock, files: FileSystem) -> Whole:
    """Read everything from the disk anew, changing nothing; other processes may write meanwhile.

    Raises `StorageError`: no diary, unreadable, or written by a newer Mesoday.
    """
    if not has_diary(folder, files):
        raise StorageError(message("There is no diary in {folder}.", folder=str(folder)))
    try:
        for _ in range(ATTEMPTS - 1):
            if (found := _read(folder, clock, files)) is not None:
                return found
        with FileLock(folder / LOCK, timeout=_PATIENCE, mode=0o600):
            found = _read(folder, clock, files)
    except Timeout as error:
        raise busy() from error
    except OSError as error:
        raise read_failed(error, folder) from error
    if found is None:
        raise busy()
    return found


def has_diary(folder: Path, files: FileSystem) -> bool:
    """Whether one was ever opened there. Raises `StorageError` when that cannot be told."""
    try:
        return files.size(folder / LOG) is not None or files.size(folder / TABLES) is not None
    except NotADirectoryError:
        return False
    except OSError as error:
        raise read_failed(error, folder) from error


def _read(folder: Path, clock: Clock, files: FileSystem) -> Whole | None:
    """None when somebody wrote meanwhile: some table files might then be of a later moment than others."""
    store = Store.open(folder, clock=clock, ids=UlidIds(clock), files=files, read_only=True)
    live = [record for kind in KINDS for record in store.records(kind)]
    if store.read_only_reason == NEWER:
        raise StorageError(NEWER)
    try:
        deleted = _deleted(Log(folder / LOG, files), {(kind_of(r), r.id) for r in live})
    except LogRewritten:
        return None
    if store.behind():
        return None
    return Whole(
        live=tuple(live),
        deleted=tuple(deleted),
        position=store.position,
        installation=store.local.installation,
        damages=store.damages,
        came=restores_of(store.local),
    )


def restores_of(local: Local) -> dict[int, int]:
    """The restores that this installation remembers."""
    kept = local.get(RESTORES)
    pairs = kept if isinstance(kept, list) else []
    return {p[0]: p[1] for p in pairs if isinstance(p, list) and len(p) == 2 and all(type(n) is int for n in p)}


def _deleted(log: Log, live: set[Key]) -> list[Record]:
    """The last version of what the log says was deleted, and is not there."""
    found: dict[Key, tuple[int, Record]] = {}
    for line, _ in log.read_on(Position(), b'"deleted":true'):
        if isinstance(line, Line):
            found.update({(kind_of(r), r.id): (line.n, r) for r in line.puts if r.deleted})
    for line, _ in log.read_on(Position(), b'"purge"'):
        for purge in getattr(line, "purges", ()):  # gone for good, though not yet wiped from every line
            named = [k for k, (n, _) in found.items() if n < line.n and purge.names(*k)]  # type: ignore[union-attr]
            for key in named:
                del found[key]
    order = list(KINDS)
    kept = ((key, record) for key, (_, record) in found.items() if key not in live)
    return [record for _, record in sorted(kept, key=lambda item: (order.index(item[0][0]), item[0][1]))]
