"""Common lives stay liveable: what people do every day beside their sessions is kept, or they are told why not."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from msgspec import Struct
from msgspec.structs import replace

from care.diary import Diary
from care.plan import DayPlan, plan_day
from care.records import Answer, Cleared, Course, PatchTest, Phase, Product, Rhythm, Routine, RoutineStep
from care.verbs import decide
from care.verbs.routine import Tick
from tests.care.course_makers import STARTS_ON, answers, at, diary, knowledge, session
from tests.care.random_lives import with_record

KNOWN = knowledge()
DAY = timedelta(days=1)
HYALURONIC = Product(
    id="ampoule", name="Hyaluronic ampoule", form="ampoule", actives=["I10"], patch_test=PatchTest(state="passed")
)
TRETINOIN = Product(id="tretinoin", name="Tretinoin", form="medicine", actives=["I02"], medicine=True)
MINOXIDIL = Product(id="minoxidil", name="Minoxidil", form="medicine", actives=["I18"], medicine=True)
RETINOL = Product(id="retinol", name="Night retinol", form="retinoid", actives=["I01"])
SCALP_SERUM = Product(
    id="scalp", name="Scalp serum", form="scalp_tonic", actives=["I10", "I11"], patch_test=PatchTest(state="passed")
)


class Lived(Struct):
    """What came of some weeks: steps done by product, sessions done, and the rules of what Today had to say."""

    steps: Counter[str]
    sessions: list[date]
    told: set[str]


def routine(product: Product, slot: str, area: str = "face", every: Rhythm | None = None) -> Routine:
    step = RoutineStep(id="s", title=product.name, product=product.id, every=every)
    return Routine(id=slot, title=slot, slot=slot, area=area, steps=[step])  # type: ignore[arg-type]


def beginning(course: Course, products: list[Product], routines: list[Routine], **told: Answer) -> Diary:
    given = {**answers(KNOWN, STARTS_ON - DAY), **told}
    return replace(
        diary(KNOWN),
        answers=given,
        products={p.id: p for p in products},
        routines={r.id: r for r in routines},
        courses={course.id: course},
    )


def live(given: Diary, days: int) -> Lived:
    """Morning, session and evening, day by day: everything that is to do is done, and every session offered."""
    lived = Lived(Counter(), [], set())
    (course,) = given.courses.values()
    for day in (STARTS_ON + n * DAY for n in range(days)):
        given = _ticked(given, lived, day, "am", "07:30")
        if _plan(given, day, course.time).sessions[0].state == "due":
            lived.sessions.append(day)
            hour = at(day, course.time).at.hour
            given = with_record(given, replace(session(day, hour=hour, course=course.id), id=f"session-{day}"))
        given = _ticked(given, lived, day, "pm", "21:30")
    return lived


def _plan(given: Diary, day: date, wall: str) -> DayPlan:
    return plan_day(given, KNOWN, day, at(day, wall))


def _ticked(given: Diary, lived: Lived, day: date, slot: str, wall: str) -> Diary:
    plan = _plan(given, day, wall)
    lived.told |= {why.rule for why in plan.notices}
    for one in plan.routines:
        for step in one.steps:
            if one.slot == slot and step.state == "do":
                lived.steps[step.product or ""] += 1
                for change in decide(Tick(one.routine, step.step, day), given, KNOWN, at(day, wall)).puts:
                    given = with_record(given, change.after)
    return given


def three_a_week(product: Product, area: str = "face", wall: str = "20:00") -> Course:
    return Course(
        id="course",
        title="Course",
        area=area,  # type: ignore[arg-type]
        product=product.id,
        phases=[Phase(every_days=2)],
        starts_on=STARTS_ON,
        time=wall,
    )


def weekly_galvanic(starts_on: date = STARTS_ON) -> Course:
    return replace(diary(KNOWN).courses["course"], starts_on=starts_on, phases=[Phase(every_days=7)])


def test_tretinoin_every_night_and_a_hyaluronic_serum_three_times_a_week_keep_every_night() -> None:
    word = Cleared(on=STARTS_ON - DAY, by="My dermatologist")
    asked = Answer(id="K21", rule="K21", answer="yes", answered_on=STARTS_ON - DAY, cleared=word)
    given = beginning(three_a_week(HYALURONIC), [HYALURONIC, TRETINOIN], [routine(TRETINOIN, "pm")], K21=asked)
    lived = live(given, 28)
    assert lived.steps["tretinoin"] == 28
    assert len(lived.sessions) == 14


@pytest.mark.parametrize("wall", ["08:00", "14:00", "20:00"])
def test_minoxidil_twice_a_day_and_a_scalp_serum_keep_every_dose(wall: str) -> None:
    doses = [routine(MINOXIDIL, "am", "scalp"), routine(MINOXIDIL, "pm", "scalp")]
    lived = live(beginning(three_a_week(SCALP_SERUM, "scalp", wall), [SCALP_SERUM, MINOXIDIL], doses), 28)
    assert lived.steps["minoxidil"] == 56
    assert len(lived.sessions) == 14


def test_minoxidil_in_the_evening_leaves_an_hour_for_a_serum_that_wants_hours() -> None:
    tonic = replace(SCALP_SERUM, actives=["I37"])
    dose = [routine(MINOXIDIL, "pm", "scalp")]
    lived = live(beginning(three_a_week(tonic, "scalp", "10:00"), [tonic, MINOXIDIL], dose), 28)
    assert lived.steps["minoxidil"] == 28
    assert len(lived.sessions) == 14


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize(
    "every",
    [Rhythm(unit="week", weekdays=[0, 2, 4]), Rhythm(n=2), None],
    ids=["on three days", "every other day", "nightly"],
)
def test_retinol_beside_a_weekly_galvanic_session_keeps_two_nights_a_week_or_says_why_not(
    weekday: int, every: Rhythm | None
) -> None:
    given = beginning(
        weekly_galvanic(STARTS_ON + weekday * DAY), [HYALURONIC, RETINOL], [routine(RETINOL, "pm", every=every)]
    )
    lived = live(given, 42)
    assert len(lived.sessions) == 6
    assert lived.steps["retinol"] >= 2 * 6 or "I01" in lived.told
    assert lived.steps["retinol"] >= 6, "at least a night a week is kept in any case"


def test_a_day_that_keeps_more_is_named_and_keeps_what_it_says() -> None:
    thrice = routine(RETINOL, "pm", every=Rhythm(unit="week", weekdays=[0, 2, 4]))
    tuesday = beginning(weekly_galvanic(STARTS_ON + DAY), [HYALURONIC, RETINOL], [thrice])
    (notice,) = (w for w in _plan(tuesday, STARTS_ON, "12:00").notices if w.rule == "I01")
    said = dict(notice.text.values)
    assert isinstance(said["other"], date)
    better = beginning(weekly_galvanic(said["other"]), [HYALURONIC, RETINOL], [thrice])
    assert live(better, 42).steps["retinol"] >= 2 * 5
