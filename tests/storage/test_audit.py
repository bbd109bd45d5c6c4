"""The log beside the tables as they lie."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding, changing
from storage.audit import audit
from storage.checkpoint import Header, decode_table, encode_table
from storage.errors import StorageError
from tests.storage.store_makers import TODAY, check_in, open_store, product, step_done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(tmp_path)
    (first, *_) = store.commit(adding([product(), check_in(), step_done(), step_done(TODAY - timedelta(50))])).puts
    store.checkpoint()
    store.commit(changing(first.after, replace(first.after, deleted=True)))
    store.commit(adding([product("other"), step_done(step="s2")]))
    return tmp_path


def table(folder: Path) -> Path:
    return folder / "tables" / "care" / "2026-11.json"


@pytest.mark.parametrize("checkpoint", [True, False])
def test_a_sound_diary_also_when_its_tables_lag_behind(folder: Path, checkpoint: bool):
    if checkpoint:
        open_store(folder).checkpoint()
    files = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}
    found = audit(folder)
    assert found.damages == ()
    assert found.sound
    assert found.commits == 3
    assert found.counts == {"check_in": 1, "product": 1, "step_done": 3}
    assert files == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda t: t["step_done"].pop(f"{TODAY}/r1/s1"), "but not in its file"),
        (lambda t: t["step_done"][f"{TODAY}/r1/s1"].update(zone="UTC"), "otherwise than in the log"),
        (lambda t: t["step_done"].update(x=dict(t["step_done"][f"{TODAY}/r1/s1"], id="x")), "but not in the log"),
    ],
)
def test_a_difference_is_found_and_named_by_day(folder: Path, harm, words: str):
    header, tables = decode_table(table(folder).read_bytes())
    harm(tables)
    table(folder).write_bytes(encode_table(header, tables))
    (damage,) = audit(folder).damages
    assert words in damage.what.text
    assert damage.days == (TODAY,)


def test_a_table_that_claims_more_than_it_holds(folder: Path):
    _, tables = decode_table(table(folder).read_bytes())
    table(folder).write_bytes(encode_table(Header(through=3), tables))
    (damage,) = audit(folder).damages
    assert dict(damage.what.values)["id"] == f"{TODAY}/r1/s2"


def test_bad_lines_missing_commits_and_tables(folder: Path):
    log = folder / "log" / "000001.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + b"{}\n" + lines[2])
    table(folder).unlink()
    found = audit(folder)
    assert [d.file for d in found.damages] == ["tables/care/2026-11.json", "log/000001"]
    log.write_bytes(lines[0] + lines[2])
    assert "missing in the log" in audit(folder).damages[1].what.text


def test_no_folder(tmp_path: Path):
    with pytest.raises(StorageError, match="no diary"):
        audit(tmp_path / "nowhere")
