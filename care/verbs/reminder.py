"""What the person says to a reminder."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, adding
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Occurrence, Reminder
from care.verbs.decide import decide


class AnswerReminder(Struct, frozen=True):
    """What the person says to an occurrence, by its key. A snooze lasts `minutes`, or `until` an instant to come."""

    key: str
    answer: Literal["done", "skipped", "snoozed"]
    minutes: int = 30
    until: datetime | None = None


class LeaveOut(Struct, frozen=True):
    """All of these occurrences are left out, by their keys."""

    keys: tuple[str, ...]


class RemindOf(Struct, frozen=True):
    """New reminders, kept together. What the person is reminded of already on those days is left out."""

    reminders: tuple[Reminder, ...]


@decide.register
def remind_of(command: RemindOf, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    there = {_told(reminder) for reminder in diary.reminders.values()}
    new = {_told(reminder): reminder for reminder in command.reminders}
    return adding(reminder for told, reminder in new.items() if told not in there)


def _told(reminder: Reminder) -> tuple[object, ...]:
    return reminder.title, reminder.from_, reminder.until


@decide.register
def answer_reminder(command: AnswerReminder, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    kept = diary.ledger.get(command.key)
    if kept is None or kept.state == command.answer != "snoozed":
        return Changes()
    until: datetime | None = None
    if command.answer == "snoozed":
        until = now.at + timedelta(minutes=command.minutes)
        if command.until is not None and command.until > now.at:
            until = command.until
    after: Occurrence = replace(kept, state=command.answer, snoozed_until=until)
    return Changes((Change(kept, after),))


@decide.register
def leave_out(command: LeaveOut, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    each = (decide(AnswerReminder(key, "skipped"), diary, knowledge, now) for key in command.keys)
    return sum(each, Changes())
