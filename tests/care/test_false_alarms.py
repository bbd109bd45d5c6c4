"""How often the verdicts are wrong: ratings with no change in them, through the same door as real ones.

Sampled sizes at fixed seeds; MESODAY_DEEP=1 runs the full counts. Print the figures with `-s`.
"""

from __future__ import annotations

import math
import os
import random

import pytest

from care.records import CheckIn
from care.trends import trend
from tests.care.rating_makers import START, course, diary, knowing, rated, row

DEEP = os.environ.get("MESODAY_DEEP") == "1"
RUNS = 2000 if DEEP else 150
EVERY_DAY, OFTEN = range(7), (0, 2, 4)


def ratings(rng: random.Random, *, rho: float, step: float, sd: float, days: range, rated_on: object, change: float):
    """Check-ins of somebody whose rating of a day resembles that of the day before, with a step at the start."""
    state = rng.gauss(0, 1)
    middle = rng.uniform(4.5, 5.5)
    found: list[CheckIn] = []
    for day in days:
        state = rho * state + math.sqrt(1 - rho * rho) * rng.gauss(0, 1)
        if day % 7 in rated_on:  # type: ignore[operator]
            score = middle + sd * state + (change if day >= 0 else 0)
            found.append(rated(day, min(10.0, max(0.0, round(score / step) * step))))
    return found


def clear_at(rng: random.Random, *, baseline: int, step: float, **how: object) -> set[int]:
    """The looks of one course of 24 weeks that say "clearly"."""
    known = knowing(row(scale=(0.0, 10.0, step)))
    whole = diary(ratings(rng, step=step, days=range(-baseline, 168), **how), course())  # type: ignore[arg-type]
    verdicts = {week: trend(whole, known, "F-GLOW", START + 7 * week * DAY).verdict for week in (6, 12, 24)}
    assert not {"too_early", "not_enough_data", "watching"} & set(verdicts.values())
    return {week for week, verdict in verdicts.items() if verdict.startswith("clearly")}


DAY = START.resolution


def allowed(chance: float, runs: int) -> float:
    """The share that a true chance exceeds once in a thousand by the luck of the draw."""
    return chance + 3.1 * math.sqrt(chance * (1 - chance) / runs)


@pytest.mark.parametrize("rated_on", [EVERY_DAY, OFTEN], ids=["daily", "often"])
@pytest.mark.parametrize("sd", [1.2, 2.5])
def test_without_a_change_fewer_than_one_course_in_twenty_is_called_clear(sd: float, rated_on: object) -> None:
    rng = random.Random(f"{sd} {rated_on}")
    shares = {}
    for rho in (0.0, 0.3, 0.5, 0.7) if DEEP else (0.0, 0.3, 0.5):
        for step in (1.0, 0.5):
            for baseline in (14, 28):
                how = {"baseline": baseline, "rho": rho, "step": step, "sd": sd, "rated_on": rated_on, "change": 0.0}
                alarms = sum(bool(clear_at(rng, **how)) for _ in range(RUNS))  # type: ignore[arg-type]
                shares[rho, step, baseline] = round(alarms / RUNS, 4)
                assert alarms / RUNS <= allowed(0.05, RUNS), (rho, step, baseline)
    print(f"\nfalse alarms, SD {sd}, {len(rated_on)} a week:", shares)  # type: ignore[arg-type]
    assert sum(shares.values()) / len(shares) <= 0.05


@pytest.mark.parametrize(("rated_on", "rho", "least"), [(EVERY_DAY, 0.3, 0.9), (OFTEN, 0.3, 0.8), (OFTEN, 0.5, 0.65)])
def test_a_true_step_of_two_points_is_mostly_seen(rated_on: object, rho: float, least: float) -> None:
    rng = random.Random(f"power {rho} {rated_on}")
    how = {"baseline": 28, "rho": rho, "step": 0.5, "sd": 1.2, "rated_on": rated_on, "change": 2.0}
    found = [clear_at(rng, **how) for _ in range(RUNS)]  # type: ignore[arg-type]
    seen = round(sum(map(bool, found)) / RUNS, 3)
    print(
        f"\npower, {len(rated_on)} a week, rho {rho}: any look {seen}",
        {w: sum(w in f for f in found) / RUNS for w in (6, 12, 24)},
    )  # type: ignore[arg-type]
    assert seen >= least
