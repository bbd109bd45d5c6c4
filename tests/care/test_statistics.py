"""The mathematics of trends against figures that SciPy 1.17.1 gives, and against what must hold for any ratings."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care import statistics
from care.student_t import LEVELS, t_quantile

NILE = [
    int(volume)
    for volume in (
        "1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 "
        "1210 1150 1250 1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 "
        "702 1120 1100 832 764 821 768 845 864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 "
        "771 676 649 846 812 742 801 1040 860 874 848 890 744 749 838 1050 918 986 797 923 975 815 1020 906 "
        "901 1170 912 746 919 718 714 740"
    ).split()
]
reproducible = settings(deadline=None, derandomize=True)
ratings = st.lists(st.integers(0, 20).map(lambda halves: halves / 2), min_size=2, max_size=40)


@pytest.mark.parametrize(
    ("level", "df", "expected"),
    [
        (0.05, 1, 12.706205),
        (0.05, 4, 2.776445),
        (0.05, 7.5, 2.333040),
        (0.05, 25, 2.059539),
        (0.05, math.inf, 1.959964),
        (0.10, 12, 1.782288),
        (0.025, 1.72, 7.656044),
        (0.05 / 3, 14, 2.717755),
        (0.05 / 3, 26, 2.558942),
        (0.01, 100, 2.625891),
        (0.02, 9, 2.821438),
        (0.003, 33, 3.204151),
    ],
)
def test_t_quantiles_are_right_to_seven_thousandths(level: float, df: float, expected: float) -> None:
    assert t_quantile(level, df) == pytest.approx(expected, rel=0.007)


@reproducible
@given(st.sampled_from(LEVELS), st.floats(1, 500), st.floats(1, 500))
def test_more_freedom_never_widens(level: float, one: float, other: float) -> None:
    few, many = sorted((one, other))
    assert t_quantile(level, few) >= t_quantile(level, many) - 1e-9 >= t_quantile(level, math.inf) - 2e-9


@pytest.mark.parametrize(("level", "df"), [(0.2, 5), (0.0005, 5), (0.05, 0.5), (0.05, math.nan)])
def test_t_quantiles_outside_the_table_are_refused(level: float, df: float) -> None:
    with pytest.raises(ValueError, match="must"):
        t_quantile(level, df)


@pytest.mark.parametrize(
    ("before", "after", "nap", "tau"),
    [
        ([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29], 0.9166667, 0.8333333),
        ([2, 3, 5, 3], [4, 5, 5, 7, 6], 0.90, 0.80),
        ([1, 2], [3, 4], 1.0, 1.0),
        ([5], [5], 0.5, 0.0),
    ],
)
def test_nap_and_tau(before: list[float], after: list[float], nap: float, tau: float) -> None:
    assert statistics.nap(before, after) == pytest.approx(nap, abs=1e-7)
    assert statistics.tau(before, after) == pytest.approx(tau, abs=1e-7)
    assert statistics.nap(after, before) == pytest.approx(1 - nap, abs=1e-7)


@pytest.mark.parametrize(
    ("before", "after", "rise", "tau_u", "other_sign"),
    [
        ([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29], 4, 0.7380952, 0.9285714),
        ([2, 3, 5, 3], [4, 5, 5, 7, 6], 3, 0.65, 0.95),
    ],
)
def test_the_rise_before_is_taken_off_and_not_added(
    before: list[float], after: list[float], rise: int, tau_u: float, other_sign: float
) -> None:
    assert statistics.rising(before) == rise
    assert statistics.tau_u(before, after) == pytest.approx(tau_u, abs=1e-7)
    assert statistics.tau_u(before, after) < statistics.tau(before, after) < other_sign + 1e-7
    assert statistics.rising(before[::-1]) == -rise


RISING = [3, 3, 4, 4, 5, 4, 5, 6, 6, 7]


@pytest.mark.parametrize(
    ("ys", "slope", "intercept", "low", "high"),
    [
        (RISING, 3 / 7, 2.5714286, 1 / 3, 0.5),
        ([*RISING[:4], 50, *RISING[5:]], 3 / 7, None, 0.25, 2 / 3),
    ],
    ids=["tiny", "outlier"],
)
def test_theil_sen(ys: list[float], slope: float, intercept: float | None, low: float, high: float) -> None:
    found = statistics.theil_sen(range(10), ys)
    assert (found.estimate, found.low, found.high) == pytest.approx((slope, low, high), abs=1e-7)
    if intercept is not None:
        assert found.intercept == pytest.approx(intercept, abs=1e-7)


def test_theil_sen_of_the_nile() -> None:
    found = statistics.theil_sen(range(1871, 1971), NILE)
    assert (found.estimate, found.intercept) == pytest.approx((-2.6, 5886.8))
    assert (found.low, found.high) == pytest.approx((-3.6279070, -1.4285714), abs=1e-7)


def test_theil_sen_backwards_flips_the_sign() -> None:
    forth, back = statistics.theil_sen(range(10), RISING), statistics.theil_sen(range(10), RISING[::-1])
    assert (back.estimate, back.low, back.high) == pytest.approx((-forth.estimate, -forth.high, -forth.low))


def test_theil_sen_needs_two_weeks() -> None:
    with pytest.raises(ValueError, match="two different"):
        statistics.theil_sen([3, 3], [1, 2])


def test_noise_is_the_smallest_detectable_change() -> None:
    spread = 1.2 / math.sqrt(2)
    baseline = [5 - spread, 5 + spread]
    assert statistics.sd(baseline) == pytest.approx(1.2)
    # The share of a reliability of 0.8 is that of five independent ratings.
    assert 1.2 * math.sqrt(1 - 0.8) == pytest.approx(0.536656, abs=1e-6)
    assert statistics.noise(baseline, 5) == pytest.approx(1.487535, abs=1e-6)


def test_effective_numbers() -> None:
    assert statistics.effective(30, 0) == 30
    assert statistics.effective(30, 0.5) == pytest.approx(10)
    assert statistics.effective(3, 0.8) == 1
    assert statistics.effective(0, 0.3) == 0


def _ratings(rng: random.Random, n: int, rho: float) -> list[float]:
    now, found = rng.gauss(0, 1), []
    for _ in range(n):
        found.append(5 + 1.2 * now)
        now = rho * now + math.sqrt(1 - rho * rho) * rng.gauss(0, 1)
    return found


@pytest.mark.parametrize("rho", [0.2, 0.4, 0.6])
def test_likeness_is_not_biased_by_short_phases(rho: float) -> None:
    rng = random.Random(20)
    found = [statistics.likeness(*(_ratings(rng, n, rho) for n in (28, 28, 14, 28))) for _ in range(400)]
    assert statistics.mean(found) == pytest.approx(rho, abs=0.04)


def test_a_step_between_phases_is_not_likeness() -> None:
    rng = random.Random(4)
    before, after = ([5 + rng.gauss(0, 1) for _ in range(200)] for _ in "ab")
    assert statistics.likeness(before, [r + 5 for r in after]) == pytest.approx(statistics.likeness(before, after))
    assert statistics.likeness(before, after) < 0.2


def test_likeness_that_cannot_be_told_is_taken_high() -> None:
    assert statistics.likeness() == statistics.likeness([5], [6]) == statistics.likeness([5, 6, 5]) == 0.8


def test_ratings_that_never_move_are_alike_in_nothing() -> None:
    assert statistics.likeness([5.0] * 20, [6.0] * 3) == 0


def test_one_phase_in_which_all_moved_does_not_speak_for_all() -> None:
    rng = random.Random(8)
    still = [_ratings(rng, 28, 0.0) for _ in range(3)]
    moved = [r + (5 if i > 13 else 0) for i, r in enumerate(_ratings(rng, 28, 0.0))]
    assert statistics.likeness(moved) == 0.8
    assert statistics.likeness(*still, moved) < 0.4


def test_independent_ratings_get_the_interval_of_students_test() -> None:
    # The figures of SciPy's ttest_ind(after, before).confidence_interval().
    before, after = [4.0, 6.0, 4.0, 6.0, 4.0, 6.0, 4.0, 6.0], [5.0, 7.0, 5.0, 7.0, 5.0, 7.0, 5.0, 7.0]
    found = statistics.difference(before, after, level=0.05)
    assert found.likeness == 0
    assert (found.estimate, found.low, found.high) == pytest.approx((1.0, -0.1464367, 2.1464367), abs=0.003)
    stricter = statistics.difference(before, after, level=0.05 / 3)
    assert (stricter.low, stricter.high) == pytest.approx((-0.4527012, 2.4527012), abs=0.01)


def test_likeness_widens_the_interval() -> None:
    before, after = [4.0, 6.0] * 10, [5.0, 7.0] * 10
    free = statistics.difference(before, after, alike=0.0)
    alike = statistics.difference(before, after, alike=0.5)
    assert alike.n_eff_before == pytest.approx(20 / 3)
    assert alike.high - alike.low > math.sqrt(3) * (free.high - free.low)


def test_equal_ratings_are_not_known_beyond_their_step() -> None:
    found = statistics.difference([5.0] * 12, [6.0] * 12, least_sd=0.5 / math.sqrt(12))
    assert found.low < 1.0 < found.high


@reproducible
@given(ratings, ratings, st.integers(-20, 20))
def test_a_constant_leaves_the_difference(before: list[float], after: list[float], constant: int) -> None:
    plain = statistics.difference(before, after)
    moved = statistics.difference([r + constant for r in before], [r + constant for r in after])
    assert (moved.estimate, moved.low, moved.high) == pytest.approx((plain.estimate, plain.low, plain.high), abs=1e-6)


@reproducible
@given(ratings, ratings)
def test_turning_the_scale_turns_the_difference(before: list[float], after: list[float]) -> None:
    plain = statistics.difference(before, after)
    turned = statistics.difference([10 - r for r in before], [10 - r for r in after])
    assert (turned.estimate, turned.low, turned.high) == pytest.approx((-plain.estimate, -plain.high, -plain.low))


@reproducible
@given(ratings, ratings)
def test_doubling_every_rating_leaves_the_estimate(before: list[float], after: list[float]) -> None:
    doubled = statistics.difference([r for r in before for _ in "ab"], [r for r in after for _ in "ab"])
    assert doubled.estimate == pytest.approx(statistics.difference(before, after).estimate)


def test_nothing_is_made_of_nothing() -> None:
    for take in (statistics.mean, statistics.sd):
        with pytest.raises(ValueError, match=r"\w"):
            take([])
    for pair in (statistics.difference, statistics.nap, statistics.tau):
        with pytest.raises(ValueError, match="before and after"):
            pair([], [1.0])
    with pytest.raises(ValueError, match="three in all"):
        statistics.difference([1.0], [2.0])


def test_weeks_begin_on_the_start_day_and_missing_ones_are_missing() -> None:
    start = date(2026, 3, 4)
    rated = {start + timedelta(days=d): r for d, r in ((-8, 1.0), (-7, 2.0), (-1, 3.0), (0, 4.0), (6, 6.0), (14, 8.0))}
    found = [(w.week, w.n, w.mean) for w in statistics.weekly_means(rated, start)]
    assert found == [(-1, 1, 1.0), (0, 2, 2.5), (1, 2, 5.0), (3, 1, 8.0)]
