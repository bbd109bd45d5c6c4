"""A tick: decided, durable, read anew and planned, against one 4 KiB append with fsync on the same disk."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from care.verbs.importing import Import
from care.verbs.routine import Tick
from companion import Vault
from reminders.clock import SystemClock
from storage.demo import make_demo

ASSETS = Path(__file__).parents[2] / "assets"
ROUNDS = 60


def median_ms(work: Callable[[int], object]) -> float:
    """The median of many runs, in milliseconds."""
    taken = []
    for n in range(ROUNDS):
        start = time.perf_counter()
        work(n)
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


def append_with_fsync(folder: Path) -> Callable[[int], object]:
    descriptor = os.open(folder / "yardstick", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    block = b"x" * 4096

    def append(_: int) -> None:
        os.write(descriptor, block)
        os.fsync(descriptor)

    return append


def tick_of(vault: Vault) -> Callable[[int], object]:
    """Ticks one open step on and off, each time durable, and plans the day anew."""
    companion = vault.companion
    plan = companion.plan()
    routine = next(r for r in plan.routines if any(s.state in ("do", "done") for s in r.steps))
    step = next(s.step for s in routine.steps if s.state in ("do", "done"))

    def tick(n: int) -> None:
        companion.do(Tick(routine.routine, step, plan.day, done=n % 2 == 0))
        companion.plan()

    return tick


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tick-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        yardstick = median_ms(append_with_fsync(Path(home)))
        for years in (2, 10):
            vault = Vault.open(Path(home) / f"{years}", clock=SystemClock(), assets=ASSETS)
            companion = vault.companion
            companion.do(Import(tuple(make_demo(vault.knowledge, companion.now(), years=years))))
            tick = tick_of(vault)
            tick(0)
            print(f"  diary of {years} years: {median_ms(tick) / yardstick:.1f} x the yardstick")
            vault.close()


if __name__ == "__main__":
    main()
