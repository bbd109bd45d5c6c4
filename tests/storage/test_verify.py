"""Verifying a folder: silent when all agrees, plain words when a byte, a line or a picture does not."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import Change, Changes, adding, deleting
from care.records import CheckIn, Photo, Product
from screens.wording import Wording
from storage.checkpoint import decode_table, encode_table
from storage.errors import StorageError
from storage.ids import UlidIds
from storage.store import Store
from storage.verify import verify

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


class StandingClock:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None: ...

    def zone(self) -> str:
        return "UTC"


def open_store(folder: Path) -> Store:
    clock = StandingClock()
    return Store.open(folder, clock=clock, ids=UlidIds(clock))


def a_check_in(day: date, **changed: object) -> CheckIn:
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    return CheckIn(at=at, day=day, area="glow", scores={"F-GLOW": 5}, **changed)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records added, changed, deleted and moved to another day, checkpointed, and more in the log behind it."""
    store = open_store(tmp_path / "data")
    kept = store.commit(adding([Product(name="Cream"), *(a_check_in(date(2026, 1, 1 + n)) for n in range(20))]))
    first, second, third = (c.after for c in kept.puts[1:4])
    store.commit(Changes((Change(first, replace(first, note="changed")),)))  # type: ignore[arg-type]
    store.commit(deleting(second))
    store.commit(Changes((Change(third, replace(third, day=date(2025, 12, 31))),)))  # type: ignore[arg-type]
    store.checkpoint()
    store.commit(adding([a_check_in(date(2026, 3, 1))]))
    return tmp_path / "data"


def said(folder: Path) -> list[str]:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found = [Wording("en").say(m) for m in verify(folder)]
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    return found


def test_a_sound_folder_has_nothing_to_say(folder: Path) -> None:
    assert said(folder) == []
    store = open_store(folder)
    store.close()
    assert said(folder) == []


def test_where_no_diary_is_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no diary"):
        verify(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_line_of_the_log_is_found(folder: Path) -> None:
    (segment,) = (folder / "log").iterdir()
    content = segment.read_bytes()
    segment.write_bytes(content.replace(b'"note":"changed"', b'"note":"chanGed"'))
    assert said(folder)


def test_a_table_that_says_something_else_than_the_log_is_found(folder: Path) -> None:
    path = folder / "tables" / "check_ins" / "2026.json"
    header, tables = decode_table(path.read_bytes())
    documents = tables["check_in"]
    changed, gone = (id for id, d in documents.items() if d["day"] in ("2026-01-05", "2026-01-06"))
    documents[changed]["note"] = "never said"
    del documents[gone]
    path.write_bytes(encode_table(header, tables))
    found = said(folder)
    assert len(found) == 2
    assert all("2026-01-0" in sentence for sentence in found)


def test_what_the_log_deleted_may_not_stand_in_the_tables(folder: Path) -> None:
    path = folder / "tables" / "check_ins" / "2026.json"
    header, tables = decode_table(path.read_bytes())
    (tombstone,) = (d for d in tables["check_in"].values() if d["deleted"] and d["day"] == "2026-01-02")
    tombstone["deleted"] = False
    path.write_bytes(encode_table(header, tables))
    (sentence,) = said(folder)
    assert "2026-01-02" in sentence


def test_a_picture_must_be_the_one_that_was_taken(folder: Path) -> None:
    name = hashlib.sha256(b"picture").hexdigest()
    photo = Photo(at=NOW - timedelta(days=1), day=date(2026, 3, 3), sha256=name, view="front", width=1, height=1)
    open_store(folder).commit(adding([photo]))
    assert said(folder) == []
    path = folder / "photos" / name[:2] / f"{name}.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"picture")
    assert said(folder) == []
    path.write_bytes(b"Picture")
    assert said(folder) == [f"photos/{name[:2]}/{name}.jpg: This picture is damaged. Days: 2026-03-03."]
