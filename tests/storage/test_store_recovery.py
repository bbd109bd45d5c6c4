"""What is torn, flipped or gone: nothing acknowledged is lost, and nothing stops the app."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding, changing
from storage.checkpoint import decode_table, encode_table
from storage.filesystem import RealFileSystem
from storage.lines import sealed
from storage.store import StorageError, Store
from tests.storage.store_makers import TODAY, check_in, open_store, product, step_done

KINDS = ("product", "check_in", "step_done")


def state(store: Store) -> dict:
    return {kind: store.records(kind) for kind in KINDS}


def diary(folder: Path, *, close: bool) -> dict:
    """Three months, a commit each, with an edit and a move; its state."""
    store = open_store(folder)
    for month in (9, 10, 11):
        store.commit(adding([product(f"p{month}"), check_in(date(2026, month, 3)), step_done(date(2026, month, 3))]))
    first = store.records("product")[0]
    store.commit(changing(first, replace(first, note="edited")))
    if close:
        store.close()
    return state(store)


def segment(folder: Path) -> Path:
    return folder / "log" / "000001.jsonl"


def test_a_line_torn_at_any_byte_is_passed_over_and_cut_off(tmp_path: Path):
    store = open_store(tmp_path)
    store.commit(adding([product("kept")]))
    whole = len(segment(tmp_path).read_bytes())
    store.commit(adding([product("torn")]))
    data = segment(tmp_path).read_bytes()
    for cut in range(whole, len(data)):
        segment(tmp_path).write_bytes(data[:cut])
        again = open_store(tmp_path)
        assert [p.name for p in again.records("product")] == ["kept"], cut
        assert not again.damages
        again.commit(adding([product("next")]))
        lines = segment(tmp_path).read_bytes().splitlines()
        assert len(lines) == 2
        assert {p.name for p in open_store(tmp_path).records("product")} == {"kept", "next"}


@pytest.mark.parametrize("name", ["catalog.json", "check_ins/2026.json", "care/2026-10.json"])
@pytest.mark.parametrize("harm", ["flip", "missing", "empty", "half"])
def test_a_harmed_table_is_made_again_from_the_log(tmp_path: Path, name: str, harm: str):
    before = diary(tmp_path, close=True)
    path = tmp_path / "tables" / name
    data = path.read_bytes()
    chance = random.Random(7)
    for _ in range(1 if harm == "missing" else 12):
        if harm == "missing":
            path.unlink()
        elif harm == "flip":
            at = chance.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        else:
            path.write_bytes(data[: 0 if harm == "empty" else len(data) // 2])
        harmed = path.read_bytes() if path.exists() else None
        store = open_store(tmp_path)
        assert state(store) == before
        if not (harm == "missing" and name == "catalog.json"):  # no catalogue: everything is replayed, nothing to say
            assert [d.file for d in store.damages] == [f"tables/{name}"]
        if harmed is not None:
            assert harmed in {p.read_bytes() for p in (tmp_path / "quarantine").iterdir()}
        store.close()
        healed = open_store(tmp_path)
        assert state(healed) == before
        assert not healed.damages


def test_every_flipped_byte_of_a_table_is_noticed(tmp_path: Path):
    store = open_store(tmp_path)
    store.commit(adding([product("x")]))
    store.close()
    path = tmp_path / "tables" / "catalog.json"
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
        again = open_store(tmp_path)
        assert [p.name for p in again.records("product")] == ["x"]
        assert again.damages, at


def test_a_flipped_bit_in_the_log_is_named_by_day_and_costs_nothing_the_tables_hold(tmp_path: Path):
    before = diary(tmp_path, close=True)
    data = segment(tmp_path).read_bytes()
    second = data.index(b"\n") + 1
    for at in range(second + 20, data.index(b"\n", second), 7):
        segment(tmp_path).write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        assert state(open_store(tmp_path)) == before
    (tmp_path / "tables" / "care" / "2026-11.json").unlink()
    store = open_store(tmp_path)
    assert state(store) == before
    bad = [d for d in store.damages if d.file.startswith("log/")]
    assert [(d.offset, d.days) for d in bad] == [(second, (date(2026, 10, 3),))]
    (copy,) = (tmp_path / "quarantine").iterdir()
    assert copy.name.startswith(f"log-000001-{second}-")
    assert copy.read_bytes() + b"\n" == segment(tmp_path).read_bytes()[second:][: copy.stat().st_size + 1]


def test_a_bad_line_costs_itself_alone_and_its_number_is_not_given_out_again(tmp_path: Path):
    diary(tmp_path, close=False)
    data = segment(tmp_path).read_bytes()
    lines = data.splitlines(keepends=True)
    for bad in range(4):
        for harm in (lines[bad].replace(b'"n"', b'"m"'), lines[bad].replace(b'"at"', b'"\nt"'), b"\0" * 40 + b"\n"):
            segment(tmp_path).write_bytes(b"".join([*lines[:bad], harm, *lines[bad + 1 :]]))
            store = open_store(tmp_path)
            assert len(store.records("check_in")) == (3 if bad == 3 else 2)
            assert store.damages
            kept = store.commit(adding([check_in(date(2026, 11, 20))]))
            again = open_store(tmp_path)
            assert again.get("check_in", kept.puts[0].after.id) == kept.puts[0].after
            assert again.position > 4
            again.close()
            assert open_store(tmp_path).get("check_in", kept.puts[0].after.id)
            for table in (tmp_path / "tables").rglob("*.json"):
                table.unlink()


def test_log_gone_the_tables_still_speak_and_new_entries_are_kept(tmp_path: Path):
    before = diary(tmp_path, close=True)
    segment(tmp_path).unlink()
    store = open_store(tmp_path)
    assert state(store) == before
    assert [d.file for d in store.damages] == ["log"]
    store.commit(adding([step_done(TODAY)]))
    again = open_store(tmp_path)
    assert len(again.records("step_done")) == 4
    assert again.position == 5


def test_log_and_catalogue_gone_a_month_keeps_what_it_holds(tmp_path: Path):
    before = diary(tmp_path, close=True)
    segment(tmp_path).unlink()
    (tmp_path / "tables" / "catalog.json").unlink()
    store = open_store(tmp_path)
    assert store.records("step_done") == before["step_done"]
    store.commit(adding([step_done(date(2026, 11, 4))]))
    store.close()
    assert len(open_store(tmp_path).records("step_done")) == 4


def test_a_diary_of_a_newer_app_is_only_read(tmp_path: Path):
    before = diary(tmp_path, close=True)
    path = tmp_path / "tables" / "catalog.json"
    header, tables = decode_table(path.read_bytes())
    tables["product"]["unknown"] = {"kind": "elixir", "id": "unknown"}
    path.write_bytes(encode_table(replace(header, schema=2), tables))
    store = open_store(tmp_path)
    assert state(store) == before
    assert not store.damages
    assert "newer" in store.read_only_reason.text
    files = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(StorageError, match="newer"):
        store.commit(adding([product()]))
    store.close()
    assert files == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


def test_a_log_line_of_a_newer_app_is_only_read(tmp_path: Path):
    before = diary(tmp_path, close=False)
    line = {"n": 5, "at": "2026-11-23T09:00:00Z", "installation": "x", "schema": 2, "puts": [{"kind": "elixir"}]}
    with segment(tmp_path).open("ab") as file:
        file.write(sealed(json.dumps(line).encode()) + b"\n")
    store = open_store(tmp_path)
    assert state(store) == before
    assert store.position == 5
    assert not store.damages
    with pytest.raises(StorageError, match="newer"):
        store.commit(adding([product()]))


def test_a_large_commit_is_a_file_of_its_own_and_goes_on(tmp_path: Path):
    store, other = open_store(tmp_path), open_store(tmp_path)
    store.commit(adding([product("small")]))
    days = [TODAY - timedelta(days=i) for i in range(1500)]
    store.commit(adding([check_in(day, note="x" * 600) for day in days]))
    store.commit(adding([product("after")]))
    assert sorted(p.name for p in (tmp_path / "log").iterdir()) == ["000001.jsonl", "000002.jsonl"]
    assert other.refresh() == {"product", "check_in"}
    for each in (other, open_store(tmp_path)):
        assert [r.day for r in each.records("check_in")] == days[::-1]
        assert {p.name for p in each.records("product")} == {"small", "after"}


def test_closed_segments_are_packed_and_still_read(tmp_path: Path):
    store, other = open_store(tmp_path), open_store(tmp_path)
    for i in range(4):
        store.commit(adding([check_in(TODAY - timedelta(days=i), note="word " * 1500) for _ in range(100)]))
        other.refresh()
        store.checkpoint()
    names = sorted(p.name for p in (tmp_path / "log").iterdir())
    assert [n for n in names if n.endswith(".gz")]
    assert len(names) > 1
    assert other.refresh() == frozenset()
    store.commit(adding([product()]))
    assert other.refresh() == {"product"}
    assert len(store.history("check_in", store.records("check_in")[0].id)) == 1
    for table in (tmp_path / "tables").rglob("*.json"):
        table.unlink()
    assert state(open_store(tmp_path)) == state(store)


def test_damage_in_a_packed_segment_costs_a_stretch_and_not_the_rest(tmp_path: Path):
    store = open_store(tmp_path)
    chance = random.Random(3)
    for i in range(400):
        noise = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=4000))
        store.commit(adding([check_in(TODAY - timedelta(days=i % 300), note=noise)]))
    store.checkpoint()
    store.commit(adding([product()]))
    store.checkpoint()
    (packed,) = (tmp_path / "log").glob("*.gz")
    data = bytearray(packed.read_bytes())
    data[len(data) // 2] ^= 16
    packed.write_bytes(data)
    before = state(store)
    assert state(open_store(tmp_path)) == before
    for table in (tmp_path / "tables").rglob("*.json"):
        table.unlink()
    again = open_store(tmp_path)
    assert 350 <= len(again.records("check_in")) < 400
    assert again.damages
    assert len(again.records("product")) == 1


def test_a_line_read_before_it_was_withdrawn_is_forgotten(tmp_path: Path):
    """Another process saw our line, our fsync failed, and we cut it off again."""
    one, two = open_store(tmp_path), open_store(tmp_path)
    one.commit(adding([product("kept")]))
    two.refresh()
    length = segment(tmp_path).stat().st_size
    one.commit(adding([product("withdrawn")]))
    two.refresh()
    assert len(two.records("product")) == 2
    with segment(tmp_path).open("r+b") as file:
        file.truncate(length)
    assert two.behind()
    two.refresh()
    assert [p.name for p in two.records("product")] == ["kept"]
    two.commit(adding([product("next")]))
    assert {p.name for p in open_store(tmp_path).records("product")} == {"kept", "next"}
    assert {p.name for p in two.records("product")} == {"kept", "next"}


def test_a_document_that_is_no_record_is_passed_over_and_left(tmp_path: Path):
    diary(tmp_path, close=True)
    path = tmp_path / "tables" / "care" / "2026-10.json"
    header, tables = decode_table(path.read_bytes())
    tables["step_done"]["odd"] = {"kind": "step_done", "day": "2026-10-09"}
    path.write_bytes(encode_table(header, tables))
    store = open_store(tmp_path)
    assert len(store.records("step_done")) == 3
    assert [d.days for d in store.damages] == [(date(2026, 10, 9),)]
    store.commit(adding([step_done(date(2026, 10, 10))]))
    store.close()
    assert "odd" in decode_table(path.read_bytes())[1]["step_done"]


def test_whatever_happens_elsewhere_while_opening_all_is_there_and_whole(tmp_path: Path):
    """At each step of an opening another process commits and checkpoints."""

    class Meddled(RealFileSystem):
        def __init__(self, at: int) -> None:
            self.left = at

        def meddle(self) -> None:
            self.left -= 1
            if self.left == 0:
                other.commit(adding([product("meddled"), step_done(step="meddled")]))
                other.checkpoint()
                other.commit(adding([product("again")]))

        def read(self, path: Path, start: int = 0, end: int | None = None) -> bytes:
            self.meddle()
            try:
                return super().read(path, start, end)
            finally:
                self.meddle()

        def list(self, folder: Path) -> list[str]:
            self.meddle()
            return super().list(folder)

        def size(self, path: Path) -> int | None:
            self.meddle()
            return super().size(path)

    at, left = 0, 0
    for checkpointed in (False, True):
        at = 0
        while left <= 0:
            at += 1
            folder = tmp_path / f"{checkpointed}-{at}"
            before = diary(folder, close=checkpointed)
            other = open_store(folder)
            files = Meddled(at)
            store = open_store(folder, files)
            left = files.left
            assert not store.damages, at
            assert {r.name for r in store.records("product")} >= {r.name for r in before["product"]}
            store.refresh()
            assert state(store) == state(other) == state(open_store(folder)), at
            assert not store.damages, at
            store.commit(adding([product("ours")]))
            assert state(store) == state(open_store(folder)), at
        assert at > 8
        left = 0


@pytest.mark.parametrize("checkpointed", [True, False])
def test_an_older_log_put_over_a_newer_one_costs_nothing_the_tables_hold(tmp_path: Path, checkpointed: bool):
    diary(tmp_path, close=True)
    older = segment(tmp_path).read_bytes()
    running = open_store(tmp_path)
    newer = running.commit(adding([product("newer"), step_done(date(2026, 12, 1)), check_in(date(2026, 12, 1))]))
    if checkpointed:
        running.checkpoint()
    before = state(running)
    segment(tmp_path).write_bytes(older)
    store = open_store(tmp_path)
    assert (state(store) == before) == checkpointed
    assert [d.file for d in store.damages] == (["log"] if checkpointed else [])
    running.refresh()  # a process that was running takes what is on the disk for true
    assert state(running) == state(store)
    more = store.commit(adding([step_done(date(2026, 12, 2))])).puts[0].after
    assert running.refresh() == {"step_done"}
    for each in (running, open_store(tmp_path)):
        assert state(each) == state(store)
        assert each.get("step_done", more.id) == more
        assert (each.get("product", newer.puts[0].after.id) is not None) == checkpointed
    store.close()
    assert state(open_store(tmp_path)) == state(store)


@pytest.mark.parametrize("name", ["check_ins/2026.json", "care/2026-11.json", "catalog.json"])
def test_a_table_ahead_of_the_others_and_of_the_log_is_taken_for_true(tmp_path: Path, name: str):
    """A checkpoint was interrupted, or one file alone comes from a later day."""
    before = diary(tmp_path, close=True)
    copies = {p: p.read_bytes() for p in tmp_path.rglob("*.json*")}
    later = open_store(tmp_path)
    later.commit(adding([product("later"), check_in(date(2026, 11, 30)), step_done(date(2026, 11, 30))]))
    later.checkpoint()
    after = state(later)
    ahead = (tmp_path / "tables" / name).read_bytes()
    for path, data in copies.items():
        path.write_bytes(data)
    (tmp_path / "tables" / name).write_bytes(ahead)
    store = open_store(tmp_path)
    kind = {"check_ins/2026.json": "check_in", "care/2026-11.json": "step_done", "catalog.json": "product"}[name]
    assert state(store) == {**before, kind: after[kind]}
    kept = store.commit(adding([product("next"), check_in(date(2026, 11, 29)), step_done(date(2026, 11, 29))]))
    for each in (store, open_store(tmp_path)):
        for change in kept.puts:
            assert each.get(type(change.after).__struct_config__.tag, change.after.id) == change.after
