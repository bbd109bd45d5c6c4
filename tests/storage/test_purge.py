"""A record removed for good: nothing of it is left on the disk, and everything else is as it was."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

import storage.store
from care.changes import Change, adding, changing, deleting
from care.records import CheckIn, Record
from storage.audit import audit
from storage.lines import Purge
from storage.store import Stale, StorageError, Store
from tests.storage.store_makers import TODAY, FailingFiles, check_in, open_store, product, step_done

SECRET = "nobody is to read this"
KINDS = ("product", "check_in", "step_done")


def records(store: Store) -> dict[str, list[Record]]:
    return {kind: store.records(kind) for kind in KINDS}


def bytes_of(folder: Path) -> bytes:
    """All that lies on the disk, unpacked."""
    found = b""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found += path.name.encode() + (gzip.decompress(data) if path.suffix == ".gz" else data)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packed segments and an open one; the secret's versions stand in all three, and in two tables."""
    monkeypatch.setattr(storage.store, "LARGE", 2000)
    store = open_store(tmp_path)
    store.commit(adding([check_in(date(2025, 12, 31), note=SECRET), product("in the same commit")]))
    for turn in range(3):
        for i in range(5):
            store.commit(adding([step_done(TODAY - timedelta(days=9 * i), f"{turn}"), check_in(note=f"{turn} {i}")]))
        store.checkpoint()
        kept = one(store)
        store.commit(changing(kept, replace(kept, note=f"{SECRET} {turn}", day=date(2026, 1, 1 + turn))))
        store.checkpoint()
    assert len(list((tmp_path / "log").glob("*.gz"))) > 1
    return tmp_path


def one(store: Store) -> CheckIn:
    return next(r for r in store.records("check_in") if r.note.startswith(SECRET))  # type: ignore[attr-defined,return-value]


@pytest.mark.parametrize("deleted_first", [False, True])
def test_nothing_of_it_is_left(folder: Path, deleted_first: bool):
    store, other = open_store(folder), open_store(folder)
    secret = one(store)
    records(other)
    if deleted_first:
        store.commit(deleting(secret))
    before = records(store)
    before["check_in"] = [r for r in before["check_in"] if r.id != secret.id]
    commits = audit(folder).commits
    assert store.purge("check_in", secret.id)
    for each in (store, open_store(folder), open_store(folder, read_only=True)):
        assert records(each) == before
        assert each.get("check_in", secret.id) is None
        assert each.history("check_in", secret.id) == []
        assert not each.damages
    found = bytes_of(folder)
    assert SECRET.encode() not in found
    assert secret.id.encode() not in found
    assert audit(folder).damages == ()
    assert audit(folder).commits == commits + 1
    assert other.behind()
    assert "check_in" in other.refresh()
    assert records(other) == before
    assert not store.behind()
    assert not store.purge("check_in", secret.id)
    for each in (store, other):
        each.commit(adding([product("going on")]))
    assert len(open_store(folder).records("product")) == 3
    for table in (folder / "tables").rglob("*.json"):
        table.unlink()
    assert open_store(folder).records("check_in") == before["check_in"]


def test_another_process_does_not_bring_it_back(folder: Path):
    store, other = open_store(folder), open_store(folder)
    secret = one(other)
    records(other)
    other.commit(adding([step_done(step="by the other")]))
    assert store.purge("check_in", secret.id)
    with pytest.raises(Stale):
        other.commit(changing(secret, replace(secret, note="edited")))
    other.commit(adding([check_in(date(2025, 12, 30))]))
    other.checkpoint()
    assert SECRET.encode() not in bytes_of(folder)
    assert records(store := open_store(folder)) == records(other)
    assert audit(folder).sound
    assert store.history("check_in", secret.id) == []


def test_the_same_tick_may_be_made_again(folder: Path):
    store = open_store(folder)
    (tick,) = (c.after for c in store.commit(adding([step_done(step="again")])).puts)
    assert store.purge("step_done", tick.id)
    (again,) = (c.after for c in store.commit(adding([step_done(step="again")])).puts)
    assert (again.id, again.rev) == (tick.id, 1)
    for turn in range(3):
        opened = open_store(folder)
        assert opened.get("step_done", tick.id) == again
        assert [r for _, r in opened.history("step_done", tick.id)] == [again]
        assert audit(folder).sound
        if turn == 0:
            opened.checkpoint()
        for table in (folder / "tables").rglob("*.json") if turn == 1 else ():
            table.unlink()


def test_damaged_copies_of_it_go_too(folder: Path):
    table, log = folder / "tables" / "check_ins" / "2026.json", sorted((folder / "log").glob("*.jsonl"))[-1]
    table.write_bytes(table.read_bytes()[:-1])
    line = log.read_bytes().replace(b'"rev"', b'"ver"')
    log.write_bytes(line)
    store = open_store(folder)
    secret = next(r for r in store.records("check_in") if SECRET in r.note)  # type: ignore[attr-defined]
    assert len(list((folder / "quarantine").iterdir())) == 2
    store.close()
    assert store.purge("check_in", secret.id)
    assert SECRET.encode() not in bytes_of(folder)
    position = store.position
    again = open_store(folder)
    assert records(again) == records(store)
    assert again.position == position
    again.commit(adding([product("after")]))
    names = {p.name for p in open_store(folder).records("product")}  # type: ignore[attr-defined]
    assert names == {"in the same commit", "after"}


def test_a_full_disk_wipes_it_later(folder: Path):
    files = FailingFiles(number=28, lasting=True)
    store = open_store(folder, files)
    secret = one(store)
    files.count, files.fail_at = 0, 4  # the line itself takes three operations
    with pytest.raises(StorageError, match=r"gone from the diary.*No space left.*next time") as raised:
        store.purge("check_in", secret.id)
    assert str(raised.value).count(". ") == 0
    assert SECRET.encode() in bytes_of(folder)
    for each in (store, open_store(folder), open_store(folder, read_only=True)):
        assert each.get("check_in", secret.id) is None
        assert each.history("check_in", secret.id) == []
    assert audit(folder).sound
    store.close()
    assert SECRET.encode() in bytes_of(folder)
    other = open_store(folder)
    other.close()
    assert SECRET.encode() not in bytes_of(folder)
    assert audit(folder).sound


def test_the_line_that_says_so_does_not_tell_the_id():
    purge = Purge.of("check_in", "01K")
    assert purge.names("check_in", "01K")
    assert not purge.names("product", "01K")
    assert not purge.names("check_in", "01L")
    assert "01K" not in purge.digest


def test_for_reading_only_nothing_is_removed(folder: Path):
    store = open_store(folder, read_only=True)
    with pytest.raises(StorageError, match="reading only"):
        store.purge("check_in", one(store).id)
    assert one(open_store(folder))


def test_undoing_what_was_purged_is_refused(folder: Path):
    store = open_store(folder)
    secret = one(store)
    edit = store.commit(changing(secret, replace(secret, note=f"{SECRET}, edited")))
    assert store.purge("check_in", secret.id)
    with pytest.raises(Stale):
        store.commit(edit.inverse())
    assert isinstance(edit.puts[0], Change)
    assert store.get("check_in", secret.id) is None
