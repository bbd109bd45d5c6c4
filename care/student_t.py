"""Quantiles of Student's t, from a small table: no numerical library on a phone.

Between rows the logarithm of the quantile is interpolated along 1/df, between columns along the logarithm of the level;
both are nearly straight there. At the levels of the table the result is at most 0.7 % too large and never too small
(beyond rounding), which is the careful side; between them it is right to 0.7 %.
"""

from __future__ import annotations

import math
from bisect import bisect_right

# The chance of lying outside, both sides together: the usual ones, and 5 % spent evenly over two to five looks.
LEVELS = (0.10, 0.05, 0.025, 0.05 / 3, 0.0125, 0.01, 0.005, 0.001)
# Degrees of freedom, and the quantile at each level.
ROWS: tuple[tuple[float, tuple[float, ...]], ...] = (
    (1.0, (6.3138, 12.7062, 25.4517, 38.1885, 50.9230, 63.6567, 127.3213, 636.6192)),
    (1.25, (4.5480, 8.0280, 14.0401, 19.4400, 24.4811, 29.2720, 50.9828, 184.7848)),
    (1.5, (3.7052, 6.0167, 9.6353, 12.6561, 15.3481, 17.8203, 28.3167, 82.8474)),
    (2.0, (2.9200, 4.3027, 6.2053, 7.6488, 8.8602, 9.9248, 14.0890, 31.5991)),
    (2.5, (2.5582, 3.5747, 4.8639, 5.7842, 6.5279, 7.1637, 9.5281, 18.2779)),
    (3.0, (2.3534, 3.1824, 4.1765, 4.8567, 5.3919, 5.8409, 7.4533, 12.9240)),
    (4.0, (2.1318, 2.7764, 3.4954, 3.9608, 4.3147, 4.6041, 5.5976, 8.6103)),
    (6.0, (1.9432, 2.4469, 2.9687, 3.2875, 3.5212, 3.7074, 4.3168, 5.9588)),
    (10.0, (1.8125, 2.2281, 2.6338, 2.8701, 3.0382, 3.1693, 3.5814, 4.5869)),
    (20.0, (1.7247, 2.0860, 2.4231, 2.6126, 2.7444, 2.8453, 3.1534, 3.8495)),
    (math.inf, (1.6449, 1.9600, 2.2414, 2.3940, 2.4977, 2.5758, 2.8070, 3.2905)),
)


def t_quantile(level: float, df: float) -> float:
    """The value that |t| with `df` degrees of freedom exceeds with the chance `level` (two-sided).

    `df` may be a fraction, from 1 up to infinity (the normal distribution); `level` runs from 0.001 to 0.10.
    Raises ValueError outside these.
    """
    if not LEVELS[-1] - 1e-12 <= level <= LEVELS[0] + 1e-12:
        raise ValueError(f"level must lie between {LEVELS[-1]} and {LEVELS[0]}")
    if not df >= ROWS[0][0]:
        raise ValueError("there must be at least one degree of freedom")
    upper = bisect_right(ROWS, df, key=lambda row: row[0])
    above, below = ROWS[min(upper, len(ROWS) - 1)], ROWS[min(upper, len(ROWS) - 1) - 1]
    share = (1 / below[0] - 1 / df) / (1 / below[0] - 1 / above[0])
    logs = [math.log(few) * (1 - share) + math.log(many) * share for few, many in zip(below[1], above[1], strict=True)]
    return math.exp(_along_levels(logs, level))


def _along_levels(logs: list[float], level: float) -> float:
    for i, column in enumerate(LEVELS):
        if math.isclose(column, level, rel_tol=1e-9):
            return logs[i]
    right = next(i for i, column in enumerate(LEVELS) if column < level)
    left = right - 1
    share = math.log(LEVELS[left] / level) / math.log(LEVELS[left] / LEVELS[right])
    return logs[left] * (1 - share) + logs[right] * share
