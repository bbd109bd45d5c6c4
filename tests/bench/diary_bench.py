"""Finding something in ten years of diary, a month of it, the days in a row, and the report. Asserts nothing.

The yardstick is what msgspec alone takes to parse the diary's tables in the same run.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from care.report import Asked
from companion import Vault
from screens.diary_find_view import Query, find
from screens.diary_streak import read_streak
from screens.diary_view import month_of, month_view
from screens.wording import Wording
from storage.photos import Photos
from storage.report import make_report
from tests.bench.history_bench import DECADE, filled, opened
from tests.bench.stopwatch import milliseconds

ROUNDS = 5
WORDS = Wording("en", zone="UTC")
QUESTIONS = {
    "a word": Query(text="windy"),
    "a word that is nowhere": Query(text="nowhere"),
    "daily steps": Query(sorts=frozenset({"steps"})),
    "check-ins": Query(sorts=frozenset({"check_in"})),
}


def parse(folder: Path) -> None:
    for file in sorted((folder / "tables").rglob("*.json")):
        msgspec.json.decode(file.read_bytes().partition(b"\n")[2])


def looked_through(folder: Path, query: Query) -> tuple[float, float]:
    """Milliseconds of the first question in an app that has shown Today, and of the next one."""
    vault = opened(folder)
    vault.companion.plan()

    def ask() -> None:
        find(WORDS, vault.knowledge, vault.companion.diary(whole=True), query)

    first, next_one = milliseconds(ask), milliseconds(ask)
    vault.close()
    return first, next_one


def once(folder: Path, act: Callable[[Vault, date], object]) -> float:
    vault = opened(folder)
    vault.companion.plan()
    taken = milliseconds(lambda: act(vault, vault.companion.today()))
    vault.close()
    return taken


def old_month(vault: Vault, today: date) -> None:
    first = month_of(today, -100)
    month_view(WORDS, vault.companion.diary(first), first, today)


def row_of_days(vault: Vault, today: date) -> None:
    read_streak(vault.companion, today)


def report(vault: Vault, today: date) -> None:
    door = vault.companion
    diary = door.diary(whole=True)
    make_report(diary, door.knowledge, Asked(), door.now(), WORDS, photos=Photos(vault.folder), in_own_process=False)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="diary-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        folder = filled(Path(home) / "decade", DECADE)
        yardstick = statistics.median(milliseconds(lambda: parse(folder)) for _ in range(ROUNDS))
        print(f"msgspec alone: {yardstick:.0f} ms")
        for name, query in QUESTIONS.items():
            taken = [looked_through(folder, query) for _ in range(ROUNDS)]
            first, later = (statistics.median(one) for one in zip(*taken, strict=True))
            print(f"find {name}: {first:.0f} ms ({first / yardstick:.1f} x), asked again {later:.0f} ms")
        for name, act in (("a month long ago", old_month), ("days in a row", row_of_days), ("the report", report)):
            taken_once = statistics.median(once(folder, act) for _ in range(ROUNDS))
            print(f"{name}: {taken_once:.0f} ms ({taken_once / yardstick:.1f} x)")


if __name__ == "__main__":
    main()
