"""Two thousand invented lives: nothing closed is offered, no hours are undercut but by a recorded choice, never two to
catch up, no medicine moved, every change names its rule, what rests comes back.

MESODAY_DEEP=1 lives a hundred thousand.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from care.plan import plan_in
from tests.care.course_makers import knowledge
from tests.care.random_lives import Life, faults, shuffled

LIVES = 100_000 if os.environ.get("MESODAY_DEEP") else 2_000
ACTS = 6
CHUNK = 250


def live(seeds: range) -> list[str]:
    """What was wrong in these lives, each with the seed that shows it again."""
    known = knowledge()
    found: list[str] = []
    for seed in seeds:
        life = Life(seed, known)
        for _ in range(ACTS):
            plan = plan_in(life.outlook(), life.today)
            found += [f"life {seed}, {life.now.at}: {fault}" for fault in faults(life, plan)]
            life.act(plan)
            life.later()
        whole = life.outlook()
        mixed = type(whole)(shuffled(life.diary, seed), known, life.now, life.today)
        if plan_in(mixed, life.today) != plan_in(whole, life.today):
            found.append(f"life {seed}: the order of the records matters")
    return found


def test_in_every_life_the_plan_keeps_what_it_must() -> None:
    chunks = [range(first, min(first + CHUNK, LIVES)) for first in range(0, LIVES, CHUNK)]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
        found = [fault for chunk in workers.map(live, chunks) for fault in chunk]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("seed", range(3))
def test_a_life_follows_from_its_seed(seed: int) -> None:
    known = knowledge()
    assert Life(seed, known).diary == Life(seed, known).diary
