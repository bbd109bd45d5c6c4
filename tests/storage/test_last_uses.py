"""On which day each thing was last used is known without reading the months between."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.changes import Change, Changes
from care.last_use import key_of
from care.records import Record, Session, StepDone
from storage.checkpoint import decode_table, encode_table
from storage.store import Store
from tests.storage.store_makers import open_store

JANUARY, MARCH, JUNE, LATER = date(2023, 1, 4), date(2023, 3, 4), date(2023, 6, 4), date(2026, 3, 2)
STEP = "step/r/s"


def tick(day: date, step: str = "s") -> StepDone:
    at = datetime(day.year, day.month, day.day, 19, tzinfo=UTC)
    return StepDone(id=f"{day}/r/{step}", at=at, day=day, routine="r", step=step)


def had(day: date, id: str, **used: str) -> Session:
    at = datetime(day.year, day.month, day.day, 19, tzinfo=UTC)
    return replace(Session(id=id, at=at, day=day, started_at=at, ended_at=at, outcome="finished"), **used)


def keep(store: Store, *records: Record) -> None:
    store.commit(Changes(tuple(Change(None, r) for r in records)))


def take_back(store: Store, day: date) -> None:
    (kept,) = store.records("step_done", since=day, until=day)
    store.commit(Changes((Change(kept, replace(kept, deleted=True)),)))


def read_files(store: Store) -> set[str]:
    return {name for name in store._mirror.tables._open if name.startswith("care/")}


def test_it_is_known_after_closing_and_no_file_is_read_for_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keep(store, *map(tick, (JANUARY, MARCH)), had(MARCH, "a", course="c"), had(JUNE, "b", course="c", product="p"))
    said = {STEP: MARCH, "course/c": MARCH, "product/p": JUNE}
    assert store.last_uses() == said
    store.close()
    again = open_store(tmp_path)
    assert again.last_uses() == said
    assert not read_files(again)
    keep(again, tick(LATER))
    assert again.last_uses() == {**said, STEP: LATER}
    assert read_files(again) == {"care/2026-03.json"}
    again.close()
    assert decode_table((tmp_path / "tables" / "catalog.json").read_bytes())[0].uses == {**said, STEP: LATER}


def test_what_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keep(store, *map(tick, (JANUARY, MARCH)), tick(JUNE, "only"))
    store.close()
    again = open_store(tmp_path)
    keep(again, tick(LATER))
    take_back(again, LATER)
    assert again.last_uses()[STEP] == MARCH
    take_back(again, MARCH)
    assert again.last_uses()[STEP] == JANUARY
    again.close()
    third = open_store(tmp_path)
    assert third.last_uses()[STEP] == JANUARY
    take_back(third, JUNE)
    take_back(third, JANUARY)
    assert third.last_uses() == {}
    third.close()
    last = open_store(tmp_path)
    assert last.last_uses() == {}
    last.close()


def test_a_folder_that_does_not_say_so_yet_is_read_once_and_says_so_then(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keep(store, tick(JANUARY), tick(MARCH))
    store.close()
    path = tmp_path / "tables" / "catalog.json"
    header, tables = decode_table(path.read_bytes())
    path.write_bytes(encode_table(replace(header, uses=None), tables))
    older = open_store(tmp_path)
    keep(older, tick(JUNE))
    older.close()
    assert decode_table(path.read_bytes())[0].uses is None, "nobody has asked"
    asked = open_store(tmp_path)
    keep(asked, tick(LATER))
    assert asked.last_uses() == {STEP: LATER}
    asked.close()
    assert decode_table(path.read_bytes())[0].uses == {STEP: LATER}


def test_what_another_process_kept_and_flushed_is_known(tmp_path: Path) -> None:
    ours, theirs = open_store(tmp_path), open_store(tmp_path)
    keep(theirs, tick(MARCH))
    theirs.close()
    ours.refresh()
    assert ours.last_uses() == {STEP: MARCH}
    keep(ours, tick(JUNE, "other"))
    ours.close()
    again = open_store(tmp_path)
    assert again.last_uses() == {STEP: MARCH, "step/r/other": JUNE}
    again.close()


def test_what_was_purged_leaves_no_trace(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keep(store, tick(JANUARY), had(MARCH, "x", product="p"))
    store.close()
    again = open_store(tmp_path)
    assert again.purge("session", "x")
    assert again.last_uses() == {STEP: JANUARY}
    again.close()


DAYS = [date(2024, month, day) for month in (1, 2, 5) for day in (1, 20)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from([*DAYS, "close"]), min_size=1, max_size=14))
def test_it_always_says_what_all_the_files_say(tmp_path: Path, deeds: list[date | str]) -> None:
    """Steps noted and taken back, with checkpoints between them."""
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    store = open_store(folder)
    for deed in deeds:
        if isinstance(deed, str):
            store.close()
            store = open_store(folder)
        elif store.get("step_done", f"{deed}/r/s", deed) is not None:
            take_back(store, deed)
        else:
            kept = store.records("step_done", since=deed, until=deed)
            assert not kept
            before = store._mirror.tables.current(tick(deed))
            store.commit(Changes((Change(before, tick(deed)),)))
    said = store.last_uses()
    there = [r for r in store.records("step_done") if key_of(r) == STEP]
    assert said == ({STEP: max(r.day for r in there)} if there else {})  # type: ignore[attr-defined]
    store.close()
