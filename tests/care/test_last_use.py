"""A passed patch test counts as long as its product is used now and then, and no longer once it lay unused for long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from care.diary import Diary
from care.last_use import asks_for_more, key_of, last_used, unused_since
from care.plan import plan_day
from care.records import PatchTest, Product, Reaction, Retired, Routine, RoutineStep, Session, StepDone
from care.session_script import session_script
from care.verbs import decide
from care.verbs.patch_test import BeginPatchTest
from tests.care.course_makers import BERLIN, STARTS_ON, answers, at, diary, knowledge, session

KNOWN = knowledge()
DAY = timedelta(days=1)
UNUSED = int(KNOWN.figure("patch_unused_days"))
TODAY = STARTS_ON + 300 * DAY
LAST_COUNTS = TODAY - UNUSED * DAY
PASSED = PatchTest(state="passed", started_on=STARTS_ON)
SERUM = Product(id="serum", name="Serum", form="serum", actives=["I10"], patch_test=PASSED)
EVENING = Routine(id="r", title="Evening", slot="pm", steps=[RoutineStep(id="s", title="Serum", product="serum")])
READING = {"at": "2026-12-20T08:00:00+00:00", "kind": "looked", "skin": "none", "zone": BERLIN}


def by_course(day: date) -> dict[str, Any]:
    return {"sessions": (session(day),)}


def by_itself(day: date) -> dict[str, Any]:
    return {"sessions": (replace(session(day), course=None, product="serum"),)}


def by_step(day: date) -> dict[str, Any]:
    return {"steps_done": (StepDone(id="t", at=at(day).at, day=day, routine="r", step="s"),)}


def long_ago(day: date) -> dict[str, Any]:
    return {"used_before": {"step/r/s": day, "course/another": TODAY, "product/another": TODAY}}


def shelf(product: Product = SERUM, **changed: Any) -> Diary:
    course = replace(diary(KNOWN).courses["course"], product="serum", starts_on=TODAY, device=None)
    found = diary(KNOWN, answers=answers(KNOWN, TODAY), products={"serum": product}, courses={"course": course})
    return replace(found, routines={"r": EVENING}, **changed)


def why(given: Diary, day: date = TODAY, now: date = TODAY) -> list[tuple[str, str]]:
    (found,) = plan_day(given, KNOWN, day, at(now)).sessions
    return [(w.rule, w.strength) for w in found.why if w.rule == "PATCH"]


@pytest.mark.parametrize("use", [by_course, by_itself, by_step, long_ago])
@pytest.mark.parametrize(("days", "closed"), [(0, False), (UNUSED, False), (UNUSED + 1, True)])
def test_it_counts_to_the_day_whatever_the_use_was(use: Any, days: int, closed: bool) -> None:
    given = shelf(**use(TODAY - days * DAY))
    assert last_used(given, SERUM) == TODAY - days * DAY
    assert why(given) == ([("PATCH", "advise")] if closed else [])


@pytest.mark.parametrize(
    ("test", "closed"),
    [
        (PASSED, True),
        (PatchTest(state="passed", started_on=LAST_COUNTS), False),
        (PatchTest(state="passed", started_on=LAST_COUNTS - DAY), True),
        (PatchTest(state="passed", started_on=STARTS_ON, readings=[READING]), False),
        (PatchTest(state="passed"), False),  # nobody knows how long ago
        (PatchTest(state="tolerated", started_on=STARTS_ON), False),
    ],
)
def test_without_a_use_the_days_of_the_test_count(test: PatchTest, closed: bool) -> None:
    assert bool(why(shelf(replace(SERUM, patch_test=test)))) is closed


def test_of_a_day_to_come_no_more_is_said_than_of_today() -> None:
    fresh = shelf(**by_course(TODAY - UNUSED * DAY))
    assert why(fresh, TODAY + 7 * DAY) == [], "it may be used before"


@pytest.mark.parametrize(("days", "said"), [(UNUSED, True), (UNUSED + 1, False)])
def test_a_session_calls_only_a_test_that_counts_a_passed_one(days: int, said: bool) -> None:
    given = shelf(**by_step(TODAY - days * DAY))
    script = session_script(given, KNOWN, given.courses["course"], at(TODAY))
    notes = [note.text for step in script.steps for note in step.notes]
    assert ("It has passed its patch test." in notes) is said


def test_it_may_be_tried_again_and_another_way_of_using_it_says_nothing() -> None:
    given = shelf(**by_step(STARTS_ON))
    (put,) = decide(BeginPatchTest("serum"), given, KNOWN, at(TODAY)).puts
    assert put.after.patch_test.state == "running"  # type: ignore[attr-defined]
    other = replace(SERUM, id="other")
    assert unused_since(replace(given, products={"other": other}), KNOWN, other, TODAY) == STARTS_ON


@pytest.mark.parametrize(
    ("changed", "uses", "more"),
    [
        ({}, {}, True),
        ({}, by_step(TODAY), False),
        ({}, by_step(LAST_COUNTS - DAY), True),
        ({"patch_test": PatchTest(state="passed", started_on=TODAY)}, {}, False),
        ({"patch_test": PatchTest(state="running", started_on=STARTS_ON)}, {}, False),
        ({"patch_test": None}, {}, False),
        ({"retired": Retired(on=STARTS_ON)}, {}, False),
    ],
)
def test_more_is_asked_for_only_where_it_would_change_something(
    changed: dict[str, Any], uses: dict[str, Any], more: bool
) -> None:
    assert asks_for_more(shelf(replace(SERUM, **changed), **uses), KNOWN, TODAY) is more


def test_what_a_record_says_was_used() -> None:
    had: Session = session(STARTS_ON)
    assert key_of(had) == "course/course"
    assert key_of(replace(had, product="serum")) == "product/serum"
    assert key_of(replace(had, course=None)) is None
    assert key_of(replace(had, deleted=True)) is None
    assert key_of(StepDone(at=at(TODAY).at, day=TODAY, routine="r", step="s")) == "step/r/s"
    assert key_of(Reaction(at=at(TODAY).at, day=TODAY)) is None


@given(days=st.lists(st.integers(0, 290), max_size=4), cut=st.integers(0, 290))
def test_what_is_known_of_before_a_snapshot_says_as_much_as_the_whole_diary(days: list[int], cut: int) -> None:
    ticks = tuple(
        StepDone(id=f"t{n}", at=at(TODAY - n * DAY).at, day=TODAY - n * DAY, routine="r", step="s") for n in days
    )
    since = TODAY - cut * DAY
    before = {"step/r/s": max(t.day for t in ticks if t.day < since)} if any(t.day < since for t in ticks) else {}
    whole = shelf(steps_done=ticks)
    short = shelf(steps_done=tuple(t for t in ticks if t.day >= since), used_before=before)
    assert unused_since(short, KNOWN, SERUM, TODAY) == unused_since(whole, KNOWN, SERUM, TODAY)
    blind = replace(short, used_before={})
    if not asks_for_more(blind, KNOWN, TODAY):
        assert unused_since(blind, KNOWN, SERUM, TODAY) == unused_since(whole, KNOWN, SERUM, TODAY)
