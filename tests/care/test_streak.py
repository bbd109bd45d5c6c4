"""Days in a row: what counts, what is passed over, and where it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.records import CheckIn, Choice, Pause, Profile, Reaction, Session, StepDone, Treatment
from care.streak import Streak, streak
from tests.care.course_makers import knowledge

KNOWN = knowledge()
TODAY = date(2026, 3, 31)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def when(days: int) -> dict[str, Any]:
    day = ago(days)
    return {"at": datetime(day.year, day.month, day.day, 20, tzinfo=UTC), "day": day}


def ticks(days: Iterable[int]) -> tuple[StepDone, ...]:
    return tuple(StepDone(id=str(n), routine="r", step="s", **when(n)) for n in days)


def cared(days: Iterable[int], **more: Any) -> Diary:
    return replace(Diary(profile=Profile(id="profile", areas=["face", "scalp"])), steps_done=ticks(days), **more)


def found(diary: Diary) -> tuple[int, int, int]:
    """Days that count, days of rest, free days."""
    one = streak(diary, KNOWN, TODAY)
    return one.days, one.rested, one.free


def test_days_that_follow_one_another_count_and_today_ends_nothing() -> None:
    assert found(cared(range(5))) == (5, 0, 0)
    assert found(cared(range(1, 5))) == (4, 0, 0)
    assert streak(cared(range(1, 5)), KNOWN, TODAY).first == ago(4)
    assert streak(Diary(), KNOWN, TODAY) == Streak(0, None, 0, 0, True)


def test_steps_sessions_and_check_ins_count_alike() -> None:
    session = Session(id="s", started_at=when(1)["at"], ended_at=when(1)["at"], outcome="stopped", **when(1))
    check_in = CheckIn(id="c", area="glow", **when(2))
    assert found(cared([0, 3], sessions=(session,), check_ins=(check_in,))) == (4, 0, 0)
    assert found(cared([0, 3])) == (1, 0, 0), "a picture of what else there is: two empty days end it"


def test_a_week_has_room_for_one_empty_day() -> None:
    assert found(cared([0, 1, 3, 4, 5, 6, 7, 8, 10, 11])) == (10, 0, 2)
    assert found(cared([0, 1, 3, 4, 6, 7])) == (4, 0, 1), "the second empty day within seven ends it"
    assert found(cared([2, 3, 4])) == (3, 0, 1), "yesterday may be the free one"
    assert found(cared([3, 4, 5])) == (0, 0, 0)


def test_an_empty_day_before_the_first_one_is_nobodys() -> None:
    assert found(cared([0, 1])) == (2, 0, 0)


@pytest.mark.parametrize("areas", [[], ["face", "scalp"]])
def test_a_planned_pause_is_passed_over(areas: list[Any]) -> None:
    away = Pause(id="p", areas=areas, from_=ago(9), to=ago(2))
    assert found(cared([0, 1, 10, 11, 12], pauses=(away,))) == (5, 8, 0)


def test_a_pause_of_one_area_is_rest_for_who_cares_for_that_one_alone() -> None:
    face = Pause(id="p", areas=["face"], from_=ago(9), to=ago(2))
    both = cared([0, 1, 10, 11], pauses=(face,))
    assert found(both)[0] == 2
    assert found(replace(both, profile=Profile(id="profile", areas=["face"]))) == (4, 8, 0)


def test_days_that_a_reaction_or_a_treatment_closed_are_passed_over() -> None:
    urgent = next(s.id for s in KNOWN.signs.values() if s.severity == "urgent")
    reaction = Reaction(id="r", signs=[urgent], **when(9))
    assert found(cared([0, 10, 11], reactions=(reaction,))) == (3, 9, 0)
    peel = Treatment(id="t", what="peel", areas=["face", "scalp"], on=ago(6), healed_on=ago(3))
    assert found(cared([0, 1, 2, 7, 8], treatments=(peel,)))[0] == 5


def test_saying_not_today_ends_nothing() -> None:
    choices = tuple(Choice(id=f"c{n}", what="not_today", about="course", **when(n)) for n in (1, 2, 3))
    assert found(cared([0, 4, 5], choices=choices)) == (3, 3, 0)


def test_more_care_or_more_rest_never_makes_it_shorter() -> None:
    days = [0, 1, 2, 4, 5, 9, 10, 11, 17, 18]
    before = found(cared(days))[0]
    for n in range(20):
        assert found(cared({*days, n}))[0] >= before
        assert found(cared(days, pauses=(Pause(id="p", from_=ago(n), to=ago(n)),)))[0] >= before


def test_it_says_when_more_of_the_diary_is_needed() -> None:
    whole = cared(range(40))
    part = replace(whole, steps_done=ticks(range(20)), since=ago(19))
    assert not streak(part, KNOWN, TODAY).sure
    assert streak(replace(part, steps_done=ticks(range(5))), KNOWN, TODAY).sure
    assert streak(whole, KNOWN, TODAY).sure
