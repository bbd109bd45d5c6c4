"""The plan as a calendar file, read again by the library and by its lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from care.notifying import ALL
from reminders.calendar_file import calendar_file
from reminders.daily_share import loud_keys
from reminders.planner import Due, dues
from tests.reminders.plans import KNOWN, at, diary, reminder

MADE = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def planned() -> list[Due]:
    """A local reminder and a zoned one of the same zone, over the change of the clocks."""
    given = diary(reminder("02:30"), reminder("20:00", id="zoned", zone="Europe/Berlin"))
    now = at(date(2026, 3, 28), "00:00")
    return dues(given, KNOWN, now, now.at, now.at + timedelta(days=3))


def written(found: list[Due], sequence: int = 7) -> bytes:
    return calendar_file(found, say=lambda d: "Your routine", made_at=MADE, sequence=sequence)


def test_it_reads_again_as_it_was_planned() -> None:
    found = planned()
    events = Calendar.from_ical(written(found)).walk("VEVENT")
    assert [str(e["UID"]) for e in events] == [f"{d.key.replace('/', '-')}@mesoday" for d in found]
    for event, due in zip(events, found, strict=True):
        start = event.decoded("DTSTART")
        if due.reminder == "zoned":
            assert start == due.at
        else:
            assert start.tzinfo is None
            assert start.strftime("%Y-%m-%dT%H:%M") == due.local
        assert (event.decoded("SEQUENCE"), event.decoded("DURATION")) == (7, timedelta(minutes=15))
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == timedelta()


def test_the_lines_are_those_that_other_calendars_read() -> None:
    text = written(planned()).decode()
    assert "\r\n" in text
    assert text.replace("\r\n", "").isascii()
    lines = text.splitlines()
    assert {"DTSTART:20260328T023000", "DTSTART:20260329T033000", "DTSTART:20260328T190000Z"} <= set(lines)
    assert lines.count("TRIGGER:PT0S") == lines.count("BEGIN:VEVENT") == len(planned())
    assert "DTSTAMP:20260301T120000Z" in lines


def test_it_tells_nobody_what_it_is_for_unless_asked() -> None:
    assert b"wand" not in written(planned())
    said = calendar_file(planned(), say=lambda d: dict(d.title.values)["title"], made_at=MADE, sequence=1)  # type: ignore[arg-type,return-value]
    assert b"SUMMARY:Wipe the wand" in said


def test_it_is_the_same_for_the_same_plan_and_replaces_an_older_one() -> None:
    assert written(planned()) == written(planned())
    moved = [replace(d, at=d.at + timedelta(hours=1)) for d in planned()]
    before, after = (Calendar.from_ical(b).walk("VEVENT") for b in (written(planned(), 7), written(moved, 8)))
    assert [e["UID"] for e in before] == [e["UID"] for e in after]
    assert all(e.decoded("SEQUENCE") == 8 for e in after)


@pytest.mark.parametrize(("a_day", "walls"), [(1, ["20:00"]), (3, ["08:00", "12:00", "20:00"]), (ALL, None)])
def test_it_has_no_more_alarms_a_day_than_wanted_and_one_an_instant(a_day: int, walls: list[str] | None) -> None:
    given = diary(reminder("08:00", "12:00", "16:00", "20:00"), reminder("20:00", id="also"))
    given = replace(
        given, reminders={**given.reminders, "first": replace(reminder("20:00"), id="first", about="session")}
    )
    now = at(date(2026, 5, 4), "00:00")
    found = dues(given, KNOWN, now, now.at, now.at + timedelta(days=1))
    loud = loud_keys(found, a_day, now.zone, "04:00")
    file = calendar_file(found, say=str, loud=lambda due: due.key in loud, made_at=MADE, sequence=1)
    events = Calendar.from_ical(file).walk("VEVENT")
    rings = [f"{event.decoded('DTSTART'):%H:%M}" for event in events if event.walk("VALARM")]
    assert rings == (walls or ["08:00", "12:00", "16:00", "20:00"])
    assert len(events) == len(found) == 6
