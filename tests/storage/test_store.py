"""Keeping, reading, changing and undoing records."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import Change, Changes, adding, changing, deleting
from care.records import Answer, Occurrence, Profile, Reminder
from storage.store import Stale, StorageError, Store
from tests.storage.store_makers import TODAY, WatchedFiles, check_in, open_store, product, step_done


def keep(store: Store, *records):
    return [c.after for c in store.commit(adding(records)).puts]


def test_a_record_is_kept_with_id_revision_time_and_installation(tmp_path: Path):
    store = open_store(tmp_path)
    (kept,) = keep(store, product())
    assert len(kept.id) == 26
    assert (kept.rev, kept.installation) == (1, store.local.installation)
    assert kept.changed_at > 0
    assert store.records("product") == [kept]
    assert open_store(tmp_path).records("product") == [kept]


@pytest.mark.parametrize("checkpoint", [True, False])
def test_all_kinds_come_back_after_closing_or_not(tmp_path: Path, checkpoint: bool):
    store = open_store(tmp_path)
    occurrence = Occurrence(reminder="r", date=TODAY, slot="08:00", due_at=check_in().at, state="claimed")
    answer = Answer(rule="K01", answer="no", answered_on=TODAY)
    reminder = Reminder(title="Wipe the wand", times=["08:00"])
    keep(store, Profile(), answer, product(), reminder, step_done(), check_in(), occurrence)
    kinds = ("profile", "answer", "product", "reminder", "step_done", "check_in", "occurrence")
    before = {kind: store.records(kind) for kind in kinds}
    if checkpoint:
        store.close()
    again = open_store(tmp_path)
    assert {kind: again.records(kind) for kind in kinds} == before
    assert [len(before[kind]) for kind in kinds] == [1] * 7
    assert (before["answer"][0].id, before["profile"][0].id) == ("K01", "profile")
    assert before["occurrence"][0].id == f"{TODAY}/08:00/r"
    assert not again.damages


def test_spans_are_inclusive_and_by_time(tmp_path: Path):
    store = open_store(tmp_path)
    days = [date(2025, 12, 30) + timedelta(days=i) for i in range(40)]
    keep(store, *(check_in(day) for day in reversed(days)))
    keep(store, *(step_done(day) for day in reversed(days)))
    for kind in ("check_in", "step_done"):
        assert [r.day for r in store.records(kind)] == days
        assert [r.day for r in store.records(kind, since=days[3], until=days[33])] == days[3:34]
        assert [r.day for r in store.records(kind, since=days[39])] == days[39:]
        assert [r.day for r in store.records(kind, until=days[0])] == days[:1]


def test_a_change_and_its_undo(tmp_path: Path):
    store = open_store(tmp_path)
    (first,) = keep(store, product())
    changes = store.commit(changing(first, replace(first, note="cool")))
    (second,) = store.records("product")
    assert (second.note, second.rev) == ("cool", 2)
    assert second.changed_at > first.changed_at
    store.commit(changes.inverse())
    (third,) = store.records("product")
    assert (third.note, third.rev) == ("", 3)
    versions = open_store(tmp_path).history("product", first.id)
    assert [(r.note, r.rev) for _, r in versions] == [("", 1), ("cool", 2), ("", 3)]
    assert [at for at, _ in versions] == sorted(at for at, _ in versions)


def test_a_tick_taken_back_and_made_again(tmp_path: Path):
    store = open_store(tmp_path)
    for turn in range(3):
        (done,) = keep(store, step_done())
        assert done.rev == 2 * turn + 1
        assert store.get("step_done", done.id) == done
        deleted = store.commit(deleting(done))
        assert store.records("step_done") == []
        assert store.get("step_done", done.id) is None
    store.commit(deleted.inverse())
    assert len(open_store(tmp_path).records("step_done")) == 1


def test_the_same_tick_twice_is_one_and_another_is_stale(tmp_path: Path):
    store = open_store(tmp_path)
    (done,) = keep(store, step_done())
    assert not store.commit(adding([step_done()]))
    assert store.position == 1
    with pytest.raises(Stale):
        store.commit(adding([replace(step_done(), zone="Asia/Tokyo")]))
    assert store.records("step_done") == [done]


def test_nothing_of_a_stale_commit_is_kept(tmp_path: Path):
    store = open_store(tmp_path)
    (first,) = keep(store, product())
    store.commit(changing(first, replace(first, note="a")))
    with pytest.raises(Stale):
        store.commit(adding([check_in()]) + changing(first, replace(first, note="b")))
    with pytest.raises(Stale):
        store.commit(deleting(first))
    with pytest.raises(Stale):
        store.commit(adding([first]))
    again = open_store(tmp_path)
    assert again.records("check_in") == []
    assert again.records("product")[0].note == "a"
    assert again.position == 2


def test_an_event_moves_to_another_year_and_back(tmp_path: Path):
    store = open_store(tmp_path)
    (first,) = keep(store, check_in(date(2026, 1, 1)))
    moved = replace(first, day=date(2025, 12, 31))
    changes = store.commit(changing(first, moved))
    for each in (store, open_store(tmp_path)):
        assert [r.day for r in each.records("check_in")] == [moved.day]
        assert each.get("check_in", first.id).day == moved.day
        assert each.get("check_in", first.id, day=first.day) is None
        assert [r.day for _, r in each.history("check_in", first.id)] == [first.day, moved.day]
    store.commit(changes.inverse())
    store.close()
    assert [r.day for r in open_store(tmp_path).records("check_in")] == [first.day]


def test_a_record_that_could_not_be_read_again_is_not_acknowledged(tmp_path: Path):
    store = open_store(tmp_path)
    with pytest.raises(ValueError, match="at"):
        store.commit(adding([check_in(at=check_in().at.replace(tzinfo=None))]))
    assert store.position == 0
    assert keep(store, check_in())


def test_a_clock_set_back_does_not_turn_changes_round(tmp_path: Path):
    store = open_store(tmp_path)
    (first,) = keep(store, product())
    store.close()
    again = open_store(tmp_path)
    again._clock.at -= timedelta(days=400)
    kept = again.commit(changing(first, replace(first, note="later")))
    assert kept.puts[0].after.changed_at == first.changed_at + 1


def test_twice_in_one_commit_the_last_counts(tmp_path: Path):
    store = open_store(tmp_path)
    (first,) = keep(store, product())
    second, third = replace(first, note="a"), replace(first, note="b")
    store.commit(Changes((Change(first, second), Change(second, third))))
    assert [r.note for r in open_store(tmp_path).records("product")] == ["b"]


def test_today_is_read_without_the_years_before(tmp_path: Path):
    store = open_store(tmp_path)
    keep(
        store,
        *(step_done(TODAY - timedelta(days=i)) for i in range(700)),
        *(check_in(TODAY - timedelta(days=i)) for i in range(700)),
    )
    store.close()
    files = WatchedFiles(tmp_path)
    store = open_store(tmp_path, files)
    store.records("product")
    assert sorted(set(files.reads) - {"log/000001.jsonl"}) == ["local.json", "tables/catalog.json"]
    files.reads.clear()
    store.records("step_done", since=TODAY - timedelta(days=22))
    store.records("step_done", since=TODAY - timedelta(days=22))
    assert files.reads == ["tables/care/2026-11.json"]
    files.reads.clear()
    store.records("check_in", since=TODAY)
    assert files.reads == ["tables/check_ins/2026.json"]


def test_a_second_store_on_the_folder_reads_on(tmp_path: Path):
    one, two = open_store(tmp_path), open_store(tmp_path)
    (kept,) = keep(one, product())
    assert two.behind()
    assert not one.behind()
    assert two.refresh() == {"product"}
    assert not two.behind()
    assert two.records("product") == [kept]
    keep(two, check_in())
    keep(one, step_done())  # reads on before it writes, and still tells the news
    assert one.behind()
    assert one.refresh() == {"check_in"}
    assert one.refresh() == frozenset()
    two.close()
    keep(one, check_in(TODAY - timedelta(days=400)))
    assert two.refresh() == {"step_done", "check_in"}
    assert two.records("check_in") == one.records("check_in")


def test_reading_only_changes_nothing(tmp_path: Path):
    keep(open_store(tmp_path), product())
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    store = open_store(tmp_path, read_only=True)
    assert len(store.records("product")) == 1
    with pytest.raises(StorageError, match="reading only"):
        keep(store, product())
    store.close()
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_files_belong_to_the_person_alone(tmp_path: Path):
    store = open_store(tmp_path / "data")
    keep(store, step_done(), check_in())
    store.close()
    for path in (tmp_path / "data").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_folder_that_cannot_be_is_said_in_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="may not write"):
        open_store(tmp_path / "file" / "data")
