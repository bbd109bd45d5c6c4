"""The real thing: backup and restore killed in their midst, on a full disk, beside writers; and their memory."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding
from storage.audit import audit
from storage.backup import make_backup
from storage.backup_reader import check_backup, open_backup
from storage.photos import Photos
from storage.restore import restore
from storage.store import StorageError
from tests.commands.running import command_line, environment
from tests.faults.diaries import DEEP
from tests.faults.test_real_limits import small_disk
from tests.storage.kept_diary import Unsynced, companion_of, fill, live, photo, pictures_of
from tests.storage.memory_taken import memory_taken
from tests.storage.store_makers import TODAY, CountingClock, check_in, open_store, product

WRITER = Path(__file__).with_name("writing_process.py")
CLOCK = CountingClock()
KILLS = 60 if DEEP else 8


def timed(*arguments: object) -> float:
    began = time.monotonic()
    subprocess.run(command_line(*arguments), env=environment(), capture_output=True, check=True)
    return time.monotonic() - began


def killed(begun: Callable[[], object], after: float, *arguments: object) -> None:
    """Start a command, and kill it some seconds after it has begun."""
    process = subprocess.Popen(
        command_line(*arguments), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not begun() and process.poll() is None:
        time.sleep(0.001)
    time.sleep(after)
    process.kill()
    process.wait()


def test_a_killed_backup_is_whole_or_not_there(tmp_path: Path) -> None:
    data, goal = tmp_path / "data", tmp_path / "out" / "b.zip"
    fill(data, pictures=12, size=600_000)
    goal.parent.mkdir()
    lasts = timed("backup", goal, "--data", data)
    goal.unlink()
    before, chance = live(data), random.Random(7)
    there = half = 0
    for turn in range(KILLS):
        after = lasts * 0.3 * (turn + chance.random()) / KILLS
        killed(lambda: list(goal.parent.iterdir()), after, "backup", goal, "--data", data)
        half += any(p.name.endswith(".tmp") for p in goal.parent.iterdir())
        if goal.exists():
            there += 1
            assert check_backup(goal).pictures == 12, turn
        assert live(data) == before
        for left in goal.parent.iterdir():
            left.unlink()
    assert half >= KILLS // 8, "no kill came in the midst"
    killed(lambda: list(goal.parent.iterdir()), 0, "backup", goal, "--data", data)
    timed("backup", goal, "--data", data)
    assert [p.name for p in goal.parent.iterdir()] == ["b.zip"]
    print(f"{KILLS} kills, {half} in the midst of writing, {there} afterwards")


def test_a_killed_restore_is_whole_or_nothing(tmp_path: Path) -> None:
    """Into a diary of its own, whose present gives way; killed before, during and after the one commit."""
    fill(tmp_path / "source", pictures=10, size=400_000)
    backup = make_backup(tmp_path / "source", tmp_path / "b.zip", clock=CLOCK).path
    template, data = tmp_path / "template", tmp_path / "data"
    open_store(template).commit(adding([product("present"), check_in(TODAY, note="present")]))
    restoring = ("restore", backup, "--as-it-was", "--yes", "--data", data)
    shutil.copytree(template, data)
    before = live(data)
    lasts = timed(*restoring)
    after = live(data)
    assert before != after
    chance, found = random.Random(8), {"before": 0, "after": 0}
    midst = 0
    for turn in range(KILLS):
        shutil.rmtree(data)
        shutil.copytree(template, data)
        killed((data / "backups").exists, lasts * 0.5 * (turn + chance.random()) / KILLS, *restoring)
        state = live(data)
        assert state in (before, after), turn
        found["before" if state == before else "after"] += 1
        midst += state == before and len(pictures_of(data)) > 0
        assert audit(data).damages == ()
        assert all(Photos(data).sound(p.stem) for p in Photos(data).all())
        for kept in (data / "backups").glob("*.zip"):
            assert check_backup(kept).counts == {"check_in": 1, "product": 1}
        if state == after:
            assert len(pictures_of(data)) == 10
            assert list((data / "backups").glob("*.zip"))
        restore(companion_of(data), backup, as_it_was=True)
        assert live(data) == after
        assert len(pictures_of(data)) == 10
    assert found["before"]
    print(f"{KILLS} kills: {found}, {midst} between the first picture and the commit")


def test_a_disk_that_fills_up_leaves_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "data", pictures=6, size=100_000)
    with small_disk(tmp_path / "stick", "300k") as mounted:
        if not mounted:  # no right to mount here; test_backup_faults lets every write fail the same way
            return
        with pytest.raises(StorageError, match="disk is full"):
            make_backup(tmp_path / "data", tmp_path / "stick" / "b.zip", clock=CLOCK)
        assert list((tmp_path / "stick").iterdir()) == []
    backup = make_backup(tmp_path / "data", tmp_path / "b.zip", clock=CLOCK).path
    with small_disk(tmp_path / "small", "400k"):
        companion = companion_of(tmp_path / "small" / "data")
        with pytest.raises(StorageError, match="disk is full"):
            restore(companion, backup)
        assert live(tmp_path / "small" / "data") == {}
        assert all(Photos(tmp_path / "small" / "data").sound(p.stem) for p in Photos(tmp_path / "small" / "data").all())


def test_backups_beside_writers_hold_whole_commits(tmp_path: Path) -> None:
    """Two processes write two records a commit, checkpoint now and then, while backups are made one after another."""
    data = tmp_path / "data"
    open_store(data).close()
    told = [(tmp_path / f"{name}.txt").open("w+") for name in ("left", "right")]
    writers = [
        subprocess.Popen(
            [sys.executable, str(WRITER), str(data), Path(out.name).stem], stdin=subprocess.PIPE, stdout=out
        )
        for out in told
    ]
    sizes: list[int] = []
    n = 0
    while len(set(sizes)) < 4 and n < 500:
        n += 1
        made = make_backup(data, tmp_path / f"{n}.zip", clock=CLOCK)
        assert made.sound
        with open_backup(made.path) as backup:
            records = list(backup.records())
        assert len(records) == 2 * made.manifest.position  # every commit up to there, whole
        assert made.manifest.counts.get("product") == made.manifest.counts.get("check_in")
        sizes.append(len(records))
        made.path.unlink()
    for writer in writers:
        writer.communicate()  # closes its input
    acknowledged = {id for out in told for id in Path(out.name).read_text().split()}
    assert [w.returncode for w in writers] == [0, 0]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 2
    last = make_backup(data, tmp_path / "last.zip", clock=CLOCK)
    with open_backup(last.path) as backup:
        assert {r.id for r in backup.records()} == acknowledged


def album(folder: Path, pictures: int, size: int) -> None:
    store, photos = open_store(folder), Photos(folder, Unsynced())
    one = photo(b"")
    shots = [photos.keep(f"{n:010d}".encode() * (size // 10)) for n in range(pictures)]
    store.commit(adding([replace(one, sha256=sha256) for sha256 in shots]))
    store.close()


BEFORE = """
from pathlib import Path
from storage.backup import make_backup
from storage.restore import restore
from tests.storage.kept_diary import Unsynced, companion_of, fill
from tests.storage.store_makers import CountingClock
warm = Path({warm!r})
fill(warm / "data", pictures=2, size={size})
make_backup(warm / "data", warm / "b.zip", clock=CountingClock())
restore(companion_of(warm / "there"), warm / "b.zip")
place = Path({place!r})
"""
BACKUP = 'make_backup(place / "data", place / "b.zip", clock=CountingClock(), files=Unsynced())'
RESTORE = 'restore(companion_of(place / "there"), place / "b.zip", files=Unsynced())'
SIZE = 200_000  # bytes of a picture
A_PICTURE = 12  # kB of records, names and entries that one picture more may take; its bytes are 195


def test_memory_does_not_grow_with_the_pictures(tmp_path: Path) -> None:
    """Beyond what its record takes, which is some kB; holding the bytes would take sixteen times as much."""
    counts = (50, 2000) if DEEP else (50, 500)
    taken: dict[str, list[int]] = {"backup": [], "restore": []}
    for pictures in counts:
        place = tmp_path / str(pictures)
        album(place / "data", pictures, SIZE)
        before = BEFORE.format(warm=str(tmp_path / f"warm-{pictures}"), place=str(place), size=SIZE)
        taken["backup"].append(memory_taken(before, BACKUP))
        taken["restore"].append(memory_taken(before, RESTORE))
        assert check_backup(place / "b.zip").pictures == pictures
        assert len(pictures_of(place / "there")) == pictures
        shutil.rmtree(place)
    print(f"kB for {counts} pictures: {taken}")
    for few, many in taken.values():
        assert many - few < A_PICTURE * (counts[1] - counts[0]), taken
