"""Every file operation of a backup, a restore, a picture and an automatic backup fails, reading ones too.

What was there before is there, or what should come is there whole, and the latter if it was acknowledged.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.changes import Change, Changes, adding, deleting
from care.records import Product
from storage.audit import audit
from storage.auto_backup import auto_backup
from storage.backup import make_backup
from storage.backup_reader import check_backup
from storage.photos import Photos
from storage.restore import restore
from storage.store import StorageError
from tests.faults.diaries import DEEP
from tests.faults.ways import WAYS, check_is_a_sentence
from tests.storage.kept_diary import companion_of, fill, live, picture, pictures_of
from tests.storage.power_cut import PowerCut, PowerCutFiles, fresh
from tests.storage.store_makers import START, CountingClock, Crash, FailingFiles, check_in, open_store

DENSE, SPARSE = (1, 4), (4, 16)  # of the operations every so manieth: in the first way, in the others


class AllFiles(FailingFiles):
    """Reading may fail as well."""

    CHANGING = (*FailingFiles.CHANGING, "read", "size", "list", "mark", "read_at")


class StandingClock(CountingClock):
    def now(self) -> datetime:
        return self.at


CLOCK = StandingClock()
Act = Callable[[Path, AllFiles], Any]


def failures(
    template: Path, act: Act, stride: tuple[int, int] = SPARSE
) -> Iterator[tuple[str, Path, AllFiles, Any, BaseException | None]]:
    """Every case: what fails, the place it was tried in, what came back, and what was raised."""
    place = template.with_name("case")
    shutil.copytree(template, place)
    counted = AllFiles()
    act(place, counted)
    operations = counted.count
    assert operations > 8
    cases = 0
    for number_of_way, (way, (number, lasting)) in enumerate(WAYS.items()):
        for k in range(1, operations + 1):
            if not DEEP and (k + number_of_way) % stride[number_of_way > 0]:
                continue
            shutil.rmtree(place)
            shutil.copytree(template, place)
            files, done, raised = AllFiles(k, number, lasting=lasting), None, None
            try:
                done = act(place, files)
            except (StorageError, Crash) as error:
                raised = error
            assert files.count >= k, (way, k)
            if number == FailingFiles.SHORT:
                assert raised is None, (way, k)
            if isinstance(raised, StorageError):
                check_is_a_sentence(raised, (way, k))
            yield f"{way} at {k}", place, files, done, raised
            cases += 1
    print(f"{cases} cases at {operations} operations")


def temporaries(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*.tmp")]


@pytest.mark.parametrize("older", [False, True], ids=["a new file", "over an older one"])
def test_a_backup_is_whole_or_not_there(tmp_path: Path, older: bool) -> None:
    template = tmp_path / "template"
    fill(template / "data", pictures=2, size=300)
    if older:
        make_backup(template / "data", template / "b.zip", clock=CLOCK)
        open_store(template / "data").commit(adding([check_in(note="since")]))
    state = live(template / "data")

    def act(place: Path, files: AllFiles) -> Any:
        return make_backup(place / "data", place / "b.zip", clock=CLOCK, files=files)

    before = (template / "b.zip").read_bytes() if older else None
    whole = 0
    for what, place, _, made, raised in failures(template, act):
        goal = place / "b.zip"
        found = goal.read_bytes() if goal.exists() else None
        if found != before:
            held = check_backup(goal)
            assert sum(held.counts.values()) == len(state), what
            assert held.pictures + held.pictures_missing == 2, what
            whole += 1
            if held.pictures_missing:  # one that could not be read, which was said
                assert made is None or made.left_out, what
        if raised is None:
            assert found != before, what
            assert made.manifest == check_backup(goal), what
        if not isinstance(raised, Crash):
            assert temporaries(place) == [], what
        assert live(place / "data") == state, what
        make_backup(place / "data", goal, clock=CLOCK)
        assert temporaries(place) == [], what
        assert check_backup(goal).pictures == 2, what
    assert whole > 5


def test_a_picture_is_whole_or_not_there(tmp_path: Path) -> None:
    template = tmp_path / "template"
    Photos(template).keep(picture(1))
    data = picture(2)

    def act(place: Path, files: AllFiles) -> str:
        photos = Photos(place, files)  # type: ignore[arg-type]
        assert photos.keep(picture(1)) == Photos(place).keep(picture(1))
        return photos.keep(data)

    for what, place, _, done, raised in failures(template, act, DENSE):
        found = list(pictures_of(place).values())
        assert picture(1) in found, what
        assert found in ([picture(1)], *([a, b] for a in (picture(1), data) for b in (picture(1), data) if a != b)), (
            what
        )
        if done:
            assert data in found, what
        if isinstance(raised, StorageError):
            assert temporaries(place) == [], what
        assert Photos(place).read(Photos(place).keep(data)) == data, what
        assert temporaries(place) == [], what


@pytest.mark.parametrize("where", ["over another diary", "into a new folder"])
def test_a_restore_is_whole_or_nothing(tmp_path: Path, where: str) -> None:
    """The present differs in every way: changed, deleted and new records, a lost and a damaged picture."""
    template = tmp_path / "template"
    fill(template / "data", pictures=3, size=300)
    backup = make_backup(template / "data", tmp_path / "b.zip", clock=CLOCK).path
    if where == "over another diary":
        store = open_store(template / "data")
        (product,) = (r for r in store.records("product") if isinstance(r, Product))
        store.commit(Changes((Change(product, replace(product, name="Renamed")),)))
        store.commit(deleting(store.records("check_in")[0]))
        store.commit(adding([check_in(note="since")]))
        store.close()
        lost, damaged, _ = sorted(Photos(template / "data").all())
        lost.unlink()
        damaged.write_bytes(b"damaged")
    else:
        shutil.rmtree(template / "data")
        open_store(template / "data").close()
    before = live(template / "data")
    clean = tmp_path / "clean"
    shutil.copytree(template, clean)
    restore(companion_of(clean / "data"), backup, as_it_was=True)
    after = live(clean / "data")
    assert before != after

    def act(place: Path, files: AllFiles) -> Any:
        fail_at, files.fail_at, files.count = files.fail_at, 0, 0
        companion = companion_of(place / "data", files)  # type: ignore[arg-type]
        companion.diary(whole=True)
        files.fail_at, files.count = fail_at, 0
        try:
            done = restore(companion, backup, as_it_was=True, files=files)  # type: ignore[arg-type]
        finally:
            files.fail_at = 0
        return companion, done

    changed = 0
    for what, place, files, done, raised in failures(template, act):
        folder = place / "data"
        found = live(folder)
        assert found in (before, after), what
        changed += found == after
        if raised is None:
            assert found == after, what
            assert sorted(pictures_of(folder).values()) == sorted(picture(n, 300) for n in range(3)), what
        if isinstance(raised, StorageError) and not files.lasting:
            assert found == before, what
        if not isinstance(raised, Crash):
            assert temporaries(folder) == [], what
        assert audit(folder).damages == (), what
        sound = [p for p in Photos(folder).all() if p.read_bytes() != b"damaged"]
        assert all(Photos(folder).sound(p.stem) for p in sound), what
        for kept in (folder / "backups").glob("*.zip"):
            assert check_backup(kept).counts, what
        if done is not None and before:
            companion, restored = done
            assert restored.kept_in is not None, what
            companion.undo(restored.changes)
            assert live(folder) == before, what
        restore(companion_of(folder), backup, as_it_was=True)
        assert live(folder) == after, what
        assert sorted(pictures_of(folder).values()) == sorted(picture(n, 300) for n in range(3)), what
    assert changed > 5


def test_an_automatic_backup_never_raises_and_never_lets_go_too_early(tmp_path: Path) -> None:
    template = tmp_path / "template"
    local = fill(template / "data", pictures=1, size=300).local
    (template / "stick").mkdir()
    clock = StandingClock(START)
    local.update(backup_folder=str(template / "stick"))
    for _ in range(9):
        auto_backup(template / "data", local, clock=clock)
        clock.at += timedelta(days=1)
    older = {p.name for p in (template / "stick").iterdir()}
    assert len(older) == 7

    def act(place: Path, files: AllFiles) -> Any:
        settings = open_store(place / "data").local
        settings.update(backup_folder=str(place / "stick"))
        settings._files = files  # type: ignore[assignment]
        return auto_backup(place / "data", settings, clock=clock, files=files)  # type: ignore[arg-type]

    for what, place, _, made, raised in failures(template, act):
        assert raised is None or isinstance(raised, Crash), what
        stick = place / "stick"
        names = {p.name for p in stick.iterdir() if not p.name.startswith(".")}
        for name in names:
            check_backup(stick / name)
        if "mesoday-2026-12-02-0900.zip" not in names:
            assert names == older, what
            assert made is None, what
        else:
            assert len(older - names) <= 1, what
        kept = open_store(place / "data").local
        if raised is None and made is None and "-once" not in what and kept.get("backup_tried_at"):
            assert str(kept.get("backup_trouble")).endswith("."), what
        if made is not None:
            assert "mesoday-2026-12-02-0900.zip" in names, what
        if raised is None:
            assert temporaries(stick) == [], what
        later = StandingClock(clock.at + timedelta(days=1))
        assert auto_backup(place / "data", open_store(place / "data").local, clock=later) is not None, what
        assert temporaries(stick) == [], what
        assert open_store(place / "data").local.get("backup_trouble") is None, what


def test_an_acknowledged_backup_outlives_the_power(tmp_path: Path) -> None:
    """Cut before every operation, over an older backup: the older one or the new one is there, whole."""
    data = tmp_path / "data"
    fill(data, pictures=1, size=300)
    older = make_backup(data, tmp_path / "older.zip", clock=CLOCK).path
    open_store(data).commit(adding([check_in(note="since")]))
    chance, cut_at, acknowledged = random.Random(4), 0, False
    while not acknowledged:
        cut_at += 1
        place = fresh(tmp_path / "disk")
        files = PowerCutFiles(place)
        shutil.copy(older, place / "b.zip")
        files.all_is_kept()
        files.cut_at = cut_at
        try:
            make_backup(data, place / "b.zip", clock=CLOCK, files=files)
            acknowledged = True
        except PowerCut:
            pass
        for how in (lambda n: 0, *(chance.randrange for _ in range(6))):
            left = tmp_path / "left"
            fresh(left).rmdir()
            files.cut(left, how)
            found = check_backup(left / "b.zip")
            if acknowledged:
                assert found.counts["check_in"] == 5, cut_at
            assert found.counts["check_in"] in (4, 5), cut_at
    assert cut_at > 5
