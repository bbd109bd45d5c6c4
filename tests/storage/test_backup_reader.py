"""Everything in a backup is untrusted: what is wrong is one sentence, soon, in little memory, and changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from care.messages import Message
from screens.wording import Wording
from storage.backup import make_backup
from storage.backup_form import BackupError
from storage.backup_reader import check_backup
from storage.restore import preview, restore
from tests.storage.kept_diary import companion_of, fill, live
from tests.storage.memory_taken import memory_taken
from tests.storage.store_makers import CountingClock

DEEP = bool(os.environ.get("MESODAY_DEEP"))
CLOCK = CountingClock()
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    place = tmp_path_factory.mktemp("sound")
    fill(place / "data", pictures=2, size=300)
    return make_backup(place / "data", place / "b.zip", clock=CLOCK).path.read_bytes()


def refused(path: Path) -> str:
    """What is said about a file; neither the look nor the restore may change anything, nor raise anything else."""
    folder = path.parent / "here"
    with pytest.raises(BackupError) as raised:
        check_backup(path)
    with pytest.raises(BackupError):
        preview(folder, path, clock=CLOCK)
    assert not folder.exists()
    return said(raised.value.reason)


def said(reason: Message) -> str:
    text = Wording("en").say(reason)
    assert len(text) < 600
    assert text.isprintable()
    return text


def parts_of(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_together(
    path: Path, parts: Parts, *, manifest: dict[str, Any] | None = None, agree: bool = True, packed: bool = False
) -> Path:
    """A backup with these parts; with `agree` the manifest tells the truth about them."""
    told = json.loads(parts["manifest.json"])
    if agree:
        told["entries"] = [
            {"name": n, "size": len(d), "sha256": hashlib.sha256(d).hexdigest()}
            for n, d in parts.items()
            if n != "manifest.json"
        ]
    told.update(manifest or {})
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            if name != "manifest.json":
                how = zipfile.ZIP_DEFLATED if packed or name == "records.jsonl" else zipfile.ZIP_STORED
                archive.writestr(name, data, how)
        archive.writestr("manifest.json", json.dumps(told))
    return path


def test_putting_one_together_again_makes_a_sound_one(sound: bytes, tmp_path: Path) -> None:
    assert check_backup(put_together(tmp_path / "b.zip", parts_of(sound)))


def test_cut_short_anywhere_it_is_no_backup(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    for length in [0, 1, 3, 21, 22, *range(23, len(sound), 1 if DEEP else 97), len(sound) - 1]:
        path.write_bytes(sound[:length])
        assert "not a Mesoday backup" in refused(path), length


def test_a_changed_bit_is_found_or_says_nothing(sound: bytes, tmp_path: Path) -> None:
    path, chance = tmp_path / "b.zip", random.Random(5)
    places = range(8 * len(sound)) if DEEP else chance.sample(range(8 * len(sound)), 500)
    path.write_bytes(sound)
    whole = tmp_path / "whole"
    restore(companion_of(whole), path)
    found = 0
    for place in places:
        changed = bytearray(sound)
        changed[place // 8] ^= 1 << place % 8
        path.write_bytes(changed)
        try:
            check_backup(path)
        except BackupError as error:
            said(error.reason)
            found += 1
        else:  # a date in the zip, a flag that nobody reads
            there = tmp_path / f"there-{place}"
            restore(companion_of(there), path)
            assert live(there) == live(whole)
    assert found > len(places) * 0.9


def test_noise_is_no_backup(sound: bytes, tmp_path: Path) -> None:
    path, chance = tmp_path / "b.zip", random.Random(6)
    for _ in range(2000 if DEEP else 150):
        changed = bytearray(sound)
        for _ in range(chance.randint(1, 30)):
            begin = chance.randrange(len(changed))
            match chance.randrange(3):
                case 0:
                    changed[begin : begin + chance.randint(1, 40)] = chance.randbytes(chance.randint(0, 40))
                case 1:
                    changed[begin:begin] = changed[begin : begin + chance.randint(1, 300)]
                case _:
                    changed[begin] = chance.randrange(256)
        path.write_bytes(changed)
        try:
            check_backup(path)
        except BackupError as error:
            said(error.reason)


Change = Callable[[Parts], Any]


def also(name: str, data: bytes = b"x") -> Change:
    return lambda parts: parts.update({name: data})


def without(name: str) -> Change:
    return lambda parts: parts.pop(name)


def records(change: Callable[[list[bytes]], Any]) -> Change:
    def changed(parts: Parts) -> None:
        lines = parts["records.jsonl"].splitlines(keepends=True)
        change(lines)
        parts["records.jsonl"] = b"".join(lines)

    return changed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (also("../../evil.jpg"), "does not belong"),
        (also("/etc/cron.d/evil"), "does not belong"),
        (also("photos/../../evil.jpg"), "does not belong"),
        (also("photos\\ab\\evil.jpg"), "does not belong"),
        (also("C:\\evil.jpg"), "does not belong"),
        (also("local.json"), "does not belong"),
        (also("photos/ab/" + "ab" * 32 + ".exe"), "does not belong"),
        (also("photos/cd/" + "ab" * 32 + ".jpg"), "does not belong"),
        (also("photos/ab/" + "AB" * 32 + ".jpg"), "does not belong"),
        (also("photos/ab/" + "ab" * 32 + ".jpg"), "is damaged"),  # not the picture of that checksum
        (also("photos/"), "does not belong"),
        (without("records.jsonl"), "is damaged"),
        (also("records.jsonl", b""), "is damaged"),  # its counts are told otherwise
        (also("records.jsonl", b"\n"), "cannot be taken in (number 1"),
        (also("records.jsonl", b"no json\n"), "cannot be taken in (number 1"),
        (also("records.jsonl", b"[" * 100_000 + b"\n"), "cannot be taken in (number 1"),
        (also("records.jsonl", b'{"kind":"moon"}\n'), "cannot be taken in (number 1"),
        (also("records.jsonl", b'{"kind":"product","id":"1","name":"\xff"}\n'), "cannot be taken in (number 1"),
        (also("records.jsonl", b'{"kind":"product","id":"1","name":7}\n'), "cannot be taken in (number 1"),
        (also("records.jsonl", b'{"kind":"product","id":"1","name":"a","rev":1e999}\n'), "cannot be taken in"),
        (also("records.jsonl", b'{"kind":"product","name":"no id"}\n'), "its id is wrong"),
        (also("records.jsonl", b'{"kind":"answer","id":"K1","rule":"K2","answer":"no","answered_on":"2026-01-01"}\n'),
         "its id is wrong"),
        (records(lambda lines: lines.append(lines[0])), "stands there twice"),
        (records(lambda lines: lines.pop()), "is damaged"),
        (records(lambda lines: lines.append(b'{"kind":"product"')), "is damaged"),
        (records(lambda lines: lines.__setitem__(0, lines[0].replace(b"1990", b"1190"))), "cannot be taken in"),
        (also("records.jsonl", b"x" * (9 << 20)), "is damaged"),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_one_sentence(sound: bytes, tmp_path: Path, change: Change, words: str) -> None:
    parts = parts_of(sound)
    change(parts)
    assert words in refused(put_together(tmp_path / "b.zip", parts))


def test_a_picture_that_was_changed_is_found_also_when_the_manifest_agrees(sound: bytes, tmp_path: Path) -> None:
    parts = parts_of(sound)
    name = next(n for n in parts if n.startswith("photos/"))
    parts[name] = parts[name][:-1] + b"!"
    assert "is damaged" in refused(put_together(tmp_path / "b.zip", parts))


def test_a_record_that_was_changed_is_found_where_the_zip_agrees_and_the_manifest_does_not(
    sound: bytes, tmp_path: Path
) -> None:
    parts = parts_of(sound)
    parts["records.jsonl"] = parts["records.jsonl"].replace(b'"name":"Wand"', b'"name":"Band"')
    assert "is damaged" in refused(put_together(tmp_path / "b.zip", parts, agree=False))
    assert check_backup(put_together(tmp_path / "b.zip", parts))


def test_pictures_may_not_be_packed(sound: bytes, tmp_path: Path) -> None:
    parts = parts_of(sound)
    data = bytes(40 << 20)
    sha = hashlib.sha256(data).hexdigest()
    parts[f"photos/{sha[:2]}/{sha}.jpg"] = data
    path = put_together(tmp_path / "b.zip", parts, packed=True)
    assert path.stat().st_size < 1 << 20
    assert "is damaged" in refused(path)


def test_pictures_may_not_lie_in_one_another(sound: bytes, tmp_path: Path) -> None:
    """Each is the header and the bytes of the next: some kilobytes that would be read as many more."""
    data, nested = b"x" * 1000, []
    for _ in range(200):
        sha = hashlib.sha256(data).hexdigest()
        name = f"photos/{sha[:2]}/{sha}.jpg"
        nested.append((name, data))
        fields = (zlib.crc32(data), len(data), len(data), len(name), 0)
        data = b"PK\x03\x04" + struct.pack("<5H3L2H", 20, 0, 0, 0, 33, *fields) + name.encode() + data
    parts = parts_of(sound)
    manifest = json.loads(parts["manifest.json"])
    manifest["entries"] = [e for e in manifest["entries"] if e["name"] == "records.jsonl"]
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("records.jsonl", parts["records.jsonl"])
        for number, (name, inner) in enumerate(reversed(nested)):
            manifest["entries"].append({"name": name, "size": len(inner), "sha256": hashlib.sha256(inner).hexdigest()})
            if number == 0:
                archive.writestr(name, inner)
                end = archive.fp.tell()  # type: ignore[union-attr]
                continue
            info = zipfile.ZipInfo(name)
            info.CRC, info.file_size, info.compress_size = zlib.crc32(inner), len(inner), len(inner)
            info.header_offset = end - len(inner) - len(name) - 30
            archive.filelist.append(info)
            archive.NameToInfo[name] = info
        archive.writestr("manifest.json", json.dumps(manifest))
    with zipfile.ZipFile(path) as archive:
        assert archive.read(nested[0][0]) == nested[0][1]  # to zipfile this is sound
    assert "is damaged" in refused(path)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({"format": "mesoday"}, "not a Mesoday backup"),
        ({"format": None}, "not a Mesoday backup"),
        ({"version": 2}, "newer Mesoday"),
        ({"schema": 999}, "newer Mesoday"),
        ({"version": 2, "entries": "otherwise"}, "newer Mesoday"),
        ({"version": 0}, "is damaged"),
        ({"version": True}, "is damaged"),
        ({"version": "1"}, "is damaged"),
        ({"schema": None}, "is damaged"),
        ({"encryption": {"cipher": "aes"}}, "encrypted"),
        ({"entries": []}, "is damaged"),
        ({"entries": 7}, "is damaged"),
        ({"entries": [{"name": "records.jsonl", "size": -1, "sha256": ""}]}, "does not belong"),
        ({"created_at": "yesterday"}, "is damaged"),
        ({"counts": {"product": 1000}}, "is damaged"),
        ({"deleted": 0}, "is damaged"),
    ],
)
def test_a_manifest_that_is_wrong_is_one_sentence(
    sound: bytes, tmp_path: Path, manifest: dict[str, Any], words: str
) -> None:
    assert words in refused(put_together(tmp_path / "b.zip", parts_of(sound), manifest=manifest))


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"7", b'"\xff"', b"[" * 200_000, b"null"])
def test_a_manifest_that_is_no_manifest_is_one_sentence(tmp_path: Path, raw: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("manifest.json", raw)
    assert "not a Mesoday backup" in refused(tmp_path / "b.zip")


def test_a_name_that_stands_there_twice_is_one_sentence(sound: bytes, tmp_path: Path) -> None:
    path = put_together(tmp_path / "b.zip", parts_of(sound))
    for name in ("records.jsonl", "manifest.json"):
        path = put_together(tmp_path / "b.zip", parts_of(sound))
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, b"{}")
        assert "does not belong" in refused(path)


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "nowhere", "text", "other zip", "empty zip"])
def test_what_is_no_backup_at_all_is_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "b.zip"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "nowhere":
            path.symlink_to(path)
        case "text":
            path.write_text("Dear diary, " * 100)
        case "other zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("holiday.jpg", b"sea")
        case "empty zip":
            zipfile.ZipFile(path, "w").close()
    words = {"missing": "no file called", "pipe": "no file called", "nowhere": "no file", "folder": "is a folder"}
    assert words.get(kind, "not a Mesoday backup") in refused(path)


READ = """
from pathlib import Path
from storage.backup_form import BackupError
from storage.backup_reader import check_backup
"""
REFUSED = """
try:
    check_backup(Path({path!r}))
    raise SystemExit("it was taken")
except BackupError:
    pass
"""


@pytest.mark.parametrize("bomb", ["one line", "many lines", "many names", "overlapping", "manifest"])
def test_a_bomb_takes_little_memory(sound: bytes, tmp_path: Path, bomb: str) -> None:
    """Hundreds of megabytes when unpacked, or claimed; read in a process of its own, in some tens of megabytes."""
    path, parts = tmp_path / "b.zip", parts_of(sound)
    match bomb:
        case "one line":
            parts["records.jsonl"] = b" " * (200 << 20)
            put_together(path, parts)
        case "many lines":
            parts["records.jsonl"] = b'{"kind":"product","id":"1","name":"a"}\n' * (3 << 20)
            put_together(path, parts)
        case "many names":
            with zipfile.ZipFile(path, "w") as archive:
                for n in range(150_000):
                    archive.writestr(zipfile.ZipInfo(f"photos/{n:070d}.jpg"), b"")
                archive.writestr("manifest.json", parts["manifest.json"])
        case "overlapping":
            put_together(path, parts)
            content = path.read_bytes()
            name = next(n for n in parts if n.startswith("photos/")).encode()
            at = content.rindex(name) - 46  # its place in the central directory: claim four gigabytes
            claimed = content[: at + 20] + b"\xf0\xff\xff\xff" * 2 + content[at + 28 :]
            path.write_bytes(claimed)
        case "manifest":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("manifest.json", b"[" + b"1," * (100 << 20) + b"1]")
    taken = memory_taken(READ, REFUSED.format(path=str(path)))
    assert taken < 40_000, f"{taken} kB"
