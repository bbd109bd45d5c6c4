"""The same diaries reckoned a second time, from what the core says of itself, with NumPy and SciPy.

Nothing of the core is used in the second reckoning but the check-ins and the row. A sample at a fixed seed;
MESODAY_DEEP=1 takes a thousand diaries.
"""

from __future__ import annotations

import math
import os
import random
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from care import statistics
from care.knowledge import MeasureRow
from care.reckoning import reckoned
from care.records import CheckIn
from care.student_t import LEVELS, t_quantile
from care.trends import trend
from tests.care.rating_makers import START, course, diary, knowing, rated, row
from tests.care.test_statistics import NILE

DEEP = os.environ.get("MESODAY_DEEP") == "1"
DIARIES = 1000 if DEEP else 40
DAY = timedelta(days=1)
CAREFUL = 0.0075  # by so much the small table of quantiles may be too wide


def a_diary(rng: random.Random) -> list[CheckIn]:
    """Ratings over half a year, more or less often, alike, rough and drifting, some days twice, with holes."""
    rho, sd, step = rng.choice((0.0, 0.3, 0.6)), rng.uniform(0.3, 2.5), rng.choice((0.0, 1.0, 2.5))
    chance, state, found = rng.uniform(0.5, 1.0), 0.0, []
    hole = rng.randrange(-20, 160)
    for day in range(-40, 170):
        state = rho * state + math.sqrt(1 - rho * rho) * rng.gauss(0, 1)
        if rng.random() > chance or hole <= day < hole + 9:
            continue
        for hour in (7, 20) if rng.random() < 0.1 else (7,):
            score = 5 + sd * state + (step if day >= 0 else 0) + rng.gauss(0, 0.3)
            found.append(rated(day, min(10.0, max(0.0, round(score * 2) / 2)), hour=hour))
    return found


def day_means(check_ins: list[CheckIn]) -> dict[date, float]:
    days = sorted({c.day for c in check_ins})
    return {day: float(np.mean([c.scores["F-GLOW"] for c in check_ins if c.day == day])) for day in days}


def within(entries: dict[date, float], first: date, last: date) -> np.ndarray:
    return np.array([r for day, r in entries.items() if first <= day <= last])


def likeness(parts: list[np.ndarray]) -> float:
    """Lag-1 autocorrelation within the parts, weighed by length, its bias and one standard error added, of few more."""
    parts = [part for part in parts if len(part) > 1 and np.ptp(part) > 0]
    count = sum(len(part) for part in parts)
    if not parts:
        return 0.0
    ones = [np.sum((p[1:] - p.mean()) * (p[:-1] - p.mean())) / np.sum((p - p.mean()) ** 2) for p in parts]
    raw = sum(len(p) * one for p, one in zip(parts, ones, strict=True)) / count
    r = raw + (1 + 4 * max(raw, 0)) * len(parts) / count
    return float(np.clip(r + (1 + 6 / count) * math.sqrt(max(1 - r * r, 0) / count), 0, 0.8))


def test_diaries_come_out_the_same_by_scipy() -> None:
    rng = random.Random(81)
    compared = 0
    known, measure = knowing(row()), row()
    for _ in range(DIARIES):
        check_ins = a_diary(rng)
        entries = day_means(check_ins)
        week = rng.choice((6, 12, 24))
        at = START + timedelta(weeks=week, days=rng.randrange(7))
        whole = diary(check_ins, course())
        found = trend(whole, known, "F-GLOW", at)
        if found.difference is None:
            assert found.verdict == "not_enough_data"
            continue
        compared += 1
        until = START + timedelta(weeks=week) - DAY
        before = within(entries, START - 28 * DAY, START - DAY)
        now = within(entries, max(START, until - 27 * DAY), until)
        parts, last = [before], until
        while last >= START:
            parts.append(within(entries, max(START, last - 27 * DAY), last))
            last -= 28 * DAY
        r = likeness(parts)
        n_eff = [max(len(part) * (1 - r) / (1 + r), 1) for part in (before, now)]
        squares = np.sum((before - before.mean()) ** 2) + np.sum((now - now.mean()) ** 2)
        spread = max(math.sqrt(squares / (len(before) + len(now) - 2)), 0.5 / math.sqrt(12))
        error = spread * math.sqrt(1 / n_eff[0] + 1 / n_eff[1])
        reach = stats.t.ppf(1 - 0.05 / 3 / 2, max(sum(n_eff) - 2, 1)) * error
        gap = now.mean() - before.mean()
        noise = 1.96 * math.sqrt(2) * np.std(before, ddof=1) / math.sqrt(n_eff[0])
        assert found.baseline is not None
        assert found.now is not None
        assert found.interval is not None
        assert (found.baseline.n, found.now.n) == (len(before), len(now))
        assert (found.baseline.n_eff, found.now.n_eff) == pytest.approx(n_eff, rel=1e-9)
        assert (found.difference, found.noise) == pytest.approx((gap, noise), rel=1e-9, abs=1e-12)
        for end, sign in zip(found.interval, (-1, 1), strict=True):
            exact = np.clip(gap + sign * reach, -10, 10)
            assert abs(end - exact) <= CAREFUL * reach + 1e-9
            assert sign * (end - exact) >= -1e-4 * reach  # never narrower
        clear = abs(gap) > reach and abs(gap) >= max(noise, 1.0)
        if abs(abs(gap) - reach) > CAREFUL * reach:
            assert found.verdict.startswith("clearly") == clear
        _beside_the_verdict(
            found_at=at, check_ins=check_ins, entries=entries, until=until, before=before, now=now, row=measure
        )
    assert compared > DIARIES / 2


def _beside_the_verdict(
    *,
    found_at: date,
    check_ins: list[CheckIn],
    entries: dict[date, float],
    until: date,
    before: np.ndarray,
    now: np.ndarray,
    row: MeasureRow,
) -> None:
    """The overlap by Mann and Whitney's U, Tau by Kendall, the drift by SciPy's own Theil and Sen."""
    whole = diary(check_ins, course())
    known = knowing(row)
    behind = reckoned(whole, known, trend(whole, known, "F-GLOW", found_at), found_at)
    u = stats.mannwhitneyu(now, before, method="asymptotic").statistic
    assert behind.higher == pytest.approx(u / (len(before) * len(now)), abs=1e-12)
    pairs = len(before) * (len(before) - 1) / 2
    own = stats.kendalltau(range(len(before)), before, variant="b").statistic
    ties = pairs - sum(k * (k - 1) / 2 for k in np.unique(before, return_counts=True)[1])
    assert statistics.rising(before.tolist()) == pytest.approx(
        0 if math.isnan(own) else own * math.sqrt(pairs * ties), abs=1e-6
    )
    weeks: dict[int, list[float]] = {}
    for day, score in entries.items():
        if START <= day <= until:
            weeks.setdefault((day - START).days // 7 + 1, []).append(score)
    if len(weeks) < 8:
        assert behind.drift is None
        return
    line = stats.theilslopes([np.mean(w) for w in weeks.values()], list(weeks), 1 - 0.05 / 3, method="separate")
    assert behind.drift is not None
    drift = (behind.drift.change, behind.drift.low, behind.drift.high)
    assert drift == pytest.approx((4 * line.slope, 4 * line.low_slope, 4 * line.high_slope), abs=1e-9)


def test_quantiles_are_never_too_small_and_hardly_too_large() -> None:
    for level in LEVELS:
        for df in [*np.linspace(1, 6, 40), *np.linspace(6, 200, 60), math.inf]:
            exact = stats.t.ppf(1 - level / 2, df) if df < math.inf else stats.norm.ppf(1 - level / 2)
            assert -2e-5 <= t_quantile(level, float(df)) / exact - 1 <= CAREFUL, (level, df)


def test_the_nile_fell_when_it_was_dammed() -> None:
    """The step of 1899 by the same pooled spread as an ordinary regression on a step."""
    before, after = NILE[:28], NILE[28:]
    found = statistics.difference(before, after, alike=0.0)
    line = stats.linregress([0] * len(before) + [1] * len(after), NILE)
    assert found.estimate == pytest.approx(-247.7778, abs=1e-4)
    assert found.estimate == pytest.approx(line.slope)
    reach = stats.t.ppf(0.975, 98)
    assert (found.high - found.low) / 2 / reach == pytest.approx(28.4352, rel=CAREFUL)
    assert line.stderr == pytest.approx(28.4352, abs=1e-4)
    tau = stats.kendalltau(range(100), NILE)
    assert (tau.statistic, tau.pvalue) == pytest.approx((-0.2807413, 3.6e-5), rel=0.02)


def test_intervals_of_independent_ratings_are_students() -> None:
    rng = random.Random(4)
    for _ in range(DIARIES):
        before, after = ([rng.gauss(5, 1) for _ in range(rng.randrange(3, 30))] for _ in "ab")
        found = statistics.difference(before, after, alike=0.0)
        exact = stats.ttest_ind(after, before).confidence_interval(0.95)
        width = exact.high - exact.low
        assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=CAREFUL * width)


def test_labels_that_mean_nothing_are_called_a_difference_as_often_as_allowed() -> None:
    """Days are given to before and after by lot: then the interval misses nothing in one case of twenty."""
    rng = random.Random(12)
    runs = 20_000 if DEEP else 1500
    missed = 0
    scores = [rng.gauss(5, 1.2) for _ in range(40)]
    for _ in range(runs):
        rng.shuffle(scores)
        found = statistics.difference(scores[:16], scores[16:], alike=0.0)
        missed += not found.low <= 0 <= found.high
    assert missed / runs == pytest.approx(0.05, abs=3.3 * math.sqrt(0.05 * 0.95 / runs))
