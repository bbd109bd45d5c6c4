"""The clocks of the shelf that matter today: which are told, in which order, and that none ever runs backwards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from care.can_i import can_i
from care.changes import Refused
from care.clocks import clocks, to_clean, uses_of_device, was_cleaned
from care.days import Moment
from care.diary import Diary
from care.plan import plan_day
from care.records import Device, PatchTest, Product, Retired, Routine, RoutineStep, SessionStep
from care.shelf import open_one_over, open_until
from care.verbs import decide
from care.verbs.patch_test import BeginPatchTest
from care.verbs.session import StartSession
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = at(STARTS_ON, "20:00")
PASSED = PatchTest(state="passed")
BOTTLE = Product(id="b", name="Bottle")
AMPOULE = Product(id="a", name="Ampoule", single_use=True, opened_at=at(STARTS_ON, "19:00").at)


def shelf(*products: Product) -> Diary:
    return diary(KNOWN, products={p.id: p for p in products}, devices={}, courses={})


def told(*products: Product, now: Moment = NOW) -> list[tuple[str, str]]:
    return [(c.kind, c.thing) for c in clocks(shelf(*products), KNOWN, now)]


@pytest.mark.parametrize(
    ("changed", "told_of"),
    [
        ({}, []),
        ({"expires_on": STARTS_ON + 15 * DAY}, []),
        ({"expires_on": STARTS_ON + 14 * DAY}, ["ends"]),
        ({"expires_on": STARTS_ON}, ["ends"]),
        ({"expires_on": STARTS_ON - DAY}, []),
        ({"opened_at": at(date(2025, 9, 10)).at, "after_opening_months": 6}, ["ends"]),
        ({"opened_at": at(date(2025, 8, 10)).at, "after_opening_months": 6}, []),
        ({"expires_on": STARTS_ON, "retired": Retired(on=STARTS_ON)}, []),
    ],
)
def test_a_bottle_is_named_in_its_last_days(changed: dict[str, Any], told_of: list[str]) -> None:
    assert [kind for kind, _ in told(replace(BOTTLE, **changed))] == told_of


@pytest.mark.parametrize(
    ("label", "hours", "kind"), [(None, 23, "open"), (None, 24, "open_over"), (48, 47, "open"), (8, 8, "open_over")]
)
def test_an_ampoule_that_stands_open_keeps_as_its_label_says_else_as_ours(
    label: float | None, hours: int, kind: str
) -> None:
    ampoule = replace(AMPOULE, label_hours=label)
    now = Moment(at(STARTS_ON, "19:00").at + hours * HOUR, BERLIN)
    assert told(ampoule, now=now) == [(kind, "a")]


def test_what_ends_first_comes_first() -> None:
    late = replace(BOTTLE, id="late", expires_on=STARTS_ON + 9 * DAY)
    soon = replace(BOTTLE, id="soon", expires_on=STARTS_ON + 2 * DAY)
    over = replace(AMPOULE, id="over", opened_at=NOW.at - 30 * HOUR)
    assert [thing for _, thing in told(late, soon, AMPOULE, over)] == ["over", "a", "soon", "late"]


def test_only_a_single_use_one_that_is_open_has_hours() -> None:
    assert open_until(replace(AMPOULE, opened_at=None), KNOWN) is None
    assert open_until(replace(AMPOULE, single_use=False), KNOWN) is None


@pytest.mark.parametrize(
    ("changed", "day", "hours", "closed"),
    [
        ({"count": 0}, 0, 23, False),
        ({"count": 0}, 0, 24, True),
        ({"count": None}, 0, 24, True),
        ({"count": 3}, 0, 24, False),
        ({"count": 0, "label_hours": 48}, 0, 24, False),
        ({"count": 0}, 7, 24, False),
        ({"count": 0}, -1, 60, True),
        ({"count": 0}, -1, 40, False),
        ({"count": 0, "opened_at": None}, 0, 24, False),
    ],
)
def test_past_its_open_time_with_no_sealed_one_it_is_closed(
    changed: dict[str, Any], day: int, hours: int, closed: bool
) -> None:
    ampoule = replace(AMPOULE, **changed)
    now = Moment(at(STARTS_ON, "19:00").at + hours * HOUR, BERLIN)
    today = now.care_day("04:00")
    why = open_one_over(ampoule, KNOWN, today + day * DAY, now, today)
    assert (why is not None) is closed
    whole = diary(KNOWN, products={"ampoule": replace(ampoule, id="ampoule", patch_test=PASSED)})
    if not day:
        (plan,) = plan_day(whole, KNOWN, today, now).sessions
        assert ("EXPIRED" in [w.rule for w in plan.why]) is closed


WAND = Device(id="wand", name="Wand")
HAD = session(STARTS_ON)


def ran(*steps: str, skipped: bool = False) -> Any:
    made = [SessionStep(id=one, done_s=30, skipped=skipped and one.startswith("clean")) for one in steps]
    return replace(HAD, steps=made)


@pytest.mark.parametrize(
    ("had", "device", "hours", "asked"),
    [
        (HAD, WAND, 1, True),
        (HAD, WAND, 71, True),
        (HAD, WAND, 73, False),
        (HAD, replace(WAND, cleaned_at=HAD.ended_at), 1, False),
        (HAD, replace(WAND, cleaned_at=HAD.started_at), 1, True),
        (ran("device_pass/chin", "clean_device"), WAND, 1, False),
        (ran("device_pass/chin", "clean_device", skipped=True), WAND, 1, True),
        (ran("light", "clean_light"), WAND, 1, False),
        (ran("device_pass/chin"), WAND, 1, True),
        (ran("wash_hands"), WAND, 1, False),
    ],
)
def test_a_device_is_to_be_cleaned_after_it_lay_on_skin(had: Any, device: Device, hours: int, asked: bool) -> None:
    whole = diary(KNOWN, sessions=(had,), devices={"wand": device})
    now = Moment(HAD.ended_at + hours * HOUR, BERLIN)
    assert (to_clean(whole, device, now) is not None) is asked
    assert ("clean" in [c.kind for c in clocks(whole, KNOWN, now)]) is asked


def test_the_last_session_counts() -> None:
    later = replace(session(STARTS_ON + DAY), steps=[])
    whole = diary(KNOWN, sessions=(HAD, later))
    cleaned = replace(WAND, cleaned_at=HAD.ended_at + HOUR)
    assert [u.id for u in uses_of_device(whole, "wand")] == [HAD.id, later.id]
    assert was_cleaned(cleaned, HAD)
    assert to_clean(whole, cleaned, Moment(later.ended_at, BERLIN)) == later
    assert not list(uses_of_device(whole, "another"))


CHANGES = [
    (BERLIN, datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (BERLIN, datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # a whole day was left out
]


@given(
    change=st.sampled_from(CHANGES),
    before=st.integers(-60, 36 * 60),
    steps=st.lists(st.integers(1, 12 * 60), min_size=6, max_size=16),
    label=st.sampled_from([None, 1.0, 12.0, 24.0, 36.5]),
)
def test_no_clock_runs_backwards_over_a_clock_change(
    change: tuple[str, datetime], before: int, steps: list[int], label: float | None
) -> None:
    zone, opened = change[0], change[1] - timedelta(minutes=before)
    ampoule = replace(AMPOULE, opened_at=opened, label_hours=label)
    bottle = replace(BOTTLE, opened_at=opened, after_opening_months=1)
    order = {"open": 0, "open_over": 1}
    was, days_left, now = 0, 10**6, opened
    for minutes in steps:
        now += timedelta(minutes=minutes)
        found = clocks(shelf(ampoule, bottle), KNOWN, Moment(now, zone))
        state = order[next(c.kind for c in found if c.thing == "a")]
        assert state >= was
        assert state == int(now >= opened + timedelta(hours=label if label is not None else 24))
        was = state
        ends = next((c for c in found if c.thing == "b"), None)
        if ends is not None and ends.on is not None:
            left = (ends.on - Moment(now, zone).care_day("04:00")).days
            assert 0 <= left <= days_left
            days_left = left


FAILED = PatchTest(state="failed")
ENDED = {"expires_on": STARTS_ON - DAY}
ONE_MONTH = {"opened_at": at(STARTS_ON - 60 * DAY).at, "after_opening_months": 1}
STOOD_OPEN = {"single_use": True, "opened_at": NOW.at - 30 * HOUR, "count": 0}


@pytest.mark.parametrize(
    "changed", [ENDED, ONE_MONTH, STOOD_OPEN, {"retired": Retired(on=STARTS_ON)}, {"patch_test": FAILED}]
)
def test_what_is_past_its_time_put_away_or_failed_is_offered_nowhere(changed: dict[str, Any]) -> None:
    serum = Product(id="ampoule", name="Serum", areas=["face"], actives=["I10"], patch_test=PASSED)
    evening = Routine(id="r", title="Evening", slot="pm", steps=[RoutineStep(id="s", title="Serum", product="ampoule")])

    def home(product: Product) -> Diary:
        return diary(KNOWN, products={"ampoule": product}, routines={"r": evening})

    def offered(given: Diary) -> list[str]:
        plan = plan_day(given, KNOWN, STARTS_ON, NOW)
        product = given.products["ampoule"]
        doors = {
            "session": plan.sessions[0].state == "due",
            "start": not refused(StartSession("course"), given),
            "step": plan.routines[0].steps[0].state != "closed",
            "can I": can_i(given, KNOWN, product, NOW).answer != "no",
            "patch test": not refused(BeginPatchTest("ampoule"), given),
        }
        return [door for door, is_open in doors.items() if is_open]

    assert offered(home(serum)) == ["session", "start", "step", "can I", "patch test"]
    assert offered(home(replace(serum, **changed))) == []


def refused(command: object, given: Diary) -> bool:
    try:
        decide(command, given, KNOWN, NOW)
    except Refused:
        return True
    return False
