"""The person's own choices: not today, skip a step, an own decision."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from care.changes import Changes, adding
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Choice
from care.verbs.decide import decide


class Choose(Struct, frozen=True):
    """`about`: the course, check-in area, or "routine/step" that the choice is about; `rule`: the advice set aside."""

    what: Literal["not_today", "keep_step", "skip_step", "own_decision"]
    about: str
    rule: str | None = None
    day: date | None = None


@decide.register
def choose(command: Choose, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    day = command.day or now.care_day(diary.profile.day_starts_at)
    if diary.choice(command.what, command.about, day):
        return Changes()
    return adding(
        [Choice(at=now.at, zone=now.zone, day=day, what=command.what, about=command.about, rule=command.rule)]
    )
