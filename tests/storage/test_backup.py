"""A backup holds everything, was compared before it counts, and leaves nothing behind when it does not come about."""

from __future__ import annotations

import errno
import hashlib
import json
import tomllib
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding, deleting
from care.progress import Cancelled
from care.records import KINDS, CheckIn, kind_of
from storage import backup
from storage.backup import make_backup
from storage.backup_form import BackupError
from storage.backup_reader import check_backup, open_backup
from storage.errors import StorageError
from storage.filesystem import RealFileSystem
from storage.photos import Photos
from storage.store import Store
from storage.version import VERSION
from tests.storage.kept_diary import fill, live, photo, picture
from tests.storage.store_makers import CountingClock, FailingFiles, check_in, open_store, product

CLOCK = CountingClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "data")
    return tmp_path / "data"


def test_everything_is_in_it_deleted_records_and_bookkeeping_too(folder: Path, tmp_path: Path) -> None:
    made = make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    assert made.path == tmp_path / "out.zip"
    assert made.left_out == ()
    store = open_store(folder)
    with open_backup(made.path) as opened:
        records = list(opened.records())
        assert opened.manifest == made.manifest
        assert {p.sha256: opened.picture(p) for p in opened.pictures} == {
            hashlib.sha256(picture(n)).hexdigest(): picture(n) for n in range(3)
        }
        assert [p.suffix for p in opened.pictures] == [".jpg", ".png", ".jpg"] or len(backup.pictures) == 3
    alive = [r for r in records if not r.deleted]
    assert {(kind_of(r), r.id): r for r in alive} == {
        (kind, r.id): r for kind in KINDS for r in store.records(kind)
    }  # rev, changed_at and installation among the rest
    assert sorted((kind_of(r), getattr(r, "note", ""), r.rev) for r in records if r.deleted) == [
        ("check_in", "gone too", 2),
        ("product", "", 2),
    ]
    assert {kind_of(r) for r in records} == set(KINDS)


def test_the_manifest_says_what_is_in_it(folder: Path, tmp_path: Path) -> None:
    make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        for entry in manifest["entries"]:
            content = archive.read(entry["name"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["size"], entry["sha256"])
        names = archive.namelist()
        stored = [i for i in archive.infolist() if i.filename.startswith("photos/")]
    assert sorted(names) == sorted(["manifest.json", *(e["name"] for e in manifest["entries"])])
    assert all(i.compress_type == zipfile.ZIP_STORED for i in stored)
    assert (manifest["format"], manifest["version"], manifest["encryption"]) == ("mesoday-backup", 1, None)
    assert manifest["schema"] >= 1
    assert manifest["app"]
    assert manifest["counts"] == {**dict.fromkeys(KINDS, 1), "check_in": 4, "photo": 3}
    assert manifest["deleted"] == 2
    assert (manifest["pictures"], manifest["pictures_missing"]) == (3, 0)
    assert (manifest["first"], manifest["last"]) == ("2025-10-19", "2026-11-23")
    assert manifest["installation"] == open_store(folder).local.installation


def test_nothing_of_this_installations_settings_goes_in(folder: Path, tmp_path: Path) -> None:
    open_store(folder).local.update(lock="0000-secret-pin", backup_folder="/secret/place")
    made = make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    with zipfile.ZipFile(made.path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"secret" not in everything


def test_making_one_changes_nothing_here(folder: Path, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert (tmp_path / "out.zip").stat().st_mode & 0o777 == 0o600


def test_an_empty_diary_can_be_backed_up_and_none_cannot(tmp_path: Path) -> None:
    open_store(tmp_path / "data").commit(
        deleting(open_store(tmp_path / "data").commit(adding([product()])).puts[0].after)
    )
    made = make_backup(tmp_path / "data", tmp_path / "out.zip", clock=CLOCK)
    assert (made.manifest.counts, made.manifest.deleted, made.manifest.first) == ({}, 1, None)
    with pytest.raises(StorageError, match="no diary"):
        make_backup(tmp_path / "none", tmp_path / "no.zip", clock=CLOCK)
    assert not (tmp_path / "none").exists()
    assert not (tmp_path / "no.zip").exists()


def test_missing_and_damaged_pictures_are_said_and_do_not_prevent_it(folder: Path, tmp_path: Path) -> None:
    paths = sorted(Photos(folder).all())
    paths[0].unlink()
    paths[1].write_bytes(paths[1].read_bytes()[:-1] + b"!")
    made = make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    assert [m.text.format(**dict(m.values)) for m in made.left_out] == [
        "One picture that the diary names is not here, so it is not in the backup.",
        "One picture is damaged, so it is not in the backup.",
    ]
    assert (made.manifest.pictures, made.manifest.pictures_missing) == (1, 2)
    assert check_backup(made.path) == made.manifest


def test_pictures_that_no_record_names_stay_out(folder: Path, tmp_path: Path) -> None:
    Photos(folder).keep(picture(99))
    store = open_store(folder)
    Photos(folder).keep(picture(98))
    store.commit(deleting(store.commit(adding([photo(picture(98))])).puts[0].after))
    assert make_backup(folder, tmp_path / "out.zip", clock=CLOCK).manifest.pictures == 3


def test_an_older_file_of_that_name_gives_way_only_to_a_whole_one(folder: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out.zip"
    goal.write_bytes(b"older")
    with pytest.raises(Cancelled):
        make_backup(folder, goal, clock=CLOCK, cancelled=lambda: True)
    assert goal.read_bytes() == b"older"
    make_backup(folder, goal, clock=CLOCK)
    assert check_backup(goal)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["out.zip"]


def test_it_can_be_stopped_at_every_moment_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    stops = 0
    while True:
        asked = iter(range(stops))
        try:
            make_backup(
                folder, tmp_path / "out.zip", clock=CLOCK, cancelled=lambda asked=asked: next(asked, None) is None
            )
            break
        except Cancelled:
            assert [p.name for p in tmp_path.iterdir()] == ["data"]
        stops += 1
    assert stops > 8
    assert check_backup(tmp_path / "out.zip")


def test_progress_only_grows_and_ends_at_the_end(folder: Path, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    make_backup(folder, tmp_path / "out.zip", clock=CLOCK, progress=lambda done, of: said.append((done, of)))
    assert len({of for _, of in said}) == 1
    assert [done for done, _ in said] == sorted({done for done, _ in said})
    assert said[0][0] == 0
    assert said[-1][0] == said[-1][1]
    assert len(said) > 6


@pytest.mark.parametrize("goal", [".", "no-folder/out.zip", "data"])
def test_a_goal_that_cannot_be_is_one_sentence(folder: Path, tmp_path: Path, goal: str) -> None:
    with pytest.raises(StorageError) as raised:
        make_backup(folder, tmp_path / goal, clock=CLOCK)
    assert str(raised.value).count(".") >= 1
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_what_the_disk_made_of_it_is_compared_before_it_counts(folder: Path, tmp_path: Path) -> None:
    """A disk that swallows or changes a byte, wherever it is, and says that all went well."""

    class LyingFiles(RealFileSystem):
        def __init__(self, at: int) -> None:
            self.at, self.written = at, 0

        def write(self, fd: int, data: bytes | memoryview) -> int:
            changed = bytearray(data)
            if self.written <= self.at < self.written + len(changed):
                changed[self.at - self.written] ^= 0x20
            self.written += len(changed)
            return super().write(fd, changed)

    size = len(make_backup(folder, tmp_path / "sound.zip", clock=CLOCK).path.read_bytes())
    caught = 0
    for at in range(3, size, size // 60):
        try:
            made = make_backup(folder, tmp_path / "out.zip", clock=CLOCK, files=LyingFiles(at))
        except BackupError:
            caught += 1
            assert not (tmp_path / "out.zip").exists()
        else:  # a byte that says nothing, such as a date in the zip
            with open_backup(made.path) as opened:
                assert {(kind_of(r), r.id) for r in opened.records() if not r.deleted} == set(live(folder))
            made.path.unlink()
    assert caught > 50
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "sound.zip"]


def test_what_is_sound_but_not_what_the_diary_says_is_no_backup(folder: Path, tmp_path: Path, monkeypatch) -> None:
    real = backup._lines

    def other(records):
        return real(tuple(replace(r, note="?") if isinstance(r, CheckIn) else r for r in records))

    monkeypatch.setattr(backup, "_lines", other)
    with pytest.raises(BackupError, match="not what the diary holds"):
        make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_what_others_write_meanwhile_is_in_it_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit of two records in two table files, checkpointed, just while the tables are read one after another."""
    store = open_store(tmp_path / "data")
    store.commit(adding([product("first"), check_in()]))
    store.close()
    times = iter(range(2))
    real = Store.records

    def records(self: Store, kind: str, *days):
        if kind == "session" and next(times, None) is not None:
            other = open_store(tmp_path / "data")
            other.commit(adding([product("late"), check_in(), photo(b"x")]))
            other.checkpoint()
        return real(self, kind, *days)

    monkeypatch.setattr(Store, "records", records)
    made = make_backup(tmp_path / "data", tmp_path / "out.zip", clock=CLOCK)
    assert made.manifest.counts == {"check_in": 3, "photo": 2, "product": 3}
    assert made.manifest.position == 3


def test_a_diary_of_a_newer_mesoday_is_not_backed_up_in_part(folder: Path, tmp_path: Path) -> None:
    from storage.lines import opened, sealed

    log = max((folder / "log").glob("*.jsonl"))
    *lines, last = log.read_bytes().splitlines()
    body = opened(last)
    assert body is not None
    newer = body.replace(b'"schema":1', b'"schema":99').replace(b'"puts":[', b'"puts":[{"kind":"moon","id":"1"},')
    log.write_bytes(b"\n".join([*lines, sealed(newer)]) + b"\n")
    with pytest.raises(StorageError, match="newer Mesoday"):
        make_backup(folder, tmp_path / "out.zip", clock=CLOCK)


def test_leftovers_of_killed_processes_for_the_same_goal_are_removed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / ".out.zip.999999.tmp").write_bytes(b"half")
    (tmp_path / ".other.zip.999999.tmp").write_bytes(b"somebody else's")
    make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.zip.999999.tmp", "data", "out.zip"]


def test_a_damaged_diary_is_backed_up_as_far_as_it_can_be_read_and_that_is_said(folder: Path, tmp_path: Path) -> None:
    log = max((folder / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b'"view":"front"', b'"view":"frOnt"', 1))
    made = make_backup(folder, tmp_path / "out.zip", clock=CLOCK)
    assert [m.text for m in made.left_out] == [
        "Part of the diary is damaged; the backup holds all that can be read of it."
    ]
    assert made.manifest.counts == {**{k: 1 for k in KINDS if k != "photo"}, "check_in": 4}


def test_what_was_purged_is_in_no_later_backup(tmp_path: Path) -> None:
    """Also where its bytes could not be wiped from the disk yet."""
    unfinished = 0
    for k in range(1, 16):
        files = FailingFiles(number=errno.EIO)
        store = open_store(tmp_path / str(k), files)  # type: ignore[arg-type]
        gone, kept = (c.after for c in store.commit(adding([product("secret"), product("kept")])).puts)
        store.commit(deleting(gone))
        files.count, files.fail_at = 0, k
        purged = False
        try:
            purged = store.purge("product", gone.id)
        except StorageError as error:
            purged = "gone from the diary" in str(error)
            unfinished += purged
        made = make_backup(tmp_path / str(k), tmp_path / "b.zip", clock=CLOCK)
        with open_backup(made.path) as opened:
            assert [r.id for r in opened.records()] == ([kept.id] if purged else [kept.id, gone.id]), k
    assert unfinished > 2


def test_backups_name_the_version_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf8"))
    assert project["project"]["version"] == VERSION
