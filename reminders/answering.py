"""What the person answers in a notification: it goes through the one door, also when no window is open."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, Literal, Protocol, get_args

from care.changes import Changes, Refused
from care.days import care_day_of_wall
from care.diary import Diary
from care.notifying import LATER
from care.records import Occurrence
from care.reminding import skin_check_of
from care.verbs.reminder import AnswerReminder
from care.verbs.routine import TickAll
from reminders.calls import LOGGED_AT_ONCE

log = logging.getLogger(__name__)
Answer = Literal["done", "later", "not_today"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


class Door(Protocol):
    """The companion, as far as an answer needs it."""

    def diary(self) -> Diary: ...

    def do(self, command: object) -> Changes: ...


def answer(door: Door, keys: Iterable[str], said: Answer) -> int:
    """Note the answer for each row of the ledger; how many were answered. Blocks on the disk.

    "done" ticks what is still open of a routine, with the real time; what takes more than a tick stays as it is.
    Raises what the companion raises; what was answered before stays answered.
    """
    diary, answered = door.diary(), 0
    for key in keys:
        row = diary.ledger.get(key)
        if row is None:
            continue
        match said:
            case "later":
                command = AnswerReminder(key, "snoozed", round(LATER.total_seconds() / 60))
            case "not_today":
                command = AnswerReminder(key, "skipped")
            case "done":
                if not _log(door, diary, row):
                    continue
                command = AnswerReminder(key, "done")
        answered += bool(door.do(command))
    return answered


def _log(door: Door, diary: Diary, row: Occurrence) -> bool:
    """Log what the reminder is about; whether "done" says all of it."""
    if row.reminder in diary.routines:
        day = care_day_of_wall(row.date, row.slot, diary.profile.day_starts_at)
        door.do(TickAll((row.reminder,), day))
        return True
    if row.reminder in diary.courses or skin_check_of(row.reminder):
        return False
    reminder = diary.reminders.get(row.reminder)
    about: Any = reminder.about if reminder is not None else row.reminder.partition("/")[0]
    return about in LOGGED_AT_ONCE


def try_answer(door: Door, keys: Iterable[str], said: str) -> int:
    """The same for an answer that came from outside: nothing is raised, what fails is logged."""
    if said not in ANSWERS:
        log.warning("an answer that does not exist: %r", said[:40])
        return 0
    try:
        return answer(door, keys, said)
    except Refused as refused:
        log.info("an answer was refused: %s", refused)
    except Exception:  # the reminder stays open in the app, which says what is wrong
        log.exception("an answer could not be kept")
    return 0
