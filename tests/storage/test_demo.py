"""The invented diary: the same every time, never in the future, of one piece, and one that the plan accepts."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from care.days import Moment, care_day
from care.records import (
    Answer,
    CheckIn,
    Course,
    Device,
    Event,
    Product,
    Reaction,
    Record,
    Reminder,
    Routine,
    Session,
    StepDone,
    kind_of,
)
from storage.demo import make_demo
from storage.exchange import read_exchange, write_exchange
from storage.knowledge import read_knowledge

R = TypeVar("R", bound=Record)
KNOWN = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
NOW = Moment(datetime(2026, 11, 23, 14, tzinfo=UTC), "Europe/Berlin")
TWO_YEARS = make_demo(KNOWN, NOW, years=2, seed=1)


def of_type(kind: type[R], records: list[Record] = TWO_YEARS) -> list[R]:
    return [r for r in records if isinstance(r, kind)]


def test_the_same_figures_tell_the_same_story_and_another_seed_another() -> None:
    assert make_demo(KNOWN, NOW, years=2, seed=1) == TWO_YEARS
    assert make_demo(KNOWN, NOW, years=2, seed=2) != TWO_YEARS


@pytest.mark.parametrize("years", [0.05, 0.3, 1, 3.5])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_it_ends_at_the_present_and_reaches_back_as_far_as_asked(years: float, zone: str) -> None:
    now = Moment(NOW.at, zone)
    events = of_type(Event, make_demo(KNOWN, now, years=years))
    assert all(e.at <= now.at and e.zone == zone for e in events)
    assert now.at - max(e.at for e in events) < timedelta(days=2)
    length = max(14, years * 365.25)
    assert abs((now.at - min(e.at for e in events)).days - length) < 5


def test_it_is_what_the_exchange_format_allows() -> None:
    read = read_exchange(write_exchange(TWO_YEARS, NOW.at))
    assert {(kind_of(r), r.id): r for r in read} == {(kind_of(r), r.id): r for r in TWO_YEARS}
    assert len(read) == len(TWO_YEARS)


def test_every_event_counts_for_the_care_day_of_its_moment() -> None:
    assert all(e.day == care_day(e.at, e.zone, "04:00") for e in of_type(Event))


def test_everything_it_speaks_of_is_there() -> None:
    ids = {kind_of(r): {x.id for x in TWO_YEARS if kind_of(x) == kind_of(r)} for r in TWO_YEARS}
    for product in of_type(Product):
        assert set(product.actives) <= set(KNOWN.ingredients)
    for course in of_type(Course):
        assert course.product in ids["product"]
        assert course.device is None or course.device in ids["device"]
        assert course.primary in KNOWN.measures
    steps = {(r.id, s.id) for r in of_type(Routine) for s in r.steps}
    assert {s.product for r in of_type(Routine) for s in r.steps} <= ids["product"] | {None}
    assert {(s.routine, s.step) for s in of_type(StepDone)} == steps
    assert {s.course for s in of_type(Session)} == ids["course"]
    assert {s.site for x in of_type(Session) for s in x.steps} <= set(KNOWN.sites)
    assert {s for r in of_type(Reaction) for s in r.signs} <= set(KNOWN.signs)
    assert {t for c in of_type(CheckIn) for t in c.tags} <= set(KNOWN.tags)


def test_the_person_is_set_up_and_has_answered_everything_with_no() -> None:
    answers = of_type(Answer)
    assert {a.rule for a in answers} == set(KNOWN.screening)
    assert {a.answer for a in answers} == {"no"}
    assert all(timedelta(0) < NOW.at.date() - a.answered_on < timedelta(days=60) for a in answers)
    assert len(of_type(Product)) >= 8
    assert [m.modality for d in of_type(Device) for m in d.modes] == ["galvanic"]
    assert [r.about for r in of_type(Reminder)] == ["custom"]
    (reaction,) = (r for r in of_type(Reaction) if r.signs)
    assert reaction.resolved_at is not None
    assert reaction.resolved_at < NOW.at


def test_there_is_a_finished_face_course_an_active_one_and_one_for_the_scalp() -> None:
    kinds = [(c.area, c.state) for c in of_type(Course)]
    assert kinds.count(("face", "active")) == kinds.count(("scalp", "active")) == 1
    assert ("face", "finished") in kinds


@pytest.mark.parametrize("years", [0.05, 0.1, 0.17, 1, 4])
def test_the_next_face_session_is_due_today_and_the_next_of_the_scalp_is_not(years: float) -> None:
    records = make_demo(KNOWN, NOW, years=years)
    active = {c.id: c.area for c in of_type(Course, records) if c.state == "active"}
    latest = {active[s.course]: s.day for s in of_type(Session, records) if s.course in active}
    today = NOW.at.date()
    assert today - latest["face"] == timedelta(days=7)
    assert today - latest["scalp"] == timedelta(days=4)


def test_sessions_of_an_area_leave_the_skin_its_rest() -> None:
    area_of = {c.id: c.area for c in of_type(Course)}
    held: dict[str, list[Session]] = defaultdict(list)
    for session in of_type(Session):
        held[area_of[session.course or ""]].append(session)
    for of_area in held.values():
        ordered = sorted(of_area, key=lambda s: s.at)
        for earlier, later in pairwise(ordered):
            assert later.started_at - earlier.ended_at >= timedelta(hours=60)


def test_retinol_rests_around_face_sessions() -> None:
    faces = {c.id for c in of_type(Course) if c.area == "face"}
    around = [s.started_at for s in of_type(Session) if s.course in faces and s.outcome == "finished"]
    used = [s.at for s in of_type(StepDone) if s.step == "retinol"]
    assert len(used) > 100
    assert all(abs(at - session) > timedelta(hours=46) for at in used for session in around)


def test_ratings_keep_to_their_scales_and_scatter_without_running_away() -> None:
    for check_in in of_type(CheckIn):
        for measure, score in check_in.scores.items():
            low, high, step = KNOWN.measures[measure].scale
            assert low <= score <= high
            assert (score - low) % step == 0
    glow = [c.scores["F-GLOW"] for c in of_type(CheckIn) if c.area == "glow"]
    assert len(glow) > 200
    assert len(set(glow)) > 6
    assert 4 < sum(glow) / len(glow) < 7


def test_there_are_gaps_and_thin_weeks() -> None:
    days: dict[date, int] = defaultdict(int)
    for done in of_type(StepDone):
        days[done.day] += 1
    quiet = sum(1 for n in range(700) if days[NOW.at.date() - timedelta(days=n)] <= 2)
    assert 40 < quiet < 350


def test_ten_years_are_many_records() -> None:
    assert len(make_demo(KNOWN, NOW, years=10)) > 15_000


@pytest.mark.parametrize("years", [0, -1, 51, float("nan")])
def test_years_beyond_reason_are_refused(years: float) -> None:
    with pytest.raises(ValueError, match="years"):
        make_demo(KNOWN, NOW, years=years)
