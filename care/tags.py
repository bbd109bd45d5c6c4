"""What was different on the days of ratings: which tags came more or less often, and what went together with them.

What goes together is no cause: a bad night may dull the skin, somebody who slept badly may rate it worse, and both may
come of an illness. So an association is told as one, only from enough days, only at the looks of a verdict, and with
the 5 % of false ones shared by all tags and all looks together. Days are compared within the same weeks, so that a tag
that was frequent in one season does not take that season's ratings for its own.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct

from care import statistics
from care.diary import Diary
from care.student_t import LEVELS, t_quantile

DAYS_TO_TELL = 8  # with the tag, and as many without it
DAYS_TO_NOTE, SHARE_TO_NOTE = 3, 0.2  # from when on a tag is said to have become more or less frequent
MOST_TOLD = 3
Days = tuple[date, date]


class TagDays(Struct, frozen=True):
    """On how many of the rated days before and of those compared a tag was set."""

    tag: str
    before: int
    of_before: int
    now: int
    of_now: int


class Association(Struct, frozen=True):
    """How far ratings on `days` with a tag lay from those on the `others` of the same weeks, with the likely range."""

    tag: str
    days: int
    others: int
    difference: float
    low: float
    high: float


def tagged_days(diary: Diary, area: str, known: Collection[str]) -> dict[str, frozenset[date]]:
    """The care days on which check-ins of an area have each of the known tags; only tags that were ever set."""
    found: dict[str, set[date]] = {}
    for check_in in diary.check_ins:
        if check_in.area == area:
            for tag in check_in.tags:
                if tag in known:
                    found.setdefault(tag, set()).add(check_in.day)
    return {tag: frozenset(found[tag]) for tag in known if tag in found}


def more_or_less_often(
    tags: Mapping[str, Collection[date]], rated: Collection[date], before: Days, now: Days
) -> tuple[TagDays, ...]:
    """The tags whose share of the rated days differs most between two stretches of days; at most three."""
    there, here = ([day for day in rated if first <= day <= last] for first, last in (before, now))
    if not there or not here:
        return ()
    counted = [
        TagDays(tag, sum(d in days for d in there), len(there), sum(d in days for d in here), len(here))
        for tag, days in tags.items()
    ]
    noted = [one for one in counted if max(one.before, one.now) >= DAYS_TO_NOTE and abs(_moved(one)) >= SHARE_TO_NOTE]
    return tuple(sorted(noted, key=lambda one: -abs(_moved(one)))[:MOST_TOLD])


def _moved(one: TagDays) -> float:
    return one.now / one.of_now - one.before / one.of_before


def gone_together(
    tags: Mapping[str, Collection[date]],
    entries: Mapping[date, float],
    stretches: Sequence[Days],
    *,
    share: float,
    alike: float,
    least_sd: float,
) -> tuple[Association, ...]:
    """The tags on whose days the ratings lay clearly off the other days' of the same stretch; the farthest first.

    `share`: the chance of a false one over all tags together; `alike`: the likeness of neighbouring ratings.
    """
    groups = [[(day, entries[day]) for day in entries if first <= day <= last] for first, last in stretches]
    tellable = [(tag, compared) for tag, days in tags.items() if (compared := _compared(groups, days)) is not None]
    level = max(share / max(1, len(tellable)), LEVELS[-1])
    found = []
    for tag, (days, others, gaps) in tellable:
        weight = math.fsum(w for w, _, _ in gaps)
        estimate = math.fsum(w * gap for w, gap, _ in gaps) / weight
        freedom = days + others - 2 * len(gaps)
        spread = math.sqrt(math.fsum(squares for _, _, squares in gaps) / freedom)
        fewer = (1 - alike) / (1 + alike)
        error = max(spread, least_sd) / math.sqrt(weight * fewer)
        reach = t_quantile(level, max(1.0, freedom * fewer)) * error
        if abs(estimate) > reach:
            found.append(Association(tag, days, others, estimate, estimate - reach, estimate + reach))
    return tuple(sorted(found, key=lambda one: -abs(one.difference))[:MOST_TOLD])


def _compared(
    groups: Sequence[Sequence[tuple[date, float]]], days: Collection[date]
) -> tuple[int, int, list[tuple[float, float, float]]] | None:
    """How many days are compared with and without a tag, and of each stretch that has both: its weight, the gap of the
    means, the squares around them. None where there are too few."""
    gaps: list[tuple[float, float, float]] = []
    with_tag = without = 0
    for group in groups:
        tagged = [rating for day, rating in group if day in days]
        others = [rating for day, rating in group if day not in days]
        if not tagged or not others:
            continue
        with_tag, without = with_tag + len(tagged), without + len(others)
        means = statistics.mean(tagged), statistics.mean(others)
        squares = math.fsum((r - mean) ** 2 for part, mean in ((tagged, means[0]), (others, means[1])) for r in part)
        gaps.append((len(tagged) * len(others) / (len(tagged) + len(others)), means[0] - means[1], squares))
    if with_tag < DAYS_TO_TELL or without < DAYS_TO_TELL or with_tag + without <= 2 * len(gaps):
        return None
    return with_tag, without, gaps
