"""Reactions of long ago that may still close something are read at once, without all the files between."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import Change, Changes
from care.records import Cleared, Reaction, Record
from storage.checkpoint import decode_table, encode_table
from storage.store import Store
from tests.storage.store_makers import open_store

LONG_AGO, NOW = date(2023, 5, 4), date(2026, 3, 2)


def reaction(day: date, **changed: object) -> Reaction:
    at = datetime(day.year, day.month, day.day, 19, tzinfo=UTC)
    return replace(Reaction(id=f"r-{day}", at=at, day=day, signs=["G21"]), **changed)


def keep(store: Store, *records: Record) -> None:
    store.commit(Changes(tuple(Change(None, r) for r in records)))


def months(store: Store) -> list[str]:
    return [r.id for r in store.lasting_reactions(NOW)]


def read_files(store: Store) -> set[str]:
    return {name for name in store._mirror.tables._open if name.startswith("care/")}


def test_what_was_told_long_ago_is_found_after_closing_and_only_its_file_is_read(tmp_path: Path) -> None:
    with_quiet = [reaction(date(2024, m, 1), signs=[]) for m in range(1, 13)]
    store = open_store(tmp_path)
    keep(store, reaction(LONG_AGO), *with_quiet)
    assert months(store) == ["r-2023-05-04"]
    store.close()
    again = open_store(tmp_path)
    assert months(again) == ["r-2023-05-04"]
    assert read_files(again) == {"care/2023-05.json"}
    again.close()


@pytest.mark.parametrize(
    ("changed", "lasts"),
    [
        ({}, True),
        ({"signs": []}, False),
        ({"cleared": Cleared(on=LONG_AGO)}, False),
        ({"cleared": Cleared(on=LONG_AGO, until=NOW)}, True),
        ({"deleted": True}, False),
    ],
)
def test_what_was_cleared_for_good_was_quiet_or_taken_back_is_let_go(
    tmp_path: Path, changed: dict[str, object], lasts: bool
) -> None:
    store = open_store(tmp_path)
    keep(store, reaction(LONG_AGO))
    (kept,) = store.records("reaction")
    store.commit(Changes((Change(kept, replace(kept, **changed)),)))
    assert bool(months(store)) is lasts
    store.close()
    again = open_store(tmp_path)
    assert bool(months(again)) is lasts
    assert bool(read_files(again)) is lasts, "the checkpoint says so"
    again.close()


def test_a_folder_that_does_not_say_so_yet_is_read_once_and_says_so_then(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keep(store, reaction(LONG_AGO), reaction(date(2024, 1, 1), signs=[]))
    store.close()
    path = tmp_path / "tables" / "catalog.json"
    header, tables = decode_table(path.read_bytes())
    path.write_bytes(encode_table(replace(header, lasting=None), tables))
    older = open_store(tmp_path)
    assert months(older) == ["r-2023-05-04"]
    keep(older, reaction(NOW, signs=[]))
    older.close()
    assert decode_table(path.read_bytes())[0].lasting == ["care/2023-05.json"]


def test_a_new_folder_knows_from_its_first_day_that_it_holds_none(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keep(store, reaction(LONG_AGO, signs=[]))
    store.close()
    again = open_store(tmp_path)
    assert months(again) == []
    assert not read_files(again)
    again.close()


def test_what_another_process_told_is_found(tmp_path: Path) -> None:
    ours, theirs = open_store(tmp_path), open_store(tmp_path)
    assert months(ours) == []
    keep(theirs, reaction(LONG_AGO))
    ours.refresh()
    assert months(ours) == ["r-2023-05-04"]
    theirs.close()
    ours.close()
