"""Real processes: some that write at once, and one that is killed again and again; readers that wait for nobody."""

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
from tests.faults.diaries import DEEP
from tests.storage.store_makers import FailingFiles, check_in, open_store, product

KILLS = 400 if DEEP else 12
WRITER = Path(__file__).with_name("writing_process.py")


def start(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def ids(store: Store) -> list[str]:
    return [r.id for kind in ("product", "check_in") for r in store.records(kind)]


@pytest.mark.parametrize(("processes", "commits"), [(2, 2000), (4, 1000)] if DEEP else [(2, 150), (4, 60)])
def test_processes_write_at_once_and_every_entry_is_there(tmp_path: Path, processes: int, commits: int):
    watcher = open_store(tmp_path)
    writers = [start(tmp_path, f"writer {i}", commits) for i in range(processes)]
    printed: list[list[str]] = []
    threads = [threading.Thread(target=lambda w=w: printed.append(w.communicate()[0].split())) for w in writers]
    for thread in threads:
        thread.start()
    seen = 0
    while any(thread.is_alive() for thread in threads):
        if watcher.behind():
            watcher.refresh()
            now = len(ids(watcher))
            assert now >= seen
            seen = now
        time.sleep(0.01)
    assert [w.returncode for w in writers] == [0] * processes
    acknowledged = [id for ids in printed for id in ids]
    assert len(acknowledged) == len(set(acknowledged)) == 2 * processes * commits
    watcher.refresh()
    assert sorted(ids(watcher)) == sorted(ids(open_store(tmp_path))) == sorted(acknowledged)
    assert watcher.position == processes * commits
    assert audit(tmp_path).damages == ()


def test_a_killed_process_loses_nothing_it_acknowledged(tmp_path: Path):
    acknowledged: list[str] = []
    for turn in range(KILLS):
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
    assert len(acknowledged) > 15 * KILLS
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, none lost")
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
            assert enough.wait(10)
            self._real.fsync(fd)

    slow, enough = threading.Event(), threading.Event()
    enough.set()
    store = open_store(tmp_path, SlowDisk())
    slow.clear()
    enough.clear()
    writers = [threading.Thread(target=lambda: store.commit(adding([product(), check_in()]))) for _ in range(3)]
    for writer in writers:
        writer.start()
    assert slow.wait(5)
    for _ in range(10):  # the disk has not answered yet
        store.records("product"), store.records("check_in")
    assert all(writer.is_alive() for writer in writers)
    enough.set()
    for writer in writers:
        writer.join()
    assert len(store.records("product")) == 3
    assert store.position == 3


def test_a_reader_waits_for_no_other_process(tmp_path: Path):
    """While one process holds the folder's lock in a slow fsync, another opens, reads, looks and reads on."""

    class SlowDisk(FailingFiles):
        def fsync(self, fd: int) -> None:
            self._real.fsync(fd)
            slow.set()
            done.wait(10)

    slow, done = threading.Event(), threading.Event()
    done.set()
    reader = open_store(tmp_path)
    writer = open_store(tmp_path, SlowDisk())
    writer.commit(adding([product("first")]))
    done.clear()
    slow.clear()
    thread = threading.Thread(target=lambda: writer.commit(adding([product("second"), check_in()])))
    thread.start()
    assert slow.wait(5)
    assert reader.behind()
    reader.refresh()
    assert len(reader.records("product")) >= 1
    assert reader.records("check_in") is not None
    assert len(open_store(tmp_path, read_only=True).records("product")) >= 1
    assert len(open_store(tmp_path).records("product")) >= 1
    # in the writing process itself as well
    assert [p.name for p in writer.records("product")] == ["first"]  # type: ignore[attr-defined]
    assert writer.refresh() == frozenset()
    assert writer.behind() in (True, False)
    assert thread.is_alive()  # still at its disk
    done.set()
    thread.join()
    reader.refresh()
    assert len(reader.records("product")) == len(writer.records("product")) == 2


def test_what_others_wrote_is_told_after_a_look_that_did_not_wait(tmp_path: Path):
    class SlowDisk(FailingFiles):
        def fsync(self, fd: int) -> None:
            slow.set()
            done.wait(10)

    slow, done = threading.Event(), threading.Event()
    done.set()
    other, store = open_store(tmp_path), open_store(tmp_path, SlowDisk())
    other.commit(adding([check_in()]))
    done.clear()
    slow.clear()
    thread = threading.Thread(target=lambda: store.commit(adding([product()])))
    thread.start()
    assert slow.wait(5)
    assert store.refresh() == {"check_in"}  # the writer has read on
    assert len(store.records("check_in")) == 1
    done.set()
    thread.join()
    assert store.refresh() == frozenset()


def test_a_purge_in_one_process_is_seen_by_all_that_write(tmp_path: Path):
    store = open_store(tmp_path)
    secret = store.commit(adding([check_in(note="nobody is to read this")])).puts[0].after
    writers = [start(tmp_path, f"writer {i}", 80) for i in range(2)]
    lines = [w.stdout.readline() for w in writers]  # type: ignore[union-attr]
    assert store.purge("check_in", secret.id)
    acknowledged = "".join(lines + [w.communicate()[0] for w in writers]).split()
    assert [w.returncode for w in writers] == [0, 0]
    again = open_store(tmp_path)
    assert sorted(ids(again)) == sorted(acknowledged)
    assert again.history("check_in", secret.id) == []
    assert not [p for p in tmp_path.rglob("*.json*") if b"nobody is to" in p.read_bytes()]
    assert audit(tmp_path).damages == ()
