"""Real processes: two that write at once, and one that is killed again and again."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from care.changes import adding
from storage.audit import audit
from storage.store import StorageError, Store
from tests.storage.store_makers import FailingFiles, check_in, open_store, product

WRITER = Path(__file__).with_name("writing_process.py")


def start(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def ids(store: Store) -> list[str]:
    return [r.id for kind in ("product", "check_in") for r in store.records(kind)]


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path):
    watcher = open_store(tmp_path)
    writers = [start(tmp_path, name, 200) for name in ("left", "right")]
    printed: list[list[str]] = []
    threads = [threading.Thread(target=lambda w=w: printed.append(w.communicate()[0].split())) for w in writers]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if watcher.behind():
            watcher.refresh()
        time.sleep(0.01)
    assert [w.returncode for w in writers] == [0, 0]
    acknowledged = [id for ids in printed for id in ids]
    assert len(acknowledged) == 800
    watcher.refresh()
    assert sorted(ids(watcher)) == sorted(ids(open_store(tmp_path))) == sorted(acknowledged)
    assert watcher.position == 400
    assert audit(tmp_path).damages == ()


def test_a_killed_process_loses_nothing_it_acknowledged(tmp_path: Path):
    acknowledged: list[str] = []
    for turn in range(15):
        writer = start(tmp_path, f"turn {turn}", 100_000)
        lines = [writer.stdout.readline() for _ in range(5 + 17 * turn % 60)]  # type: ignore[union-attr]
        time.sleep(0.001 * turn)
        writer.kill()
        rest = writer.communicate()[0]
        acknowledged += "".join(lines).split()
        acknowledged += [id for line in rest.splitlines(True) if line.endswith("\n") for id in line.split()]
        store = open_store(tmp_path)
        assert set(acknowledged) <= set(ids(store)), turn
        assert not store.damages
    assert len(acknowledged) > 300
    assert audit(tmp_path).sound


def test_a_writer_gives_up_in_a_sentence_when_another_holds_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from filelock import FileLock

    monkeypatch.setattr("storage.store.PATIENCE", 0.2)
    store = open_store(tmp_path)
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with FileLock(tmp_path / ".lock"):
            taken.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait(10)
    with pytest.raises(StorageError, match="Another Mesoday is writing"):
        store.commit(adding([product()]))
    done.set()
    holder.join()
    assert store.commit(adding([product()]))


def test_threads_share_a_store_and_readers_do_not_wait_for_the_disk(tmp_path: Path):
    class SlowDisk(FailingFiles):
        def fsync(self, fd: int) -> None:
            slow.set()
            time.sleep(0.3)
            self._real.fsync(fd)

    slow = threading.Event()
    store = open_store(tmp_path, SlowDisk())
    slow.clear()
    writers = [threading.Thread(target=lambda: store.commit(adding([product(), check_in()]))) for _ in range(3)]
    for writer in writers:
        writer.start()
    assert slow.wait(5)
    began = time.perf_counter()
    reads = 0
    while any(w.is_alive() for w in writers):
        at = time.perf_counter()
        store.records("product"), store.records("check_in")
        assert time.perf_counter() - at < 0.2
        reads += 1
    assert time.perf_counter() - began > 0.5
    assert reads > 10
    assert len(store.records("product")) == 3
    assert store.position == 3
