"""Diaries and verbs for the fault tests. Ids and clock count, so that two runs of one verb give the same records."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

import storage.store
from care.changes import Change, Changes, adding, changing, deleting
from care.records import KINDS, Record
from storage.filesystem import FileSystem
from storage.migrations import MIGRATIONS, Migrations
from storage.store import Store
from tests.storage.store_makers import TODAY, CountingClock, check_in, product, step_done

DEEP = os.environ.get("MESODAY_DEEP") == "1"
SMALL = 2500  # bytes after which a segment is closed here, instead of a mebibyte

State = dict[tuple[str, str], Record]


class CountingIds:
    """Ids that count from a number on."""

    def __init__(self, first: int) -> None:
        self.count = first

    def new(self) -> str:
        self.count += 1
        return f"01K{self.count:023d}"


def opened(
    folder: Path,
    files: FileSystem | None = None,
    *,
    ids: int = 1000,
    migrations: Migrations = MIGRATIONS,
    read_only: bool = False,
) -> Store:
    clock = CountingClock()
    return Store.open(
        folder, clock=clock, ids=CountingIds(ids), files=files, migrations=migrations, read_only=read_only
    )


def everything(store: Store) -> State:
    return {(kind, r.id): r for kind in KINDS for r in store.records(kind)}


def state(folder: Path, migrations: Migrations = MIGRATIONS) -> State:
    """What an app that starts now finds in the folder, which it leaves as it is."""
    return everything(opened(folder, read_only=True, migrations=migrations))


def tired_is_poor_sleep(kind: str, document: dict) -> dict:
    """A step to an invented schema 2."""
    return {**document, "tags": ["poor_sleep"]} if document.get("tags") == ["tired"] else document


TWO = Migrations((tired_is_poor_sleep,))


class Verb(Struct, frozen=True):
    """`prepare` makes the folder; `act` does the work and notes each thing that was acknowledged in the list."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Store, list[str]], None]
    migrations: Migrations = MIGRATIONS
    opening: bool = False  # the opening itself is part of the verb, and may fail


def nothing(folder: Path) -> None:
    """No diary yet, but a folder with its installation."""
    opened(folder, ids=1).close()


def some(folder: Path) -> None:
    """A few records in three kinds of tables, checkpointed, and some more behind the checkpoint."""
    store = opened(folder, ids=1)
    store.commit(adding([product("old"), check_in(tags=["tired"]), step_done(TODAY - timedelta(days=40))]))
    store.checkpoint()
    store.commit(adding([product("newer"), check_in(date(2025, 12, 31), note="to move"), step_done()]))


def packed(folder: Path) -> None:
    """A packed segment, a closed one that is not packed yet, and tables that lag behind."""
    store = opened(folder, ids=1)
    for turn in range(3):
        store.commit(adding([product(f"p{turn}"), step_done(TODAY - timedelta(days=40 * turn))]))
        store.commit(adding([check_in(TODAY - timedelta(days=60 * i), note="y" * 300) for i in range(6)]))
        if turn < 2:
            store.checkpoint()


def torn(folder: Path) -> None:
    """Somebody was stopped in the middle of a line, and a table file is damaged."""
    some(folder)
    with (folder / "log" / "000001.jsonl").open("ab") as file:
        file.write(b'{"n":3,"at":"2026-')
    table = folder / "tables" / "check_ins" / "2026.json"
    table.write_bytes(table.read_bytes()[:-2])


def one(store: Store, done: list[str]) -> None:
    store.commit(adding([product("one")]))
    done.append("commit")


def many(store: Store, done: list[str]) -> None:
    old, newer = sorted(store.records("product"), key=lambda r: r.name, reverse=True)  # type: ignore[attr-defined]
    moved = store.get("check_in", f"01K{5:023d}") or store.records("check_in")[0]
    news = [check_in(TODAY - timedelta(days=20 * i)) for i in range(30)]
    changes = adding([*news, step_done(step="s2")]) + deleting(newer)
    changes += changing(old, replace(old, note="edited"))  # type: ignore[call-arg]
    changes += Changes((Change(moved, replace(moved, day=date(2026, 1, 1))),))  # type: ignore[call-arg]
    store.commit(changes)
    done.append("commit")


def large(store: Store, done: list[str]) -> None:
    store.commit(adding([check_in(TODAY - timedelta(days=20 * i), note="x" * 9000) for i in range(150)]))
    done.append("commit")


def checkpoint(store: Store, done: list[str]) -> None:
    store.checkpoint()


def rotation(store: Store, done: list[str]) -> None:
    """Closes a segment, begins the next one, packs what is closed."""
    store.checkpoint()
    store.commit(adding([product("in a new segment")]))
    done.append("commit")
    store.checkpoint()


def migration(store: Store, done: list[str]) -> None:
    """Tables of a newer schema, and the next start, which lets go of the old ones."""
    store.checkpoint()
    opened(store.folder, store._files, migrations=TWO)


def purge(store: Store, done: list[str]) -> None:
    store.purge("step_done", step_done().id)
    done.append("purge")


def opening(store: Store, done: list[str]) -> None:
    everything(store)
    store.close()


VERBS = [
    Verb("commit of one", some, one),
    Verb("commit of many", some, many),
    Verb("large commit", some, large),
    Verb("first commit", nothing, one),
    Verb("commit behind a torn line", torn, one),
    Verb("checkpoint", some, checkpoint),
    Verb("checkpoint of many tables", packed, checkpoint),
    Verb("rotation", packed, rotation),
    Verb("migration", packed, migration, TWO),
    Verb("purge", packed, purge),
    Verb("opening", some, opening, opening=True),
    Verb("opening of a damaged diary", torn, opening, opening=True),
    Verb("opening of an older diary", some, opening, TWO, opening=True),
]


def small_segments(monkeypatch) -> None:
    monkeypatch.setattr(storage.store, "LARGE", SMALL)
