"""Skin checks ring by themselves after a session: at their hour, whatever is closed, and never when they are silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.days import Moment
from care.diary import Diary
from care.records import Pause, QuietHours, Reaction
from care.reminding import skin_check_id, skin_check_of
from reminders.planner import Due, dues
from tests.care.course_makers import STARTS_ON, at, diary, session
from tests.reminders.plans import KNOWN

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HAD = replace(session(STARTS_ON), rev=1)  # ends at 20:20 on the clock of Berlin
ONE = diary(KNOWN, sessions=(HAD,))
NOW = at(STARTS_ON, "22:00")


def rung(given: Diary, now: Moment = NOW, days: int = 9) -> list[Due]:
    found = dues(given, KNOWN, now, at(STARTS_ON, "00:00").at, at(STARTS_ON + days * DAY, "00:00").at)
    return [d for d in found if d.about == "reaction"]


def told(kind: str, *signs: str, hours: float = 25, id: str = "told") -> Reaction:
    when = HAD.ended_at + hours * HOUR
    return Reaction(
        id=id,
        at=when,
        zone=HAD.zone,
        day=when.date(),
        session=HAD.id,
        check=kind,
        signs=list(signs),  # type: ignore[arg-type]
    )


def test_after_a_day_and_after_three_at_the_hour_of_the_session() -> None:
    assert [(d.reminder.split("/")[2], d.local, d.slot) for d in rung(ONE)] == [
        ("first", "2026-03-03T20:20", "20:20"),
        ("last", "2026-03-05T20:20", "20:20"),
    ]
    assert {d.key for d in rung(ONE)} == {
        f"2026-03-03/20:20/reaction/{HAD.id}/first",
        f"2026-03-05/20:20/reaction/{HAD.id}/last",
    }


def test_after_two_days_only_where_the_first_day_said_monitor() -> None:
    watched = replace(ONE, reactions=(told("first", "G11"),))
    assert [d.reminder.split("/")[2] for d in rung(watched) if d.state == "planned"] == ["monitor", "last"]


def test_what_was_answered_is_done() -> None:
    calm = replace(ONE, reactions=(told("first"),))
    assert [d.state for d in rung(calm)] == ["done", "planned"]


def test_a_silent_one_does_not_ring() -> None:
    had = [replace(session(STARTS_ON - n * 7 * DAY), product="ampoule") for n in (1, 2, 3)]
    calm = [Reaction(id=f"q{s.id}", at=s.ended_at, day=s.day, session=s.id, check="first") for s in had]
    assert rung(replace(ONE, sessions=(*had, HAD), reactions=tuple(calm[:2])))
    assert not rung(replace(ONE, sessions=(*had, HAD), reactions=tuple(calm)))


def test_quiet_hours_move_it_and_swallow_nothing() -> None:
    late = replace(HAD, started_at=at(STARTS_ON, "22:50").at, ended_at=at(STARTS_ON, "23:10").at)
    quiet = replace(ONE.profile, quiet_hours=QuietHours(from_="22:00", to="07:00"))
    moved = rung(replace(ONE, sessions=(late,), profile=quiet))
    assert [d.local for d in moved] == ["2026-03-04T07:00", "2026-03-06T07:00"]


def test_a_journey_makes_no_second_reminder_of_it() -> None:
    away = Moment(NOW.at, "Asia/Seoul")
    assert [(d.key, d.at) for d in rung(ONE, away)] == [(d.key, d.at) for d in rung(ONE)]


@pytest.mark.parametrize("sign", ["G11", "G13", "G07", "G01"])
def test_while_a_reaction_closes_the_sessions_none_rings_and_the_checks_go_on(sign: str) -> None:
    now = at(STARTS_ON + 2 * DAY, "12:00")
    window = (at(STARTS_ON + 2 * DAY, "00:00").at, at(STARTS_ON + 12 * DAY, "00:00").at)

    def about(given: Diary) -> set[str]:
        return {d.about for d in dues(given, KNOWN, now, *window) if d.state == "planned"}

    assert {"session", "reaction"} <= about(replace(ONE, reactions=(told("first"),)))
    closed = about(replace(ONE, reactions=(told("first", sign),)))
    assert "session" not in closed
    assert "reaction" in closed


def test_a_pause_does_not_silence_it() -> None:
    paused = replace(ONE, pauses=(Pause(id="p", from_=STARTS_ON, to=None),))
    assert len(rung(paused)) == 2


def test_looking_back_finds_what_was_planned_ahead() -> None:
    later = Moment(NOW.at + 8 * DAY, NOW.zone)
    assert {d.key for d in rung(ONE)} == {d.key for d in rung(ONE, later)}


@pytest.mark.parametrize("reminder", ["reaction/x", "check_in/glow", "course", "reaction//first", "reaction/x/end"])
def test_no_other_reminder_is_taken_for_a_skin_check(reminder: str) -> None:
    assert skin_check_of(reminder) is None
    assert skin_check_of(skin_check_id("01ABC", "last")) == ("01ABC", "last")
