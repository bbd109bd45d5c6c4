"""The power goes at every operation of every verb, and any part of what was not synced is there or is not.

At each operation all subsets of the unsynced effects are gone through as long as they are few, and drawn otherwise.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from care.changes import adding
from storage.audit import audit
from tests.faults.diaries import DEEP, VERBS, Verb, everything, opened, small_segments, state
from tests.storage.power_cut import Chooser, PowerCut, PowerCutFiles, fresh
from tests.storage.store_makers import product

STATES = 3000 if DEEP else 12  # at one operation


def left_over(files: PowerCutFiles, target: Path, seed: int):
    """Folders as they may be found, all of them or `STATES` drawn ones; the least and the most always."""
    every = Chooser()
    for count in range(STATES + 1):
        if count == STATES:
            break
        yield _cut(files, target, every)
        if not every.again():
            return
    chance = random.Random(seed)
    for _ in range(STATES):
        yield _cut(files, target, Chooser(chance))


def _cut(files: PowerCutFiles, target: Path, choose: Chooser) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    files.cut(target, choose)
    return target


@pytest.mark.parametrize(
    "verb", [v for v in VERBS if "damaged" not in v.name and "torn" not in v.name], ids=lambda v: v.name
)
def test_it_is_as_before_or_as_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: Verb):
    small_segments(monkeypatch)
    template = tmp_path / "template"
    verb.prepare(template)
    clean = tmp_path / "clean"
    shutil.copytree(template, clean)
    store = opened(clean, migrations=verb.migrations)
    before = everything(store)
    verb.act(store, [])
    after = state(clean, verb.migrations)
    cut_at, cases, finished = 0, 0, False
    while not finished:
        cut_at += 1
        place = fresh(tmp_path / "place")
        files = PowerCutFiles(place)
        shutil.copytree(template, place, dirs_exist_ok=True)
        files.all_is_kept()
        files.cut_at = cut_at
        acknowledged: list[str] = []
        try:
            store = opened(place, files, migrations=verb.migrations)
            verb.act(store, acknowledged)
            finished = True
        except PowerCut:
            pass
        for found in left_over(files, tmp_path / "left", cut_at):
            cases += 1
            check(f"{cut_at}, {cases}", verb, found, after if acknowledged or finished else None, (before, after))
    print(f"{verb.name}: {cases} states at {cut_at} operations")


def check(what: str, verb: Verb, place: Path, wanted: dict | None, states: tuple[dict, dict]) -> None:
    store = opened(place, migrations=verb.migrations)
    found = everything(store)
    assert found in states, what
    assert wanted is None or found == wanted, what
    # a line of which the end was kept and the beginning was not looks like one that was damaged later
    assert not [d for d in store.damages if d.file.startswith("tables")], (what, store.damages)
    lost = bool(store.damages)
    more = store.commit(adding([product("the next one")])).puts[0].after
    store.checkpoint()
    assert state(place, verb.migrations) == {**found, ("product", more.id): more}, what
    assert lost or audit(place, migrations=verb.migrations).damages == (), what


def test_a_lost_fsync_would_be_noticed(tmp_path: Path):
    """The model itself: a store whose system only pretends to sync loses what it acknowledged."""

    class Pretending(PowerCutFiles):
        def fsync(self, fd: int) -> None:
            self._step()

    files = Pretending(fresh(tmp_path / "place"))
    store = opened(tmp_path / "place", files)
    store.commit(adding([product("gone")]))
    files.cut(tmp_path / "left", Chooser())
    assert opened(tmp_path / "left").records("product") == []
