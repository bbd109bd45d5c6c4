"""The formats have room for a cipher: what says that it is encrypted is refused in a sentence, and left as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding
from storage.audit import audit
from storage.checkpoint import decode_table, encode_table
from storage.lines import decode_line, sealed
from storage.store import StorageError
from tests.storage.store_makers import check_in, open_store, product, step_done

LINE = {"n": 2, "at": "2026-11-23T09:00:00Z", "installation": "x", "schema": 1, "cipher": "aes-256-gcm", "box": "AAEC"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(tmp_path)
    store.commit(adding([product(), check_in(), step_done()]))
    store.close()
    return tmp_path


def refused(act) -> None:
    with pytest.raises(StorageError, match="encrypted") as raised:
        act()
    assert str(raised.value).count(".") == 1


@pytest.mark.parametrize("name", ["catalog.json", "care/2026-11.json"])
@pytest.mark.parametrize("read_only", [False, True])
def test_an_encrypted_table_is_not_taken_for_a_damaged_one(folder: Path, name: str, read_only: bool):
    path = folder / "tables" / name
    header, tables = decode_table(path.read_bytes())
    path.write_bytes(encode_table(replace(header, cipher="aes-256-gcm"), tables))
    files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    refused(lambda: open_store(folder, read_only=read_only).records("step_done"))
    refused(lambda: audit(folder))
    assert files == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("more", [{}, {"puts": []}])
def test_an_encrypted_line_is_not_taken_for_a_damaged_one(folder: Path, more: dict):
    raw = sealed(json.dumps({**LINE, **more}).encode())
    refused(lambda: decode_line(raw))
    assert decode_line(raw.replace(b"AAEC", b"AAED")) is None
    running = open_store(folder)
    with (folder / "log" / "000001.jsonl").open("ab") as file:
        file.write(raw + b"\n")
    files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    refused(lambda: open_store(folder))
    refused(lambda: audit(folder))
    refused(lambda: running.commit(adding([product()])))
    assert files == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_today_no_file_speaks_of_a_cipher(folder: Path):
    for path in (p for p in folder.rglob("*") if p.is_file()):
        assert b"cipher" not in path.read_bytes()
