"""A process of its own that keeps records until told or killed: ``writing_process.py FOLDER NAME COUNT``.

Without a COUNT it goes on until its input is closed. Every id is printed once its commit has come back.
"""

from __future__ import annotations

import itertools
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from care.changes import adding
from care.records import CheckIn, Product
from storage.ids import UlidIds
from storage.store import Store


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        return None

    def zone(self) -> str:
        return "UTC"


def told_to_end() -> threading.Event:
    """Set when the input is closed."""
    told = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        told.set()

    threading.Thread(target=listen, daemon=True).start()
    return told


def main(folder: str, name: str, count: str = "") -> None:
    told = threading.Event() if count else told_to_end()
    clock = SystemClock()
    store = Store.open(Path(folder), clock=clock, ids=UlidIds(clock))
    start = datetime(2026, 11, 23, 8, tzinfo=UTC)
    for i in range(int(count)) if count else itertools.count():
        if told.is_set():
            break
        at = start - timedelta(days=i % 90)
        puts = store.commit(
            adding([Product(name=f"{name} {i}"), CheckIn(at=at, day=at.date(), area="glow", note="tight " * 40)])
        ).puts
        print(*(c.after.id for c in puts), flush=True)
        if i % 50 == 49:
            store.checkpoint()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
