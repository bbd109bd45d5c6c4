"""What a commit no longer does anew each time (open the log, list its folder, open the lock) hides nothing from it."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections import Counter
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

import storage.folder_lock
from care.changes import adding
from care.records import Product
from storage.audit import audit
from storage.filesystem import RealFileSystem
from storage.folder_lock import FolderLock
from storage.lines import encode_line
from storage.store import Store
from tests.storage.store_makers import START, open_store, product


def names(store: Store) -> list[str]:
    return sorted(p.name for p in store.records("product"))  # type: ignore[attr-defined]


def add(store: Store, name: str) -> None:
    store.commit(adding([product(name)]))


def segment(folder: Path) -> Path:
    return folder / "log" / "000001.jsonl"


class Counted(RealFileSystem):
    """Counts the verbs that cost something."""

    def __init__(self) -> None:
        self.verbs: Counter[str] = Counter()

    def __getattribute__(self, name: str):
        if not name.startswith("_") and name != "verbs":
            self.verbs[name] += 1
        return super().__getattribute__(name)


def test_a_commit_opens_lists_and_reads_no_file(tmp_path: Path):
    files = Counted()
    store = open_store(tmp_path, files)
    add(store, "first")
    add(store, "second")
    files.verbs.clear()
    for i in range(50):
        add(store, f"{i}")
    assert files.verbs == {"write": 50, "fsync": 50, "mark": 150, "read_at": 50}


def test_a_log_put_in_place_of_another_is_written_to(tmp_path: Path):
    """A restore does that. Even where the folder's time of change is too coarse to show it."""
    store = open_store(tmp_path)
    for name in "ab":
        add(store, name)
    before = os.stat(tmp_path / "log")
    shutil.copy(segment(tmp_path), tmp_path / "copy")
    os.replace(tmp_path / "copy", segment(tmp_path))
    os.utime(tmp_path / "log", ns=(before.st_atime_ns, before.st_mtime_ns))
    add(store, "c")
    assert names(open_store(tmp_path)) == ["a", "b", "c"]


def test_another_line_of_the_same_length_is_noticed(tmp_path: Path):
    """Another process withdrew the line that we had read, and wrote its next one."""
    store = open_store(tmp_path)
    for name in "ab":
        add(store, name)

    def line(name: str) -> bytes:
        return encode_line(3, START, "other", [Product(id=f"id {name}", name=name, rev=1)])

    length = segment(tmp_path).stat().st_size
    with segment(tmp_path).open("ab") as file:
        file.write(line("x"))
    store.refresh()
    assert names(store) == ["a", "b", "x"]
    with segment(tmp_path).open("r+b") as file:
        file.seek(length)
        file.write(line("y"))
    add(store, "c")
    assert names(store) == names(open_store(tmp_path)) == ["a", "b", "c", "y"]


def test_a_segment_begun_by_another_in_the_same_moment_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = open_store(tmp_path)
    for name in "ab":
        add(store, name)
    before = os.stat(tmp_path / "log")
    monkeypatch.setattr("storage.store.LARGE", 10)
    other = open_store(tmp_path)
    other.checkpoint()
    add(other, "in a new segment")
    assert (tmp_path / "log" / "000003.jsonl").exists()
    os.utime(tmp_path / "log", ns=(before.st_atime_ns, before.st_mtime_ns))
    add(store, "c")
    assert names(store) == names(open_store(tmp_path)) == ["a", "b", "c", "in a new segment"]
    assert audit(tmp_path).sound


def test_every_bit_of_a_newline(tmp_path: Path):
    store = open_store(tmp_path)
    for name in "abc":
        add(store, name)
    data = segment(tmp_path).read_bytes()
    ends = [i for i, byte in enumerate(data) if byte == 10]
    assert len(ends) == 3
    for at in ends:
        for bit in range(8):
            segment(tmp_path).write_bytes(data[:at] + bytes([10 ^ 1 << bit]) + data[at + 1 :])
            again = open_store(tmp_path)
            assert names(again) == ["a", "b", "c"]
            assert not again.damages
            add(again, "d")
            assert names(open_store(tmp_path)) == ["a", "b", "c", "d"]
            assert audit(tmp_path).sound


def test_the_lock_is_the_one_of_filelock_and_follows_the_file(tmp_path: Path):
    path = tmp_path / ".lock"
    lock, other = FolderLock(path), FolderLock(path)
    lock.acquire(1)
    lock.acquire(1)  # again, by who holds it
    for _ in range(2):
        with pytest.raises(Timeout):
            FileLock(path).acquire(timeout=0.02)
        with pytest.raises(TimeoutError):
            other.acquire(0.02)
        lock.release()
    assert path.stat().st_mode & 0o777 == 0o600
    other.acquire(1)
    other.release()
    os.unlink(path)
    with FileLock(path):  # makes another file
        with pytest.raises(TimeoutError):
            lock.acquire(0.02)
        with pytest.raises(TimeoutError):
            other.acquire(0.02)
    lock.acquire(1)
    lock.release()
    for each in (lock, other):
        each.close()


def test_threads_take_turns_at_the_lock(tmp_path: Path):
    count, inside = 0, 0

    def work() -> None:
        nonlocal count, inside
        lock = FolderLock(tmp_path / ".lock")
        for _ in range(20):
            lock.acquire(30)
            inside += 1
            assert inside == 1
            seen = count
            count = seen + 1
            inside -= 1
            lock.release()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 80


def test_where_the_system_has_no_flock_filelock_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class NoFlock:
        LOCK_EX, LOCK_NB, LOCK_UN = 2, 4, 8

        @staticmethod
        def flock(fd: int, how: int) -> None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(storage.folder_lock, "fcntl", NoFlock)
    store, other = open_store(tmp_path), open_store(tmp_path)
    for turn in range(3):
        add(store, f"ours {turn}")
        add(other, f"theirs {turn}")
    assert names(open_store(tmp_path)) == [f"{who} {turn}" for who in ("ours", "theirs") for turn in range(3)]
    held = FileLock(tmp_path / ".lock")
    with held, pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.store.PATIENCE", 0.05)
        with pytest.raises(Exception, match="Another Mesoday is writing"):
            add(store, "refused")
