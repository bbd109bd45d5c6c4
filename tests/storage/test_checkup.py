"""What a checkup says of a real data folder: damage, rights, room, backups, a newer schema."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from care.changes import adding
from care.checkup import Finding
from care.records import Product
from storage.checkup import MEGABYTE, ROOM, examine_data, has_diary_in, last_written
from storage.long_work import never, quietly
from storage.migrations import Migrations
from tests.storage.store_makers import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "diary"
    store = open_store(folder)
    store.commit(adding([Product(id="01K00000000000000000000003", name="Secret serum", form="serum")]))
    store.close()
    return folder


def looked(folder: Path) -> list[Finding]:
    return list(examine_data(folder, open_store(folder, read_only=True), quietly, never))


def wrong(folder: Path) -> list[str]:
    return [one.what.text for one in looked(folder) if one.state == "wrong"]


def test_a_sound_folder_has_nothing_wrong_and_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": 80_000_000_000}))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    found = looked(folder)
    assert [one.what.text for one in found if one.state == "well"] == [
        "All that is kept was read and agrees.",
        "Mesoday {version}, schema {schema}.",
        "Only your account may open its folder.",
        "{free} GB are free on its disk.",
    ]
    assert [one.what.text for one in found if one.state == "note"] == ["No backups are made by themselves."]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_damage_is_counted_with_a_mend_and_names_no_product(folder: Path) -> None:
    [log] = (folder / "log").glob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"Secret", b"Sacred", 1))
    [one] = [one for one in looked(folder) if one.state == "wrong"]
    assert "not agree" in one.what.text
    assert one.mend is not None
    assert not any("Secret" in str(finding) for finding in looked(folder))


def test_what_others_may_open_is_told_with_the_way_to_close_it(folder: Path) -> None:
    (folder / "tables" / "catalog.json").chmod(0o640)
    (folder / "log").chmod(0o755)
    [one] = [one for one in looked(folder) if one.state == "wrong"]
    assert dict(one.what.values)["count"] == 2
    assert one.mend is not None
    assert dict(one.mend.values) == {"folder": str(folder)}
    os.system(f"chmod -R go-rwx '{folder}'")
    assert wrong(folder) == []


def test_a_link_to_elsewhere_is_not_judged_by_its_own_rights(folder: Path) -> None:
    (folder / "elsewhere").symlink_to(folder / "local.json")
    assert wrong(folder) == []


def test_too_little_room_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage: Any = type("Usage", (), {"free": ROOM})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert wrong(folder) == ["{free} MB are free on its disk."]
    usage.free = ROOM + MEGABYTE
    assert wrong(folder) == []


def test_a_backup_that_did_not_work_is_told(folder: Path) -> None:
    store = open_store(folder)
    store.local.update(backup_folder="/media/ann/stick", backup_trouble="/media/ann/stick is not there.")
    assert wrong(folder) == ["The last backup by itself did not work."]
    store.local.update(backup_trouble=None)
    assert "A backup is made once a day." in [one.what.text for one in looked(folder)]


def test_what_a_newer_mesoday_wrote_is_told(folder: Path) -> None:
    newer = open_store(folder, migrations=Migrations((lambda kind, document: document,)))
    newer.commit(adding([Product(name="From tomorrow", form="serum")]))
    newer.close()
    assert "A newer Mesoday wrote this diary, so this one only reads it." in wrong(folder)


def test_where_there_is_no_diary_that_is_all_there_is_to_say(tmp_path: Path) -> None:
    assert not has_diary_in(tmp_path / "none")
    [one] = examine_data(tmp_path / "none", None, quietly, never)
    assert one.state == "note"
    assert list(tmp_path.iterdir()) == []
    assert last_written(tmp_path / "none") is None


def test_the_newest_file_tells_when_something_was_written_last(folder: Path) -> None:
    [log] = (folder / "log").glob("*.jsonl")
    os.utime(log, (4_000_000_000, 4_000_000_000))
    written = last_written(folder)
    assert written is not None
    assert written.timestamp() == 4_000_000_000
