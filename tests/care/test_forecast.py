"""The forecast of a course: its days, its end, and what its sessions still take."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.forecast import Forecast, Supply, coming, forecast
from care.records import Choice, Course, Device, DeviceMode, PatchTest, Pause, Phase, Product, Treatment
from tests.care.course_makers import STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def seen(of: Diary, today: date = STARTS_ON, wall: str = "12:00") -> Forecast:
    return forecast(of, KNOWN, of.courses["course"], at(today, wall))


def course(**changed: Any) -> Diary:
    known = diary(KNOWN)
    return replace(known, courses={"course": replace(known.courses["course"], **changed)})


def test_the_counted_sessions_end_on_the_eighth_week() -> None:
    found = seen(diary(KNOWN))
    assert found.days == tuple(STARTS_ON + n * WEEK for n in range(4))
    assert (found.left, found.ends_on) == (8, STARTS_ON + 7 * WEEK)


def test_what_is_done_brings_the_end_no_nearer_and_leaves_fewer() -> None:
    done = tuple(session(STARTS_ON + n * WEEK) for n in range(3))
    found = seen(diary(KNOWN, sessions=done), STARTS_ON + 2 * WEEK + DAY)
    assert (found.left, found.ends_on) == (5, STARTS_ON + 7 * WEEK)
    assert found.days[0] == STARTS_ON + 3 * WEEK


def test_a_session_late_moves_the_end_where_the_days_shift_and_not_on_the_grid() -> None:
    late = (session(STARTS_ON + 2 * DAY),)
    assert seen(diary(KNOWN, sessions=late), STARTS_ON + 3 * DAY).ends_on == STARTS_ON + 7 * WEEK + 2 * DAY
    grid = replace(course(slip="grid"), sessions=late)
    assert seen(grid, STARTS_ON + 3 * DAY).ends_on == STARTS_ON + 7 * WEEK


@pytest.mark.parametrize(("slip", "end"), [("shift", STARTS_ON + 9 * WEEK), ("grid", STARTS_ON + 9 * WEEK)])
def test_a_pause_moves_the_end_and_takes_no_session_away(slip: str, end: date) -> None:
    fortnight = Pause(id="p", areas=["face"], from_=STARTS_ON + 3 * WEEK, to=STARTS_ON + 5 * WEEK - DAY)
    found = seen(replace(course(slip=slip), pauses=(fortnight,)))
    assert (found.left, found.ends_on) == (8, end)
    assert found.days == (*(STARTS_ON + n * WEEK for n in range(3)), STARTS_ON + 5 * WEEK)


def test_a_pause_without_an_end_leaves_the_end_open() -> None:
    found = seen(diary(KNOWN, pauses=(Pause(id="p", from_=STARTS_ON + 2 * WEEK),)))
    assert (found.days, found.left, found.ends_on) == ((STARTS_ON, STARTS_ON + WEEK), 8, None)


def test_on_a_grid_an_overdue_session_pulls_no_two_together() -> None:
    late = seen(course(slip="grid"), STARTS_ON + 3 * WEEK + 2 * DAY)
    assert late.days[0] == STARTS_ON + 3 * WEEK + 2 * DAY
    assert late.days[1:] == tuple(STARTS_ON + n * WEEK for n in (4, 5, 6))
    too_near = seen(course(slip="grid"), STARTS_ON + 4 * WEEK - 2 * DAY)
    assert too_near.days[1] == STARTS_ON + 5 * WEEK


def test_skin_heals_first() -> None:
    peel = Treatment(id="t", what="peel", areas=["face"], on=STARTS_ON)
    assert seen(diary(KNOWN, treatments=(peel,))).days[0] == STARTS_ON + 14 * DAY
    scalp = replace(peel, areas=["scalp"])
    assert seen(diary(KNOWN, treatments=(scalp,))).days[0] == STARTS_ON


def test_a_manual_that_asks_for_more_rest_is_respected() -> None:
    wand = Device(id="wand", name="Wand", modes=[DeviceMode(modality="galvanic")], min_gap_hours=240)
    found = seen(diary(KNOWN, devices={"wand": wand}))
    assert found.days[:2] == (STARTS_ON, STARTS_ON + 10 * DAY)


def test_not_today_is_tomorrow() -> None:
    choice = Choice(id="c", at=at(STARTS_ON).at, day=STARTS_ON, what="not_today", about="course")
    assert seen(diary(KNOWN, choices=(choice,))).days[0] == STARTS_ON + DAY


def test_overdue_is_today_and_never_two() -> None:
    found = seen(diary(KNOWN), STARTS_ON + 30 * DAY)
    assert found.days[:2] == (STARTS_ON + 30 * DAY, STARTS_ON + 37 * DAY)


def test_sessions_before_mesoday_count() -> None:
    found = seen(course(done_before=4))
    assert (found.left, found.ends_on) == (4, STARTS_ON + 3 * WEEK)


def test_a_course_without_an_end_has_none_and_one_that_is_over_has_no_days() -> None:
    endless = seen(course(phases=[Phase(every_days=3)]))
    assert (endless.left, endless.ends_on, len(endless.days)) == (None, None, 4)
    over = seen(course(phases=[Phase(every_days=7, sessions=8)], done_before=8))
    assert (over.left, over.ends_on, over.days) == (0, None, ())
    assert seen(course(state="stopped")).days == ()


def test_maintenance_follows_the_counted_sessions() -> None:
    of = course(done_before=7)
    days = coming(of, KNOWN, of.courses["course"], at(STARTS_ON), 3)
    assert days == [STARTS_ON, STARTS_ON + 4 * WEEK, STARTS_ON + 8 * WEEK]


def ampoules(**given: Any) -> dict[str, Product]:
    passed = PatchTest(state="passed")
    return {
        "ampoule": Product(id="ampoule", name="Ampoule", form="ampoule", single_use=True, patch_test=passed, **given)
    }


@pytest.mark.parametrize(("count", "missing"), [(6, 2), (8, 0), (20, 0), (None, 0)])
def test_ampoules_are_counted_one_a_session(count: int | None, missing: int) -> None:
    supply = seen(diary(KNOWN, products=ampoules(count=count))).supply
    assert supply == Supply(8, count, None, 0)
    assert supply is not None
    assert supply.missing == missing


def test_ampoules_that_do_not_last_are_named() -> None:
    supply = seen(diary(KNOWN, products=ampoules(count=10, expires_on=STARTS_ON + 5 * WEEK))).supply
    assert supply == Supply(8, 10, STARTS_ON + 5 * WEEK, 2)


def test_of_a_bottle_nothing_exact_is_said() -> None:
    bottle = Product(id="ampoule", name="Serum", form="serum", volume_ml=30)
    assert seen(diary(KNOWN, products={"ampoule": bottle})).supply is None
    assert seen(replace(course(phases=[Phase(every_days=7)]), products=ampoules(count=3))).supply is None


def test_a_stranger_to_the_diary_is_no_trouble() -> None:
    lonely = Course(id="course", title="x", area="face", product="gone", phases=[Phase(every_days=7, sessions=2)],
                    starts_on=STARTS_ON)  # fmt: skip
    assert seen(diary(KNOWN, courses={"course": lonely})).ends_on == STARTS_ON + WEEK
