"""Verdicts: when there is one, on what it rests, and what it never claims."""

from __future__ import annotations

import math
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care import statistics
from care.records import CheckIn
from care.trends import Trend, trend, trends
from tests.care import course_makers
from tests.care.rating_makers import START, course, diary, knowing, rated, row

GLOW = knowing(row())
DAYS = timedelta(days=1)
# Ups and downs of half a point around nothing, of no likeness to speak of.
WAVES = (0.5, -0.5, 0.0, -0.5, 0.5, 0.0, 0.5, -0.5, -0.5, 0.5, 0.0, 0.0)


def often(first: int, last: int, level: float) -> list[CheckIn]:
    """Ratings on Mondays, Wednesdays and Fridays between two days, both counted from the start."""
    days = [d for d in range(first, last + 1) if d % 7 in (0, 2, 4)]
    return [rated(d, level + WAVES[i % len(WAVES)]) for i, d in enumerate(days)]


def on(offset: int, check_ins: list[CheckIn], **changed: object) -> Trend:
    return trend(diary(check_ins), knowing(row(**changed)), "F-GLOW", START + offset * DAYS)


BEFORE = often(-28, -1, 5.0)


def test_before_the_first_look_it_is_too_early_whatever_is_rated() -> None:
    early = on(41, BEFORE + often(0, 41, 9.0))
    assert early.verdict == "too_early"
    assert (early.look.week, early.look.next_on) == (None, START + 42 * DAYS)
    assert (early.difference, early.interval) == (None, None)
    assert dict(early.why.values)["day"] == START + 42 * DAYS


def test_a_step_is_clear_at_the_first_look() -> None:
    found = on(42, BEFORE + often(0, 41, 8.0))
    assert (found.verdict, found.primary) == ("clearly_better", True)
    assert found.difference == pytest.approx(3.0, abs=0.1)
    assert found.interval is not None
    assert 0 < found.interval[0] < found.difference < found.interval[1]
    assert (found.look.week, found.look.next_on) == (6, START + 84 * DAYS)
    assert "higher" in found.why.text
    assert "cannot tell" in found.why.text


def test_a_course_that_began_before_mesoday_has_no_before_to_compare_with() -> None:
    given = diary(BEFORE + often(0, 41, 8.0))
    courses = {id: replace(course, done_before=4) for id, course in given.courses.items()}
    found = trend(replace(given, courses=courses), GLOW, "F-GLOW", START + 42 * DAYS)
    assert (found.verdict, found.difference) == ("watching", None)
    assert "began before Mesoday" in found.why.text


def test_what_is_compared_is_shown() -> None:
    found = on(50, BEFORE + often(0, 50, 8.0))
    assert found.baseline is not None
    assert found.now is not None
    assert (found.baseline.from_, found.baseline.to, found.baseline.n) == (START - 28 * DAYS, START - DAYS, 12)
    assert (found.now.from_, found.now.to, found.now.n) == (START + 14 * DAYS, START + 41 * DAYS, 12)
    before = [c.scores["F-GLOW"] for c in BEFORE]
    assert found.baseline.mean == pytest.approx(sum(before) / 12)
    assert found.noise == pytest.approx(1.96 * math.sqrt(2) * statistics.sd(before) / math.sqrt(found.baseline.n_eff))
    assert found.difference == pytest.approx(found.now.mean - found.baseline.mean)  # type: ignore[operator]


def test_fewer_ratings_are_worth_less_than_their_number() -> None:
    slow = [rated(d, 5 + (d // 7 % 2)) for d in range(-28, 42)]
    found = on(42, slow)
    assert found.baseline is not None
    assert found.baseline.n_eff < found.baseline.n / 2


@pytest.mark.parametrize(
    ("better", "level", "verdict", "word"),
    [
        ("up", 8.0, "clearly_better", "higher"),
        ("up", 2.0, "clearly_worse", "lower"),
        ("down", 8.0, "clearly_worse", "higher"),
        ("down", 2.0, "clearly_better", "lower"),
    ],
)
def test_the_measure_says_which_way_is_better(better: str, level: float, verdict: str, word: str) -> None:
    found = on(42, BEFORE + often(0, 41, level), better=better)
    assert found.verdict == verdict
    assert word in found.why.text
    assert dict(found.why.values)["change"] == pytest.approx(3.0, abs=0.11)


def test_between_looks_the_last_verdict_stands() -> None:
    early = BEFORE + often(0, 41, 8.0)
    fallen = early + often(42, 83, 3.0)
    at_six = on(42, fallen)
    for offset in (43, 60, 83):
        later = on(offset, fallen)
        assert replace(later, weeks=()) == replace(at_six, weeks=())
    assert on(84, fallen).verdict == "clearly_worse"


def test_ratings_on_the_day_of_a_look_do_not_move_it() -> None:
    found = on(42, BEFORE + often(0, 41, 8.0))
    with_today = on(42, [*BEFORE, *often(0, 41, 8.0), rated(42, 0.0)])
    assert (with_today.verdict, with_today.interval) == (found.verdict, found.interval)


def test_an_interval_is_no_wider_than_the_scale() -> None:
    slow = [rated(d, 1.0 if d % 28 < 14 else 9.0) for d in range(-28, 0) if d % 7 in (0, 2, 4)]
    found = on(42, slow + [rated(d, 1.0 if d % 28 < 14 else 9.0) for d in range(42) if d % 7 in (0, 2, 4)])
    assert (found.interval, found.verdict) == ((-10.0, 10.0), "no_clear_change")
    assert "slowly" in found.why.text


def test_after_the_last_look_none_comes() -> None:
    found = on(400, BEFORE + often(0, 400, 8.0))
    assert (found.look.week, found.look.next_on) == (24, None)
    assert found.verdict == "clearly_better"


def test_a_change_below_the_least_is_not_clear() -> None:
    after = often(0, 41, 6.5)
    assert on(42, BEFORE + after, least_change=1.0).verdict == "clearly_better"
    found = on(42, BEFORE + after, least_change=2.0)
    assert found.verdict == "no_clear_change"
    assert found.interval is not None
    assert found.interval[0] > 0
    assert dict(found.why.values)["least"] == 2.0


def test_without_a_least_change_a_tenth_of_the_scale_counts() -> None:
    after = often(0, 41, 6.5)
    assert on(42, BEFORE + after, least_change=None).verdict == "clearly_better"
    assert on(42, BEFORE + after, least_change=None, scale=(0.0, 40.0, 0.5)).verdict == "no_clear_change"


def test_a_change_within_the_own_noise_is_not_clear() -> None:
    wild = [rated(d, 5 + (2 if i % 2 else -2)) for i, d in enumerate(range(-28, -4, 4))]
    calm = [rated(d, 7 + WAVES[d % 12] / 2) for d in range(42)]
    found = on(42, wild + calm)
    assert found.verdict == "no_clear_change"
    assert found.difference is not None
    assert found.interval is not None
    assert found.noise is not None
    # Everything but the noise of the baseline would call it clear.
    assert found.interval[0] > 0
    assert 1.0 < found.difference < found.noise
    assert dict(found.why.values)["least"] == round(found.noise, 1)


@pytest.mark.parametrize("looks", [[6], [6, 12], [6, 12, 24]])
def test_the_chance_of_a_false_alarm_is_divided_among_the_looks(looks: list[int]) -> None:
    found = on(42, BEFORE + often(0, 41, 6.5), looks=looks)
    assert found.baseline is not None
    assert found.interval is not None
    before, after = ([c.scores["F-GLOW"] for c in entries] for entries in (BEFORE, often(0, 41, 6.5)[-12:]))
    whole = found.baseline.n_eff / found.baseline.n
    expected = statistics.difference(before, after, level=0.05 / len(looks), alike=(1 - whole) / (1 + whole))
    assert found.interval == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize(
    ("before", "made", "days"),
    [
        ([], 0, 0),
        ([rated(d, 5) for d in (-14, -10, -6, -2)], 4, 14),
        ([rated(d, 5) for d in range(-13, 0)], 13, 13),
        ([rated(d, 5) for d in range(-28, -21)], 7, 7),
        ([rated(d, 5) for d in range(-60, -28)], 0, 0),
    ],
)
def test_without_a_baseline_there_is_no_verdict(before: list[CheckIn], made: int, days: int) -> None:
    found = on(42, before + often(0, 41, 9.0))
    assert found.verdict == "not_enough_data"
    values = dict(found.why.values)
    assert (values["made"], values["days"]) == (made, days)
    assert (found.difference, found.interval, found.noise) == (None, None, None)
    assert "too few ratings" in on(20, before + often(0, 20, 9.0)).why.text


def test_five_ratings_over_two_weeks_are_a_baseline() -> None:
    before = [rated(d, 5 + d % 2) for d in (-14, -11, -8, -5, -2)]
    assert on(42, before + often(0, 41, 9.0)).verdict == "clearly_better"


@pytest.mark.parametrize(("made", "enough"), [(10, False), (11, True)])
def test_six_of_ten_planned_ratings_are_asked_since_the_start(made: int, enough: bool) -> None:
    late = often(0, 41, 9.0)[-made:]
    found = on(42, BEFORE + late)
    assert (found.verdict != "not_enough_data") == enough
    if not enough:
        values = dict(found.why.values)
        assert (values["made"], values["planned"], values["needed"], values["weeks"]) == (10, 18, 11, 6)


def test_early_diligence_does_not_stand_for_the_weeks_compared() -> None:
    daily = [rated(d, 9 - d % 2) for d in range(14)]
    found = on(42, BEFORE + daily + often(14, 41, 9.0)[:7])
    assert found.verdict == "not_enough_data"
    assert dict(found.why.values)["weeks"] == 4


def test_check_ins_of_one_day_are_one_entry() -> None:
    twice = [rated(d.day.toordinal() - START.toordinal(), 6, hour=h) for d in BEFORE for h in (8, 20)]
    after = often(0, 41, 8.0)
    found = on(42, [*BEFORE, *twice, *after])
    assert found.baseline is not None
    assert found.baseline.n == 12
    expected = sum((c.scores["F-GLOW"] + 12) / 3 for c in BEFORE) / 12
    assert found.baseline.mean == pytest.approx(expected)


def test_the_day_of_the_record_counts_not_its_instant() -> None:
    moved = [
        msgspec.structs.replace(c, zone="Pacific/Auckland", at=c.at + 20 * 3600 * timedelta(seconds=1)) for c in BEFORE
    ]
    assert on(42, moved + often(0, 41, 8.0)) == on(42, BEFORE + often(0, 41, 8.0))


def test_weeks_without_ratings_are_missing_not_zero() -> None:
    found = on(42, BEFORE + often(0, 13, 8.0) + often(21, 41, 8.0))
    assert [w.week for w in found.weeks] == [-3, -2, -1, 0, 1, 2, 4, 5, 6]
    assert min(w.mean for w in found.weeks) > 4


def test_other_measures_are_pictures_without_a_claim() -> None:
    comfort = row(id="F-HYD")
    entries = BEFORE + often(0, 100, 9.0)
    both = [replace(c, scores={"F-GLOW": c.scores["F-GLOW"], "F-HYD": c.scores["F-GLOW"]}) for c in entries]
    known = knowing(comfort, row())
    found = trends(diary(both), known, START + 100 * DAYS)
    assert [(t.measure, t.primary, t.verdict) for t in found] == [
        ("F-GLOW", True, "clearly_better"),
        ("F-HYD", False, "watching"),
    ]
    watched = found[1]
    assert (watched.difference, watched.interval, watched.noise, watched.look.next_on) == (None, None, None, None)
    assert watched.weeks


def test_without_a_course_there_is_only_a_picture() -> None:
    entries = often(0, 100, 9.0)
    scalp = course(area="scalp", primary="H-ITCH")
    found = trend(diary(entries, scalp), GLOW, "F-GLOW", START + 100 * DAYS)
    assert (found.verdict, found.baseline, found.difference) == ("watching", None, None)
    assert found.weeks[0].week == 1
    assert trends(diary([], scalp), GLOW, START) == []


def test_the_active_course_is_looked_at_else_the_latest() -> None:
    entries = BEFORE + often(0, 60, 8.0)
    old = course(id="old", starts_on=START - 400 * DAYS, state="finished")
    latest = course(id="late", starts_on=START, state="finished")
    coming = course(id="coming", starts_on=START + 61 * DAYS)
    today = START + 60 * DAYS
    assert trend(diary(entries, old, latest), GLOW, "F-GLOW", today).verdict == "clearly_better"
    waiting = trend(diary(entries, old, latest, coming), GLOW, "F-GLOW", today)
    assert waiting.look.next_on == START + (61 + 42) * DAYS
    assert (waiting.verdict, waiting.now) == ("too_early", None)
    other = course(id="other", primary="F-HYD", starts_on=START + 7 * DAYS)
    assert trend(diary(entries, course(), other), GLOW, "F-GLOW", today).primary


def test_entries_still_to_come_are_not_there() -> None:
    entries = BEFORE + often(0, 100, 8.0)
    assert on(50, entries) == on(50, [c for c in entries if c.day <= START + 50 * DAYS])


def test_measures_that_are_asked_seldom_are_compared_over_longer() -> None:
    itch = row(id="H-ITCH", area="scalp", asked="weekly", better="down", looks=[4, 12])
    scalp = course(area="scalp", primary="H-ITCH")
    weekly = [rated(d, (6 if d < 0 else 2) + d // 7 % 2 / 2, "H-ITCH") for d in range(-56, 84, 7)]
    found = trend(diary(weekly, scalp), knowing(itch), "H-ITCH", START + 84 * DAYS)
    assert found.baseline is not None
    assert found.now is not None
    assert (found.baseline.n, found.now.n, found.verdict) == (8, 8, "clearly_better")
    assert trend(diary(weekly, scalp), knowing(itch), "H-ITCH", START + 28 * DAYS).verdict == "clearly_better"


def test_a_diary_that_begins_too_late_is_refused() -> None:
    late = replace(diary(BEFORE + often(0, 60, 8.0)), since=START - 20 * DAYS)
    with pytest.raises(ValueError, match="baseline"):
        trend(late, GLOW, "F-GLOW", START + 60 * DAYS)


def test_every_measure_of_the_knowledge_can_get_a_verdict() -> None:
    known = course_makers.knowledge()
    for measure in known.measures.values():
        low, high, _ = measure.scale
        area = "face" if measure.area == "glow" else "scalp"
        entries = [
            rated(d, low + (high - low) * (0.7 if d < 0 else 0.3) + d % 2 * (high - low) / 40, measure.id)
            for d in range(-180, 300, 2)
        ]
        found = trend(
            diary(entries, course(area=area, primary=measure.id)),
            known,
            measure.id,
            START + measure.looks[-1] * 7 * DAYS,
        )
        assert found.verdict == ("clearly_worse" if measure.better == "up" else "clearly_better"), measure.id


def test_the_json_has_the_fields_of_the_contract() -> None:
    plain = msgspec.to_builtins(on(42, BEFORE + often(0, 41, 8.0)))
    assert list(plain) == [
        "measure", "primary", "verdict", "why", "look", "baseline", "now", "difference", "interval", "noise", "weeks",
    ]  # fmt: skip
    assert list(plain["look"]) == ["week", "next_on"]
    assert list(plain["baseline"]) == list(plain["now"]) == ["from", "to", "n", "n_eff", "mean"]
    assert list(plain["weeks"][0]) == ["week", "n", "mean"]
    assert len(plain["interval"]) == 2


reproducible = settings(deadline=None, derandomize=True)
scores = st.lists(st.tuples(st.integers(-40, 60), st.integers(0, 20)), max_size=90)


def some(drawn: list[tuple[int, int]]) -> list[CheckIn]:
    return [rated(day, halves / 2, hour=i % 24) for i, (day, halves) in enumerate(drawn)]


steady = st.lists(st.integers(0, 20), min_size=70, max_size=70).map(lambda s: list(zip(range(-28, 42), s, strict=True)))


@reproducible
@given(steady, st.integers(-10, 10))
def test_a_constant_added_to_all_scores_leaves_the_difference(drawn: list[tuple[int, int]], constant: int) -> None:
    plain = on(42, some(drawn))
    moved = on(42, some([(day, halves + 2 * constant) for day, halves in drawn]))
    assert plain.difference is not None
    assert moved.verdict == plain.verdict
    assert (moved.difference, moved.noise) == pytest.approx((plain.difference, plain.noise), abs=1e-9)
    assert moved.interval == pytest.approx(plain.interval, abs=1e-6)


@reproducible
@given(steady)
def test_duplicates_of_all_entries_change_nothing(drawn: list[tuple[int, int]]) -> None:
    assert on(42, some(drawn) * 2) == on(42, some(drawn))


@reproducible
@given(scores, st.randoms(use_true_random=False), st.integers(0, 60))
def test_the_order_of_records_changes_nothing(drawn: list[tuple[int, int]], rng: object, offset: int) -> None:
    entries = some(drawn)
    mixed = list(entries)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert on(offset, mixed) == on(offset, entries)


@reproducible
@given(scores, st.integers(-20, 41))
def test_no_verdict_before_the_first_look(drawn: list[tuple[int, int]], offset: int) -> None:
    found = on(offset, some(drawn))
    assert (found.verdict, found.difference, found.interval) == ("too_early", None, None)


@reproducible
@given(steady, st.integers(-20, 20), st.integers(42, 60))
def test_a_clear_verdict_keeps_its_conditions(drawn: list[tuple[int, int]], step: int, offset: int) -> None:
    found = on(offset, some([(day, halves + (step if day >= 0 else 0)) for day, halves in drawn]))
    if found.verdict in ("clearly_better", "clearly_worse"):
        assert found.difference is not None
        assert found.interval is not None
        assert found.noise is not None
        assert found.interval[0] > 0 or found.interval[1] < 0
        assert abs(found.difference) >= max(found.noise, 1.0) - 1e-6
    else:
        assert found.verdict == "no_clear_change"
