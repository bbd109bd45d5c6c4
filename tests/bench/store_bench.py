"""What one durable entry costs, and what opening costs, as ratios on this machine. Asserts nothing.

Run it as ``python -m tests.bench.store_bench``. An insert is set against SQLite (synchronous=FULL, journal DELETE) and
a 4 KiB append with fsync, taken in turns; ten years against one month. (What the app itself takes: `history_bench`.)
"""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from care.changes import adding
from care.records import CheckIn, Occurrence, Record, Session, StepDone
from storage.ids import UlidIds
from storage.store import Store
from tests.bench.stopwatch import milliseconds

FIRST_DAY = date(2016, 1, 1)
SIZES = (1_000, 10_000, 50_000)
A_DAY = 30
TURNS, INSERTS, WARM = 12, 8, 2


class SystemClock:
    """The time it is."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        raise RuntimeError("nothing sleeps here")

    def zone(self) -> str:
        return "UTC"


def record(i: int) -> Record:
    """The i-th entry of a diary with thirty a day, of four kinds, about 400 bytes as JSON."""
    day = FIRST_DAY + timedelta(days=i // A_DAY)
    at = datetime(day.year, day.month, day.day, 7, i % 60, tzinfo=UTC)
    note = "skin felt a bit tight after the second layer, no stinging " * (1 + i % 2)
    common = {"at": at, "zone": "Europe/Berlin", "day": day}
    match i % 4:
        case 0:
            scores = {"F-GLOW": float(i % 10), "F-HYD": float(i % 9), "F-RED": float(i % 8)}
            return CheckIn(**common, area="glow", scores=scores, tags=["poor_sleep"], note=note)  # type: ignore[arg-type]
        case 1:
            return StepDone(**common, routine=f"r{i % 7}", step=f"s{i}")  # type: ignore[arg-type]
        case 2:
            return Session(**common, course="c1", started_at=at, ended_at=at, outcome="finished", stop_reason=note)  # type: ignore[arg-type]
        case _:
            return Occurrence(reminder=f"r{i}", date=day, slot="08:00", due_at=at, state="delivered")


def contender(folder: str, documents: list[dict]) -> Callable[[dict], None]:
    """A store that holds as many records as there are documents; the result keeps one more."""
    store = filled(Path(folder), len(documents))
    numbers = iter(range(len(documents), sys.maxsize))

    def insert(document: dict) -> None:
        store.commit(adding([record(next(numbers))]))

    def count() -> int:
        again = opened(Path(folder))
        return sum(len(again.records(kind)) for kind in ("check_in", "step_done", "session", "occurrence"))

    insert.close, insert.count = store.close, count  # type: ignore[attr-defined]
    return insert


def opened(folder: Path) -> Store:
    clock = SystemClock()
    return Store.open(folder, clock=clock, ids=UlidIds(clock))


def filled(folder: Path, size: int) -> Store:
    """A store with that many records, checkpointed."""
    store = opened(folder)
    store.commit(adding(record(i) for i in range(size)))
    store.checkpoint()
    return store


def raw_append(folder: Path) -> Callable[[], None]:
    fd = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    block = os.urandom(4096)

    def append() -> None:
        os.write(fd, block)
        os.fsync(fd)

    return append


def sqlite(folder: Path, size: int) -> Callable[[], None]:
    """A table with that many documents; each insert is durable when it returns."""
    connection = sqlite3.connect(folder / f"{size}.sqlite", isolation_level=None)
    connection.execute("pragma journal_mode=DELETE")
    connection.execute("pragma synchronous=FULL")
    connection.execute("create table doc(id text primary key, day text, body text)")
    connection.execute("create index by_day on doc(day)")
    ids = UlidIds(SystemClock())

    def row(i: int) -> tuple[str, str, str]:
        day = FIRST_DAY + timedelta(days=i // A_DAY)
        return ids.new(), day.isoformat(), msgspec.json.encode(record(i)).decode()

    connection.execute("begin")
    connection.executemany("insert into doc values(?,?,?)", map(row, range(size)))
    connection.execute("commit")
    numbers = iter(range(size, sys.maxsize))
    return lambda: connection.execute("insert into doc values(?,?,?)", row(next(numbers))) and None


def inserts(home: Path) -> None:
    """One insert at several sizes, in turns with SQLite's and the raw append."""
    acts: dict[str, Callable[[], object]] = {"raw": raw_append(home)}
    for size in SIZES:
        insert = contender(str(home / str(size)), [{}] * size)
        acts[f"{size}"] = lambda insert=insert: insert({})
        acts[f"{size} sqlite"] = sqlite(home, size)
    times: dict[str, list[float]] = {name: [] for name in acts}
    names = list(acts)
    for turn in range(TURNS):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            gc.collect()
            times[name] += [milliseconds(acts[name]) for _ in range(WARM + INSERTS)][WARM:]
    median = {name: statistics.median(found) for name, found in times.items()}
    for size in SIZES:
        own = median[f"{size}"]
        print(
            f"insert at {size:>6}: {own / median[f'{size} sqlite']:5.2f} x SQLite, "
            f"{own / median['raw']:5.2f} x raw append+fsync, {own / median[f'{SIZES[0]}']:5.2f} x insert at {SIZES[0]}"
        )


def openings(home: Path) -> None:
    """Opening, and reading what today needs, with one month, two years and ten."""
    todays: dict[str, float] = {}
    for name, days in (("one month", 30), ("two years", 730), ("ten years", 3650)):
        folder = home / name
        filled(folder, days * A_DAY).close()
        last = FIRST_DAY + timedelta(days=days)

        def read_two_months(folder: Path = folder, last: date = last) -> None:
            store = opened(folder)
            for kind in ("check_in", "step_done", "session", "occurrence", "product"):
                store.records(kind, since=last - timedelta(days=62))

        bare = statistics.median(milliseconds(lambda f=folder: opened(f)) for _ in range(30))
        todays[name] = statistics.median(milliseconds(read_two_months) for _ in range(10))
        print(
            f"{name}, {days * A_DAY} records: opening {bare:.2f} ms, with two months of records {todays[name]:.1f} ms, "
            f"{todays[name] / todays['one month']:.2f} x one month"
        )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="store-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        inserts(Path(home))
        openings(Path(home))


if __name__ == "__main__":
    main()
