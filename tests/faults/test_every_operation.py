"""Every operation of every verb of the store fails, in every way, once and from then on.

After opening again the state is as it was before or as it should be after, and the latter if it was acknowledged.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from care.changes import adding
from storage.audit import audit
from storage.store import StorageError, Store
from tests.faults.diaries import DEEP, VERBS, Verb, everything, opened, small_segments, some, state
from tests.faults.ways import WAYS, check_is_a_sentence
from tests.storage.store_makers import TODAY, Crash, FailingFiles, check_in, open_store, product, step_done

STRIDE = 4  # of the operations, in all sampled ways but the first
SAMPLED = ("crash", "no space, once", "input/output error", "read-only", "short writes")


def run(verb: Verb, place: Path, files: FailingFiles) -> tuple[Store | None, list[str], BaseException | None]:
    """The verb with its operations counted, and what came of it."""
    acknowledged: list[str] = []
    store: Store | None = None
    fail_at, files.fail_at = files.fail_at, 0
    try:
        if verb.opening:
            files.fail_at = fail_at
        store = opened(place, files, migrations=verb.migrations)
        if not verb.opening:
            everything(store)
            files.count, files.fail_at = 0, fail_at
        verb.act(store, acknowledged)
    except (StorageError, Crash) as error:
        return store, acknowledged, error
    return store, acknowledged, None


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.name)
def test_it_is_as_before_or_as_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: Verb):
    small_segments(monkeypatch)
    template, clean = tmp_path / "template", tmp_path / "clean"
    verb.prepare(template)
    before = state(template, verb.migrations)
    shutil.copytree(template, clean)
    counted = FailingFiles()
    store, _, raised = run(verb, clean, counted)
    operations = counted.count  # before the store is gone, which closes what it left open
    assert raised is None
    after = state(clean, verb.migrations)
    assert operations >= 3
    cases = 0
    for number_of_way, way in enumerate(WAYS if DEEP else SAMPLED):
        number, lasting = WAYS[way]
        for k in range(1, operations + 1):
            if not DEEP and number_of_way and (k + number_of_way) % STRIDE:
                continue
            place = tmp_path / "case"
            shutil.copytree(template, place)
            files = FailingFiles(k, number, lasting=lasting)
            store, acknowledged, raised = run(verb, place, files)
            assert files.count >= k
            check(f"{way} at {k}", verb, place, files, store, acknowledged, raised, (before, after))
            shutil.rmtree(place)
            cases += 1
    print(f"{verb.name}: {cases} cases at {operations} operations")


def check(what, verb: Verb, place: Path, files: FailingFiles, store, acknowledged, raised, states) -> None:
    before, after = states
    if not (place / "local.json").exists():
        return
    found = state(place, verb.migrations)
    assert found in (before, after), what
    if acknowledged or raised is None:
        assert found == after, what
    if files.number == FailingFiles.SHORT:
        assert raised is None, what
    if isinstance(raised, StorageError) and "commit" in verb.name and not files.lasting:
        assert found == before, what  # it was said not to be kept
    if isinstance(raised, StorageError):
        check_is_a_sentence(raised, what)
    files.fail_at = 0
    if not isinstance(raised, Crash) and store is not None:  # this process goes on
        store.refresh()
        assert everything(store) == found, what
        going_on(what, store, place, verb, found)
    watcher, again = (opened(place, migrations=verb.migrations, ids=n) for n in (4000, 5000))
    everything(watcher)
    going_on(what, again, place, verb, everything(again))
    assert watcher.behind(), what
    assert watcher.refresh() == {"product"}, what
    assert everything(watcher) == everything(again), what
    again.close()
    assert not opened(place, migrations=verb.migrations).damages, what


def going_on(what: str, store: Store, place: Path, verb: Verb, found: dict) -> None:
    more = store.commit(adding([product("the next one")])).puts[0].after
    assert everything(store) == state(place, verb.migrations) == {**found, ("product", more.id): more}, what
    store.checkpoint()
    assert everything(store) == state(place, verb.migrations), what
    assert audit(place, migrations=verb.migrations).damages == (), what


def test_a_checkpoint_does_not_put_back_what_another_process_has_written(tmp_path: Path):
    template = tmp_path / "template"
    some(template)
    for way in WAYS if DEEP else SAMPLED[:2]:
        number, lasting = WAYS[way]
        k, finished = 0, False
        while not finished:
            k += 1
            place = tmp_path / "case"
            shutil.copytree(template, place)
            files = FailingFiles(0, number, lasting=lasting)
            store, other = opened(place, files, ids=1000), opened(place, ids=2000)
            everything(store)
            store.commit(adding([step_done(step="ours")]))
            other.commit(adding([step_done(step="theirs")]))
            other.checkpoint()
            files.count, files.fail_at = 0, k
            with contextlib.suppress(StorageError, Crash):
                store.checkpoint()
            finished = files.count < k
            assert state(place) == everything(other), (way, k)
            assert audit(place).sound, (way, k, audit(place).damages)
            shutil.rmtree(place)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EIO, "reported an error"), (errno.EROFS, "may not write")],
)
def test_a_refused_write_is_said_in_one_sentence(tmp_path: Path, number: int, words: str):
    files = FailingFiles(number=number)
    store = open_store(tmp_path, files)
    files.count, files.fail_at = 0, 2
    with pytest.raises(StorageError, match=words) as raised:
        store.commit(adding([product()]))
    assert str(raised.value).count(".") == 1
    assert store.records("product") == []


def test_a_checkpoint_that_fails_by_itself_does_not_undo_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("storage.store.CHECKPOINT_EVERY", 3)
    files = FailingFiles(number=errno.ENOSPC)
    store = open_store(tmp_path, files)
    store.commit(adding([product("1")]))
    store.commit(adding([product("2")]))
    files.count, files.fail_at = 0, 3  # the first two are the commit's own
    store.commit(adding([product("3")]))
    assert not (tmp_path / "tables" / "catalog.json").exists()
    assert len(open_store(tmp_path).records("product")) == 3
    store.commit(adding([product("4")]))
    assert (tmp_path / "tables" / "catalog.json").exists()


def test_local_settings_are_changed_whole_or_not_at_all(tmp_path: Path):
    template = tmp_path / "template"
    open_store(template).local.update(theme="light", text_size=1.2)
    installation = open_store(template).local.installation
    for way in WAYS if DEEP else SAMPLED:
        number, lasting = WAYS[way]
        k, finished = 0, False
        while not finished:
            k += 1
            place = tmp_path / "case"
            shutil.copytree(template, place)
            files = FailingFiles(0, number, lasting=lasting)
            store = open_store(place, files)
            files.count, files.fail_at = 0, k
            raised: BaseException | None = None
            try:
                store.local.update(theme="dark", text_size=None)
            except (StorageError, Crash) as error:
                raised = error
            finished = files.count < k
            again = open_store(place).local
            settings = (again.get("theme"), again.get("text_size"))
            assert again.installation == installation, (way, k)
            assert settings in [("light", 1.2), ("dark", None)], (way, k)
            assert raised or settings == ("dark", None), (way, k)
            if isinstance(raised, StorageError):
                assert store.local.get("theme") == "light", (way, k)
            shutil.rmtree(place)
        assert k > 4


def test_a_write_that_fails_leaves_a_diary_that_takes_the_next_one(tmp_path: Path):
    """Twenty refusals in a row, at different places, and in between what is kept."""
    files = FailingFiles(number=errno.EIO)
    store = open_store(tmp_path, files)
    names = set()
    for turn in range(20):
        files.count, files.fail_at = 0, 1 + turn % 3
        try:
            store.commit(adding([product(f"{turn}"), check_in(TODAY - timedelta(days=turn))]))
            names.add(f"{turn}")
        except StorageError:
            assert {p.name for p in store.records("product")} == names  # type: ignore[attr-defined]
        files.fail_at = 0
        store.commit(adding([product(f"{turn} again")]))
        names.add(f"{turn} again")
    assert {p.name for p in open_store(tmp_path).records("product")} == names  # type: ignore[attr-defined]
    assert audit(tmp_path).sound
