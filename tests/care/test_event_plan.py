"""The important day: by when each thing is best done for the last time, and which rule says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.event_lines import EventLine
from care.event_plan import EventPlan, event_plan
from care.records import Course, LabelHours, PatchTest, Phase, Product, Profile, Retired
from tests.care.course_makers import STARTS_ON, answers, at, diary, knowledge

KNOWN = knowledge()
TODAY = STARTS_ON
DAY = TODAY + timedelta(days=40)


def planned(of: Diary, on: date = DAY, today: date = TODAY) -> EventPlan:
    return event_plan(of, KNOWN, on, at(today))


def lines(plan: EventPlan, kind: str) -> list[EventLine]:
    return [line for line in plan.lines if line.kind == kind]


def the(plan: EventPlan, kind: str, about: str = "") -> EventLine:
    (found,) = [line for line in lines(plan, kind) if line.about == about or not about]
    return found


def before(line: EventLine, on: date = DAY) -> int:
    return (on - line.on).days


def shelf(*products: Product, **more: Any) -> Diary:
    kept = diary(KNOWN).products
    return diary(KNOWN, products={**kept, **{p.id: p for p in products}}, **more)


def product(actives: list[str], **more: Any) -> Product:
    return Product(id="x", name="Night cream", areas=["face"], actives=actives, **more)


def test_nothing_new_for_two_weeks_and_a_patch_test_that_is_over_by_then() -> None:
    plan = planned(diary(KNOWN))
    assert before(the(plan, "nothing_new")) == KNOWN.figure("event_nothing_new_days") == 14
    assert before(the(plan, "test_by")) == 14 + KNOWN.figure("patch_days") == 21
    assert (the(plan, "nothing_new").why.rule, the(plan, "test_by").why.rule) == (
        "event_nothing_new_days",
        "patch_days",
    )


@pytest.mark.parametrize("rule", ["K16", "K17", "K34"])
@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_skin_that_flares_or_has_reacted_is_tested_longer(rule: str, answer: str) -> None:
    line = the(planned(diary(KNOWN, answers=answers(KNOWN, TODAY, **{rule: answer}))), "test_by")
    assert (before(line), line.why.rule) == (24, "patch_longest_days")


def test_other_answers_leave_the_test_as_it_is() -> None:
    line = the(planned(diary(KNOWN, answers=answers(KNOWN, TODAY, K18="yes", K16="no"))), "test_by")
    assert (before(line), line.why.rule) == (21, "patch_days")


@pytest.mark.parametrize(
    ("device", "actives", "days", "rule"),
    [
        ("wand", ["I10"], 3, "event_last_session_days"),
        (None, ["I10"], 1, "event_last_serum_session_days"),
        (None, ["I03"], 7, "I03"),
        ("wand", ["I03"], 7, "I03"),
        ("gone", ["I10"], 3, "event_last_session_days"),
    ],
)
def test_the_last_session_depends_on_its_kit(device: str | None, actives: list[str], days: int, rule: str) -> None:
    given = diary(KNOWN)
    ampoule, course = replace(given.products["ampoule"], actives=actives), given.courses["course"]
    given = diary(KNOWN, products={"ampoule": ampoule}, courses={"course": replace(course, device=device)})
    line = the(planned(given), "last_session", "course")
    assert (before(line), line.why.rule, line.why.strength) == (days, rule, "advise")


@pytest.mark.parametrize(
    ("actives", "days", "rule"),
    [
        (["I01"], 2, "I01"),
        (["I03"], 7, "I03"),
        (["I04"], 2, "I04"),
        (["I05"], 14, "I05"),
        (["I08"], 1, "I08"),
        (["I22"], 3, "I22"),
        (["I25"], 1, "I25"),
        (["I09", "I01"], 2, "I01"),
        (["I01", "I03"], 7, "I03"),
    ],
)
def test_what_stings_or_peels_has_a_last_day(actives: list[str], days: int, rule: str) -> None:
    line = the(planned(shelf(product(actives))), "last_use")
    assert (before(line), line.why.rule, line.about) == (days, rule, "x")


@pytest.mark.parametrize(
    "kept",
    [
        product(["I09", "I10", "I11"]),
        product(["I17"]),
        product([]),
        product(["I99"]),
        product(["I01"], retired=Retired(on=TODAY)),
        replace(product(["I01"]), areas=["scalp"]),
    ],
)
def test_what_is_gentle_put_away_or_elsewhere_has_none(kept: Product) -> None:
    given = shelf(kept, profile=Profile(id="profile", areas=["face"]))
    assert lines(planned(given), "last_use") == []


def test_the_label_goes_first() -> None:
    line = the(planned(shelf(product(["I01"], session_hours=LabelHours(before=72, after=12)))), "last_use")
    assert (before(line), line.why.rule) == (3, "I01")
    none = shelf(product(["I01"], session_hours=LabelHours(before=0, after=0)))
    assert lines(planned(none), "last_use") == []


@pytest.mark.parametrize("kept", [product(["I18"]), product(["I02"]), product(["I01"], medicine=True)])
def test_a_medicine_stays_as_it_is(kept: Product) -> None:
    plan = planned(shelf(kept))
    assert lines(plan, "last_use") == []
    assert [why.text.text for why in plan.stays] == ["{product} stays as it is. Mesoday never moves a medicine."]


@pytest.mark.parametrize(("row", "days"), [("A06", 2), ("A08", 3), ("A09", 2), ("A13", 14)])
def test_waxing_dye_tan_and_peels_have_a_last_day(row: str, days: int) -> None:
    line = the(planned(diary(KNOWN)), "last_activity", row)
    assert (before(line), line.why.rule) == (days, row)


def test_what_does_not_matter_for_the_day_is_left_out() -> None:
    assert {line.about for line in lines(planned(diary(KNOWN)), "last_activity")} == {"A06", "A08", "A09", "A13"}
    scalp = diary(KNOWN, profile=Profile(id="profile", areas=["scalp"]))
    assert {line.about for line in lines(planned(scalp), "last_activity")} == {"A06", "A08", "A13"}


def test_planned_sessions_in_the_quiet_days_wait() -> None:
    weekly = planned(diary(KNOWN), on=STARTS_ON + timedelta(days=16))  # sessions on days 0, 7 and 14; quiet from day 14
    assert [one.on for one in weekly.waiting] == [STARTS_ON + timedelta(days=14)]
    assert planned(diary(KNOWN), on=STARTS_ON + timedelta(days=17)).waiting == ()
    on_the_day = planned(diary(KNOWN), on=STARTS_ON + timedelta(days=14)).waiting
    assert [one.on for one in on_the_day] == [STARTS_ON + timedelta(days=14)]


def test_a_stopped_course_and_another_area_do_not_speak() -> None:
    stopped = replace(diary(KNOWN).courses["course"], state="stopped")
    assert lines(planned(diary(KNOWN, courses={"course": stopped})), "last_session") == []
    scalp = Course(id="s", title="Scalp", area="scalp", product="y", phases=[Phase(every_days=3)], starts_on=STARTS_ON)
    face_only = diary(KNOWN, courses={"s": scalp}, profile=Profile(id="profile", areas=["face"]))
    assert lines(planned(face_only), "last_session") == []


@pytest.mark.parametrize(("ends", "told"), [(14, False), (13, True), (0, True)])
def test_a_running_test_that_ends_too_late_is_told(ends: int, told: bool) -> None:
    running = product(["I10"], patch_test=PatchTest(state="running", started_on=DAY - timedelta(days=90)))
    found = lines(planned(shelf(running), today=DAY - timedelta(days=ends + 7)), "test_ends")
    assert [before(line) for line in found] == ([ends] if told else []), "its days count from the first application"


@pytest.mark.parametrize(("applied", "days_on"), [(11, 1), (6, 2), (1, 4)])
def test_what_was_missed_in_a_running_test_moves_its_end(applied: int, days_on: int) -> None:
    times = [at(TODAY - timedelta(days=6) + timedelta(days=n // 2), ("08:00", "22:00")[n % 2]) for n in range(applied)]
    entries = [{"at": one.at.isoformat(), "kind": "applied", "skin": "none"} for one in times]
    running = product(["I10"], patch_test=PatchTest(state="running", started_on=TODAY, readings=entries))
    line = the(planned(shelf(running), on=TODAY + timedelta(days=10)), "test_ends")
    assert line.on == TODAY + timedelta(days=days_on)


@pytest.mark.parametrize(
    ("days", "late"),
    [(22, []), (21, []), (20, ["test_by"]), (14, ["test_by"]), (13, ["last_activity", "nothing_new", "test_by"])],
)
def test_what_is_too_late_says_so_kindly(days: int, late: list[str]) -> None:
    plan = planned(diary(KNOWN, courses={}), on=TODAY + timedelta(days=days))
    assert sorted(line.kind for line in plan.lines if line.late) == late


def test_a_day_that_is_tomorrow_still_gets_its_plan() -> None:
    plan = planned(shelf(product(["I01"])), on=TODAY + timedelta(days=1))
    late = {"test_by", "nothing_new", "last_session", "last_use", "last_activity"}
    assert {line.kind for line in plan.lines if line.late} == late
    assert plan.lines[-1].kind == "day"
    assert [one.on for one in plan.waiting] == [TODAY]


def test_the_lines_stand_in_the_order_of_their_days_and_each_names_a_rule() -> None:
    plan = planned(shelf(product(["I01"])))
    days = [line.on for line in plan.lines]
    assert days == sorted(days)
    assert all(KNOWN.row(line.why.rule) for line in plan.lines)
