"""What reminders find about themselves: zone and clock, what comes and was missed, the ways to the person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.checkup import Finding
from care.clock_doubt import Answer, ClockDoubt
from reminders import time_check
from reminders.clock import SetClock, SystemClock
from reminders.mark import Mark
from reminders.permission_check import examine_permissions
from reminders.presence import Presence
from reminders.reminder_check import examine_reminders
from reminders.time_check import TimeCheck
from reminders.ways import CALENDAR_UNTIL, Way, calendar, examine_notifications, in_app, silent_service
from tests.reminders.plans import KNOWN, at, diary, reminder

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class JumpingClock(SystemClock):
    """A system clock, and its count of seconds, that the test moves apart."""

    def __init__(self, zone: str | None = "Europe/Berlin") -> None:
        super().__init__(zone)
        self.wall, self.count = NOW, 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.count


def states(found: Any) -> dict[str, str]:
    return {one.what.text: one.state for one in found}


def wrong(found: Any) -> list[Finding]:
    return [one for one in found if one.state == "wrong"]


def test_a_clock_that_runs_evenly_is_well() -> None:
    clock = JumpingClock()
    check = TimeCheck(clock)
    clock.wall += timedelta(minutes=2)
    clock.count += 120
    found = list(check.examine(NOW, ["Europe/Berlin", "Asia/Tokyo"]))
    assert wrong(found) == []
    assert dict(found[0].what.values) == {"zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("wall", "count", "says"),
    [(0, -1, "count of seconds went backwards"), (3600, 1, "clock jumped"), (-3600, 1, "clock jumped")],
)
def test_a_clock_that_does_not_is_told(wall: int, count: int, says: str) -> None:
    clock = JumpingClock()
    check = TimeCheck(clock)
    clock.wall += timedelta(seconds=wall)
    clock.count += count
    [one] = wrong(check.examine(None, []))
    assert says in one.what.text
    assert one.mend is not None


def test_a_clock_behind_the_last_entry_is_told_and_a_little_is_not() -> None:
    check = TimeCheck(JumpingClock())
    [one] = wrong(check.examine(NOW + timedelta(days=3), []))
    assert dict(one.what.values) == {"time": timedelta(days=3)}
    assert wrong(check.examine(NOW + timedelta(minutes=4), [])) == []


@pytest.mark.parametrize(("answer", "told"), [("", 1), ("wrong", 1), ("right", 0)])
def test_a_clock_in_doubt_is_told_until_it_is_believed(answer: Answer, told: int) -> None:
    doubt = ClockDoubt(NOW - timedelta(days=3), NOW, 259_200.0, 6, answer=answer)
    found = wrong(TimeCheck(JumpingClock()).examine(None, [], doubt))
    assert len(found) == told
    assert all("jumped ahead" in one.what.text and one.mend for one in found)


def test_a_zone_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [dict(o.what.values) for o in wrong(TimeCheck(JumpingClock()).examine(None, ["Moon/Sea", "Moon/Sea"]))] == [
        {"zone": "Moon/Sea"}
    ]
    monkeypatch.setattr(time_check, "found_zone", lambda: None)
    [one] = wrong(TimeCheck(JumpingClock(None)).examine(None, []))
    assert "goes by UTC" in one.what.text


def test_a_clock_that_is_set_is_not_measured_against_files() -> None:
    found = list(TimeCheck(SetClock(NOW, zone="UTC")).examine(NOW + timedelta(days=3), []))
    assert [one.state for one in found] == ["well", "note"]


def test_what_comes_next_and_what_was_missed_is_told_without_a_title() -> None:
    kept, now = diary(reminder("08:00")), at(date(2026, 11, 24), "12:00")
    found = list(examine_reminders(kept, KNOWN, now, Mark(now.at - timedelta(days=2))))
    assert states(found) == {
        "The next reminder is planned for {moment}.": "well",
        "One reminder has fallen due and waits to be shown.": "note",
    }
    assert found[1].what.count == 2
    assert not any("wand" in str(one) for one in found)
    up_to_date = examine_reminders(kept, KNOWN, now, Mark(now.at - timedelta(minutes=1)))
    assert states(up_to_date)["Nothing was missed."] == "well"
    assert states(examine_reminders(diary(), KNOWN, now, None)) == {
        "No reminder is planned for the next two days.": "note"
    }


def test_the_app_is_a_way_while_it_runs(tmp_path: Path) -> None:
    way, presence = in_app(tmp_path), Presence(tmp_path, "app")
    assert not way.alive()[0]
    assert list(tmp_path.iterdir()) == [], "looking leaves nothing"
    presence.begin(NOW)
    assert way.alive()[0]
    presence.end()
    assert not way.alive()[0]


@pytest.mark.parametrize(
    ("kept", "alive", "says"),
    [
        (None, False, "No calendar file"),
        ("rubbish", False, "No calendar file"),
        ((NOW - timedelta(days=1)).isoformat(), False, "has ended"),
        ((NOW + timedelta(days=1)).isoformat(), True, "reaches until"),
    ],
)
def test_the_calendar_is_a_way_as_far_as_its_file_reaches(kept: str | None, alive: bool, says: str) -> None:
    way = calendar({CALENDAR_UNTIL: kept}, NOW)
    found, said = way.alive()
    assert (found, says in said.text) == (alive, True)
    closed = "Nothing calls you while the app is closed. What falls due then is shown when you open it."
    assert (closed in states(examine_notifications([way]))) is not alive


def test_a_service_that_can_call_nobody_says_so() -> None:
    from care.messages import message

    dead = Way(lambda: (False, message("No.")), by_service=True)
    assert silent_service([calendar({CALENDAR_UNTIL: "2030-01-01T00:00:00Z"}, NOW), dead]) is not None
    assert silent_service([Way(lambda: (True, message("Yes.")), by_service=True)]) is None


def test_whether_the_desktop_can_be_reached_is_told(tmp_path: Path) -> None:
    def found(**env: str) -> str:
        [one] = examine_permissions(env, "linux")
        return one.state

    assert found() == "note"
    assert found(XDG_RUNTIME_DIR=str(tmp_path)) == "note"
    (tmp_path / "bus").touch()
    assert found(XDG_RUNTIME_DIR=str(tmp_path)) == "well"
    assert found(DBUS_SESSION_BUS_ADDRESS="unix:path=/run/bus") == "well"
    assert [one.state for one in examine_permissions({}, "darwin")] == ["note"]
