"""The power goes at every operation: what was acknowledged is there, with only what was synced and with more."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import adding, changing
from storage.audit import audit
from storage.store import Store
from tests.storage.power_cut import PowerCut, PowerCutFiles, fresh
from tests.storage.store_makers import TODAY, check_in, open_store, product, step_done


def work(store: Store, acknowledged: dict[str, str]) -> None:
    """Commits, edits, checkpoints, a large commit and a packed segment; notes what is acknowledged as id -> note."""

    def keep(changes):
        for change in store.commit(changes).puts:
            acknowledged[change.after.id] = getattr(change.after, "note", "")

    keep(adding([product("a"), step_done()]))
    keep(changing(store.records("product")[0], replace(store.records("product")[0], note="edited")))
    store.checkpoint()
    keep(adding([check_in(TODAY - timedelta(days=40 * i)) for i in range(3)]))
    store.checkpoint()
    keep(adding([check_in(note="z" * 9900) for _ in range(110)]))
    keep(adding([product("b")]))
    store.checkpoint()
    keep(adding([product("c")]))
    store.checkpoint()
    keep(adding([product("d")]))


def kept(store: Store) -> dict[str, str]:
    return {r.id: getattr(r, "note", "") for kind in ("product", "check_in", "step_done") for r in store.records(kind)}


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_nothing_acknowledged_is_lost_when_the_power_goes(tmp_path: Path, seed: int | None):
    chance = None if seed is None else random.Random(seed)
    cut_at = 0
    finished = False
    while not finished:
        cut_at += 1
        folder = fresh(tmp_path / "before")
        files = PowerCutFiles(folder)
        files.cut_at = cut_at
        acknowledged: dict[str, str] = {}
        try:
            work(open_store(folder, files), acknowledged)
            finished = True
        except PowerCut:
            pass
        after = tmp_path / f"after-{cut_at}"
        files.cut(after, chance)
        store = open_store(after)
        found = kept(store)
        assert acknowledged.items() <= found.items() or _edited(acknowledged, found), cut_at
        assert not [d for d in store.damages if d.file.startswith("tables")], (cut_at, store.damages)
        store.commit(adding([product("next")]))
        store.checkpoint()
        assert kept(open_store(after)) == kept(store)
        assert audit(after).sound, (cut_at, audit(after).damages)
    assert cut_at > 80


def _edited(acknowledged: dict[str, str], found: dict[str, str]) -> bool:
    """The one edit may have been kept without having been acknowledged yet."""
    return acknowledged.keys() <= found.keys() and all(
        found[id] == note or (note == "" and found[id] == "edited") for id, note in acknowledged.items()
    )
