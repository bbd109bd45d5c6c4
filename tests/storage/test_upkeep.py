"""A running Mesoday makes its daily backup and reads everything once a week, and ends in order in the midst of it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storage.backup_reader import check_backup
from storage.filesystem import RealFileSystem
from storage.store import Store
from storage.upkeep import Upkeep
from tests.commands.running import ROOT, environment
from tests.storage.kept_diary import fill
from tests.storage.store_makers import CountingClock, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = fill(tmp_path / "data")
    (tmp_path / "stick").mkdir()
    store.local.update(backup_folder=str(tmp_path / "stick"))
    return store


def upkeep(store: Store, **times: float) -> Upkeep:
    made = Upkeep(store.folder, store.local, CountingClock(), lambda: lambda message: message.text)
    for name, seconds in times.items():
        setattr(made, name, seconds)
    return made


async def until(there) -> None:
    for _ in range(1000):
        if there():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


async def test_it_makes_the_backup_and_reads_everything_once(store: Store, tmp_path: Path) -> None:
    kept = upkeep(store, first_after=0.02, every=0.02)
    await kept.start()
    await until(lambda: store.local.get("scrubbed_at"))
    await asyncio.sleep(0.2)
    await kept.finish()
    assert [p.name for p in (tmp_path / "stick").iterdir()] == ["mesoday-2026-11-23-0900.zip"]
    assert open_store(store.folder, read_only=True).local.get("backed_up_at")


async def test_nothing_is_done_while_the_start_is_young(store: Store, tmp_path: Path) -> None:
    kept = upkeep(store, first_after=5)
    await kept.start()
    await asyncio.sleep(0.1)
    await kept.finish()
    assert list((tmp_path / "stick").iterdir()) == []
    assert store.local.get("scrubbed_at") is None


async def test_it_ends_in_the_midst_of_a_backup_and_leaves_nothing(store: Store, tmp_path: Path, monkeypatch) -> None:
    writing = threading.Event()
    real = RealFileSystem.write

    def slow(self, fd: int, data) -> int:
        writing.set()
        time.sleep(0.2)
        return real(self, fd, data)

    monkeypatch.setattr(RealFileSystem, "write", slow)
    kept = upkeep(store, first_after=0)
    await kept.start()
    await until(writing.is_set)
    await kept.finish()
    assert list((tmp_path / "stick").iterdir()) == []
    assert store.local.get("backed_up_at") is None


async def test_an_error_of_its_own_does_not_end_it(store: Store, monkeypatch, caplog) -> None:
    calls = []

    def broken(*given, **named):
        calls.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr("storage.auto_backup.auto_backup", broken)
    kept = upkeep(store, first_after=0, every=0.01)
    await kept.start()
    await until(lambda: len(calls) > 2)
    await kept.finish()
    assert "looking after the diary failed" in caplog.text


REMIND = """
import sys
sys.path.insert(0, {root!r})
import main
from storage.upkeep import Upkeep
Upkeep.first_after, Upkeep.every = 0.2, 0.2
sys.exit(main.main(["remind", "--data", {folder!r}]))
"""


def test_reminding_without_a_window_looks_after_the_diary_too(store: Store, tmp_path: Path) -> None:
    program = REMIND.format(root=str(ROOT), folder=str(store.folder))
    process = subprocess.Popen(
        [sys.executable, "-c", program], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    kept = tmp_path / "stick" / "mesoday-2026-03-05-1300.zip"
    end = time.monotonic() + 20
    while time.monotonic() < end and not (kept.exists() and "scrubbed_at" in (store.folder / "local.json").read_text()):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, ""), out
    assert check_backup(kept).counts["photo"] == 3
