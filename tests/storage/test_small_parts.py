"""Ids, places, table files by name, line and segment forms."""

from __future__ import annotations

import gzip
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from storage.filesystem import RealFileSystem
from storage.ids import UlidIds
from storage.lines import decode_line, encode_line
from storage.local import Local
from storage.partitions import day_in_id, partition_of, that_hold
from storage.places import data_folder
from storage.squeeze import squeeze, unsqueeze
from tests.storage.store_makers import START, TODAY, CountingClock, check_in, product, step_done


class StillClock(CountingClock):
    def now(self):
        return self.at


def test_ids_grow_within_a_millisecond_and_when_the_clock_goes_back():
    clock = StillClock()
    ids = UlidIds(clock)
    given = [ids.new() for _ in range(1000)]
    clock.at -= timedelta(hours=1)
    given += [ids.new() for _ in range(1000)]
    clock.at += timedelta(hours=2)
    given += [ids.new() for _ in range(1000)]
    assert given == sorted(set(given))
    assert {len(id) for id in given} == {26}


def test_an_id_tells_when_it_was_made():
    from ulid import ULID

    assert ULID.from_str(UlidIds(StillClock()).new()).datetime == START


def test_ids_differ_between_installations():
    assert len({UlidIds(StillClock()).new() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("named", "environment", "folder"),
    [
        ("/a", {"MESODAY_DATA": "/b", "FLET_APP_STORAGE_DATA": "/c"}, "/a"),
        (None, {"MESODAY_DATA": "/b", "FLET_APP_STORAGE_DATA": "/c"}, "/b"),
        (None, {"MESODAY_DATA": "", "FLET_APP_STORAGE_DATA": "/c"}, "/c"),
    ],
)
def test_the_data_folder_named_wins(named: str | None, environment: dict[str, str], folder: str):
    assert data_folder(named, environment) == Path(folder)


def test_the_data_folder_is_the_systems_otherwise():
    folder = data_folder(None, {})
    assert folder.name == "Mesoday"
    assert folder.is_absolute()


def test_records_are_filed_by_kind_and_day():
    assert partition_of(product()) == "catalog.json"
    assert partition_of(check_in(date(2025, 1, 2))) == "check_ins/2025.json"
    assert partition_of(step_done(date(2025, 1, 2))) == "care/2025-01.json"
    assert day_in_id("step_done", step_done().id) == TODAY
    assert day_in_id("check_in", "2026-11-23") is None
    assert day_in_id("occurrence", "nonsense") is None


def test_a_span_opens_the_files_it_touches():
    names = ["care/2025-12.json", "care/2026-01.json", "care/2026-02.json", "check_ins/2025.json", "catalog.json"]
    span = (date(2026, 1, 31), date(2026, 2, 1))
    assert that_hold(names, "session", *span) == names[1:3]
    assert that_hold(names, "check_in", date(2025, 12, 31), None) == names[3:4]
    assert that_hold(names, "product", *span) == names[4:]


def test_a_line_says_what_was_put_in_and_notices_every_flipped_bit():
    records = (replace(product('quoted "," and\nnew line'), id="a"), replace(check_in(), id="b"), step_done())
    line = encode_line(7, START, "me", records)
    assert line.count(b"\n") == 1
    assert line.startswith(
        b'{"n":7,"at":"2026-11-23T08:00:00Z","installation":"me","schema":1,"puts":[{"kind":"product"'
    )
    read = decode_line(line[:-1])
    assert read is not None
    assert (read.n, read.at, read.puts) == (7, START, records)
    for at in range(len(line) - 1):
        for bit in range(8):
            assert decode_line(line[:at] + bytes([line[at] ^ 1 << bit]) + line[at + 1 : -1]) is None


def test_packed_lines_come_back_and_damage_stays_in_its_stretch():
    chance = random.Random(1)
    lines = [f"{i} {chance.getrandbits(4000)}\n".encode() for i in range(800)]
    data = b"".join(lines)
    packed = squeeze(data)
    assert unsqueeze(packed) == gzip.decompress(packed) == data
    assert unsqueeze(squeeze(b"")) == b""
    for _ in range(40):
        harmed = bytearray(packed)
        harmed[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
        left = set(unsqueeze(bytes(harmed)).splitlines(keepends=True))
        assert len(left & set(lines)) > 500
    assert len(set(unsqueeze(packed[: len(packed) // 2]).splitlines(keepends=True)) & set(lines)) > 250


def test_local_settings_stay_and_two_windows_do_not_undo_each_other(tmp_path: Path):
    ids = UlidIds(CountingClock())
    one = Local.open(tmp_path, ids=ids)
    two = Local.open(tmp_path, ids=ids)
    assert one.installation == two.installation
    one.update(theme="dark")
    two.update(text_size=1.4)
    again = Local.open(tmp_path, ids=ids)
    assert (again.get("theme"), again.get("text_size"), again.get("lock", "none")) == ("dark", 1.4, "none")
    again.update(theme=None)
    assert Local.open(tmp_path, ids=ids).get("theme") is None


@pytest.mark.parametrize("read_only", [False, True])
def test_what_another_process_set_is_taken_in_when_asked(tmp_path: Path, read_only: bool):
    ids = UlidIds(CountingClock())
    one = Local.open(tmp_path, ids=ids)
    two = Local.open(tmp_path, ids=ids, read_only=read_only)
    one.update(theme="dark")
    assert two.get("theme") is None
    two.read_on()
    assert two.get("theme") == "dark"
    (tmp_path / "local.json").write_bytes(b"{")  # damaged meanwhile: what is known stays
    two.read_on()
    assert two.get("theme") == "dark"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"theme":"dark"}', b"\xff\xfe"])
def test_damaged_local_settings_are_set_aside_and_made_anew(tmp_path: Path, content: bytes):
    (tmp_path / "local.json").write_bytes(content)
    ids = UlidIds(CountingClock())
    local = Local.open(tmp_path, ids=ids)
    assert len(local.installation) == 26
    (copy,) = (tmp_path / "quarantine").iterdir()
    assert copy.read_bytes() == content
    assert Local.open(tmp_path, ids=ids).installation == local.installation


def test_local_settings_for_reading_only_write_nothing(tmp_path: Path):
    local = Local.open(tmp_path, ids=UlidIds(CountingClock()), read_only=True)
    assert local.installation
    assert list(tmp_path.iterdir()) == []


def test_a_read_of_a_part(tmp_path: Path):
    (tmp_path / "f").write_bytes(b"0123456789")
    files = RealFileSystem()
    assert files.read(tmp_path / "f", 2, 5) == b"234"
    assert files.read(tmp_path / "f", 8) == b"89"
    assert files.size(tmp_path / "g") is None
    assert files.list(tmp_path / "g") == []
