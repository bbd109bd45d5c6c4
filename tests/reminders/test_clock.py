"""The clocks that the environment asks for."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from reminders.clock import ClockError, SetClock, SystemClock, clock_from_environment, system_zone

NOON = "2026-03-01T12:00:00Z"


def test_a_command_has_a_clock_that_stands_still() -> None:
    clock = clock_from_environment({"MESODAY_NOW": NOON, "MESODAY_RATE": "600", "TZ": "Asia/Tokyo"}, running=False)
    first = clock.now()
    time.sleep(0.01)
    assert clock.now() == first == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert (clock.zone(), clock.rate) == ("Asia/Tokyo", 0)


async def test_the_app_has_one_that_runs_as_fast_as_asked() -> None:
    clock = clock_from_environment({"MESODAY_NOW": NOON, "MESODAY_RATE": "600", "TZ": "UTC"}, running=True)
    first, began = clock.now(), time.perf_counter()
    await clock.sleep(60)
    slept = time.perf_counter() - began
    assert 0.09 <= slept < 0.5
    assert timedelta(seconds=60) <= clock.now() - first < timedelta(seconds=600 * (slept + 0.1))


def test_without_anything_it_is_the_systems() -> None:
    clock = clock_from_environment({"TZ": "Europe/Berlin"}, running=True)
    assert isinstance(clock, SystemClock)
    with time_machine.travel(datetime(2027, 5, 1, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2027, 5, 1, tzinfo=UTC)


def test_a_rate_is_for_what_runs() -> None:
    assert isinstance(clock_from_environment({"MESODAY_RATE": "60", "TZ": "UTC"}, running=False), SystemClock)
    assert isinstance(clock_from_environment({"MESODAY_RATE": "60", "TZ": "UTC"}, running=True), SetClock)


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/America/New_York", "America/New_York"),
        ("", system_zone()),
        ("/etc/localtime", system_zone()),
    ],
)
def test_the_zone_is_that_of_tz_or_the_systems(named: str, zone: str) -> None:
    assert clock_from_environment({"TZ": named}, running=False).zone() == zone


@pytest.mark.parametrize(
    "bad",
    [
        {"TZ": "Nowhere"},
        {"TZ": "Europe"},
        {"TZ": "../../etc/passwd"},
        {"TZ": "CET-1CEST"},
        {"MESODAY_NOW": "yesterday"},
        {"MESODAY_NOW": "2026-13-01T00:00:00Z"},
        {"MESODAY_NOW": "0001-01-01T00:00:00+14:00"},
        {"MESODAY_NOW": "9999-12-31T23:59:59-14:00"},
        {"MESODAY_RATE": "fast"},
        {"MESODAY_RATE": "0"},
        {"MESODAY_RATE": "-1"},
        {"MESODAY_RATE": "inf"},
        {"MESODAY_RATE": "nan"},
    ],
)
@pytest.mark.parametrize("running", [True, False])
def test_what_cannot_be_is_said_in_one_sentence(bad: dict[str, str], running: bool) -> None:
    with pytest.raises(ClockError) as said:
        clock_from_environment({"TZ": "UTC", **bad}, running=running)
    assert said.value.reason.text.endswith(".")
    assert next(iter(bad.values())) in dict(said.value.reason.values).values()


def test_a_system_that_changes_its_zone_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reminders.clock.ZONE_LASTS", 0.0)
    clock = SystemClock()
    for zone in ("Asia/Tokyo", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        if zone == "Asia/Tokyo":
            import tzlocal

            tzlocal.reload_localzone()
        assert clock.zone() == zone
    monkeypatch.undo()
    system_zone(anew=True)
