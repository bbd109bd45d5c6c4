"""Backups by themselves: one a day, old ones let go only after a new one, trouble said and never raised."""

from __future__ import annotations

import errno
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from care.changes import adding
from care.messages import message
from care.progress import Cancelled
from storage.auto_backup import auto_backup, is_due, usable_folder
from storage.backup import make_backup
from storage.backup_folder import find_backups
from storage.backup_reader import check_backup
from storage.errors import Damage, StorageError
from storage.filesystem import RealFileSystem
from storage.findings import SEEN, keep_reading
from storage.keeping import Keeping
from storage.store import Store
from tests.storage.kept_diary import companion_of, fill
from tests.storage.store_makers import START, CountingClock, FailingFiles, open_store, product


class StandingClock(CountingClock):
    def now(self) -> datetime:
        return self.at


class Unwatched:
    """Work that nobody watches or stops."""

    def progress(self, done: int, total: int) -> None: ...

    def cancelled(self) -> bool:
        return False


class Place:
    """A diary, the folder for its backups, and a clock that is moved by hand."""

    def __init__(self, tmp_path: Path, name: str = "data") -> None:
        self.folder, self.target = tmp_path / name, tmp_path / "stick"
        self.clock = StandingClock()
        self.store: Store = fill(self.folder, pictures=1)
        self.target.mkdir(exist_ok=True)
        self.local = self.store.local
        self.local.update(backup_folder=str(self.target))

    def run(self, **more):
        return auto_backup(self.folder, self.local, clock=self.clock, **more)

    def names(self) -> list[str]:
        return sorted(p.name for p in self.target.iterdir())

    @property
    def trouble(self) -> str | None:
        return open_store(self.folder, read_only=True).local.get("backup_trouble")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_one_a_day_is_made_under_the_wall_time(place: Place) -> None:
    made = place.run()
    assert made is not None
    assert place.names() == ["mesoday-2026-11-23-0900.zip"]  # in Berlin
    assert check_backup(made.path) == made.manifest
    place.clock.at += timedelta(hours=23, minutes=59)
    assert place.run() is None
    place.clock.at += timedelta(minutes=1)
    assert place.run() is not None
    assert place.names() == ["mesoday-2026-11-23-0900.zip", "mesoday-2026-11-24-0900.zip"]
    assert place.trouble is None


def test_without_a_folder_nothing_is_made(place: Place) -> None:
    place.local.update(backup_folder=None)
    assert place.run() is None
    assert place.names() == []


def test_another_process_that_was_first_is_noticed(place: Place) -> None:
    other = open_store(place.folder).local  # read before the first one is made
    assert place.run() is not None
    assert auto_backup(place.folder, other, clock=place.clock) is None
    assert len(place.names()) == 1


def test_two_at_once_make_one(place: Place) -> None:
    locals_ = [open_store(place.folder).local for _ in range(4)]
    made: list[object] = []
    threads = [
        threading.Thread(target=lambda own=own: made.append(auto_backup(place.folder, own, clock=place.clock)))
        for own in locals_
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([m for m in made if m]) == 1
    assert len(place.names()) == 1


def test_a_clock_that_was_set_back_does_not_end_them(place: Place) -> None:
    place.clock.at += timedelta(days=400)
    assert place.run() is not None
    place.clock.at -= timedelta(days=400)
    assert place.run() is not None


def test_a_year_leaves_those_that_stay(place: Place) -> None:
    class Cheap(RealFileSystem):
        def fsync(self, fd: int) -> None: ...

        def sync_folder(self, folder: Path) -> None: ...

    for _ in range(60):
        assert place.run(files=Cheap()) is not None
        place.clock.at += timedelta(days=1)
    dates = [name[8:18] for name in place.names()]
    assert dates == [
        *("2026-11-30", "2026-12-31", "2027-01-03", "2027-01-10"),
        *(f"2027-01-{n}" for n in range(15, 22)),
    ]


def test_only_its_own_are_let_go(place: Place, tmp_path: Path) -> None:
    foreign = Place(tmp_path, "foreign")
    foreign.clock.at -= timedelta(days=900)
    for _ in range(9):
        foreign.run()
        foreign.clock.at += timedelta(days=1)
    theirs = place.names()
    (place.target / "mesoday-2020-01-01-0900.zip").write_bytes(b"named like one, but none")
    (place.target / "holiday.zip").write_bytes(b"sea")
    make_backup(place.folder, place.target / "by-hand.zip", clock=place.clock)
    place.clock.at -= timedelta(days=60)
    for _ in range(30):
        place.run()
        place.clock.at += timedelta(days=1)
    names = place.names()
    assert {*theirs, "mesoday-2020-01-01-0900.zip", "holiday.zip", "by-hand.zip"} < set(names)
    assert len(names) == len(theirs) + 3 + 7 + 2 + 1  # of thirty days: a week, two more weeks, one more month


def test_nothing_is_let_go_unless_the_new_one_is_good(place: Place) -> None:
    for _ in range(9):
        place.run()
        place.clock.at += timedelta(days=1)
    before = place.names()
    for k in range(1, 7):  # mkdir, new file, write, fsync, close, replace
        assert place.run(files=FailingFiles(k, errno.EIO)) is None
        assert place.names() == before
        assert place.trouble
        place.clock.at += timedelta(hours=2)
    assert place.run() is not None
    assert place.trouble is None


def test_nothing_is_let_go_while_the_diary_is_damaged(place: Place) -> None:
    for _ in range(9):
        place.run()
        place.clock.at += timedelta(days=1)
    before = place.names()
    log = max((place.folder / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b'"view":"front"', b'"view":"frOnt"', 1))
    made = place.run()
    assert made is not None
    assert not made.sound
    assert set(before) < set(place.names())


def test_what_a_person_makes_by_hand_is_never_let_go_whatever_it_is_called(place: Place) -> None:
    keeping = Keeping(companion_of(place.folder), place.local)
    mine = {keeping.back_up(Unwatched())}
    named = place.target / "mesoday-2026-11-22-0900.zip"  # as one that is made by itself
    mine.add(make_backup(place.folder, named, clock=place.clock).path)
    assert {path.name for path in mine} == {"mesoday-by-hand-2026-11-23-2100.zip", "mesoday-2026-11-22-0900.zip"}
    for _ in range(30):
        assert place.run() is not None
        place.clock.at += timedelta(days=1)
    assert all(path.exists() for path in mine)
    assert len(place.names()) == len(mine) + 7 + 2 + 1  # a week, two more weeks, one more month


def test_nothing_is_let_go_before_the_person_has_read_of_a_loss(place: Place) -> None:
    for _ in range(9):
        place.run()
        place.clock.at += timedelta(days=1)
    before = place.names()
    lost = Damage("log/000001", message("It is gone."), 7, outcome="lost")
    keep_reading(place.local, [lost], place.clock.now())
    place.run()
    assert set(before) < set(place.names())
    place.local.update(**{SEEN: [lost.key]})
    place.clock.at += timedelta(days=1)
    place.run()
    assert len(place.names()) < len(before) + 2


@pytest.mark.parametrize("how", ["missing", "file", "relative", "odd"])
def test_a_folder_that_is_not_there_is_one_sentence_and_tried_again_an_hour_later(place: Place, how: str) -> None:
    place.target.rmdir()
    named = {"missing": str(place.target), "file": str(place.target), "relative": "stick", "odd": "/\0"}[how]
    place.local.update(backup_folder=named)
    if how == "file":
        place.target.write_bytes(b"")
    assert place.run() is None
    trouble = place.trouble
    assert trouble
    assert trouble.endswith(".")
    if how == "missing":
        assert not place.target.exists()  # a mount point is never filled in place of its disk
        place.target.mkdir()
        place.clock.at += timedelta(minutes=59)
        assert place.run() is None
        place.clock.at += timedelta(minutes=2)
        assert place.run() is not None
        assert place.trouble is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_full_or_broken_disk_is_one_sentence(place: Place, number: int) -> None:
    class Broken(RealFileSystem):
        def write(self, fd: int, data: bytes | memoryview) -> int:
            raise OSError(number, "broken")

    assert place.run(files=Broken()) is None
    assert place.trouble
    assert place.names() == []


def test_the_sentence_is_kept_in_the_persons_language(place: Place) -> None:
    place.local.update(backup_folder="stick")
    place.run(say=lambda message: f"<{message.text}>")
    assert place.trouble == "<Please name the folder for backups by its full path.>"


def test_a_stopped_one_leaves_nothing_and_is_due_again(place: Place) -> None:
    with pytest.raises(Cancelled):
        place.run(cancelled=lambda: True)
    assert place.names() == []
    assert is_due(place.local, place.clock.now())


def test_what_killed_processes_left_is_removed(place: Place) -> None:
    (place.target / ".mesoday-2026-11-20-0900.zip.4711.tmp").write_bytes(b"half")
    (place.target / ".mesoday-notes.tmp").write_bytes(b"somebody else's")
    place.run()
    assert place.names() == [".mesoday-notes.tmp", "mesoday-2026-11-23-0900.zip"]


def test_a_folder_is_looked_at_before_it_is_chosen(tmp_path: Path) -> None:
    assert usable_folder(tmp_path) == tmp_path
    with pytest.raises(StorageError, match="full path"):
        usable_folder(Path("stick"))
    with pytest.raises(StorageError, match="not there"):
        usable_folder(tmp_path / "none")


def test_backups_are_found_the_newest_first(place: Place) -> None:
    for _ in range(3):
        place.run()
        place.store.commit(adding([product()]))
        place.clock.at += timedelta(days=1)
    (place.target / "holiday.zip").write_bytes(b"sea")
    found = find_backups([place.target, place.target, place.folder / "none"])
    assert [f.path.name for f in found] == sorted((f.path.name for f in found), reverse=True)
    assert len(found) == 3
    assert found[0].manifest.created_at == START + timedelta(days=2)
    assert found[0].size == found[0].path.stat().st_size
