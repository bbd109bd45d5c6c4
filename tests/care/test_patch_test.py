"""The patch test: each path to its end, one day at a time, missed days and mild reactions included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.days import Moment
from care.patch_test import Status, corrected, course_of, has_history, log, may_apply_again, readings_of, status
from care.records import Answer, Device, PatchTest, Product
from tests.care.course_makers import STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
CALM, REACTIVE = diary(KNOWN), diary(KNOWN)
REACTIVE = replace(REACTIVE, answers={"K17": Answer(id="K17", rule="K17", answer="yes", answered_on=STARTS_ON)})
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CREAM = Product(id="cream", name="Cream", actives=["I27"], patch_test=PatchTest(state="running", started_on=STARTS_ON))
AMPOULE = replace(CREAM, single_use=True)


def day(number: int) -> date:
    """The number-th day of the test, from 1."""
    return STARTS_ON + (number - 1) * DAY


def gone_through(
    product: Product, given: Any, skins: dict[int, str], until: int, missed: frozenset[int] | None = None
) -> Product:
    """Morning and evening, until the day with that number has gone or the test has ended."""
    for number in range(1, until + 1):
        for wall in ("08:00", "22:00"):
            now = at(day(number), wall)
            found = status(product, KNOWN, given, now)
            if (missed and number in missed) or found is None or found.next_at is None or found.next_at > now.at:
                continue
            skin: Any = skins.get(number, "none")
            product = log(product, KNOWN, given, found.next_kind or "looked", skin, now)
    return product


def state(product: Product) -> str:
    assert product.patch_test is not None
    return product.patch_test.state


def where(product: Product, number: int, wall: str = "12:00", given: Any = CALM) -> Status:
    found = status(product, KNOWN, given, at(day(number), wall))
    assert found is not None
    return found


def test_seven_calm_days_pass_and_not_one_less() -> None:
    assert state(gone_through(CREAM, CALM, {}, 7)) == "running"
    assert state(gone_through(CREAM, CALM, {}, 8)) == "passed"


def test_its_days_its_next_time_and_its_end_are_told() -> None:
    begun = gone_through(CREAM, CALM, {}, 2)
    found = where(begun, 3, "06:00")
    assert (found.day, found.of, found.applied, found.next_kind) == (3, 7, 4, "applied")
    assert found.next_at == at(day(3), "07:30").at
    assert found.ends_on == day(8)


def test_skin_that_has_reacted_before_is_looked_at_for_ten_days() -> None:
    assert has_history(REACTIVE)
    assert not has_history(CALM)
    assert state(gone_through(CREAM, REACTIVE, {}, 10)) == "running"
    assert state(gone_through(CREAM, REACTIVE, {}, 11)) == "passed"


@pytest.mark.parametrize("number", [1, 4, 7, 8])
def test_a_clear_reaction_fails_at_once(number: int) -> None:
    assert state(gone_through(CREAM, CALM, {number: "clear"}, number)) == "failed"


def test_one_mild_reaction_lengthens_and_two_in_a_row_fail() -> None:
    once = log(gone_through(CREAM, CALM, {}, 3), KNOWN, CALM, "applied", "mild", at(day(4), "08:00"))
    assert where(once, 4).of == 10
    calm_since = gone_through(once, CALM, {}, 10)
    assert state(calm_since) == "running"
    assert state(gone_through(once, CALM, {}, 11)) == "passed"
    again = log(once, KNOWN, CALM, "applied", "mild", at(day(4), "21:00"))
    assert state(again) == "failed"


def test_a_mild_sting_of_what_may_sting_is_no_sign_by_itself() -> None:
    retinol = replace(CREAM, actives=["I01"])
    assert state(gone_through(retinol, CALM, dict.fromkeys(range(1, 9), "mild"), 8)) == "passed"
    assert state(gone_through(retinol, CALM, {3: "clear"}, 3)) == "failed"


def test_missed_applications_lengthen_and_do_not_fail() -> None:
    some = gone_through(CREAM, CALM, {}, 8, missed=frozenset({2, 3, 4}))
    assert state(some) == "running"
    assert state(gone_through(CREAM, CALM, {}, 30, missed=frozenset({2, 3, 4}))) == "passed"
    none = gone_through(CREAM, CALM, {}, 0)
    assert where(none, 20).state == "running"
    assert where(none, 20).ends_on == day(27)


def test_the_last_look_must_be_calm() -> None:
    late = log(gone_through(CREAM, CALM, {}, 7), KNOWN, CALM, "looked", "mild", at(day(8), "08:00"))
    assert state(late) == "running"
    assert state(gone_through(late, CALM, {}, 12)) == "passed"


def opened(hours: float) -> Moment:
    return replace(at(STARTS_ON), at=at(STARTS_ON, "08:00").at + hours * HOUR)


def looked(product: Product, *looks: tuple[float, str]) -> Product:
    for hours, skin in looks:
        product = log(product, KNOWN, CALM, "looked", skin, opened(hours))  # type: ignore[arg-type]
    return product


APPLIED = log(AMPOULE, KNOWN, CALM, "applied", "none", opened(0))


def test_an_ampoule_is_applied_the_day_it_is_opened_and_looked_at_three_times() -> None:
    found = status(APPLIED, KNOWN, CALM, opened(1))
    assert found is not None
    assert (found.next_kind, found.next_at) == ("looked", opened(24).at)
    assert state(looked(APPLIED, (24, "none"), (48, "none"))) == "running"
    assert state(looked(APPLIED, (24, "none"), (48, "none"), (96, "none"))) == "passed"


def test_a_look_that_was_missed_does_not_fail_but_the_last_one_counts() -> None:
    assert state(looked(APPLIED, (50, "none"))) == "running"
    assert state(looked(APPLIED, (130, "none"))) == "passed"


def test_an_ampoule_that_is_not_calm_at_the_end_is_looked_at_once_more() -> None:
    mild = looked(APPLIED, (24, "none"), (48, "none"), (96, "mild"))
    found = status(mild, KNOWN, CALM, opened(97))
    assert found is not None
    assert found.next_at == opened(120).at
    assert state(looked(mild, (120, "none"))) == "passed"
    assert state(looked(mild, (120, "mild"))) == "failed"


def test_it_may_be_seen_too_early_without_ending_too_early() -> None:
    assert state(looked(APPLIED, (2, "none"), (20, "none"))) == "running"
    assert state(looked(APPLIED, (2, "clear"))) == "failed"


def test_entries_from_elsewhere_that_say_nothing_are_left_out() -> None:
    odd = replace(CREAM, patch_test=PatchTest(state="running", started_on=STARTS_ON, readings=[{"what": "?"}]))
    assert odd.patch_test is not None
    assert readings_of(odd.patch_test) == []
    assert where(odd, 1).applied == 0


@pytest.mark.parametrize("test", [None, PatchTest(state="passed"), PatchTest(state="tolerated")])
def test_without_a_running_test_there_is_nothing_to_do(test: PatchTest | None) -> None:
    assert status(replace(CREAM, patch_test=test), KNOWN, CALM, at(STARTS_ON)) is None


@settings(max_examples=150, deadline=None)
@given(
    skins=st.dictionaries(st.integers(1, 20), st.sampled_from(["none", "mild", "clear"]), max_size=5),
    missed=st.frozensets(st.integers(1, 20), max_size=12),
    reactive=st.booleans(),
    single=st.booleans(),
)
def test_it_never_passes_before_its_days_nor_after_a_clear_reaction(
    skins: dict[int, str], missed: frozenset[int], reactive: bool, single: bool
) -> None:
    given = REACTIVE if reactive else CALM
    began = AMPOULE if single else CREAM
    for until in (6, 12, 40):
        ended = gone_through(began, given, skins, until, missed)
        assert ended.patch_test is not None
        readings = readings_of(ended.patch_test)
        clear = any(r.skin == "clear" for r in readings)
        assert (state(ended) == "failed") or not clear
        if state(ended) == "passed":
            span = readings[-1].at - readings[0].at
            assert span >= (96 if single else 24 * (9 if reactive else 6)) * HOUR
            assert readings[-1].skin == "none"
            assert single or len([r for r in readings if r.kind == "applied"]) >= 11
    if not any(skin != "none" for skin in skins.values()):
        assert state(gone_through(began, given, skins, 60, missed)) == "passed", (
            "missed logs lengthen, they do not fail"
        )


def test_two_times_are_never_asked_in_one_half_of_a_day() -> None:
    evening = log(CREAM, KNOWN, CALM, "applied", "none", at(day(1), "19:00"))
    found = where(evening, 1, "19:05")
    assert found.next_at == at(day(2), "07:30").at, "begun in the evening, the next time is in the morning"
    assert found.opens_at == at(day(2), "04:00").at
    morning = log(CREAM, KNOWN, CALM, "applied", "none", at(day(1), "10:00"))
    found = where(morning, 1, "10:05")
    assert (found.next_at, found.opens_at) == (at(day(1), "21:30").at, at(day(1), "14:30").at)
    assert not found.is_due(at(day(1), "14:29").at)
    assert found.is_due(at(day(1), "14:30").at)


def test_a_spot_left_alone_in_the_morning_is_looked_at_in_the_evening() -> None:
    pink = log(gone_through(CREAM, CALM, {}, 2), KNOWN, CALM, "looked", "mild", at(day(3), "08:00"))
    found = where(pink, 3, "09:00")
    assert (found.next_at, found.next_kind, found.applied) == (at(day(3), "21:30").at, "applied", 4)


@pytest.mark.parametrize(
    ("zone", "change"), [("Europe/Berlin", date(2026, 3, 29)), ("Europe/Berlin", date(2026, 10, 25))]
)
def test_a_clock_change_moves_no_look_and_asks_no_time_twice(zone: str, change: date) -> None:
    first = at(change - DAY, "22:00", zone)
    applied = log(AMPOULE, KNOWN, CALM, "applied", "none", first)
    found = status(applied, KNOWN, CALM, first)
    assert found is not None
    assert found.next_at == first.at + 24 * HOUR, "hours are hours, whatever the wall clock does"
    cream = log(CREAM, KNOWN, CALM, "applied", "none", at(change - DAY, "22:00", zone))
    found = status(cream, KNOWN, CALM, at(change - DAY, "23:00", zone))
    assert found is not None
    assert found.next_at == at(change, "07:30", zone).at


WAND = Device(id="wand", name="Wand", patch_test=PatchTest(state="running", started_on=STARTS_ON))


def test_a_device_is_tried_once_and_looked_at_after_a_day() -> None:
    tried = log(WAND, KNOWN, CALM, "applied", "none", opened(0))
    found = status(tried, KNOWN, CALM, opened(1))
    assert found is not None
    assert (found.next_kind, found.next_at, found.of) == ("looked", opened(24).at, 1)
    seen: Any = log(tried, KNOWN, CALM, "looked", "none", opened(24))
    assert seen.patch_test.state == "passed"
    sore: Any = log(tried, KNOWN, CALM, "looked", "clear", opened(3))
    assert sore.patch_test.state == "failed"


def test_skin_that_has_reacted_before_is_looked_at_twice_after_a_device() -> None:
    tried: Any = log(WAND, KNOWN, REACTIVE, "applied", "none", opened(0))
    once = log(tried, KNOWN, REACTIVE, "looked", "none", opened(25))
    assert once.patch_test.state == "running"
    assert log(once, KNOWN, REACTIVE, "looked", "none", opened(48)).patch_test.state == "passed"


def test_what_the_label_asks_goes_first() -> None:
    label = replace(CREAM, patch_test=PatchTest(state="running", started_on=STARTS_ON, label_hours=36))
    assert course_of(label, KNOWN, history=True).looks == (36,)
    tried = log(label, KNOWN, REACTIVE, "applied", "none", opened(0))
    assert state(looked(tried, (24, "none"))) == "running"
    assert state(looked(tried, (36, "none"))) == "passed"


def test_an_ampoule_may_be_put_on_a_second_time_on_its_day_and_no_third() -> None:
    assert may_apply_again(APPLIED, KNOWN, CALM, opened(3))
    assert not may_apply_again(AMPOULE, KNOWN, CALM, opened(3)), "the first time is no second one"
    twice = log(APPLIED, KNOWN, CALM, "applied", "none", opened(8))
    assert not may_apply_again(twice, KNOWN, CALM, opened(9))
    assert not may_apply_again(APPLIED, KNOWN, CALM, opened(21)), "the next day the ampoule is in the bin"
    assert not may_apply_again(looked(APPLIED, (2, "mild")), KNOWN, CALM, opened(3))
    assert not may_apply_again(gone_through(CREAM, CALM, {}, 1), KNOWN, CALM, at(day(1), "23:00"))


def test_a_mis_tap_that_is_corrected_leaves_no_trace() -> None:
    six = gone_through(CREAM, CALM, {}, 6)
    mistaken = log(six, KNOWN, CALM, "looked", "clear", at(day(7), "08:00"))
    assert state(mistaken) == "failed"
    again = corrected(mistaken, KNOWN, CALM, at(day(7), "08:00").at, None, at(day(9)))
    assert state(again) == "running"
    assert where(again, 7).why is None
    assert again.patch_test is not None
    assert six.patch_test is not None
    assert readings_of(again.patch_test) == readings_of(six.patch_test)
    passed = gone_through(CREAM, CALM, {}, 8)
    worse = corrected(passed, KNOWN, CALM, at(day(4), "08:00").at, "clear", at(day(30)))
    assert state(worse) == "failed"
    assert state(corrected(worse, KNOWN, CALM, at(day(4), "08:00").at, "none", at(day(60)))) == "passed"
    assert corrected(passed, KNOWN, CALM, at(day(4), "08:01").at, "clear", at(day(30))) == passed
    first = at(day(1), "08:00").at
    assert state(corrected(gone_through(CREAM, CALM, {}, 0), KNOWN, CALM, first, None, at(day(1)))) == "running"
