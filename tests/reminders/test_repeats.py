"""What nobody answered rings again: twice at most, as the same occurrence, and not within quiet hours. And a pause of
everything."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.days import Moment
from care.records import Pause, QuietHours, Repeat, Routine, RoutineStep
from care.verbs import decide
from care.verbs.reminder import AnswerReminder
from care.verbs.routine import TickAll
from reminders.ledger import Claim
from reminders.planner import dues
from tests.reminders.plans import KNOWN, Life, apply, at, diary, ms, reminder

DAY = date(2026, 5, 4)
KEY = "2026-05-04/08:00/wipe"


def asking_again(every: int = 15, times: int = 5, **changed: Any) -> Life:
    return Life(diary(reminder("08:00", repeat=Repeat(every_minutes=every, times=times), from_=DAY), **changed))


def later(minutes: float) -> Moment:
    eight = at(DAY, "08:00")
    return replace(eight, at=eight.at + timedelta(minutes=minutes))


def rang_at(life: Life, minutes: list[float], *, dies: dict[float, str] | None = None) -> list[float]:
    """At which of these minutes after eight o'clock it rang; what was missed is never more than nothing."""
    rang = []
    for minute in minutes:
        shown, missed = life.beat(later(minute), dies=(dies or {}).get(minute, ""))
        assert not missed
        if shown:
            rang.append(minute)
    return rang


def test_it_rings_twice_more_and_then_no_more() -> None:
    life = asking_again()
    assert rang_at(life, [-5, 0, 5, 14.9, 15, 20, 30, 45, 60, 75]) == [0, 15, 30]
    (row,) = life.diary.ledger.values()
    assert (row.state, row.due_at, row.snoozed_until) == ("delivered", later(0).at, later(30).at)


def test_it_says_when_it_was_planned_and_when_it_wakes_next() -> None:
    life = asking_again()
    rang_at(life, [-5, 0])
    assert life.last is not None
    life.beat(later(1))
    assert life.last.next_at == later(15).at
    (due,) = dues(life.diary, KNOWN, later(1), later(1).at, later(60).at)
    assert (due.state, due.first_at, due.key) == ("again", later(0).at, KEY)


@pytest.mark.parametrize("answer", ["done", "skipped"])
def test_an_answer_ends_it(answer: Any) -> None:
    life = asking_again()
    assert rang_at(life, [-5, 0]) == [0]
    said = decide(AnswerReminder(KEY, answer), life.diary, KNOWN, later(3))
    life.diary = apply(life.diary, said, later(3))
    assert rang_at(life, [15, 30]) == []


def test_what_is_done_elsewhere_is_not_asked_again() -> None:
    routine = Routine(
        id="r",
        title="Evening",
        slot="pm",
        steps=[RoutineStep(id="s", title="Cleanse")],
        rev=1,
        changed_at=ms(later(-10).at),
    )
    given = replace(diary(pm_time="08:00"), routines={"r": routine})
    life, usual = Life(given), Repeat(every_minutes=15, times=2)
    rang_at(life, [-5, 0])
    (due,) = dues(life.diary, KNOWN, later(1), later(1).at, later(60).at, repeat=usual)
    assert due.state == "again"
    assert not dues(life.diary, KNOWN, later(1), later(1).at, later(60).at)  # only where the person wants it
    ticked = decide(TickAll(("r",), DAY), life.diary, KNOWN, later(2))
    life.diary = replace(life.diary, steps_done=tuple(c.after for c in ticked.puts))  # type: ignore[arg-type]
    assert not dues(life.diary, KNOWN, later(3), later(3).at, later(60).at, repeat=usual)


def test_a_snooze_begins_anew() -> None:
    life = asking_again()
    rang_at(life, [-5, 0, 15])
    said = decide(AnswerReminder(KEY, "snoozed", 30), life.diary, KNOWN, later(16))
    life.diary = apply(life.diary, said, later(16))
    assert rang_at(life, [30, 46, 61, 76, 91]) == [46, 61, 76]


def test_it_does_not_ring_again_within_quiet_hours_nor_late() -> None:
    assert rang_at(asking_again(quiet_hours=QuietHours(from_="08:10", to="09:00")), [-5, 0, 15, 30, 60]) == [0]
    assert rang_at(asking_again(), [-5, 0, 25, 40, 55]) == [0]  # asleep when it would have: it was shown once


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_before_it_is_shown_again_shows_it_then(when: str) -> None:
    life = asking_again()
    assert rang_at(life, [-5, 0, 15, 16, 30, 45], dies={15: when}) == [0, 16, 30]
    assert len(life.diary.ledger) == 1


def test_several_processes_let_it_ring_once() -> None:
    life = asking_again()
    rang_at(life, [-5, 0])
    (due,) = dues(life.diary, KNOWN, later(15), later(15).at, later(16).at)
    first = decide(Claim((due,)), life.diary, KNOWN, later(15))
    assert first
    assert not decide(Claim((due,)), apply(life.diary, first, later(15)), KNOWN, later(15))


def test_a_pause_of_everything_silences_what_belongs_to_no_area() -> None:
    given = diary(reminder("08:00", from_=DAY))

    def days(*pauses: Pause) -> list[int]:
        found = dues(replace(given, pauses=pauses), KNOWN, at(DAY, "00:00"), at(DAY, "00:00").at, later(60 * 24 * 4).at)
        return [d.date.day for d in found]

    assert days() == [4, 5, 6, 7]
    assert days(Pause(id="p", areas=[], from_=DAY, to=date(2026, 5, 5))) == [6, 7]
    assert days(Pause(id="p", areas=[], from_=date(2026, 5, 6))) == [4, 5]
    assert days(Pause(id="p", areas=["face"], from_=DAY)) == [4, 5, 6, 7]
