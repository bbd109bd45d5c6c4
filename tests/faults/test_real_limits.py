"""The real thing: a disk that is full, a folder that may only be read, every bit of a small folder flipped."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from care.changes import adding
from storage.audit import audit
from storage.squeeze import unsqueeze
from storage.store import StorageError
from tests.faults.diaries import DEEP, everything, opened, packed, small_segments, some, state
from tests.storage.store_makers import check_in, open_store, product, step_done

FILLER = Path(__file__).with_name("filling_process.py")


def run(*command: str) -> bool:
    """Whether the system lets us do that."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """A file system of that size, where the system lets us mount one."""
    folder.mkdir()
    mounted = run("mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(folder))
    try:
        yield mounted
    finally:
        if mounted:
            run("umount", str(folder))


def fill(folder: Path, *limit: str) -> tuple[list[str], list[str]]:
    """What was acknowledged, and the refusals."""
    done = subprocess.run(
        [sys.executable, str(FILLER), str(folder), *limit], capture_output=True, text=True, check=True, timeout=120
    )
    lines = done.stdout.splitlines()
    refused = [line[2:] for line in lines if line.startswith("! ")]
    return [id for line in lines if not line.startswith("! ") for id in line.split()], refused


def held(folder: Path, acknowledged: list[str]) -> None:
    store = open_store(folder, read_only=True)
    assert sorted(r.id for r in store.records("product")) == sorted(acknowledged)
    assert not store.damages
    assert audit(folder).damages == ()


@pytest.mark.parametrize("size", ["96k", "200k", "400k"] if DEEP else ["200k"])
def test_a_disk_that_fills_up_keeps_what_it_acknowledged(tmp_path: Path, size: str):
    disk = tmp_path / "disk"
    with small_disk(disk, size) as mounted:
        folder = disk / "diary"
        limit = [] if mounted else [str(int(size[:-1]) * 300)]
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(40_000))
        acknowledged, refused = fill(folder, *limit)
        assert acknowledged
        assert all("safe" in sentence for sentence in refused)
        assert not mounted or all("disk is full" in s or "No space left" in s for s in refused)
        held(folder, acknowledged)
        again, refused = fill(folder, *limit)  # a start on a full disk
        held(folder, acknowledged + again)
        assert refused
        ballast.unlink()
        store = open_store(folder)
        more = [store.commit(adding([product("room again")])).puts[0].after.id for _ in range(5)]
        held(folder, acknowledged + again + more)
        store.close()
        held(folder, acknowledged + again + more)


def test_a_file_that_may_not_grow_keeps_what_it_acknowledged(tmp_path: Path):
    """The system's own limit, which any user can set: a write is cut short, the next one is refused."""
    acknowledged, refused = fill(tmp_path / "diary", "50000")
    assert len(acknowledged) > 10
    assert len(refused) == 5
    assert all("safe" in sentence for sentence in refused)
    held(tmp_path / "diary", acknowledged)
    store = open_store(tmp_path / "diary")
    more = store.commit(adding([product("free again")])).puts[0].after.id
    store.close()
    held(tmp_path / "diary", [*acknowledged, more])


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing can be written below the folder: a read-only mount, else files that may not be changed, else modes."""
    undo: list[Callable[[], object]] = []
    path = str(folder)
    if run("mount", "--bind", path, path):
        undo.append(lambda: run("umount", path))
        assert run("mount", "-o", "remount,ro,bind", path)
    elif run("chattr", "-R", "+i", path):
        undo.append(lambda: run("chattr", "-R", "-i", path))
    else:
        assert os.geteuid() != 0, "root is not held by modes, and nothing else was possible here"
        places = [folder, *folder.rglob("*")]
        for place in places:
            place.chmod(place.stat().st_mode & 0o555)
        undo.append(lambda: [p.chmod(0o700 if p.is_dir() else 0o600) for p in places])
    try:
        yield
    finally:
        for act in undo:
            act()


def test_a_read_only_folder_is_read_and_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    small_segments(monkeypatch)
    folder = tmp_path / "diary"
    packed(folder)
    before = state(folder)
    running = opened(folder)
    assert everything(running) == before
    files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with read_only(folder):
        with pytest.raises(OSError, match=r"Read-only|not permitted|denied"):
            (folder / "probe").write_text("")
        assert state(folder) == before
        assert audit(folder).sound
        for act in (
            lambda: opened(folder),
            lambda: running.commit(adding([product()])),
            lambda: running.checkpoint(),
            lambda: running.purge("step_done", step_done().id),
            lambda: running.local.update(theme="dark"),
        ):
            with pytest.raises(StorageError) as raised:
                act()
            assert "may not write" in str(raised.value) or "Read-only" in str(raised.value)
            assert everything(running) == before
        running.close()
    assert files == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    more = running.commit(adding([product("allowed again")])).puts[0].after
    assert state(folder) == {**before, ("product", more.id): more}


STRIDE = 1 if DEEP else 127  # of the bits


def test_every_flipped_bit_is_mended_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of the log, plain and packed, and of the tables; the last commits stand in the log alone."""
    small_segments(monkeypatch)
    folder = tmp_path / "diary"
    packed(folder)
    store = opened(folder, ids=3000)
    store.checkpoint()
    store.checkpoint()
    store.commit(adding([step_done(step="in the log alone"), check_in(note="in the log alone")]))
    before = state(folder)
    paths = sorted(p for part in ("log", "tables") for p in (folder / part).rglob("*") if p.is_file())
    assert {p.suffix for p in paths} == {".gz", ".jsonl", ".json"}
    flips = mended = named = harmless = 0
    for path in paths:
        whole = path.read_bytes()
        for bit in range(flips % STRIDE, 8 * len(whole), STRIDE):
            flips += 1
            harmed = bytearray(whole)
            harmed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(harmed)
            opened_again = opened(folder, read_only=True)
            found = everything(opened_again)
            said = {d.file for d in audit(folder).damages} | {d.file for d in opened_again.damages}
            what = f"{path.name}, bit {bit}"
            if found != before:
                assert found.items() <= before.items(), what
                assert any(file.startswith("log/") for file in said), what
                assert path.suffix == ".jsonl", what  # what the tables hold as well is never lost
                named += 1
            elif said:
                mended += 1
            else:  # the bit makes no difference to what is read
                same = path.suffix == ".gz" and unsqueeze(bytes(harmed)) == unsqueeze(whole)
                assert same or (whole[bit // 8] == 10 and path.suffix == ".jsonl"), (
                    what
                )  # a newline, which is understood
                harmless += 1
        path.write_bytes(whole)
    print(f"{flips} flips: {mended} found and mended, {named} named, {harmless} of no consequence")
    assert state(folder) == before
    assert mended > named > 0


def test_flipped_bits_are_mended_on_the_disk(tmp_path: Path):
    """A table by the next checkpoint; and what was lost in the log is still in the tables after it."""
    folder, chance = tmp_path / "diary", random.Random(5)
    for turn in range(60 if DEEP else 12):
        shutil.rmtree(folder, ignore_errors=True)
        some(folder)
        opened(folder).checkpoint()
        before = state(folder)
        path = chance.choice(sorted(p for part in ("log", "tables") for p in (folder / part).rglob("*.json*")))
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        store = opened(folder)
        assert everything(store) == before, turn
        store.checkpoint()
        again = opened(folder)
        assert everything(again) == before, turn
        assert not [d for d in again.damages if d.file.startswith("tables")], turn
