"""Every single operation of a commit and of a checkpoint fails once, in three ways."""

from __future__ import annotations

import errno
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from care.changes import adding
from storage.audit import audit
from storage.store import StorageError, Store
from tests.storage.store_makers import (
    FAILURES,
    TODAY,
    Crash,
    FailingFiles,
    check_in,
    open_store,
    product,
    step_done,
)


def everything(store: Store) -> set[str]:
    return {r.id for kind in ("product", "check_in", "step_done") for r in store.records(kind)}


def old_diary(folder: Path) -> set[str]:
    store = open_store(folder)
    store.commit(adding([product("old"), step_done(TODAY - timedelta(days=40))]))
    store.close()
    return everything(store)


def all_failures(folder: Path, act, prepare=old_diary):
    """Runs `act(store)` with the k-th operation failing, for all k, until it goes through; yields what came of it."""
    template = folder / "template"
    before = prepare(template)
    for how, number in FAILURES.items():
        k = 0
        while True:
            k += 1
            place = folder / f"{how.replace('/', ' ')}-{k}"
            shutil.copytree(template, place)
            files = FailingFiles(number=number)
            store = open_store(place, files)
            everything(store)
            files.count, files.fail_at = 0, k
            raised: BaseException | None = None
            done = None
            try:
                done = act(store)
            except (StorageError, Crash) as error:
                raised = error
            yield f"{how} at {k}", place, store, before, done, raised
            if files.count < k:
                assert raised is None
                break
        assert k > 3


@pytest.mark.parametrize("size", ["small", "large", "first"])
def test_a_commit_is_kept_whole_or_not_at_all(tmp_path: Path, size: str):
    def act(store: Store):
        note = "x" * 9000 if size == "large" else ""
        news = [check_in(TODAY - timedelta(days=20 * i), note=note) for i in range(150 if size == "large" else 3)]
        return {c.after.id for c in store.commit(adding([*news, product("new"), step_done()])).puts}

    def prepare(folder: Path) -> set[str]:
        if size != "first":
            return old_diary(folder)
        open_store(folder).close()
        return set()

    for what, place, store, before, done, raised in all_failures(tmp_path, act, prepare):
        again = everything(open_store(place))
        assert before <= again, what
        assert len(again - before) in (0, len(done) if done else 5 if size != "large" else 152), what
        if done:
            assert done <= again, what
        if isinstance(raised, StorageError):
            assert everything(store) == again == before, what
            retried = store.commit(adding([product("again")])).puts[0].after.id
            assert everything(open_store(place)) == everything(store) == before | {retried}, what
            assert not open_store(place).damages, what


@pytest.mark.parametrize("segments", ["one", "two"])
def test_a_checkpoint_loses_nothing(tmp_path: Path, segments: str):
    def prepare(folder: Path) -> set[str]:
        store = open_store(folder)
        notes = "y" * (9000 if segments == "two" else 1)
        for turn in range(2):
            store.commit(adding([check_in(TODAY - timedelta(days=60 * i), note=notes) for i in range(8)]))
            store.commit(adding([product(f"p{turn}"), step_done(TODAY - timedelta(days=40 * turn))]))
            if turn == 0:
                store.checkpoint()
        store.commit(adding([check_in(TODAY, note=notes) for _ in range(130)]))
        return everything(store)

    def act(store: Store):
        store.checkpoint()
        return store.commit(adding([product("after")])).puts[0].after.id

    for what, place, store, before, done, raised in all_failures(tmp_path, act, prepare):
        opened = open_store(place)
        assert not opened.damages, what
        again = everything(opened)
        assert before <= again, what
        assert len(again - before) <= 1, what
        assert done is None or done in again, what
        if isinstance(raised, StorageError):
            store.checkpoint()
            more = store.commit(adding([product("more")])).puts[0].after.id
            assert everything(open_store(place)) == again | {more}, what
        watcher = open_store(place)
        more = opened.commit(adding([product("after the failure")])).puts[0].after.id
        assert watcher.behind(), what
        assert watcher.refresh() == {"product"}, what
        assert more in everything(watcher), what
        assert again | {more} <= everything(open_store(place)), what
        assert audit(place).sound, (what, audit(place).damages)


def test_a_checkpoint_does_not_put_back_what_another_process_has_written(tmp_path: Path):
    others: list[str] = []

    def act(store: Store):
        store.commit(adding([step_done(step="ours")]))
        other = open_store(store.folder)
        others.append(other.commit(adding([step_done(step="theirs")])).puts[0].after.id)
        other.checkpoint()
        store.checkpoint()

    for what, place, _, before, _, _ in all_failures(tmp_path, act):
        written, others[:] = others[:], []
        assert before | set(written) <= everything(open_store(place)), what
        assert audit(place).sound, (what, audit(place).damages)


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
    def prepare(folder: Path) -> set[str]:
        store = open_store(folder)
        store.local.update(theme="light", text_size=1.2)
        return {store.local.installation}

    def act(store: Store):
        store.local.update(theme="dark", text_size=None)
        return True

    for what, place, store, before, done, raised in all_failures(tmp_path, act, prepare):
        again = open_store(place).local
        assert {again.installation} == before, what
        settings = (again.get("theme"), again.get("text_size"))
        assert settings in [("light", 1.2), ("dark", None)], what
        if done:
            assert settings == ("dark", None), what
        if isinstance(raised, StorageError):
            assert store.local.get("theme") == "light", what
