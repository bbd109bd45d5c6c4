"""A course that treats one side: what is asked, what it says, and how seldom it says something that is not so."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care import split
from care.changes import Refused
from care.records import CheckIn, Sides
from care.trends import SplitTrend, trend
from care.verbs.check_in import SaveCheckIn, save_check_in
from screens.wording import Wording
from tests.care.course_makers import at, knowledge
from tests.care.course_makers import diary as kept_diary
from tests.care.rating_makers import START, course, diary, knowing, row

DEEP = os.environ.get("MESODAY_DEEP") == "1"
RUNS = 2000 if DEEP else 60
DAY = timedelta(days=1)
KNOWN = knowing(row(by_side=True))
WORDS = Wording()


def sided(offset: int, left: float, right: float) -> CheckIn:
    day = START + offset * DAY
    moment = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    both = round(left + right) / 2
    sides = {"F-GLOW": Sides(left=left, right=right)}
    return CheckIn(id=str(day), at=moment, day=day, area="glow", scores={"F-GLOW": both}, sides=sides)


def judged(entries: Iterable[CheckIn], on: date = START + 42 * DAY, **changed: Any) -> SplitTrend:
    given = {"split": "left", **changed}
    found = trend(diary(entries, course(**given)), KNOWN, "F-GLOW", on)
    assert isinstance(found, SplitTrend)
    return found


def steady(first: int, last: int, left: float, right: float) -> list[CheckIn]:
    """Three ratings a week around these, both sides up and down together."""
    wave = (0.0, 0.5, -0.5, 0.5, 0.0, -0.5)
    days = [d for d in range(first, last) if d % 7 in (0, 2, 4)]
    return [sided(d, left + wave[n % 6], right + wave[n % 6] + wave[n % 5] / 2) for n, d in enumerate(days)]


def test_the_treated_side_is_judged_against_the_other_and_the_days_before() -> None:
    found = judged([*steady(-28, 0, 4.0, 6.0), *steady(0, 42, 7.0, 7.0)])
    assert (found.verdict, found.split.verdict, found.side) == ("watching", "clearly_better", "left")
    assert found.split.difference == pytest.approx(2.0, abs=0.3), "two points less before, and none now"
    assert found.interval is None, "one verdict, not two"
    assert "Against the other side, your ratings of your left side are clearly higher" in WORDS.say(found.split.why)
    worse = judged([*steady(-28, 0, 4.0, 6.0), *steady(0, 42, 7.0, 7.0)], split="right")
    assert worse.split.verdict == "clearly_worse"
    assert worse.split.difference == pytest.approx(-(found.split.difference or 0))


def test_what_moves_both_sides_is_no_difference() -> None:
    found = judged([*steady(-28, 0, 4.0, 5.0), *steady(0, 42, 8.0, 9.0)])
    assert found.split.verdict == "no_clear_change"
    assert "chance, could explain that" in WORDS.say(found.split.why)


def test_sides_that_were_never_alike_prove_nothing() -> None:
    assert judged([*steady(-28, 0, 7.0, 3.0), *steady(0, 42, 7.0, 3.0)]).split.verdict == "no_clear_change"
    alone = judged(steady(0, 42, 7.0, 3.0))
    assert alone.split.verdict == "not_enough_data", "without days before, nothing is known of how they were"


def test_it_waits_for_the_same_looks_as_any_verdict() -> None:
    entries = [*steady(-28, 0, 4.0, 6.0), *steady(0, 60, 9.0, 6.0)]
    assert judged(entries, START + 41 * DAY).split.verdict == "too_early"
    assert judged(entries).split.look.week == 6
    assert judged(entries).split.look.next_on == START + 84 * DAY


def test_a_test_that_was_ended_keeps_what_it_had_come_to() -> None:
    entries = [*steady(-28, 0, 4.0, 6.0), *steady(0, 50, 7.0, 7.0)]
    ended = judged(entries, START + 100 * DAY, split_ended=START + 50 * DAY)
    assert ended.split.verdict == "clearly_better"
    assert (ended.split.look.week, ended.split.look.next_on) == (6, None)
    early = judged(entries, START + 100 * DAY, split_ended=START + 20 * DAY)
    assert early.split.verdict == "not_enough_data"
    assert "ended before its first look" in WORDS.say(early.split.why)


def test_a_course_of_both_sides_says_what_it_always_did() -> None:
    found = trend(diary(steady(-28, 42, 5.0, 5.0), course()), KNOWN, "F-GLOW", START + 42 * DAY)
    assert not isinstance(found, SplitTrend)
    assert found.verdict == "no_clear_change"


# What is asked


def test_by_turns_each_side_is_asked_first() -> None:
    first = [split.order_on(START + n * DAY)[0] for n in range(14)]
    assert first[::2] == ["left"] * 7 or first[::2] == ["right"] * 7
    often = [split.order_on(START + (7 * week + day) * DAY)[0] for week in range(4) for day in (0, 2, 4)]
    assert often.count("left") == often.count("right")


def test_a_form_comes_apart_into_sides_and_together_again() -> None:
    entered = {"F-GLOW/left": 5.0, "F-GLOW/right": 6.5, "F-RED": 2.0, "F-HYD/left": 4.0}
    scores, sides = split.taken_apart(entered)
    assert scores == {"F-RED": 2.0}
    assert sides == {"F-GLOW": Sides(left=5.0, right=6.5)}
    assert split.alone(entered) == {"F-HYD"}
    command = SaveCheckIn(area="glow", scores=scores, sides=sides)
    [change] = save_check_in(command, kept_diary(knowledge()), knowledge(), at(START)).puts
    kept = change.after
    assert isinstance(kept, CheckIn)
    assert kept.scores == {"F-RED": 2.0, "F-GLOW": 6.0}, "5.75, to the even half step"
    assert split.put_together(kept) == {k: v for k, v in entered.items() if k != "F-HYD/left"}


def test_a_side_off_the_scale_is_refused() -> None:
    command = SaveCheckIn(area="glow", scores={}, sides={"F-GLOW": Sides(left=12.0, right=2.0)})
    with pytest.raises(Refused):
        save_check_in(command, kept_diary(knowledge()), knowledge(), at(START))


def test_only_what_can_be_told_apart_is_asked_by_side_and_only_while_the_test_lasts() -> None:
    known = knowledge()
    given = kept_diary(known)

    def asked(**changed: Any) -> list[str]:
        made = replace(given.courses["course"], **{"split": "left", "primary": "F-GLOW", **changed})
        return [r.id for r in split.rated_by_side(replace(given, courses={"course": made}), known, START)]

    assert asked() == ["F-GLOW"]
    assert asked(split=None) == asked(state="stopped") == asked(primary=None) == []
    assert asked(split_ended=START) == []
    assert asked(split_ended=START + DAY) == ["F-GLOW"]


# How often it is wrong


def lives(rng: random.Random, *, rho: float, common: float, own: float, change: float) -> list[CheckIn]:
    """Three ratings a week of two sides: what both do together, and what each does by itself."""
    shared, left, right = (rng.gauss(0, 1) for _ in range(3))
    middle, apart = rng.uniform(4.5, 5.5), rng.gauss(0, 0.7)
    keep, news = rho, math.sqrt(1 - rho * rho)
    found: list[CheckIn] = []
    for day in range(-28, 168):
        shared, left, right = (keep * state + news * rng.gauss(0, 1) for state in (shared, left, right))
        if day % 7 in (0, 2, 4):
            base = middle + common * shared
            scores = (base + own * left + apart + (change if day >= 0 else 0), base + own * right)
            found.append(sided(day, *(min(10.0, max(0.0, round(s * 2) / 2)) for s in scores)))
    return found


def clear(rng: random.Random, **how: float) -> bool:
    entries = lives(rng, **how)
    verdicts = [judged(entries, START + 7 * week * DAY).split.verdict for week in (6, 12, 24)]
    assert not {"too_early", "not_enough_data", "watching"} & set(verdicts)
    return any(verdict.startswith("clearly") for verdict in verdicts)


def test_where_no_side_gains_fewer_than_one_course_in_twenty_is_called_clear() -> None:
    """`MESODAY_DEEP=1` runs the full counts; print the figures with `-s`."""
    rng = random.Random("two sides")
    shares: dict[tuple[float, float], float] = {}
    for rho in (0.0, 0.3, 0.5, 0.7) if DEEP else (0.0, 0.5):
        for own in (0.4, 0.8, 1.5) if DEEP else (0.8, 1.5):
            alarms = sum(clear(rng, rho=rho, common=1.2, own=own, change=0.0) for _ in range(RUNS))
            shares[rho, own] = alarms / RUNS
            assert alarms / RUNS <= 0.05 + 3.1 * math.sqrt(0.05 * 0.95 / RUNS), (rho, own)
    print("\nfalse alarms of two sides:", shares)
    assert sum(shares.values()) / len(shares) <= 0.05


def test_a_side_that_gains_two_points_is_mostly_seen() -> None:
    rng = random.Random("a gain")
    seen = sum(clear(rng, rho=0.3, common=1.2, own=0.8, change=2.0) for _ in range(RUNS)) / RUNS
    print("\npower, two points on one side:", seen)
    assert seen >= 0.8
