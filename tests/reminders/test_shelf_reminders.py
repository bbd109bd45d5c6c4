"""What stands on the shelf reminds by itself: a patch test's times, the end of a date, a device to be cleaned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.days import Moment
from care.diary import Diary
from care.patch_test import log, status
from care.records import Answer, Device, PatchTest, Product, QuietHours, Retired
from care.shelf_reminding import thing_of
from reminders.planner import Due, dues
from tests.care.course_makers import STARTS_ON, at, diary, session
from tests.reminders.plans import KNOWN

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
RUNNING = PatchTest(state="running", started_on=STARTS_ON)
CREAM = Product(id="cream", name="Cream", actives=["I27"], patch_test=RUNNING)
AMPOULE = replace(CREAM, single_use=True)
NOON = at(STARTS_ON, "12:00")


def home(*products: Product, **changed: Any) -> Diary:
    return diary(KNOWN, products={p.id: p for p in products}, courses={}, **changed)


def rung(given: Diary, about: str, now: Moment = NOON, days: int = 20, first: date = STARTS_ON) -> list[Due]:
    found = dues(given, KNOWN, now, at(first, "00:00").at, at(first + days * DAY, "00:00").at)
    return [d for d in found if d.about == about]


def slots(given: Diary, now: Moment = NOON, days: int = 20, state: str = "planned") -> list[str]:
    return [d.local[8:] for d in rung(given, "patch_test", now, days) if d.state == state]


def entered(product: Product, *moments: Moment, skin: Any = "none") -> Product:
    for now in moments:
        found = status(product, KNOWN, home(product), now)
        assert found is not None
        product = log(product, KNOWN, home(product), found.next_kind or "looked", skin, now)
    return product


def test_a_test_rings_morning_and_evening_until_its_last_look() -> None:
    planned = slots(home(CREAM))
    assert planned[:3] == ["02T21:30", "03T07:30", "03T21:30"]
    assert planned[-1] == "09T07:30", "seven whole days after it was begun"
    assert {d.reminder for d in rung(home(CREAM), "patch_test")} == {"patch_test/cream"}


def test_what_was_entered_is_done_and_what_was_not_stands_until_it_is_answered() -> None:
    one = entered(CREAM, at(STARTS_ON, "21:00"))
    now = at(STARTS_ON + DAY, "23:00")
    assert slots(home(one), now, 2, "done") == ["02T21:30"]
    assert slots(home(one), now, 2) == ["03T07:30", "03T21:30"]
    late = entered(one, at(STARTS_ON + DAY, "23:00"))
    assert slots(home(late), now, 2) == ["03T07:30"]


def test_an_entry_before_its_time_is_enough() -> None:
    early = entered(CREAM, at(STARTS_ON, "15:00"))
    assert slots(home(early), at(STARTS_ON, "15:01"), 1) == []
    assert slots(home(early), at(STARTS_ON, "15:01"), 1, "done") == ["02T21:30"]


def test_looking_back_finds_what_was_planned_ahead() -> None:
    ahead = {d.key for d in rung(home(CREAM), "patch_test", days=6)}
    assert len(ahead) == 11
    assert ahead <= {d.key for d in rung(home(CREAM), "patch_test", at(STARTS_ON + 8 * DAY), days=6)}
    looks = home(entered(AMPOULE, NOON))
    ahead = {d.key for d in rung(looks, "patch_test")}
    assert ahead == {d.key for d in rung(looks, "patch_test", at(STARTS_ON + 30 * DAY))}


def test_a_test_that_has_ended_is_silent() -> None:
    sore = log(entered(CREAM, at(STARTS_ON, "21:30")), KNOWN, home(), "looked", "clear", at(STARTS_ON + DAY, "08:00"))
    assert slots(home(sore), at(STARTS_ON + DAY, "09:00")) == []
    for ended in (None, PatchTest(state="tolerated"), PatchTest(state="passed"), PatchTest(state="failed")):
        assert not rung(home(replace(CREAM, patch_test=ended)), "patch_test")
    assert not rung(home(replace(CREAM, retired=Retired(on=STARTS_ON))), "patch_test")


def test_an_ampoule_rings_in_the_evening_until_it_is_put_on_then_at_the_hours_of_its_looks() -> None:
    assert slots(home(AMPOULE)) == ["02T21:30"]
    assert slots(home(AMPOULE), at(STARTS_ON + 2 * DAY)) == ["02T21:30", "03T21:30", "04T21:30"]
    tried = entered(AMPOULE, at(STARTS_ON, "18:40"))
    assert slots(home(tried), at(STARTS_ON, "19:00")) == ["03T18:40", "04T18:40", "06T18:40"]
    assert slots(home(tried), at(STARTS_ON, "19:00"), state="done") == ["02T21:30"]
    looked = entered(tried, at(STARTS_ON + DAY, "19:00"))
    assert slots(home(looked), at(STARTS_ON + DAY, "20:00"), state="done") == ["02T21:30", "03T18:40"]
    away = Moment(at(STARTS_ON, "19:00").at, "Asia/Seoul")
    assert {d.key for d in rung(home(tried), "patch_test", away)} >= {
        d.key for d in rung(home(tried), "patch_test") if d.slot == "18:40"
    }


def test_a_device_rings_once_after_a_day_and_twice_where_skin_has_reacted() -> None:
    wand: Any = log(Device(id="wand", name="Wand", patch_test=RUNNING), KNOWN, home(), "applied", "none", NOON)
    assert slots(home(devices={"wand": wand})) == ["03T12:00"]
    reactive = {"K17": Answer(id="K17", rule="K17", answer="yes", answered_on=STARTS_ON)}
    assert slots(home(devices={"wand": wand}, answers=reactive)) == ["03T12:00", "04T12:00"]


def test_quiet_hours_move_it_and_swallow_nothing() -> None:
    quiet = home(CREAM, profile=replace(home().profile, quiet_hours=QuietHours(from_="21:00", to="08:00")))
    assert slots(quiet)[:2] == ["03T08:00", "03T08:00"]


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_over_a_clock_change_it_keeps_to_the_wall_clock(change: date) -> None:
    cream = replace(CREAM, patch_test=PatchTest(state="running", started_on=change - 2 * DAY))
    now = at(change - 2 * DAY, "12:00")
    found = dues(home(cream), KNOWN, now, now.at, at(change + 3 * DAY, "00:00").at)
    assert {d.local[11:] for d in found if d.about == "patch_test"} == {"07:30", "21:30"}


@pytest.mark.parametrize(
    ("changed", "days"),
    [
        ({"expires_on": STARTS_ON + 14 * DAY}, ["02", "16"]),
        ({"expires_on": STARTS_ON + 13 * DAY}, ["15"]),
        ({"opened_at": at(date(2026, 2, 12)).at, "after_opening_months": 1}, ["12"]),
        ({"expires_on": STARTS_ON + 14 * DAY, "retired": Retired(on=STARTS_ON)}, []),
        ({}, []),
    ],
)
def test_a_date_is_told_once_before_it_and_on_its_day(changed: dict[str, Any], days: list[str]) -> None:
    given = home(replace(CREAM, patch_test=None, **changed))
    found = rung(given, "expiry", at(STARTS_ON, "00:30"))
    assert [d.local[8:10] for d in found] == days
    assert {d.slot for d in found} <= {"07:30"}
    assert {d.reminder for d in found} <= {"expiry/cream"}


HAD = session(STARTS_ON)


def test_a_device_is_brought_to_mind_on_the_next_mornings_until_it_is_clean() -> None:
    whole = diary(KNOWN, sessions=(HAD,))
    evening, found = at(STARTS_ON, "22:00"), []
    found = rung(whole, "device_care", evening)
    assert [d.local[8:] for d in found] == ["03T07:30", "04T07:30", "05T07:30"]
    assert {d.reminder for d in found} == {"device_care/wand"}
    cleaned = replace(whole.devices["wand"], cleaned_at=HAD.ended_at + HOUR)
    clean = replace(whole, devices={"wand": cleaned})
    assert {d.state for d in rung(clean, "device_care", evening)} == {"done"}
    assert not rung(replace(whole, devices={}), "device_care", evening)


@pytest.mark.parametrize("reminder", ["reaction/x/first", "check_in/glow", "course", "patch_test/", "expiry"])
def test_no_other_reminder_is_taken_for_one_of_the_shelf(reminder: str) -> None:
    assert thing_of(reminder) is None
    assert thing_of("expiry/01ABC") == ("expiry", "01ABC")
