"""A restore is looked at first, brings back all or nothing, keeps what was here, and can be undone."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import Change, Changes, adding, deleting
from care.progress import Cancelled
from care.records import KINDS, CheckIn, Product, Record, Reminder
from care.verbs.restoring import Counts
from companion import Companion
from reminders.planner import dues
from reminders.service import Reminding
from storage.backup import make_backup
from storage.backup_reader import check_backup, open_backup
from storage.photos import Photos
from storage.restore import Preview, preview, restore
from storage.retention import BEFORE_RESTORES
from storage.store import StorageError
from storage.verify import verify
from tests.storage.kept_diary import companion_of, every_kind, fill, live, photo, picture, pictures_of
from tests.storage.store_makers import TODAY, CountingClock, check_in, open_store

GOLDEN = Path(__file__).with_name("golden")
CLOCK = CountingClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def saved(folder: Path, tmp_path: Path) -> Path:
    return make_backup(folder, tmp_path / "saved.zip", clock=CLOCK).path


def look(folder: Path, backup: Path, as_it_was: bool = False) -> Preview:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found = preview(folder, backup, clock=CLOCK, as_it_was=as_it_was)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    return found


def one(companion: Companion, kind: str, **fields: object) -> Record:
    return next(
        r for r in companion.store.records(kind) if all(getattr(r, name) == value for name, value in fields.items())
    )


def backups(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*.zip"))


def test_a_new_folder_becomes_what_the_other_was(folder: Path, saved: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    seen = look(there, saved)
    assert not there.exists()
    assert seen.counts == Counts(new=21, same=2)  # the deleted ones
    assert (seen.pictures, seen.pictures_new, seen.first, seen.last) == (3, 3, date(2025, 10, 19), TODAY)
    assert (seen.app, seen.installation) == ("0.1.0", open_store(folder).local.installation)
    assert seen.here_last is None
    done = restore(companion_of(there), saved)
    assert done.kept_in is None
    assert live(there) == live(folder)
    assert pictures_of(there) == pictures_of(folder)
    assert verify(there) == []


def test_a_second_time_changes_nothing(saved: Path, tmp_path: Path) -> None:
    there = companion_of(tmp_path / "there")
    restore(there, saved)
    before = {p: p.read_bytes() for p in (tmp_path / "there").rglob("*") if p.is_file()}
    done = restore(there, saved)
    assert not done.preview.changes_anything
    assert not done.changes
    assert done.kept_in is None
    assert {p: p.read_bytes() for p in (tmp_path / "there").rglob("*") if p.is_file()} == before


@pytest.fixture
def lived_on(folder: Path, saved: Path) -> Companion:
    """After the backup: a product renamed, a check-in deleted, another entered, a picture lost and one damaged."""
    companion = companion_of(folder)
    store = companion.store
    ampoule = one(companion, "product", name="Ampoule – “hyaluronic” 水")
    store.commit(Changes((Change(ampoule, replace(ampoule, name="Renamed")),)))  # type: ignore[arg-type]
    store.commit(deleting(one(companion, "check_in", note="moved")))
    store.commit(adding([check_in(TODAY, note="after")]))
    lost, damaged, _ = sorted(Photos(folder).all())
    lost.unlink()
    damaged.write_bytes(b"damaged")
    return companion


def test_what_is_newer_here_stays(lived_on: Companion, folder: Path, saved: Path, tmp_path: Path) -> None:
    before = live(folder)
    seen = look(folder, saved)
    assert seen.counts == Counts(same=19 + 2, newer=3)
    assert seen.pictures_new == 2
    done = restore(lived_on, saved)
    assert done.preview == seen
    assert live(folder) == before
    assert pictures_of(folder) == {p: d for p, d in pictures_of(folder).items() if hashlib.sha256(d).hexdigest() in p}
    assert len(pictures_of(folder)) == 3


def test_as_it_was_brings_back_the_very_state(lived_on: Companion, folder: Path, saved: Path, tmp_path: Path) -> None:
    before, here = live(folder), make_backup(folder, tmp_path / "here.zip", clock=CLOCK)
    seen = look(folder, saved, as_it_was=True)
    assert seen.counts == Counts(new=1, changed=1, deleted=1, same=19 + 2)
    done = restore(lived_on, saved, as_it_was=True)
    then = tmp_path / "then"
    restore(companion_of(then), saved)
    assert live(folder) == live(then) != before
    assert verify(folder) == []
    # What was here is kept, and can be brought back in two ways.
    assert done.kept_in is not None
    assert backups(folder) == [done.kept_in]
    assert check_backup(done.kept_in).counts == here.manifest.counts
    lived_on.undo(done.changes)
    assert live(folder) == before
    restore(lived_on, saved, as_it_was=True)
    restore(lived_on, done.kept_in, as_it_was=True)
    assert live(folder) == before
    assert len(backups(folder)) == 3


def test_a_later_backup_is_newer_than_what_an_earlier_one_brought(folder: Path, saved: Path, tmp_path: Path) -> None:
    """A new device is given the older backup first. What it brought is as old as it is, however late it came."""
    there = companion_of(tmp_path / "there")
    there.store._clock.at += timedelta(days=30)  # type: ignore[attr-defined]
    restore(there, saved)
    companion = companion_of(folder)
    companion.store._clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    ampoule = one(companion, "product", name="Ampoule – “hyaluronic” 水")
    companion.store.commit(Changes((Change(ampoule, replace(ampoule, name="Renamed")),)))  # type: ignore[arg-type]
    companion.store.commit(deleting(one(companion, "check_in", note="moved")))
    companion.store.commit(adding([check_in(TODAY, note="after")]))
    later = make_backup(folder, tmp_path / "later.zip", clock=CLOCK).path
    assert look(tmp_path / "there", later).counts == Counts(new=1, changed=1, deleted=1, same=19 + 2)
    # What the person changed on the new device meanwhile is newer.
    device = one(there, "device")
    there.store.commit(Changes((Change(device, replace(device, name="My wand")),)))  # type: ignore[arg-type]
    assert look(tmp_path / "there", later).counts == Counts(new=1, changed=1, deleted=1, same=18 + 2, newer=1)
    restore(there, later)
    assert live(tmp_path / "there") == {
        **live(folder),
        ("device", device.id): replace(device, name="My wand", rev=0, changed_at=0, installation=""),  # type: ignore[arg-type]
    }
    # And the older backup, once more, is older than what the later one brought.
    assert look(tmp_path / "there", saved).counts.changing == 0


def test_an_empty_diary_may_come_back_as_well(folder: Path, tmp_path: Path) -> None:
    companion_of(tmp_path / "empty")
    backup = make_backup(tmp_path / "empty", tmp_path / "empty.zip", clock=CLOCK).path
    before, companion = live(folder), companion_of(folder)
    assert look(folder, backup).counts == Counts(newer=21)
    done = restore(companion, backup, as_it_was=True)
    assert live(folder) == {}
    assert done.kept_in is not None
    restore(companion, done.kept_in)
    assert live(folder) == before


def test_a_record_may_have_moved_to_another_day_meanwhile(folder: Path, saved: Path) -> None:
    companion = companion_of(folder)
    moved = one(companion, "check_in", note="moved")
    before = live(folder)
    companion.store.commit(Changes((Change(moved, replace(moved, day=TODAY)),)))  # type: ignore[arg-type]
    done = restore(companion, saved, as_it_was=True)
    assert done.preview.counts.changed == 1
    assert live(folder) == before
    assert verify(folder) == []
    companion.undo(done.changes)
    assert one(companion, "check_in", note="moved").day == TODAY  # type: ignore[attr-defined]


def test_two_restores_within_a_second_keep_two_backups(lived_on: Companion, folder: Path, saved: Path) -> None:
    class Standing(CountingClock):
        def now(self):
            return self.at

    lived_on.clock = Standing()
    done = restore(lived_on, saved, as_it_was=True)
    lived_on.undo(done.changes)
    restore(lived_on, saved, as_it_was=True)
    assert [p.name for p in backups(folder)] == [
        "before-restore-2026-11-23T080000Z-2.zip",
        "before-restore-2026-11-23T080000Z.zip",
    ]


def kept_before(folder: Path, companion: Companion, saved: Path, times: int) -> list[Path]:
    """Restore and take it back that often, a day apart; what was kept before each, in order."""
    kept: list[Path] = []
    for _ in range(times):
        companion.clock.at += timedelta(days=1)  # type: ignore[attr-defined]
        done = restore(companion, saved, as_it_was=True)
        companion.undo(done.changes)
        assert done.kept_in is not None
        kept.append(done.kept_in)
    return kept


def test_of_what_was_here_before_restores_the_newest_stay(lived_on: Companion, folder: Path, saved: Path) -> None:
    there = folder / "backups"
    there.mkdir()
    make_backup(folder, there / "mine.zip", clock=CLOCK)
    (there / "before-restore-2020-01-01T000000Z.zip").write_bytes(b"named like one, but none")
    kept = kept_before(folder, lived_on, saved, 5)
    foreign = {"mine.zip", "before-restore-2020-01-01T000000Z.zip"}
    assert {path.name for path in there.iterdir()} == foreign | {path.name for path in kept[-BEFORE_RESTORES:]}
    # The one just made stays also with a clock that was set back, and so does the one that is itself brought back.
    lived_on.clock.at -= timedelta(days=300)  # type: ignore[attr-defined]
    (latest,) = kept_before(folder, lived_on, saved, 1)
    assert {path.name for path in there.iterdir()} == foreign | {path.name for path in (latest, *kept[-2:])}
    lived_on.store.commit(adding([check_in(TODAY, note="later")]))
    assert restore(lived_on, latest, as_it_was=True).changes  # the oldest by its name, and all the same
    assert latest in backups(folder)


@pytest.mark.parametrize("how", ["stopped", "refused"])
def test_nothing_is_let_go_by_a_restore_that_did_not_come_to_be(
    lived_on: Companion, folder: Path, saved: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    kept = kept_before(folder, lived_on, saved, BEFORE_RESTORES)
    if how == "refused":

        def full(command: object) -> Changes:
            raise StorageError("The disk is full.")

        monkeypatch.setattr(lived_on, "do", full)
        with pytest.raises(StorageError, match="full"):
            restore(lived_on, saved, as_it_was=True)
    else:
        with pytest.raises(Cancelled):
            restore(lived_on, saved, as_it_was=True, cancelled=lambda: len(backups(folder)) > BEFORE_RESTORES)
    assert set(kept) < set(backups(folder))


def test_nothing_is_let_go_while_the_diary_is_damaged(lived_on: Companion, folder: Path, saved: Path) -> None:
    kept = kept_before(folder, lived_on, saved, BEFORE_RESTORES)
    log = max((folder / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b'"view":"front"', b'"view":"frOnt"', 1))
    assert restore(lived_on, saved, as_it_was=True).kept_in is not None
    assert set(kept) < set(backups(folder))


def test_it_can_be_stopped_at_every_moment_and_the_diary_is_as_it_was(
    lived_on: Companion, folder: Path, saved: Path, tmp_path: Path
) -> None:
    before, stops = live(folder), 0
    while True:
        looks = iter(range(stops))
        try:
            restore(lived_on, saved, as_it_was=True, cancelled=lambda n=looks: next(n, None) is None)
            break
        except Cancelled:
            assert live(folder) == before
            assert not list(folder.rglob("*.tmp"))
        stops += 1
    assert stops >= 20
    assert live(folder) != before


def test_progress_only_grows_and_ends_at_the_end(saved: Path, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    restore(companion_of(tmp_path / "there"), saved, progress=lambda done, of: said.append((done, of)))
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert (said[0][0], said[-1]) == (0, (1000, 1000))


def test_a_picture_goes_bad_between_the_look_and_the_copy(tmp_path: Path) -> None:
    """Everything is checked again where it is used: nothing wrong is put in place, and no record comes."""
    fill(tmp_path / "data", size=300_000)
    saved = make_backup(tmp_path / "data", tmp_path / "saved.zip", clock=CLOCK).path
    data = saved.read_bytes()
    said: list[int] = []

    def spoil(done: int, of: int) -> None:
        if done >= 600 and not said:
            said.append(done)
            saved.write_bytes(data.replace(picture(2, 300_000)[100:200], bytes(100)))

    there = companion_of(tmp_path / "there")
    with pytest.raises(StorageError, match="damaged"):
        restore(there, saved, progress=spoil)
    assert said
    assert live(tmp_path / "there") == {}
    assert all(hashlib.sha256(d).hexdigest() in name for name, d in pictures_of(tmp_path / "there").items())


async def test_restoring_never_rings(saved: Path, tmp_path: Path) -> None:
    """Daily reminders of a diary that ends today, brought into a new folder in the evening."""
    source = companion_of(tmp_path / "source")
    daily = {"times": ["07:00", "12:00"], "from_": TODAY - timedelta(days=30)}
    records = [replace(r, **daily) if isinstance(r, Reminder) else r for r in every_kind()]
    source.store.commit(adding(records))
    backup = make_backup(tmp_path / "source", tmp_path / "b.zip", clock=CLOCK).path
    there = companion_of(tmp_path / "there")
    rung: list[object] = []

    class Bell:
        async def ring(self, dues) -> None:
            rung.extend(dues)

        async def missed(self, dues, older: int) -> None:
            rung.extend(dues)

    reminding = Reminding(there, there.clock, Bell(), settings=there.store.local, folder=tmp_path / "there")  # type: ignore[arg-type]
    await reminding.wake()
    restore(there, backup)
    now = there.now()
    assert dues(
        there.diary(), there.knowledge, now, now.at - timedelta(hours=20), now.at
    )  # there was something to miss
    await reminding.wake()
    assert rung == []


def test_a_companion_tells_its_pages_of_a_restore(saved: Path, tmp_path: Path) -> None:
    there = companion_of(tmp_path / "there")
    heard: list[frozenset[str]] = []
    there.listen(heard.append)
    restore(there, saved)
    assert heard == [frozenset(KINDS)]


def test_the_golden_backups_are_restored_for_ever(tmp_path: Path) -> None:
    """Files that earlier versions made. They are never made anew; a new version adds its own."""
    files = sorted(GOLDEN.glob("backup-*.mesoday.zip"))
    assert [f.name for f in files][:1] == ["backup-1.mesoday.zip"]
    for number, file in enumerate(files):
        folder = tmp_path / str(number)
        restore(companion_of(folder), file)
        records = live(folder)
        assert len(records) == 21, file
        assert {kind for kind, _ in records} == set(KINDS), file
        by_kind = {kind: [r for (k, _), r in records.items() if k == kind] for kind in KINDS}
        assert [r.name for r in by_kind["product"] if isinstance(r, Product)] == ["Ampoule – “hyaluronic” 水"]
        moved = next(r for r in by_kind["check_in"] if isinstance(r, CheckIn) and r.note == "moved")
        assert (moved.day, moved.scores) == (date(2025, 10, 19), {"F-GLOW": 5.5})
        assert sorted(pictures_of(folder).values()) == sorted(picture(n, 700) for n in range(3))
        assert {r.sha256 for r in by_kind["photo"]} == {photo(picture(n, 700)).sha256 for n in range(3)}  # type: ignore[attr-defined]
        assert verify(folder) == []


def test_the_golden_backup_still_says_who_made_it() -> None:
    with open_backup(GOLDEN / "backup-1.mesoday.zip") as backup:
        made = backup.manifest
        assert (made.version, made.schema, made.app, made.deleted) == (1, 1, "0.1.0", 2)
        assert made.created_at.isoformat() == "2026-11-23T08:00:01+00:00"
