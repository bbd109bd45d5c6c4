"""What a page of Trends costs with ten years of diary, from the open app to its finished drawing. Asserts nothing.

The yardstick is what msgspec takes to parse the diary: once all of its tables, once the check-ins alone. Wanted: at
most 3 times that and 50 ms, for each measure; and at most 300 points in a picture.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from datetime import date
from pathlib import Path

import msgspec

from companion import Vault
from screens.look.surroundings import Look
from screens.reckoned_view import reckoned_parts
from screens.trends import read_trends
from screens.trends_picture import chart_of, picture
from screens.trends_view import TrendView, trend_row, trend_view
from screens.wording import Wording
from tests.bench.history_bench import DECADE, filled, opened
from tests.bench.stopwatch import milliseconds

ROUNDS = 7
WORDS = Wording("en", zone="UTC")


def parse(folder: Path, which: str) -> None:
    for file in sorted((folder / "tables").glob(which)):
        msgspec.json.decode(file.read_bytes().partition(b"\n")[2])


def page(vault: Vault, measure: str, today: date) -> TrendView:
    """All that one page is made of: read, reckoned, said, and drawn."""
    found = read_trends(vault.companion, today, measure)
    diary = vault.companion.diary()
    assert found.shown is not None
    assert found.behind is not None
    for one in found.trends:
        trend_row(WORDS, vault.knowledge, one)
    shown = trend_view(WORDS, vault.knowledge, diary, today, found.shown, found.behind)
    picture(Look(), WORDS, shown, 340)
    reckoned_parts(WORDS, vault.knowledge, found.shown, found.behind)
    return shown


def first_page(folder: Path, measure: str) -> float:
    """Milliseconds of the page in an app that has shown Today and no trend yet."""
    vault = opened(folder)
    vault.companion.plan()
    today = vault.companion.today()
    taken = milliseconds(lambda: page(vault, measure, today))
    vault.close()
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="trends-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        folder = filled(Path(home) / "decade", DECADE)
        vault = opened(folder)
        today = vault.companion.today()
        measures = [one.measure for one in read_trends(vault.companion, today, "").trends]
        vault.close()
        all_tables: list[float] = []
        check_ins: list[float] = []
        pages: dict[str, list[float]] = {measure: [] for measure in measures}
        for _ in range(ROUNDS):
            all_tables.append(milliseconds(lambda: parse(folder, "**/*.json")))
            check_ins.append(milliseconds(lambda: parse(folder, "check_ins/*.json")))
            for measure in measures:
                pages[measure].append(first_page(folder, measure))
        whole, part = statistics.median(all_tables), statistics.median(check_ins)
        print(f"msgspec parses ten years in {whole:.0f} ms, their check-ins in {part:.0f} ms")
        vault = opened(folder)
        for measure, taken in pages.items():
            median = statistics.median(taken)
            points = chart_of(page(vault, measure, today)).points
            print(
                f"{measure}: {median:.0f} ms: {median / (3 * whole + 50):.2f} x what is allowed by the whole diary, "
                f"{median / (3 * part + 50):.2f} x by its check-ins; {points} points"
            )
        vault.close()


if __name__ == "__main__":
    main()
