"""How it was reckoned: each verdict tells its windows, their worth, its rule and its limits, and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from care.reckoning import Drift, Reckoning
from care.tags import Association, TagDays
from screens.reckoned_view import Part, reckoned_parts
from tests.screens.test_trends_view import KNOWLEDGE, START, WORDS, behind, stretch, trend


def parts(one: Any, **more: Any) -> dict[str, tuple[str, ...]]:
    found: Reckoning = behind(one, **more)
    told: tuple[Part, ...] = reckoned_parts(WORDS, KNOWLEDGE, one, found)
    return {part.title: part.lines for part in told}


CLEAR = {"threshold": 1.0, "higher": 0.83, "made": 16, "planned": 18, "unused": 5, "sessions": (START,)}


def test_a_clear_change_tells_all_that_it_rests_on() -> None:
    told = parts(trend("clearly_better"), **CLEAR)
    assert list(told) == [
        "What is compared",
        "What so many days are worth",
        "The difference",
        "When a change is called clear",
        "How seldom it is wrong",
        "The weeks since the start",
        "What else changed",
        "How complete it is",
        "What it cannot tell",
    ]
    assert told["What is compared"][:2] == (
        "Before the start: 8 December 2025 to 4 January 2026, 10 rated days, 4.6 on average.",
        "Now, up to the last look: 19 January 2026 to 15 February 2026, 11 rated days, 5.9 on average.",
    )
    assert told["The difference"][0].endswith("it likely lies between 0.6 and 2.")
    assert told["When a change is called clear"][1:] == (
        "The whole likely range lies on one side of 0. It does.",
        "The difference is at least 1: the larger of your usual ups and downs, 0.9, and of 1, our cautious default. "
        "It is.",
    )
    assert "so many weeks after the start: 6, 12." in told["How seldom it is wrong"][0]
    assert "at most 5 of 100 courses" in told["How seldom it is wrong"][1]
    assert "2.5 of 100 at each look" in told["How seldom it is wrong"][1]
    assert told["How complete it is"][0] == "16 of 18 planned days were rated since the start."


def test_what_does_not_hold_is_said_to_not_hold() -> None:
    told = parts(trend("no_clear_change", interval=(-0.2, 2.8)), **CLEAR | {"threshold": 1.5})
    held = told["When a change is called clear"]
    assert [line.rsplit(". ", 1)[1] for line in held[1:]] == ["It does not.", "It is not."]


def test_before_the_first_look_the_rules_are_told_and_no_number_of_a_change() -> None:
    early = trend("too_early", difference=None, interval=None)
    told = parts(early, weeks_compared=4)
    assert "The difference" not in told
    assert told["What is compared"][0].startswith("At the look on 30 March 2026, the ratings from up to 4 weeks")
    assert "at least 1, our cautious default" in told["When a change is called clear"][2]
    assert not any("on average" in line for lines in told.values() for line in lines)


@pytest.mark.parametrize("verdict", ["not_enough_data", "too_early"])
def test_what_is_missing_is_told_first(verdict: str) -> None:
    told = parts(trend(verdict, noise=None, difference=None, interval=None))
    assert told["What is compared"][0] == "Because."


def test_a_watched_measure_has_no_rule_of_a_verdict() -> None:
    told = parts(trend("watching", primary=False, noise=None, difference=None, interval=None))
    assert told["Why there is no verdict"] == ("Because.",)
    assert "When a change is called clear" not in told
    assert "makes no claim" in told["What it cannot tell"][0]
    alone = parts(trend("watching", primary=False, baseline=None, now=None, noise=None))
    assert "There is no course to compare with." in alone["What is compared"][0]
    assert "How complete it is" not in alone


def test_a_drift_is_told_with_care() -> None:
    lines = {}
    for name, drift in (("none", None), ("level", Drift(9, 0.1, -0.2, 0.4)), ("fall", Drift(12, -0.6, -0.9, -0.2))):
        lines[name] = parts(trend("clearly_worse"), **CLEAR, drift=drift)["The weeks since the start"][0]
    assert "too few rated weeks" in lines["none"]
    assert "no steady rise or fall" in lines["level"]
    assert "fell by about 0.6 in four weeks, likely between 0.2 and 0.9" in lines["fall"]
    assert "does not foretell" in lines["fall"]


def test_tags_are_told_with_how_seldom_they_mislead() -> None:
    told = parts(
        trend("clearly_better"),
        **CLEAR,
        often=(TagDays("stress", 1, 10, 6, 11),),
        together=(Association("sun", 8, 20, 0.9, 0.2, 1.6),),
    )["What else changed"]
    assert told[0] == "Stress: on 1 of 10 days before, on 6 of 11 now."
    assert "were higher than on other days of the same weeks: by 0.9, likely between 0.2 and 1.6" in told[1]
    assert "from 8 days with it on" in told[2]


def test_days_worth_less_than_their_number_are_told_so() -> None:
    base = stretch(START - timedelta(days=28), START - timedelta(days=1), 10, 4.6)
    fewer = type(base)(base.from_, base.to, base.n, 4.2, base.mean)
    told = parts(trend("clearly_better", baseline=fewer), **CLEAR)["What so many days are worth"][0]
    assert "The 10 days before the start are worth 4.2 independent ones, the 11 days now 11." in told
