"""Statistics for one person: ratings that follow one another, and are therefore alike.

Ratings of neighbouring days resemble each other, so many of them say less than as many independent ones would. Every
interval here is built on the effective number of ratings. A missing rating is missing, never zero: all functions take
only what was rated. Plain Python; lists of numbers in the order of their days.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from care.student_t import t_quantile

Ratings = Sequence[float]
LIKENESS_AT_MOST = 0.8
FEWEST_TO_TELL = 6


class Difference(Struct, frozen=True):
    """`after` minus `before`: the estimate, its interval, and what the interval rests on."""

    estimate: float
    low: float
    high: float
    likeness: float
    n_eff_before: float
    n_eff_after: float


class Slope(Struct, frozen=True):
    """A straight line through the middle: change per unit of x, value at x = 0, and the interval of the change."""

    estimate: float
    intercept: float
    low: float
    high: float


class Week(Struct, frozen=True):
    """The ratings of one week of a course: week 1 begins on its start day, week 0 is the one before."""

    week: int
    n: int
    mean: float


def mean(ratings: Ratings) -> float:
    """Raises ValueError when there are none."""
    if not ratings:
        raise ValueError("there is nothing to take the mean of")
    return math.fsum(ratings) / len(ratings)


def _squares(ratings: Ratings) -> float:
    centre = mean(ratings)
    return math.fsum((r - centre) ** 2 for r in ratings)


def sd(ratings: Ratings) -> float:
    """The sample standard deviation (n - 1). Raises ValueError for fewer than two."""
    if len(ratings) < 2:
        raise ValueError("a spread needs two ratings")
    return math.sqrt(_squares(ratings) / (len(ratings) - 1))


def likeness(*phases: Ratings, margin: float = 0.0) -> float:
    """How alike neighbouring ratings are: the lag-1 autocorrelation within the phases, between 0 and 0.8.

    The phases are weighed by their lengths, each in its own spread, so that one in which everything moved does not
    speak for all. Estimated around each phase's own mean it comes out too low by about (1 + 4r) / n, which is added
    again, with the mean length of the phases as n. (Solved for r this is (rn + 1) / (n - 4), which in short phases
    multiplies chance.) `margin` adds that many standard errors, for a caller whom a low estimate would mislead; of few
    ratings they are known badly themselves, and taken larger by 6 / n.
    Too few ratings to tell give the upper end; ratings that never move are alike in nothing.
    """
    phases = tuple(p for p in phases if len(p) > 1)
    moving = tuple(p for p in phases if _squares(p) > 0)
    if phases and not moving:
        return 0.0
    count = sum(map(len, moving))
    if count < FEWEST_TO_TELL:
        return LIKENESS_AT_MOST
    raw = math.fsum(len(p) * _neighbours(p) / _squares(p) for p in moving) / count
    r = raw + (1 + 4 * max(raw, 0.0)) * len(moving) / count
    r += margin * (1 + FEWEST_TO_TELL / count) * math.sqrt(max(1 - r * r, 0.0) / count)
    return min(max(r, 0.0), LIKENESS_AT_MOST)


def _neighbours(ratings: Ratings) -> float:
    centre = mean(ratings)
    return math.fsum((a - centre) * (b - centre) for a, b in pairwise(ratings))


def effective(n: int, likeness: float) -> float:
    """How many independent ratings `n` ratings are worth: n(1 - r)/(1 + r), at least 1 (0 for none)."""
    return max(n * (1 - likeness) / (1 + likeness), min(n, 1))


def noise(baseline: Ratings, n_eff: float) -> float:
    """The change of a mean that ups and downs like those of the baseline make by themselves: 1.96 √2 SD / √n_eff."""
    return 1.96 * math.sqrt(2) * sd(baseline) / math.sqrt(n_eff)


def difference(
    before: Ratings, after: Ratings, *, level: float = 0.05, alike: float | None = None, least_sd: float = 0.0
) -> Difference:
    """The difference of the means, with the interval that misses the truth with the chance `level`.

    The spread is pooled over both phases, and the standard error and the degrees of freedom (n_eff - 2) go by the
    effective numbers. `alike` is their likeness where it is known from more than these two; `least_sd` is the smallest
    spread to go by, because a rating in steps cannot be known more finely than its step.
    Raises ValueError when a phase is empty, or both hold one rating only.
    """
    if not before or not after or len(before) + len(after) < 3:
        raise ValueError("a difference needs ratings before and after, three in all")
    r = likeness(before, after) if alike is None else alike
    eff_before, eff_after = effective(len(before), r), effective(len(after), r)
    spread = math.sqrt((_squares(before) + _squares(after)) / (len(before) + len(after) - 2))
    error = max(spread, least_sd) * math.sqrt(1 / eff_before + 1 / eff_after)
    reach = t_quantile(level, max(eff_before + eff_after - 2, 1.0)) * error
    estimate = mean(after) - mean(before)
    return Difference(estimate, estimate - reach, estimate + reach, r, eff_before, eff_after)


def nap(before: Ratings, after: Ratings) -> float:
    """Of all pairs of one rating before and one after, the share in which the later is higher; ties count half.

    0.5 is a coin toss. Raises ValueError when a phase is empty.
    """
    if not before or not after:
        raise ValueError("pairs need ratings before and after")
    higher = sum((b > a) + 0.5 * (b == a) for a in before for b in after)
    return higher / (len(before) * len(after))


def tau(before: Ratings, after: Ratings) -> float:
    """`nap` between -1 (every pair falls) and 1 (every pair rises)."""
    return 2 * nap(before, after) - 1


def rising(ratings: Ratings) -> int:
    """Kendall's S of ratings in their order: of all pairs, how many rise less how many fall."""
    return sum((b > a) - (b < a) for i, a in enumerate(ratings) for b in ratings[i + 1 :])


def tau_u(before: Ratings, after: Ratings) -> float:
    """`tau` less the rise that the phase before had in itself: what moved already is not counted as a change.

    Raises ValueError when a phase is empty.
    """
    return tau(before, after) - rising(before) / (len(before) * len(after))


def theil_sen(xs: Ratings, ys: Ratings, *, level: float = 0.05) -> Slope:
    """The median of the slopes between all pairs of points, which single outliers do not move.

    Meant for weekly means: daily ratings in steps hide a drift behind their ties, and fine ones overclaim it. The
    interval is Sen's, which counts how many pairs rise; the intercept goes through the medians of x and y.
    Raises ValueError for fewer than two different x.
    """
    points = sorted(zip(xs, ys, strict=True))
    slopes = sorted((d - b) / (c - a) for i, (a, b) in enumerate(points) for c, d in points[i + 1 :] if c > a)
    if not slopes:
        raise ValueError("a slope needs two different weeks")
    slope = _median(slopes)
    n = len(points)
    variance = (n * (n - 1) * (2 * n + 5) - _ties(xs) - _ties(ys)) / 18
    reach = t_quantile(level, math.inf) * math.sqrt(max(variance, 0.0))
    upper = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    lower = max(round((len(slopes) - reach) / 2) - 1, 0)
    return Slope(slope, _median(sorted(ys)) - slope * _median(sorted(xs)), slopes[lower], slopes[upper])


def _median(ordered: Ratings) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _ties(values: Ratings) -> int:
    return sum(k * (k - 1) * (2 * k + 5) for k in Counter(values).values())


def week_of(day: date, start: date) -> int:
    """The week of a course that begins on `start`: its first seven days are week 1, the seven before week 0."""
    return (day - start).days // 7 + 1


def weekly_means(ratings: Mapping[date, float], start: date) -> tuple[Week, ...]:
    """The mean of each week that has ratings, oldest first; a week without any is not there."""
    weeks: dict[int, list[float]] = {}
    for day, rating in ratings.items():
        weeks.setdefault(week_of(day, start), []).append(rating)
    return tuple(Week(week, len(rated), mean(rated)) for week, rated in sorted(weeks.items()))
