"""The calendar file as other programs read it: the same instants as the planner, over the clock changes."""

from __future__ import annotations

import warnings
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from care.days import Moment
from care.records import QuietHours, Rhythm
from reminders.calendar_file import calendar_file, uid_of
from reminders.calendar_sent import gone, remember
from reminders.planner import Due, dues
from tests.reminders.calendar_readers import ical_js, rings_by_javascript, rings_by_python
from tests.reminders.plans import KNOWN, at, diary, reminder

CHANGES = [
    ("Europe/Berlin", date(2026, 3, 27)),
    ("Europe/Berlin", date(2026, 10, 23)),
    ("Australia/Lord_Howe", date(2026, 10, 2)),
    ("America/Santiago", date(2026, 9, 4)),
]


def planned(zone: str, first: date, days: int = 5) -> tuple[Moment, list[Due]]:
    """Local times in every hour of the night, one that hangs on another zone, and quiet hours."""
    given = diary(
        reminder("00:00", "00:30", "01:30", "02:15", "02:45", "03:30", "12:00"),
        reminder("20:00", id="zoned", zone="America/New_York"),
        reminder("23:30", id="seldom", every=Rhythm(n=2)),
        quiet_hours=QuietHours(from_="23:00", to="23:45"),
    )
    now = at(first, "00:00", zone)
    return now, dues(given, KNOWN, now, now.at, now.at + timedelta(days=days))


def written(found: list[Due], now: Moment, **more: object) -> bytes:
    return calendar_file(found, say=lambda due: "Your routine", made_at=now.at, sequence=7, **more)  # type: ignore[arg-type]


def wanted(found: list[Due]) -> dict[str, datetime]:
    return {uid_of(due.key): due.at for due in found}


@pytest.mark.parametrize(("zone", "first"), CHANGES)
def test_python_finds_the_planned_instants(zone: str, first: date) -> None:
    now, found = planned(zone, first)
    assert len(found) > 35
    assert rings_by_python(written(found, now), zone, now.at, now.at + timedelta(days=5)) == wanted(found)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    return ical_js(tmp_path_factory.mktemp("ical_js"))


@pytest.mark.parametrize(("zone", "first"), CHANGES)
def test_javascript_finds_the_planned_instants(node: Path | None, zone: str, first: date) -> None:
    if node is None:
        warnings.warn("ical.js was not asked: there is no Node here", stacklevel=1)
        return
    now, found = planned(zone, first)
    assert rings_by_javascript(node, written(found, now), zone) == wanted(found)


def test_it_follows_the_traveller_but_for_what_hangs_on_a_zone() -> None:
    now, found = planned("Europe/Berlin", date(2026, 5, 4))
    tokyo = rings_by_python(written(found, now), "Asia/Tokyo", now.at - timedelta(days=1), now.at + timedelta(days=6))
    for due in found:
        moved = tokyo[uid_of(due.key)] - due.at
        assert moved == (timedelta(hours=-7) if due.floats else timedelta()), due.key


def test_what_was_put_off_rings_at_its_instant_wherever_one_is() -> None:
    now, found = planned("Europe/Berlin", date(2026, 5, 4), days=1)
    snoozed = [replace(due, state="snoozed") for due in found]
    assert all(e.decoded("DTSTART").tzinfo for e in Calendar.from_ical(written(snoozed, now)).walk("VEVENT"))


class Kept(dict):
    def update(self, **settings: object) -> None:  # type: ignore[override]
        super().update(settings)


def test_a_new_file_cancels_what_the_old_one_held_and_is_planned_no_more() -> None:
    now, found = planned("Europe/Berlin", date(2026, 5, 4))
    settings = Kept()
    assert gone(settings, found, date(2026, 5, 4)) == ()
    remember(settings, found)
    left, lost = [d for d in found if d.reminder != "seldom"], [d.key for d in found if d.reminder == "seldom"]
    cancelled = gone(settings, left, date(2026, 5, 4))
    assert sorted(cancelled) == sorted(lost) != []
    events = Calendar.from_ical(written(left, now, cancelled=cancelled, cancelled_words="Your routine")).walk("VEVENT")
    over = {str(e["UID"]): e for e in events if e.get("STATUS") == "CANCELLED"}
    assert set(over) == {uid_of(key) for key in lost}
    assert not any(e.walk("VALARM") for e in over.values())
    assert len(events) == len(found)
    assert gone(settings, [], date(2027, 1, 1)) == ()  # what is over needs no cancelling


def test_rubbish_in_the_settings_cancels_nothing() -> None:
    assert gone(Kept(calendar_sent=["x", 7, None, "2026-05-04/99:99/a", "2026-05-04"]), [], date(2026, 1, 1)) == ()
    assert gone(Kept(calendar_sent="x"), [], date(2026, 1, 1)) == ()
