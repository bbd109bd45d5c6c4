"""What was damaged is known until it is true no more: also when the opening that found it has mended it."""

from __future__ import annotations

import contextlib
import errno
from datetime import date, timedelta
from pathlib import Path

import pytest

from care.changes import adding
from storage.errors import Damage, StorageError
from storage.findings import SEEN, keep_reading
from storage.photos import Photos
from storage.store import Store
from storage.verify import read_everything
from tests.storage.kept_diary import photo, picture
from tests.storage.store_makers import START, TODAY, Crash, FailingFiles, check_in, open_store, product, step_done

MONTHS = (9, 10, 11)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three months, a commit each, checkpointed."""
    store = open_store(tmp_path)
    for month in MONTHS:
        day = date(2026, month, 3)
        store.commit(adding([product(f"p{month}"), check_in(day, note=f"n{month}"), step_done(day)]))
    store.close()
    return tmp_path


def flip(path: Path, at: int = 90) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 4
    path.write_bytes(raw)


def log(folder: Path) -> Path:
    return folder / "log" / "000001.jsonl"


def table(folder: Path, name: str = "check_ins/2026.json") -> Path:
    return folder / "tables" / name


def harm_line(folder: Path, number: int) -> None:
    lines = log(folder).read_bytes().splitlines(keepends=True)
    lines[number] = lines[number].replace(b'"note"', b'"nOte"')
    log(folder).write_bytes(b"".join(lines))


def told(store: Store) -> list[tuple[str, str, tuple[date, ...]]]:
    return [(damage.outcome, damage.file, damage.days) for damage in store.found]


def read_all(store: Store, days: int = 7) -> list[Damage]:
    found = read_everything(store.folder)
    keep_reading(store.local, found, START + timedelta(days=days))
    return found


def test_what_an_opening_mended_is_told_by_the_next_one_until_everything_was_read(folder: Path) -> None:
    flip(table(folder))
    store = open_store(folder)
    store.records("check_in")
    mended = [("mended", "tables/check_ins/2026.json", ())]
    assert told(store) == mended
    store.close()
    again = open_store(folder)
    again.records("check_in")
    assert not again.damages
    assert told(again) == mended
    assert read_all(again) == []
    assert told(again) == told(open_store(folder)) == []
    assert told(store) == mended, "another process learns of it when it opens the folder anew"


def test_a_process_that_dies_before_its_checkpoint_leaves_the_damage_to_the_next(folder: Path) -> None:
    flip(table(folder))
    first, second = open_store(folder), open_store(folder)
    for store in (first, second):
        store.records("check_in")
    assert told(first) == told(second)
    assert [damage.key for damage in first.found] == [damage.key for damage in second.found]
    assert first.local.get("damage_found") is None


@pytest.mark.parametrize("k", range(1, 6))
def test_nothing_is_mended_that_was_not_noted_before(folder: Path, k: int) -> None:
    """Each operation of noting fails (new file, write, fsync, close, replace): then the table stays as it was."""
    flip(table(folder))
    harmed = table(folder).read_bytes()
    files = FailingFiles()
    store = open_store(folder, files)  # type: ignore[arg-type]
    store.records("check_in")
    files.count, files.fail_at, files.number = 0, k, errno.EIO
    with pytest.raises(StorageError):
        store.checkpoint()
    assert table(folder).read_bytes() == harmed
    store.checkpoint()
    assert told(open_store(folder)) == [("mended", "tables/check_ins/2026.json", ())]


def test_a_crash_at_any_operation_of_the_mending_leaves_it_told(folder: Path) -> None:
    flip(table(folder))
    harmed = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    k, finished = 0, False
    while not finished:
        k += 1
        for path, content in harmed.items():
            path.write_bytes(content)
        files = FailingFiles()
        store = open_store(folder, files)  # type: ignore[arg-type]
        store.records("check_in")
        files.count, files.fail_at = 0, k
        with contextlib.suppress(Crash):
            store.checkpoint()
        finished = files.count < k
        again = open_store(folder)
        again.records("check_in")
        assert told(again) == [("mended", "tables/check_ins/2026.json", ())], k
    assert k > 10


def test_the_same_table_damaged_once_more_is_another_damage(folder: Path) -> None:
    keys = []
    for at in (90, 120):
        flip(table(folder), at)
        store = open_store(folder)
        store.records("check_in")
        store.close()
        keys.append({damage.key for damage in open_store(folder).found})
    assert keys[0] < keys[1]


def test_a_line_that_the_tables_had_not_taken_in_is_lost_on_its_day_and_stays_so(folder: Path) -> None:
    open_store(folder).commit(adding([check_in(TODAY, note="last")]))
    harm_line(folder, 3)
    lost = [("lost", "log/000001", (TODAY,))]
    store = open_store(folder)
    assert told(store) == lost
    store.commit(adding([product()]))
    store.close()
    again = open_store(folder)
    assert again.damages == ()  # the tables go past it now
    assert told(again) == lost
    [found] = read_all(again)
    assert found.outcome == "held", "a reading alone cannot know what the tables never had"
    assert told(again) == told(open_store(folder)) == lost


def test_a_line_that_the_tables_hold_costs_nothing(folder: Path) -> None:
    harm_line(folder, 1)
    store = open_store(folder)
    assert told(store) == []
    read_all(store)
    assert {(outcome, days) for outcome, _, days in told(store)} == {
        ("held", (date(2026, 10, 3),)),
        ("held", ()),  # a product has no day
    }
    assert len(store.records("check_in")) == len(MONTHS)


def test_a_line_and_a_table_damaged_together_may_have_lost_something(folder: Path) -> None:
    harm_line(folder, 1)
    flip(table(folder))
    store = open_store(folder)
    found = {damage.file: damage.outcome for damage in read_everything(folder) if damage.file.startswith("log")}
    assert found == {"log/000001": "lost"}
    assert len(store.records("check_in")) == len(MONTHS) - 1
    assert [outcome for outcome, _, _ in told(store)] == ["lost", "mended"]
    assert told(store)[0][2] == (date(2026, 10, 3),)


def test_a_table_made_again_from_a_log_with_a_gap_is_not_called_whole(folder: Path) -> None:
    lines = log(folder).read_bytes().splitlines(keepends=True)
    log(folder).write_bytes(lines[0] + lines[2])
    table(folder).unlink()
    store = open_store(folder)
    assert len(store.records("check_in")) == len(MONTHS) - 1
    assert ("lost", "log", ()) in told(store)
    assert "Commits {first} to {last}" in store.found[0].what.text


def test_a_damaged_picture_is_lost_on_the_day_it_was_taken(folder: Path) -> None:
    store = open_store(folder)
    Photos(folder).keep(picture(1))
    store.commit(adding([photo(picture(1))]))
    [path] = Photos(folder).all()
    path.write_bytes(b"no picture")
    read_all(store)
    assert told(store) == [("lost", path.relative_to(folder).as_posix(), (TODAY,))]


def test_what_was_read_is_forgotten_with_what_it_was_about(folder: Path) -> None:
    harm_line(folder, 1)
    store = open_store(folder)
    read_all(store)
    store.local.update(**{SEEN: [damage.key for damage in store.found] + ["0" * 16]})
    read_all(store)
    assert store.local.get(SEEN) == [damage.key for damage in store.found]
    log(folder).write_bytes(log(folder).read_bytes().replace(b'"nOte"', b'"note"'))
    read_all(store)
    assert store.local.get(SEEN) is store.local.get("scrub_found") is None


def test_a_reading_that_came_to_no_end_forgets_nothing(folder: Path) -> None:
    flip(table(folder))
    store = open_store(folder)
    store.records("check_in")
    store.close()
    keep_reading(store.local, [Damage("", StorageError("no").reason, outcome="unread")], START)
    assert [damage.outcome for damage in store.found] == ["unread", "mended"]


def test_rows_that_are_none_of_ours_and_thousands_of_damages_do_no_harm(folder: Path) -> None:
    store = open_store(folder)
    store.local.update(damage_found=["text", 7, {"file": 3}, {"file": "tables/x.json", "text": "It was."}])
    assert [(d.file, d.outcome) for d in store.found] == [("tables/x.json", "lost")]
    many = [Damage("log", StorageError("no").reason, n, outcome="held") for n in range(3000)]
    keep_reading(store.local, [*many, Damage("photos/x.jpg", StorageError("no").reason)], START)
    assert store.found[0].outcome == "lost"
    assert (folder / "local.json").stat().st_size < 50_000
