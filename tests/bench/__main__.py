"""`uv run poe bench`: speed as ratios against a yardstick of the same run. Nothing here is asserted."""

from __future__ import annotations

from tests.bench import (
    diary_bench,
    history_bench,
    idle_bench,
    plan_bench,
    reminder_bench,
    store_bench,
    tick_bench,
    trends_bench,
)

for bench in (
    store_bench,
    history_bench,
    plan_bench,
    reminder_bench,
    tick_bench,
    trends_bench,
    diary_bench,
    idle_bench,
):
    print(f"\n{bench.__name__.rpartition('.')[2]}: {(bench.__doc__ or '').splitlines()[0]}")
    bench.main()
