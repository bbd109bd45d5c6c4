"""What stands behind a verdict: told only where a verdict may name numbers, and with what else could explain it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care import reckoning_words as words
from care.knowledge import Knowledge, MeasureRow
from care.messages import FullDate
from care.reckoning import Reckoning, reckoned
from care.records import CheckIn, Course, Session, Sides
from care.template_rows import Tag
from care.trends import SplitTrend, trend
from screens.reckoned_view import reckoned_parts
from screens.wording import Wording
from tests.care.rating_makers import START, course, diary, rated, row

DAY = timedelta(days=1)
TAGS = [Tag(id=id, title=id, source=["test"], status="default") for id in ("poor_sleep", "stress")]
WAVES = (0.5, -0.5, 0.0, -0.5, 0.5, 0.0)


def knowing(*rows: MeasureRow) -> Knowledge:
    tables: dict[str, list] = {"measures": list(rows), "tags": TAGS}
    return Knowledge(lambda table, _type: tables.get(table, []))


def often(first: int, last: int, level: float, rise: float = 0.0) -> list[CheckIn]:
    days = [d for d in range(first, last + 1) if d % 7 in (0, 2, 4)]
    return [rated(d, level + rise * (d - first) / 7 + WAVES[i % len(WAVES)]) for i, d in enumerate(days)]


def on(
    offset: int, check_ins: list[CheckIn], *courses: Course, sessions: tuple[int, ...] = (0, 40, 80), **changed: object
):
    known = knowing(row(**changed))
    held = tuple(_session(day) for day in sessions)
    given = replace(diary(check_ins, *courses), sessions=held)
    today = START + offset * DAY
    return reckoned(given, known, trend(given, known, "F-GLOW", today), today)


def _session(offset: int, outcome: str = "finished") -> Session:
    at = rated(offset, 5).at
    day = START + offset * DAY
    return Session(
        id=f"s{offset}",
        at=at,
        day=day,
        started_at=at,
        ended_at=at,
        course="course",
        outcome=outcome,  # type: ignore[arg-type]
    )


def said(found: Reckoning) -> list[str]:
    return [caution.text for caution in found.cautions]


BEFORE = often(-28, -1, 5.0)


@pytest.mark.parametrize("offset", [20, 41])
def test_before_a_look_nothing_is_claimed(offset: int) -> None:
    found = on(offset, BEFORE + often(0, 41, 8.0))
    assert (found.higher, found.drift, found.often, found.together) == (None, None, (), ())
    assert found.threshold is not None
    assert found.weeks_compared == 4


def test_at_a_look_pairs_threshold_and_completeness_are_told() -> None:
    found = on(42, BEFORE + often(0, 41, 8.0), sessions=(0, 7, 14))
    assert (found.higher, found.share, found.looks) == (1.0, pytest.approx(0.05 / 3), (6, 12, 24))
    assert found.threshold == max(found.judged.noise or 0.0, found.least)
    assert (found.made, found.planned, found.unused) == (18, 18, 6)
    assert found.sessions == tuple(START + n * DAY for n in (0, 7, 14))
    assert on(42, BEFORE + often(0, 41, 2.0)).higher == 0.0


def test_watched_measures_and_lives_without_a_course_claim_nothing() -> None:
    other = course(primary="F-HYD")
    watched = on(60, BEFORE + often(0, 60, 8.0), other)
    assert (watched.higher, watched.drift, watched.together) == (None, None, ())
    alone = on(60, BEFORE + often(0, 60, 8.0), course(area="scalp"))
    assert (alone.higher, alone.sessions, len(alone.days)) == (None, (), 39)


def test_the_drift_needs_eight_rated_weeks_and_a_look() -> None:
    rising = BEFORE + often(0, 83, 5.0, rise=0.25)
    assert on(42, rising).drift is None
    drift = on(84, rising).drift
    assert drift is not None
    assert drift.weeks == 12
    assert drift.change == pytest.approx(1.0, abs=0.1)
    assert drift.steady
    level = on(84, BEFORE + often(0, 83, 6.0)).drift
    assert level is not None
    assert not level.steady


def test_what_is_rated_after_the_look_moves_nothing() -> None:
    entries = BEFORE + often(0, 41, 8.0)
    at_look, later = on(42, entries), on(60, entries + often(42, 59, 1.0))
    assert (later.higher, later.threshold, later.drift) == (at_look.higher, at_look.threshold, at_look.drift)
    assert (later.made, later.planned, later.unused) == (at_look.made, at_look.planned, at_look.unused)


def test_a_start_after_bad_days_is_said_and_an_ordinary_one_is_not() -> None:
    bad = [replace(c, scores={"F-GLOW": 3.0}) if c.day >= START - 5 * DAY else c for c in BEFORE]
    found = on(42, bad + often(0, 41, 5.0))
    assert words.bad_start(12).text in said(found)
    assert found.judged.verdict == "no_clear_change"
    assert said(on(42, BEFORE + often(0, 41, 5.0))) == []
    # For what is better low, bad days are the high ones.
    turned = [replace(c, scores={"F-GLOW": 10 - c.scores["F-GLOW"]}) for c in bad]
    assert words.bad_start(12).text in said(on(42, turned + often(0, 41, 5.0), better="down"))
    assert words.bad_start(12).text not in said(on(42, turned + often(0, 41, 5.0)))


def test_without_a_baseline_it_is_said_what_cannot_be_told() -> None:
    assert said(on(42, often(0, 41, 8.0))) == [words.NO_BASELINE.text]
    assert said(on(42, BEFORE + often(0, 41, 8.0), course(done_before=3))) == [words.NO_BASELINE.text]


def test_a_rise_that_was_there_before_is_said() -> None:
    rising = often(-28, -1, 3.0, rise=0.9)
    assert words.ROSE_BEFORE.text in said(on(42, rising + often(0, 41, 7.0)))
    falling = often(-28, -1, 8.0, rise=-0.9)
    assert words.FELL_BEFORE.text in said(on(42, falling + often(0, 41, 4.0)))
    assert said(on(42, falling + often(0, 41, 9.0))) == [words.bad_start(12).text]


def test_days_without_sessions_are_said() -> None:
    entries = BEFORE + often(0, 41, 5.0)
    assert said(on(42, entries, sessions=())) == [words.NO_SESSIONS.text]
    assert said(on(42, entries, sessions=(44,))) == [words.NO_SESSIONS.text]
    [over] = on(42, entries, sessions=(0, 7)).cautions
    assert dict(over.values) == {"day": FullDate(START + 7 * DAY)}
    assert said(on(42, entries, sessions=(0, 7, 14))) == []
    assert said(on(41, entries, sessions=())) == []


def test_the_season_is_said_of_what_follows_it() -> None:
    assert said(on(42, BEFORE + often(0, 41, 5.0), season="It follows the seasons.")) == ["It follows the seasons."]
    alone = on(42, BEFORE, course(area="scalp"), season="It follows the seasons.")
    assert said(alone) == ["It follows the seasons."]


def test_washes_further_apart_are_said() -> None:
    often_washed = [rated(d, 5) for d in range(-56, 0, 3)]
    seldom = [rated(d, 5) for d in range(0, 84, 7)]
    found = on(84, often_washed + seldom, asked="wash_day", looks=[12])
    [caution] = [one for one in found.cautions if "between washes" in one.text]
    assert dict(caution.values) == {"before": 3.0, "now": 7.0}
    assert said(on(84, often_washed + [rated(d, 5) for d in range(0, 84, 3)], asked="wash_day", looks=[12])) == []


def test_of_two_sides_the_differences_are_reckoned() -> None:
    entries = [
        replace(one, sides={"F-GLOW": Sides(left=left, right=5.0 + WAVES[n % 6])})
        for n, one in enumerate(BEFORE + often(0, 41, 5.0))
        for left in (4.0 + WAVES[n % 5] if one.day < START else 7.0 + WAVES[n % 5],)
    ]
    known, today = knowing(row(by_side=True)), START + 42 * DAY
    given = diary(entries, course(split="left"))
    one = trend(given, known, "F-GLOW", today)
    assert isinstance(one, SplitTrend)
    found = reckoned(given, known, one, today)
    assert found.judged == one.split
    assert found.judged.verdict == "clearly_better"
    assert found.higher == pytest.approx(1.0, abs=0.05)
    assert found.days[START] == pytest.approx(2.0, abs=1.01)
    told = reckoned_parts(Wording(), known, one, found)
    assert "minus that of the other" in told[0].lines[0]


def test_tags_are_told_at_a_look_and_not_before() -> None:
    tagged = [
        replace(c, tags=["poor_sleep"], scores={"F-GLOW": c.scores["F-GLOW"] - 2}) if i % 3 == 0 else c
        for i, c in enumerate(BEFORE + often(0, 41, 6.0))
    ]
    assert on(41, tagged).together == ()
    [found] = on(42, tagged).together
    assert (found.tag, found.days, found.others) == ("poor_sleep", 10, 20)
    assert found.difference == pytest.approx(-2.0, abs=0.5)
