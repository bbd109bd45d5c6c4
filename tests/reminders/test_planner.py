"""When reminders ring."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from care.days import Moment, instant, wall_text
from care.records import Course, Phase, QuietHours, Rhythm, Routine, RoutineStep, StepDone, step_done_id
from reminders.planner import dues
from reminders.wall_clock import WallClock
from tests.care.course_makers import BERLIN, STARTS_ON, answers, session
from tests.care.course_makers import at as care_at
from tests.care.course_makers import diary as care_diary
from tests.reminders.plans import KNOWN, at, diary, reminder


def rings(given: object, first: date, days: int, zone: str = BERLIN) -> list[str]:
    now = at(first, "00:00", zone)
    found = dues(given, KNOWN, now, now.at, at(first + timedelta(days=days), "00:00", zone).at)  # type: ignore[arg-type]
    return [d.local for d in found]


def test_a_daily_reminder_rings_each_day_through_both_clock_changes() -> None:
    spring = rings(diary(reminder("00:30", "02:30")), date(2026, 3, 28), 3)
    assert spring == [
        "2026-03-28T00:30", "2026-03-28T02:30", "2026-03-29T00:30", "2026-03-29T03:30", "2026-03-30T00:30",
        "2026-03-30T02:30",
    ]  # fmt: skip
    autumn = rings(diary(reminder("02:30")), date(2026, 10, 24), 3)
    assert autumn == ["2026-10-24T02:30", "2026-10-25T02:30", "2026-10-26T02:30"]


def test_from_is_inclusive_and_to_is_exclusive() -> None:
    given, eight = diary(reminder("08:00")), at(date(2026, 5, 4), "08:00")
    assert len(dues(given, KNOWN, eight, eight.at, eight.at + timedelta(days=1))) == 1
    assert not dues(given, KNOWN, eight, eight.at - timedelta(hours=1), eight.at)


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (Rhythm(weekdays=[0, 4]), [4, 8, 11]),
        (Rhythm(n=3), [4, 7, 10]),
        (Rhythm(n=2, unit="week"), [4]),
        (Rhythm(unit="month"), [4]),
    ],
)
def test_rhythms(every: Rhythm, days: list[int]) -> None:
    given = diary(reminder("08:00", every=every, from_=date(2026, 5, 4), until=date(2026, 5, 11)))
    assert [int(r[8:10]) for r in rings(given, date(2026, 5, 1), 14)] == days


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [
        (date(2026, 1, 31), Rhythm(unit="month"), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (date(2028, 1, 30), Rhythm(unit="month"), ["2028-01-30", "2028-02-29", "2028-03-30"]),
        (date(2027, 12, 31), Rhythm(n=2, unit="month"), ["2027-12-31", "2028-02-29"]),
        (date(2028, 2, 28), Rhythm(n=60), ["2028-02-28", "2028-04-28"]),
    ],
)
def test_month_ends_and_leap_days(first: date, every: Rhythm, days: list[str]) -> None:
    given = diary(reminder("00:00", every=every, from_=first))
    assert rings(given, first, 90) == [f"{day}T00:00" for day in days]


def test_a_local_reminder_follows_the_traveller_and_a_zoned_one_does_not() -> None:
    given = diary(reminder("08:00"), reminder("08:00", id="zoned", zone=BERLIN))
    now = at(date(2026, 5, 4), "00:00", "Asia/Tokyo")
    found = {d.reminder: d.at for d in dues(given, KNOWN, now, now.at, now.at + timedelta(days=1))}
    assert found["wipe"] == datetime(2026, 5, 3, 23, tzinfo=UTC)
    assert found["zoned"] == datetime(2026, 5, 4, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "slot", "rings_at"),
    [
        (("22:00", "07:00"), "23:30", "2026-05-05T07:00"),
        (("22:00", "07:00"), "06:59", "2026-05-04T07:00"),
        (("22:00", "07:00"), "07:00", "2026-05-04T07:00"),
        (("22:00", "07:00"), "12:00", "2026-05-04T12:00"),
        (("13:00", "15:00"), "14:00", "2026-05-04T15:00"),
        (("13:00", "15:00"), "15:00", "2026-05-04T15:00"),
        (("08:00", "08:00"), "08:00", "2026-05-04T08:00"),
    ],
)
def test_quiet_hours_move_and_never_swallow(quiet: tuple[str, str], slot: str, rings_at: str) -> None:
    hours = QuietHours(from_=quiet[0], to=quiet[1])
    found = WallClock(BERLIN, hours).rings_at(date(2026, 5, 4), slot).astimezone(ZoneInfo(BERLIN))
    assert found.strftime("%Y-%m-%dT%H:%M") == rings_at


def test_quiet_hours_that_come_twice_move_nothing_back() -> None:
    second_ten_past_two = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    hours = QuietHours(from_="02:00", to="02:30")
    assert WallClock(BERLIN, hours).out_of_quiet(second_ten_past_two) == second_ten_past_two


@given(st.times(), st.times(), st.times(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_after_quiet_hours_it_never_rings_within_them_nor_earlier(
    slot: object, begin: object, end: object, on: date
) -> None:
    wall, first, last = (f"{t.hour:02d}:{t.minute:02d}" for t in (slot, begin, end))  # type: ignore[attr-defined]
    planned = WallClock("Europe/Berlin", None).rings_at(on, wall)
    moved = WallClock("Europe/Berlin", QuietHours(from_=first, to=last)).rings_at(on, wall)
    assert planned <= moved <= planned + timedelta(hours=25)


@given(
    st.sampled_from(sorted(available_timezones())),
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.times()), min_size=1, max_size=8),
    st.none() | st.tuples(st.times(), st.times()),
)
def test_what_is_reckoned_once_a_day_is_what_each_wall_time_is_by_itself(
    zone: str, walls: list[tuple[date, time]], quiet: tuple[time, time] | None
) -> None:
    hours = QuietHours(from_=wall_text(quiet[0]), to=wall_text(quiet[1])) if quiet else None
    clock, plain = WallClock(zone, hours), WallClock(zone, None)
    for on, wall in walls:
        slot = wall_text(wall)
        assert plain.rings_at(on, slot) == instant(on, slot, zone)
        assert clock.rings_at(on, slot) == clock.out_of_quiet(instant(on, slot, zone))


@pytest.mark.parametrize("here", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin"])
@pytest.mark.parametrize("there", ["local", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_narrow_look_finds_what_a_wide_one_does(here: str, there: str) -> None:
    """However far the zones lie apart, and however far quiet hours move a ringing."""
    given = diary(reminder("00:10", "12:00", "23:50", zone=there), quiet_hours=QuietHours(from_="23:40", to="23:30"))
    now = at(date(2026, 5, 4), "12:00", here)
    wide = dues(given, KNOWN, now, now.at - timedelta(days=9), now.at + timedelta(days=9))
    narrow = [
        d.key
        for hour in range(24)
        for d in dues(given, KNOWN, now, now.at + timedelta(hours=hour), now.at + timedelta(hours=hour + 1))
    ]
    assert narrow == [d.key for d in wide if now.at <= d.at < now.at + timedelta(days=1)]
    assert len(narrow) == 3


def changing_zones() -> list[str]:
    """One zone for each pattern of clock changes in 2026 and 2027; the others ring as theirs does."""
    patterns: dict[tuple[object, ...], str] = {}
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=6 * n) for n in range(4 * 730)]
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = [h.astimezone(zone).utcoffset() for h in hours[::4]]
        if len(set(offsets)) > 1:
            changes = tuple((n, a, b) for n, (a, b) in enumerate(itertools.pairwise(offsets)) if a != b)
            patterns.setdefault(changes, name)
    return sorted(patterns.values())


def test_every_zone_rings_once_a_date_and_in_order() -> None:
    given = diary(reminder("00:00", "00:30", "02:30", "23:59"))
    zones = [*changing_zones(), "UTC"]
    assert len(zones) > 15
    for zone in zones:
        now = at(date(2026, 1, 2), "00:00", zone)
        found = dues(given, KNOWN, now, now.at, now.at + timedelta(days=720))
        assert len({d.key for d in found}) == len(found) >= 719 * 4, zone
        assert all(a.at < b.at for a, b in itertools.pairwise(found)), zone
        for slot in ("00:00", "00:30", "02:30", "23:59"):
            dates = [d.date for d in found if d.slot == slot]  # in the order of their instants
            assert all(b - a == timedelta(days=1) for a, b in itertools.pairwise(dates)), (zone, slot)


def test_routines_ring_at_their_times_and_are_silent_when_done() -> None:
    routine = Routine(id="r", title="Evening", slot="pm", steps=[RoutineStep(id="s", title="Cleanse")])
    given = care_diary(KNOWN, routines={"r": routine}, courses={})
    given = replace(given, profile=replace(given.profile, areas=["face"], pm_time="00:30"))
    now = care_at(STARTS_ON, "12:00")
    (due,) = [d for d in dues(given, KNOWN, now, now.at, now.at + timedelta(days=1)) if d.about == "pm_routine"]
    assert (due.date, due.local, due.state) == (date(2026, 3, 3), "2026-03-03T00:30", "planned")
    ticked = StepDone(
        id=step_done_id(STARTS_ON, "r", "s"), at=now.at, zone=BERLIN, day=STARTS_ON, routine="r", step="s"
    )
    (done,) = [
        d
        for d in dues(replace(given, steps_done=(ticked,)), KNOWN, now, now.at, now.at + timedelta(days=1))
        if d.about == "pm_routine"
    ]
    assert done.state == "done"


def sessions_due(given: object, now: Moment, days: int) -> list[str]:
    found = dues(given, KNOWN, now, now.at, now.at + timedelta(days=days))  # type: ignore[arg-type]
    return [d.local for d in found if d.about == "session"]


def test_a_course_rings_on_the_days_its_sessions_fall_on() -> None:
    now = care_at(STARTS_ON, "12:00")
    weekly = ["2026-03-02T20:00", "2026-03-09T20:00", "2026-03-16T20:00"]
    assert sessions_due(care_diary(KNOWN), now, 15) == weekly
    had = care_diary(KNOWN, sessions=(session(STARTS_ON, hour=8),))
    assert sessions_due(had, now, 15) == weekly[1:]


def test_a_closed_course_is_not_brought_to_mind() -> None:
    now = care_at(STARTS_ON, "12:00")
    assert not sessions_due(care_diary(KNOWN, answers={}), now, 15)
    assert not sessions_due(care_diary(KNOWN, answers=answers(KNOWN, STARTS_ON, K01="yes")), now, 15)


def test_a_finite_course_stops_ringing_after_its_last_session() -> None:
    short = Course(
        id="course", title="Short", area="face", product="ampoule", device="wand",
        phases=[Phase(every_days=7, sessions=2)], starts_on=STARTS_ON,
    )  # fmt: skip
    now = care_at(STARTS_ON, "12:00")
    assert len(sessions_due(care_diary(KNOWN, courses={"course": short}), now, 60)) == 2
