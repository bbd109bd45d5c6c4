"""What the trends say, in which words, and what is drawn beside them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.messages import message
from care.records import Course, Phase
from care.statistics import Week
from care.trends import Look, Stretch, Trend
from screens.look.trend_chart import Chart
from screens.trends_picture import WEEKS_AT_MOST, WEEKS_BEFORE, chart_of
from screens.trends_view import TrendView, trend_view
from screens.wording import Wording
from storage.knowledge import read_knowledge
from tests.screens.snapshots import diary_of

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
WORDS = Wording("en")
START, TODAY = date(2026, 1, 5), date(2026, 3, 12)
GLOW = Course(id="c", title="Glow", area="face", phases=[Phase(every_days=7)], starts_on=START, primary="F-GLOW")
SCALP = Course(id="s", title="Calm", area="scalp", phases=[Phase(every_days=7)], starts_on=START, primary="H-ITCH")


def stretch(first: date, last: date, n: int, mean: float | None) -> Stretch:
    return Stretch(first, last, n, float(n), mean)


def trend(verdict: str, measure: str = "F-GLOW", **fields: Any) -> Trend:
    """A trend as `care.trends` gives it, ten weeks into a course."""
    known: dict[str, Any] = {
        "primary": True,
        "why": message("Because."),
        "look": Look(6, date(2026, 3, 30)),
        "baseline": stretch(START - timedelta(days=28), START - timedelta(days=1), 10, 4.6),
        "now": stretch(date(2026, 1, 19), date(2026, 2, 15), 11, 5.9),
        "difference": 1.3,
        "interval": (0.6, 2.0),
        "noise": 0.9,
        "weeks": (Week(-1, 3, 4.5), Week(0, 3, 4.7), Week(1, 2, 5.0), Week(3, 3, 5.8)),
    }
    return Trend(measure=measure, verdict=verdict, **{**known, **fields})  # type: ignore[arg-type]


def view(one: Trend, today: date = TODAY) -> TrendView:
    return trend_view(WORDS, KNOWLEDGE, diary_of(GLOW, SCALP), today, one)


@pytest.mark.parametrize(
    ("verdict", "measure", "sentence"),
    [
        ("too_early", "F-GLOW", "Too early to judge"),
        ("not_enough_data", "F-GLOW", "Not enough data"),
        ("no_clear_change", "F-GLOW", "No clear change"),
        ("clearly_better", "F-GLOW", "Your ratings are clearly higher"),
        ("clearly_worse", "F-GLOW", "Your ratings are clearly lower"),
        ("clearly_better", "H-ITCH", "Your ratings are clearly lower"),
        ("clearly_worse", "H-ITCH", "Your ratings are clearly higher"),
        ("watching", "F-HYD", "Watching"),
    ],
)
def test_the_verdict_is_said_first_and_never_says_better(verdict: str, measure: str, sentence: str) -> None:
    shown = view(trend(verdict, measure))
    assert shown.sentence == sentence
    assert "better" not in repr(shown.sentence) + shown.cannot_say + shown.advice


@pytest.mark.parametrize("verdict", ["clearly_better", "clearly_worse"])
def test_a_clear_verdict_says_what_it_cannot_tell(verdict: str) -> None:
    assert view(trend(verdict)).cannot_say.startswith("That the serum did it.")
    assert view(trend("no_clear_change")).cannot_say == ""


def test_numbers_are_named_only_where_a_verdict_may_name_them() -> None:
    assert view(trend("clearly_better")).facts == ("Before: 4.6. Now: 5.9.", "Your usual ups and downs are 0.9.")
    for verdict in ("too_early", "not_enough_data", "watching"):
        shown = view(trend(verdict, difference=None, interval=None))
        assert (shown.facts, shown.likely) == ((), None)


def test_worse_and_unclear_offer_a_way_on() -> None:
    assert "ask a professional" in view(trend("clearly_worse")).advice
    assert "simplify" in view(trend("no_clear_change")).advice
    assert view(trend("clearly_better")).advice == ""


def test_the_next_look_is_named_and_the_last_one_too() -> None:
    assert view(trend("no_clear_change")).next_look == "The next look is on 30 March 2026. Until then this stands."
    assert view(trend("no_clear_change", look=Look(24, None))).next_look == "This was the last look of this course."
    assert view(trend("watching", primary=False, look=Look(None, None))).next_look == ""


@pytest.mark.parametrize(("today", "wait"), [(START, (0, 6)), (date(2026, 1, 26), (3, 6)), (date(2026, 2, 15), (5, 6))])
def test_the_wait_for_the_first_look_is_counted_in_weeks(today: date, wait: tuple[int, int]) -> None:
    early = trend("too_early", look=Look(None, date(2026, 2, 16)), interval=None, difference=None)
    shown = view(early, today)
    assert (shown.wait, shown.first_look) == (wait, date(2026, 2, 16))


def test_weeks_are_said_and_drawn_as_levels() -> None:
    weeks = view(trend("no_clear_change")).weeks
    assert [(w.title, w.said, round(w.level, 3)) for w in weeks] == [
        ("2 weeks before", "4.5, 3 ratings", 0.45),
        ("The week before", "4.7, 3 ratings", 0.47),
        ("Week 1", "5, 2 ratings", 0.5),
        ("Week 3", "5.8, 3 ratings", 0.58),
    ]


def test_levels_stay_within_the_scale() -> None:
    shown = view(trend("no_clear_change", noise=9.0, weeks=(Week(1, 1, 10.0),)))
    assert shown.band == (0.0, 1.0)
    assert shown.weeks[0].level == 1.0


def test_counts_span_the_next_full_ten() -> None:
    shown = view(trend("watching", "H-60", primary=False, weeks=(Week(1, 1, 23.0), Week(5, 1, 8.0))))
    assert [words for _, words in shown.ticks] == ["0", "15", "30"]
    assert shown.weeks[0].level == pytest.approx(23 / 30)


def test_choices_have_a_tick_for_each_answer() -> None:
    assert len(view(trend("watching", "H-FLAKE", primary=False, weeks=(Week(1, 1, 2.0),))).ticks) == 5


def chart(one: Trend, today: date = TODAY) -> Chart:
    return chart_of(view(one, today))


def test_the_wait_is_hatched_and_nothing_is_joined_before_the_first_look() -> None:
    early = trend("too_early", look=Look(None, date(2026, 2, 16)), interval=None, difference=None)
    drawn = chart(early, date(2026, 1, 26))
    assert (drawn.first, drawn.last, drawn.start, drawn.wait_from) == (-1, 6, 1, 5)
    assert not drawn.joined
    assert drawn.now is None


def test_rings_stand_before_the_start_and_dots_after() -> None:
    drawn = chart(trend("clearly_better"))
    assert [(dot.week, dot.before) for dot in drawn.dots] == [(-1, True), (0, True), (1, False), (3, False)]
    assert drawn.last == 10
    assert drawn.now == (3, 6, pytest.approx(0.52), pytest.approx(0.66))


def test_a_long_story_is_cut_to_the_weeks_that_matter() -> None:
    weeks = tuple(Week(n, 3, 5.0) for n in range(-90, 80))
    drawn = chart(trend("no_clear_change", weeks=weeks), START + timedelta(weeks=79))
    assert drawn.last - drawn.first == WEEKS_AT_MOST - 1
    drawn = chart(trend("no_clear_change", weeks=weeks))
    assert drawn.first == 1 - WEEKS_BEFORE


def test_without_a_course_the_weeks_are_only_watched() -> None:
    alone = trend("watching", baseline=None, primary=False, look=Look(None, None), noise=None, interval=None)
    shown = view(alone)
    assert (shown.started, shown.wait, shown.complete) == (None, None, ())
    assert chart_of(shown).start is None
