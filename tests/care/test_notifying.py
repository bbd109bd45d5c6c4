"""How long a reminder can be put off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from care.days import instant
from care.notifying import snoozes
from care.verbs import decide
from care.verbs.reminder import AnswerReminder
from reminders.planner import dues
from tests.reminders.plans import KNOWN, Life, at, diary, reminder

DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("now", "evening"), [("08:00", "21:30"), ("20:29", "21:30"), ("20:30", None), ("23:00", None), ("02:00", None)]
)
def test_the_evening_is_offered_while_it_is_later_than_an_hour(now: str, evening: str | None) -> None:
    moment = at(DAY, now)
    found = snoozes(diary(), moment)
    assert found["half_hour"] - moment.at == timedelta(minutes=30)
    assert found["hour"] - moment.at == timedelta(hours=1)
    assert found.get("evening") == (instant(DAY, evening, moment.zone) if evening else None)


def test_it_rings_this_evening_and_not_before() -> None:
    life = Life(diary(reminder("08:00", from_=DAY)))
    life.beat(at(DAY, "07:55"))
    life.beat(at(DAY, "08:00"))
    now = at(DAY, "08:01")
    command = AnswerReminder("2026-05-04/08:00/wipe", "snoozed", until=snoozes(life.diary, now)["evening"])
    said = decide(command, life.diary, KNOWN, now)
    life.diary = replace(life.diary, ledger={c.after.id: c.after for c in said.puts})  # type: ignore[misc]
    assert [life.beat(at(DAY, wall))[0] for wall in ("08:31", "21:29")] == [[], []]
    assert life.beat(at(DAY, "21:30"))[0] == ["2026-05-04/08:00/wipe"]
    assert not [d for d in dues(life.diary, KNOWN, now, now.at, at(DAY, "23:00").at) if d.state == "planned"]


def test_an_instant_that_is_over_means_half_an_hour() -> None:
    life = Life(diary(reminder("08:00", from_=DAY)))
    life.beat(at(DAY, "07:55"))
    life.beat(at(DAY, "08:00"))
    now = at(DAY, "22:00")
    command = AnswerReminder("2026-05-04/08:00/wipe", "snoozed", until=at(DAY, "21:30").at)
    (change,) = decide(command, life.diary, KNOWN, now).puts
    assert change.after.snoozed_until == now.at + timedelta(minutes=30)  # type: ignore[attr-defined]
