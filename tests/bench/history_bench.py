"""What a long diary costs: opening and planning today, and reading all check-ins for a trend. Asserts nothing.

Opening is a ratio to the same with one month behind it; reading to what msgspec alone takes to parse those files.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from care.verbs.importing import Import
from companion import Vault
from reminders.clock import SystemClock
from storage.demo import make_demo
from tests.bench.stopwatch import milliseconds

ASSETS = Path(__file__).parents[2] / "assets"
MONTH, DECADE = 1 / 12, 10
ROUNDS = 15


def opened(folder: Path) -> Vault:
    return Vault.open(folder, clock=SystemClock(), assets=ASSETS)


def filled(folder: Path, years: float) -> Path:
    """A data folder with that much of an invented diary, closed in good order."""
    vault = opened(folder)
    vault.companion.do(Import(tuple(make_demo(vault.knowledge, vault.companion.now(), years=years))))
    vault.close()
    return folder


def plan_today(folder: Path) -> Callable[[], object]:
    return lambda: opened(folder).companion.plan()


def read_check_ins(folder: Path) -> Callable[[], object]:
    return lambda: opened(folder).store.records("check_in")


def parse_check_ins(folder: Path) -> Callable[[], object]:
    """The same files, by msgspec alone: no checksum, no records."""
    files = sorted((folder / "tables" / "check_ins").glob("*.json"))
    return lambda: [msgspec.json.decode(file.read_bytes().partition(b"\n")[2]) for file in files]


def medians(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Each act's median, taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS + 1):
        for name, act in acts.items():
            times[name].append(milliseconds(act))
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="history-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        month, decade = filled(Path(home) / "month", MONTH), filled(Path(home) / "decade", DECADE)
        opening = medians({"month": plan_today(month), "decade": plan_today(decade)})
        print(f"opening and planning today, ten years: {opening['decade'] / opening['month']:.2f} x one month")
        bare = medians({"open": lambda: opened(decade)})["open"]
        reading = medians({"read": read_check_ins(decade), "parse": parse_check_ins(decade)})
        ratio = (reading["read"] - bare) / reading["parse"]
        print(f"all check-ins of ten years: {ratio:.2f} x msgspec alone ({reading['parse']:.1f} ms)")


if __name__ == "__main__":
    main()
