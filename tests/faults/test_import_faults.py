"""Every file operation of an import fails, in every way: the diary is as before or as after, after if acknowledged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding
from care.days import Moment
from care.diary import Diary, by_id
from care.verbs import decide
from care.verbs.importing import Import, counts
from storage.audit import audit
from storage.exchange import write_exchange
from storage.importers.recognise import read_import
from storage.knowledge import read_knowledge
from storage.store import StorageError, Store
from tests.faults.diaries import DEEP, State, everything, opened, small_segments, state
from tests.faults.ways import WAYS, check_is_a_sentence
from tests.storage.foreign_files import entry, loop_database, loop_zip, medicine, medtimer, plan, stamp
from tests.storage.store_makers import START, TODAY, Crash, FailingFiles, check_in, product, step_done

KNOWN = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
NOW = Moment(START, "Europe/Berlin")
OLD = "OLD"
SAMPLED = ("crash", "no space", "input/output error, once", "read-only", "short writes")


def a_file(folder: Path, form: str) -> Path:
    file = folder / "file"
    eight = int(START.timestamp())
    match form:
        case "ours":
            renamed = product("renamed", id=OLD)
            records = [renamed, product("new", id="N"), check_in(id="C1"), check_in(id="C2", note="é"), step_done()]
            file.write_bytes(write_exchange(records, START))
        case "ours, large":  # longer than a segment: its line is a file of its own, renamed into the log
            notes = [check_in(id=f"C{n:04d}", note="x" * 9000) for n in range(150)]
            file.write_bytes(write_exchange(notes, START))
        case "loop tables":
            file.write_bytes(loop_zip())
        case "loop database":
            loop_database(file, [{"name": "Run"}], [(1, stamp(f"2025-03-{d:02d}"), 2, None) for d in range(1, 29)])
        case _:
            events = [entry("Iron", eight - n * 86_400) for n in range(40)]
            file.write_bytes(medtimer([medicine("Iron", plan())], events))
    return file


def take_in(store: Store, file: Path) -> dict[str, int]:
    """What the door does, without its second looks; the counts are the acknowledgement."""
    found = read_import(file, zone="Europe/Berlin")
    there = {
        "products": by_id(store.records("product")),
        "routines": by_id(store.records("routine")),
        "reminders": by_id(store.records("reminder")),
        "ledger": by_id(store.records("occurrence")),
        "check_ins": tuple(store.records("check_in")),
        "steps_done": tuple(store.records("step_done")),
    }
    changes = decide(Import(tuple(found.records), found.foreign), Diary(**there), KNOWN, NOW)  # type: ignore[arg-type]
    store.commit(changes)
    return counts(changes)


def content(found: State) -> State:
    """The records without their bookkeeping."""
    return {key: replace(r, rev=0, changed_at=0, installation="") for key, r in found.items()}


@pytest.mark.parametrize("form", ["ours", "ours, large", "loop tables", "loop database", "medtimer"])
def test_an_import_is_taken_in_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    if form != "ours, large":
        small_segments(monkeypatch)
    file, template, clean = a_file(tmp_path, form), tmp_path / "template", tmp_path / "clean"
    store = opened(template)
    store.commit(adding([product("old", id=OLD), step_done(TODAY.replace(day=1))]))
    store.close()
    before = content(state(template))
    shutil.copytree(template, clean)
    take_in(opened(clean, ids=2000), file)
    after = content(state(clean))
    assert before.keys() < after.keys()
    assert (before[("product", OLD)] != after[("product", OLD)]) == (form == "ours")
    for how in WAYS if DEEP else SAMPLED:
        number, lasting = WAYS[how]
        k = 0
        while True:
            k += 1
            what, place = f"{how} at {k}", tmp_path / f"{how.replace('/', ' ')}-{k}"
            shutil.copytree(template, place)
            files = FailingFiles(number=number, lasting=lasting)
            store, done, raised = opened(place, files, ids=2000), None, None
            everything(store)
            files.count, files.fail_at = 0, k
            try:
                done = take_in(store, file)
            except (StorageError, Crash) as error:
                raised = error
            again = content(state(place))
            assert again in (before, after), what
            assert done is None or again == after, what
            if isinstance(raised, StorageError):
                check_is_a_sentence(raised, what)
                assert lasting or again == before, what  # it was said not to be kept
                files.fail_at = 0
                store.refresh()
                assert content(everything(store)) == again, what
                counted = take_in(store, file)
                missing = [key for key, record in after.items() if again.get(key) != record]
                assert counted["new"] + counted["changed"] == len(missing), what
                assert content(state(place)) == after, what
            assert audit(place).sound, (what, audit(place).damages)
            shutil.rmtree(place)
            if files.count < k:
                assert raised is None
                break
        assert k >= 3
