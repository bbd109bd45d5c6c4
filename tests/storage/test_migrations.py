"""Older schemas: what they wrote is read for ever, and written anew without losing the way back."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from care.changes import adding, changing
from care.records import KINDS
from storage.audit import audit
from storage.checkpoint import decode_table, encode_table
from storage.lines import decode_line, sealed
from storage.migrations import MIGRATIONS, SCHEMA, Migrations
from storage.store import StorageError, Store
from tests.storage.golden_diary import GOLDEN, expected, make
from tests.storage.store_makers import TODAY, check_in, open_store, product, step_done


def sleep_is_a_tag(kind: str, document: dict) -> dict:
    """To an invented schema 2."""
    if kind != "check_in":
        return document
    return {**document, "tags": ["poor_sleep" if tag == "tired" else tag for tag in document["tags"]]}


def names_hold_the_brand(kind: str, document: dict) -> dict:
    """To an invented schema 3."""
    if kind != "product":
        return document
    return {**document, "name": f"{document['brand']} {document['name']}".strip(), "brand": ""}


TWO, THREE = Migrations((sleep_is_a_tag,)), Migrations((sleep_is_a_tag, names_hold_the_brand))
MIGRATED = {"product": ["Acme serum", "edited serum"], "check_in": [["poor_sleep"], ["poor_sleep", "sun"]]}


@pytest.fixture(params=["tables", "log alone"])
def old(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    store = open_store(tmp_path)
    store.commit(adding([product("serum", brand="Acme"), check_in(tags=["tired"]), step_done()]))
    (other,) = store.commit(adding([product("serum")])).puts
    if request.param == "tables":
        store.checkpoint()
    store.commit(changing(other.after, replace(other.after, brand="edited")))  # type: ignore[call-arg]
    store.commit(adding([check_in(TODAY - timedelta(days=400), tags=["tired", "sun"]), step_done(step="late")]))
    return tmp_path


def seen(store: Store) -> dict[str, list]:
    tags = sorted(r.tags for r in store.records("check_in"))  # type: ignore[attr-defined]
    return {"product": sorted(r.name for r in store.records("product")), "check_in": tags}  # type: ignore[attr-defined]


def schemas(folder: Path) -> dict[str, int]:
    return {
        p.relative_to(folder / "tables").as_posix(): decode_table(p.read_bytes())[0].schema
        for p in (folder / "tables").rglob("*.json")
    }


def upgrade(folder: Path) -> None:
    store = open_store(folder, migrations=THREE)
    store.checkpoint()
    store.close()


def before_files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "tables").rglob("*.before")}


def known_part(found: Any, wanted: Any) -> Any:
    """What is found of the fields that were known then, in its parts as well: later ones have been added since."""
    if isinstance(found, dict) and isinstance(wanted, dict) and wanted.keys() <= found.keys():
        return {name: known_part(found[name], wanted[name]) for name in wanted}
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        return [known_part(one, two) for one, two in zip(found, wanted, strict=True)]
    return found


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("schema-*/")), ids=lambda p: p.name)
@pytest.mark.parametrize("harm", ["none", "no tables"])
def test_every_schema_that_was_released_is_read_record_for_record(tmp_path: Path, golden: Path, harm: str):
    folder = tmp_path / "diary"
    shutil.copytree(golden, folder)
    assert list((folder / "log").glob("*.gz"))
    assert list((folder / "log").glob("*.jsonl"))
    if harm == "no tables":
        shutil.rmtree(folder / "tables")
    assert audit(folder).sound
    store = open_store(folder)
    wanted = json.loads(golden.with_suffix(".json").read_text(encoding="utf8"))
    assert set(wanted) <= set(KINDS)
    for kind, documents in wanted.items():
        assert documents
        found = msgspec.to_builtins(store.records(kind))
        assert [known_part(one, two) for one, two in zip(found, documents, strict=True)] == documents
    assert not store.damages
    store.commit(adding([product("still writing")]))
    store.close()
    assert audit(folder).sound


def test_there_is_a_golden_diary_of_this_schema_and_the_way_to_make_one(tmp_path: Path):
    assert (GOLDEN / f"schema-{SCHEMA}").is_dir()
    made = make(tmp_path)
    assert {kind for kind, records in made.items() if records} == set(KINDS)
    assert expected(open_store(tmp_path)) == made


def test_what_is_older_is_read_in_the_newest_form(old: Path):
    assert [m.schema for m in (MIGRATIONS, TWO, THREE)] == [1, 2, 3]
    files = {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}
    assert seen(open_store(old, migrations=THREE)) == MIGRATED
    assert audit(old, migrations=THREE).sound
    assert files == {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}
    assert seen(open_store(old, read_only=True, migrations=THREE)) == MIGRATED
    store = open_store(old, migrations=THREE)
    edited = next(r for r in store.records("product") if r.name == "edited serum")  # type: ignore[attr-defined]
    names = [r.name for _, r in store.history("product", edited.id)]  # type: ignore[attr-defined]
    assert names == ["serum", "edited serum"]


def test_a_checkpoint_writes_the_newest_form_and_keeps_the_old_files_until_the_next_good_start(old: Path):
    tables = {p.name: p.read_bytes() for p in (old / "tables").rglob("*.json")}
    log = (old / "log" / "000001.jsonl").read_bytes()
    upgrade(old)
    assert set(schemas(old).values()) == {3}
    assert before_files(old) == {f"{name}.before": data for name, data in tables.items()}
    assert (old / "log" / "000001.jsonl").read_bytes() == log
    assert audit(old, migrations=THREE).sound

    damaged = old / "tables" / "check_ins" / "2026.json"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-1])
    kept = before_files(old)
    assert seen(open_store(old, read_only=True, migrations=THREE)) == MIGRATED
    open_store(old, migrations=THREE)  # no good start
    assert before_files(old) == kept
    damaged.write_bytes(whole)
    assert seen(open_store(old, read_only=True, migrations=THREE)) == MIGRATED
    assert before_files(old) == kept
    store = open_store(old, migrations=THREE)
    assert before_files(old) == {}
    assert seen(store) == MIGRATED
    assert not store.damages


def test_new_commits_and_old_ones_stand_in_one_log(old: Path):
    store = open_store(old, migrations=TWO)
    store.commit(adding([check_in(tags=["tired"], note="new")]))  # a word like any other now
    lines = (old / "log" / "000001.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["schema"] for line in lines] == [1] * 4 + [2]
    for harm in (False, True):
        if harm:
            for table in (old / "tables").rglob("*.json"):
                table.write_bytes(table.read_bytes()[:-1])
        tags = [r.tags for r in open_store(old, migrations=TWO).records("check_in")]  # type: ignore[attr-defined]
        assert sorted(tags) == [["poor_sleep"], ["poor_sleep", "sun"], ["tired"]]
    third = open_store(old, migrations=THREE)
    assert sorted(r.tags for r in third.records("check_in")) == sorted(tags)  # type: ignore[attr-defined]


def test_the_older_app_only_reads_from_then_on_and_says_so(old: Path):
    running = open_store(old)
    newer = open_store(old, migrations=TWO)
    assert running.read_only_reason is None
    newer.commit(adding([check_in(tags=["sun"])]))
    with pytest.raises(StorageError, match="newer Mesoday"):
        running.commit(adding([product("too old")]))
    newer.close()
    files = {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}
    started = open_store(old)
    assert "newer" in started.read_only_reason.text  # type: ignore[union-attr]
    assert seen(started)["check_in"] == [["poor_sleep"], ["poor_sleep", "sun"], ["sun"]]
    for act in (lambda: started.commit(adding([product()])), lambda: started.purge("product", "x")):
        with pytest.raises(StorageError, match="newer Mesoday"):
            act()
    started.checkpoint()
    started.close()
    running.close()
    assert files == {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}


def test_an_old_document_that_no_step_understands_is_reported_and_left(old: Path):
    def stumbles(kind: str, document: dict) -> dict:
        return {**document, "name": document["was_never_there"]} if kind == "product" else document

    def moves(kind: str, document: dict) -> dict:
        return {**document, "id": "other"} if kind == "product" else document

    for step in (stumbles, moves):
        folder = old.with_name(f"{old.name}-{step.__name__}")
        shutil.copytree(old, folder)
        store = open_store(folder, migrations=Migrations((step,)))
        store.records("product")
        assert len(store.records("check_in")) == 2
        assert store.damages
        assert {str(d.what.text) for d in store.damages} <= {
            "One entry cannot be read; it is left in its file as it is.",
            "An entry in the log cannot be read; it is left there as it is.",
        }


def test_a_line_that_only_the_step_makes_readable():
    put = {"kind": "product", "id": "a", "title": "from long ago"}
    line = {"n": 1, "at": "2026-11-23T09:00:00Z", "installation": "x", "schema": 1, "puts": [put]}
    raw = sealed(json.dumps(line).encode())

    def renamed(kind: str, document: dict) -> dict:
        return {("name" if key == "title" else key): value for key, value in document.items()}

    assert decode_line(raw).unreadable  # type: ignore[union-attr]
    read = decode_line(raw, Migrations((renamed,)))
    assert read is not None
    assert [p.name for p in read.puts] == ["from long ago"]  # type: ignore[attr-defined]
    assert not read.unreadable


def test_one_older_file_among_newer_ones_is_written_anew_with_the_others(old: Path):
    """An older app that was still running may have put its own catalogue back."""
    upgrade(old)
    upgrade(old)
    assert not before_files(old)
    path = old / "tables" / "catalog.json"
    header, tables = decode_table(path.read_bytes())
    path.write_bytes(encode_table(replace(header, schema=2), tables))
    assert seen(open_store(old, migrations=THREE)) == MIGRATED
    upgrade(old)
    assert set(schemas(old).values()) == {3}
    assert list(before_files(old)) == ["catalog.json.before"]
