"""What went together with a tag is told only from enough days, and rarely by chance."""

from __future__ import annotations

import math
import os
import random
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from care import statistics, tags
from tests.care.rating_makers import START, diary, rated

DEEP = os.environ.get("MESODAY_DEEP") == "1"
DAY = timedelta(days=1)
STRETCHES = [(START - 28 * DAY, START - DAY), (START, START + 27 * DAY)]


def on(*offsets: int) -> frozenset[date]:
    return frozenset(START + n * DAY for n in offsets)


def together(tags_set: dict[str, frozenset[date]], scores: dict[int, float], **how: float):
    found = {START + n * DAY: score for n, score in sorted(scores.items())}
    return tags.gone_together(tags_set, found, STRETCHES, **{"share": 0.05, "alike": 0.0, "least_sd": 0.15} | how)


def test_only_known_tags_of_the_area_count_and_once_a_day() -> None:
    face = [replace(rated(0, 5, hour=h), tags=["stress", "window_light"]) for h in (7, 20)]
    scalp = replace(rated(1, 5, "H-ITCH"), tags=["stress"])
    assert tags.tagged_days(diary([*face, scalp]), "glow", ["travel", "stress"]) == {"stress": on(0)}


def test_what_was_more_frequent_before_is_told_and_little_is_not() -> None:
    rated_days = on(*range(-20, 0), *range(20))
    said = tags.more_or_less_often(
        {"stress": on(*range(-20, -8), 3), "travel": on(-2, 5), "sun": on(*range(-5, 5))},
        rated_days,
        (START - 20 * DAY, START - DAY),
        (START, START + 19 * DAY),
    )
    assert said == (tags.TagDays("stress", 12, 20, 1, 20),)
    assert tags.more_or_less_often({"stress": on(0)}, on(0), STRETCHES[0], STRETCHES[1]) == ()


def test_days_with_a_tag_are_told_from_the_others_of_the_same_weeks() -> None:
    tagged = range(-28, 28, 4)
    scores = {n: 6 + 0.5 * (n % 3 - 1) - (1.5 if n in tagged else 0) for n in range(-28, 28)}
    [found] = together({"poor_sleep": on(*tagged)}, scores)
    assert (found.tag, found.days, found.others) == ("poor_sleep", 14, 42)
    assert found.difference == pytest.approx(-1.5, abs=0.1)
    assert found.low < found.difference < found.high < 0


def test_a_change_between_the_weeks_is_not_taken_for_the_tag() -> None:
    scores = {n: (4 if n < 0 else 8) + 0.5 * (n % 3 - 1) for n in range(-28, 28)}
    assert together({"stress": on(*range(-28, -8), 2, 9)}, scores) == ()


@pytest.mark.parametrize("tagged", [range(-28, 0, 4), range(-28, 20)])
def test_too_few_days_with_or_without_it_say_nothing(tagged: range) -> None:
    assert together({"stress": on(*tagged)}, {n: 8.0 if n in tagged else 2.0 for n in range(-28, 21)}) == ()


def test_more_tags_ask_for_more() -> None:
    tagged = range(-28, 28, 4)
    scores = {n: 6 + (n * 7 % 5 - 2) / 2 - (0.62 if n in tagged else 0) for n in range(-28, 28)}
    alone = together({"poor_sleep": on(*tagged)}, scores)
    assert alone
    others = {f"t{n}": on(*range(-28 + n % 4, 28, 4)) for n in range(12)}
    assert not [one for one in together({"poor_sleep": on(*tagged), **others}, scores) if one.tag == "poor_sleep"]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.5])
@pytest.mark.parametrize("spells", [False, True])
def test_by_chance_fewer_than_one_diary_in_twenty_has_an_association(rho: float, spells: bool) -> None:
    rng = random.Random(f"tags {rho} {spells}")
    runs = 2000 if DEEP else 100
    told = 0
    for _ in range(runs):
        state, scores = rng.gauss(0, 1), {}
        for n in range(-28, 28):
            state = rho * state + math.sqrt(1 - rho * rho) * rng.gauss(0, 1)
            scores[n] = round((5 + 1.2 * state) * 2) / 2
        set_tags = {}
        for name in ("poor_sleep", "stress", "sun", "alcohol", "dry_air"):
            # Single days, or spells of some days as an illness or a journey makes them.
            runs_of = rng.randrange(3, 7) if spells else 1
            starts = [n for n in range(-28, 28) if rng.random() < 0.3 / runs_of]
            set_tags[name] = on(*(n + more for n in starts for more in range(runs_of)))
        stretches = [[scores[n] for n in part] for part in (range(-28, 0), range(28))]
        alike = statistics.likeness(*stretches, margin=1.0)
        told += bool(together(set_tags, scores, alike=alike))
    print(f"\nassociations by chance, rho {rho}, {'spells' if spells else 'single days'}: {told / runs:.3f}", end="")
    assert told / runs <= (0.05 if DEEP else 0.05 + 3.1 * math.sqrt(0.05 * 0.95 / runs))
