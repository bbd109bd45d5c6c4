"""Small random histories against a dictionary: two stores on one folder, as two processes would be.

Records are added, edited, moved, deleted, purged and undone; stores crash or are refused at any operation, are
reopened, checkpointed and rotated; lines are torn, tables lost, bits flipped.
"""

from __future__ import annotations

import errno
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

import storage.store
from care.changes import Changes, adding, changing, deleting
from care.records import Record, kind_of
from storage.audit import audit
from storage.filesystem import FileSystem
from storage.store import Stale, StorageError, Store
from tests.faults.diaries import DEEP, opened
from tests.storage.store_makers import Crash, FailingFiles, check_in, product, step_done

DAYS = st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)])
KINDS = ("product", "check_in", "step_done")
WHICH = st.integers(0, 1)


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory(prefix="histories-")
        self.folder = Path(self.home.name)
        self.opened = 0
        self.stores = [self.open(), self.open()]
        self.model: dict[tuple[str, str], Record] = {}
        self.done: list[Changes] = []
        self.count = 0
        self.large, storage.store.LARGE = storage.store.LARGE, 3000  # segments are closed soon

    def open(self, files: FileSystem | None = None, *, read_only: bool = False) -> Store:
        """A store that gives out ids of its own, the same ones whenever this history is told again."""
        self.opened += 1
        return opened(self.folder, files, ids=1000 * self.opened, read_only=read_only)

    def teardown(self) -> None:
        storage.store.LARGE = self.large
        assert audit(self.folder).sound
        self.home.cleanup()

    def commit(self, which: int, changes: Changes) -> None:
        kept = self.stores[which].commit(changes)
        for change in kept.puts:
            after = change.after
            if after.deleted:
                del self.model[kind_of(after), after.id]
            else:
                self.model[kind_of(after), after.id] = after
        self.done.append(kept)

    def some(self, data: Any) -> Record:
        return self.model[data.draw(st.sampled_from(sorted(self.model)))]

    @rule(which=WHICH, days=st.lists(DAYS, min_size=1, max_size=3), named=st.booleans())
    def add(self, which: int, days: list[date], named: bool) -> None:
        self.count += 1
        records: list[Record] = [check_in(day, note=str(self.count)) for day in days]
        self.commit(which, adding([*records, product(f"p{self.count}")] if named else records))

    @rule(which=WHICH, day=DAYS, step=st.sampled_from("ab"))
    def tick(self, which: int, day: date, step: str) -> None:
        done = step_done(day, step)
        if ("step_done", done.id) in self.model:
            assert not self.stores[which].commit(adding([done]))
        else:
            self.commit(which, adding([done]))

    @precondition(lambda self: self.model)
    @rule(which=WHICH, data=st.data(), day=DAYS)
    def edit(self, which: int, data: Any, day: date) -> None:
        record = self.some(data)
        self.count += 1
        if kind_of(record) == "check_in":
            self.commit(which, changing(record, replace(record, day=day, note=str(self.count))))  # type: ignore[call-arg]
        elif kind_of(record) == "product":
            self.commit(which, changing(record, replace(record, note=str(self.count))))  # type: ignore[call-arg]

    @precondition(lambda self: self.model)
    @rule(which=WHICH, data=st.data())
    def delete(self, which: int, data: Any) -> None:
        self.commit(which, deleting(self.some(data)))

    @precondition(lambda self: self.done)
    @rule(which=WHICH, data=st.data())
    def undo(self, which: int, data: Any) -> None:
        changes = data.draw(st.sampled_from(self.done))
        untouched = all(self._is_now(change.after) for change in changes.puts)
        if untouched:
            self.commit(which, changes.inverse())
        else:
            try:
                self.stores[which].commit(changes.inverse())
            except Stale:
                return
            raise AssertionError("an undo of what was changed since went through")

    def _is_now(self, record: Record) -> bool:
        now = self.model.get((kind_of(record), record.id))
        if not record.deleted:
            return now == record
        versions = self.stores[0].history(kind_of(record), record.id)
        return now is None and bool(versions) and versions[-1][1] == record

    @precondition(lambda self: self.model)
    @rule(which=WHICH, data=st.data())
    def purge(self, which: int, data: Any) -> None:
        record = self.some(data)
        assert self.stores[which].purge(kind_of(record), record.id)
        del self.model[kind_of(record), record.id]
        assert not self.stores[which].purge(kind_of(record), record.id)
        for store in (*self.stores, self.open(read_only=True)):
            assert store.history(kind_of(record), record.id) == []

    @rule(
        which=WHICH, fail_at=st.integers(1, 30), number=st.sampled_from([None, errno.EIO, errno.ENOSPC]), data=st.data()
    )
    def fail(self, which: int, fail_at: int, number: int | None, data: Any) -> None:
        """A commit and a checkpoint, perhaps a purge, of which some operation fails; then the store starts again."""
        files = FailingFiles(0, number)
        store = self.open(files)
        self.held(store)
        files.count, files.fail_at = 0, fail_at
        kept: Changes | None = None
        purged = self.some(data) if self.model and data.draw(st.booleans()) else None
        try:
            kept = store.commit(adding([product("perhaps"), check_in(note="perhaps " * 40)]))
            self.done.append(kept)
            for change in kept.puts:
                self.model[kind_of(change.after), change.after.id] = change.after
            store.checkpoint()
            if purged is not None:
                store.purge(kind_of(purged), purged.id)
        except (StorageError, Crash):
            pass
        files.fail_at = 0
        found = self.found(self.open(read_only=True))
        if kept is None:  # not acknowledged: there as a whole, or not at all
            new = {key: record for key, record in found.items() if key not in self.model}
            assert len(new) in (0, 2)
            self.model.update(new)
        if purged is not None and (kind_of(purged), purged.id) not in found:
            del self.model[kind_of(purged), purged.id]
        assert found == self.model
        self.stores[which] = self.open()

    @rule(which=WHICH)
    def checkpoint(self, which: int) -> None:
        self.stores[which].checkpoint()

    @rule(which=WHICH, close=st.booleans(), torn=st.booleans())
    def reopen(self, which: int, close: bool, torn: bool) -> None:
        if close:
            self.stores[which].close()
        elif torn and (segments := sorted((self.folder / "log").glob("*.jsonl"))):
            with segments[-1].open("ab") as file:
                file.write(b'{"n":99,"at":"2026-')
        self.stores[which] = self.open()

    @rule(which=WHICH)
    def lose_a_table(self, which: int) -> None:
        for table in sorted((self.folder / "tables").rglob("*.json"))[:1]:
            table.write_bytes(table.read_bytes()[:-3])
        self.stores = [self.open(), self.open()]
        self.held(self.stores[which])
        self.stores[which].checkpoint()

    @rule(which=WHICH, data=st.data(), tables_are_whole=st.booleans())
    def flip_a_bit(self, which: int, data: Any, tables_are_whole: bool) -> None:
        """What a bit in the log costs stands in the tables; what it costs beyond them is named."""
        if tables_are_whole:
            self.stores[which].checkpoint()
        paths = sorted(p for part in ("log", "tables") for p in (self.folder / part).rglob("*.json*"))
        if not paths:
            return
        path = data.draw(st.sampled_from(paths))
        whole = path.read_bytes()
        at, bit = data.draw(st.integers(0, 10**6)) % len(whole), data.draw(st.integers(0, 7))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        found = self.open(read_only=True)
        if tables_are_whole or path.suffix == ".json":
            self.held(found)
        elif self.found(found) != self.model:
            assert found.damages
        path.write_bytes(whole)

    def found(self, store: Store) -> dict[tuple[str, str], Record]:
        return {(kind, r.id): r for kind in KINDS for r in store.records(kind)}

    def held(self, store: Store) -> None:
        assert self.found(store) == self.model
        for (kind, id), record in self.model.items():
            assert store.get(kind, id) == record

    @invariant()
    def both_see_the_same(self) -> None:
        for store in self.stores:
            store.refresh()
            self.held(store)


class TestHistories(Histories.TestCase):
    settings = settings(
        max_examples=600 if DEEP else 60, stateful_step_count=30 if DEEP else 25, deadline=None, derandomize=True
    )
