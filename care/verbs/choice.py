"""The person's own choices: not today, skip a step, an own decision."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from care.changes import Changes, adding, deleting
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.own_decisions import rules_set_aside
from care.records import Choice
from care.verbs.decide import decide

OWN = ("own_decision", "keep_step")


class Choose(Struct, frozen=True):
    """`about`: the course, check-in area, or "routine/step" that the choice is about; `rule`: the advice set aside."""

    what: Literal["not_today", "keep_step", "skip_step", "own_decision"]
    about: str
    rule: str | None = None
    day: date | None = None


class SetAside(Struct, frozen=True):
    """The person's own decision of today: these advices about a course are set aside. They stay told."""

    about: str
    rules: tuple[str, ...]


class TakeBack(Struct, frozen=True):
    """Take back what was decided today about a course or a step: its advices hold again."""

    about: str


@decide.register
def set_aside(command: SetAside, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    day = now.care_day(diary.profile.day_starts_at)
    there = rules_set_aside(diary, command.about, day)
    return adding(
        Choice(at=now.at, zone=now.zone, day=day, what="own_decision", about=command.about, rule=rule)
        for rule in dict.fromkeys(command.rules)
        if rule not in there
    )


@decide.register
def take_back(command: TakeBack, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    day = now.care_day(diary.profile.day_starts_at)
    mine = (c for c in diary.choices if c.day == day and c.about == command.about and c.what in OWN)
    return sum((deleting(choice) for choice in mine), Changes())


@decide.register
def choose(command: Choose, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    day = command.day or now.care_day(diary.profile.day_starts_at)
    if diary.choice(command.what, command.about, day):
        return Changes()
    return adding(
        [Choice(at=now.at, zone=now.zone, day=day, what=command.what, about=command.about, rule=command.rule)]
    )
