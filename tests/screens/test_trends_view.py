"""What the trends say, in which words, and what is drawn beside them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.messages import message
from care.reckoning import Drift, Reckoning
from care.records import Course, Phase
from care.statistics import Week
from care.tags import Association, TagDays
from care.trends import Look, Stretch, Trend
from screens.look.trend_chart import Chart
from screens.reckoned_words import pairs_words
from screens.trends_picture import POINTS_AT_MOST, chart_of
from screens.trends_view import WEEKS_AT_MOST, WEEKS_BEFORE, TrendView, trend_view
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


def test_a_long_course_keeps_to_the_weeks_that_its_verdict_rests_on() -> None:
    weeks = tuple(Week(n, 3, 5.0) for n in range(-3, 60))
    drawn = chart(trend("clearly_better", weeks=weeks), START + timedelta(weeks=59))
    assert drawn.now is not None
    assert (drawn.first, drawn.last) == (-3, -3 + WEEKS_AT_MOST - 1)
    watched = chart(trend("watching", weeks=weeks, interval=None, difference=None), START + timedelta(weeks=59))
    assert watched.last == 60


def behind(one: Trend, **more: Any) -> Reckoning:
    return Reckoning(**{"judged": one, "looks": (6, 12), "share": 0.025, "least": 1.0, "days": {}} | more)


def whole(one: Trend, today: date = TODAY, **more: Any) -> TrendView:
    return trend_view(WORDS, KNOWLEDGE, diary_of(GLOW, SCALP), today, one, behind(one, **more))


def test_no_more_than_three_hundred_points_are_sent() -> None:
    every = {START + timedelta(days=n): 5.0 for n in range(-56, 400)}
    one = trend("no_clear_change", weeks=tuple(Week(n, 7, 5.0) for n in range(-7, 58)))
    for today in (START + timedelta(weeks=23), START + timedelta(days=400)):
        drawn = chart_of(whole(one, today, days=every, sessions=tuple(every)))
        assert 200 < drawn.points <= POINTS_AT_MOST
        assert drawn.days
        assert drawn.sessions


def test_one_rating_a_week_is_drawn_once() -> None:
    days = {START + timedelta(weeks=n): 5.0 for n in (-2, -1, 0, 2)}
    assert chart_of(whole(trend("no_clear_change"), days=days)).days == ()
    more = days | {START + timedelta(days=1): 6.0}
    assert len(chart_of(whole(trend("no_clear_change"), days=more)).days) == 5


def test_rated_days_and_sessions_stand_at_noon_of_their_day() -> None:
    days = {START - timedelta(days=1): 4.0, START: 6.0}
    shown = whole(trend("no_clear_change"), days=days, sessions=(START + timedelta(days=7),))
    assert shown.days == (
        (pytest.approx(1 - 0.5 / 7), 0.4),
        (pytest.approx(1 + 0.5 / 7), 0.6),
    )
    assert shown.sessions == (pytest.approx(2 + 0.5 / 7),)
    assert (shown.may_show, shown.fair) == (2, 6)
    assert [w.sessions for w in shown.weeks if w.week > 0] == ["", ""]


def test_what_else_could_explain_it_and_what_changed_are_told_in_words() -> None:
    shown = whole(
        trend("no_clear_change"),
        higher=0.83,
        cautions=(message("Mind it."),),
        often=(TagDays("poor_sleep", 6, 12, 1, 11),),
        together=(Association("poor_sleep", 9, 30, -1.2, -2.0, -0.4),),
        drift=Drift(12, 0.5, 0.2, 0.8),
    )
    assert shown.pairs == "In 8 of 10 pairs of a day before and a day now, the later rating is the higher one."
    assert shown.mind == ("Mind it.",)
    assert shown.changed[0] == "Slept badly: on 6 of 12 days before, on 1 of 11 now."
    assert "lower than on other days" in shown.changed[1]
    assert "not to say that one made the other" in shown.changed[1]
    assert "rose by about 0.5 in four weeks" in shown.drift
    assert whole(trend("no_clear_change"), drift=Drift(12, 0.5, -0.2, 1.2)).drift == ""


@pytest.mark.parametrize(
    ("higher", "said"),
    [
        (1.0, "In 10 of 10"),
        (0.97, "In nearly all"),
        (0.52, "In about half"),
        (0.31, "In 7 of 10"),
        (0.01, "In nearly all"),
    ],
)
def test_the_overlap_is_told_in_pairs_of_ten(higher: float, said: str) -> None:
    words = pairs_words(WORDS, higher)
    assert words.startswith(said)
    assert ("lower one" in words) == (higher < 0.45)


def test_bands_of_a_count_are_named_by_their_words() -> None:
    shown = view(trend("watching", "H-WASH", primary=False, weeks=(Week(1, 1, 2.0),)))
    assert shown.banded
    assert [words for _, words in shown.ticks] == ["None", "Under 20", "20 to 50", "51 to 100", "Over 100"]
