"""Why something was missed: told by what the process lived through, and not guessed where it cannot be known."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from care.clock_doubt import ClockDoubt
from care.missing import MISSED_WORDS
from care.records import MissedBecause
from reminders.mark import Mark
from reminders.planner import dues
from reminders.watching import Watching
from tests.reminders.plans import KNOWN, at, diary, reminder
from tests.reminders.test_reconcile import DAY

NOON = at(DAY, "12:00").at


def why(watching: Watching, slot: str, mark: Mark | None = None, doubt: ClockDoubt | None = None) -> MissedBecause:
    now = at(DAY, "23:59")
    [due] = dues(diary(reminder(slot)), KNOWN, now, at(DAY, "00:00").at, now.at)
    return watching.why(due, mark, now.zone, doubt)


def lived(*walls: str, deaf: tuple[str, ...] = ()) -> Watching:
    """A process that looked at these times; nobody would have noticed at those of `deaf`."""
    watching = Watching()
    for wall in walls:
        watching.look(at(DAY, wall).at, heard=wall not in deaf)
    return watching


@pytest.mark.parametrize(
    ("walls", "deaf", "slot", "because"),
    [
        (("12:00",), (), "11:59", "closed"),
        (("12:00", "12:05", "14:00"), (), "13:00", "asleep"),
        (("12:00", "12:05", "14:00"), (), "12:03", ""),  # it looked, and others may know why
        (("12:00", "12:04", "12:08", "12:12"), ("12:04", "12:08"), "12:06", "unheard"),
        (("12:00", "12:04", "15:00", "15:04"), ("12:04", "15:00"), "14:00", "asleep"),
        ((), (), "12:00", "closed"),
    ],
)
def test_it_is_known_by_when_it_looked_and_who_was_there(
    walls: tuple[str, ...], deaf: tuple[str, ...], slot: str, because: str
) -> None:
    assert why(lived(*walls, deaf=deaf), slot) == because


@pytest.mark.parametrize(("zone", "because"), [("Asia/Tokyo", "journey"), ("Europe/Berlin", ""), ("", "")])
def test_what_lay_ahead_and_lies_behind_was_passed_over_on_a_journey(zone: str, because: str) -> None:
    assert why(lived("12:00", "12:04"), "11:00", Mark(NOON, (), zone)) == because


def test_what_a_clock_was_set_past_says_so() -> None:
    doubt = ClockDoubt(at(DAY, "08:00").at, at(DAY, "12:00").at, 100_000.0)
    watching = lived("07:58", "08:00", "12:00")
    assert (why(watching, "09:00", doubt=doubt), why(watching, "08:00", doubt=doubt)) == ("clock_set", "")


def test_a_clock_set_back_makes_it_begin_anew() -> None:
    watching = lived("12:00")
    watching.look(NOON - timedelta(hours=3), heard=True)
    assert why(watching, "10:00") == ""


def test_there_are_words_for_each() -> None:
    assert set(MISSED_WORDS) == set(get_args(MissedBecause))
