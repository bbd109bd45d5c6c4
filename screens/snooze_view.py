"""Until when a reminder can be put off, in words."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from care.days import Moment
from care.diary import Diary
from care.notifying import Snooze, snoozes
from screens.wording import Wording


class SnoozeView(Struct, frozen=True):
    """One way to put it off: its words, and what is said when it was chosen."""

    label: str
    said: str
    until: datetime


def snooze_views(words: Wording, diary: Diary, now: Moment) -> tuple[SnoozeView, ...]:
    """Those that make sense now, the shortest first."""

    def spoken(which: Snooze, until: datetime) -> tuple[str, str]:
        match which:
            case "half_hour":
                return words.text("In 30 min"), words.text("Again in 30 minutes.")
            case "hour":
                return words.text("In 1 hour"), words.text("Again in an hour.")
            case "evening":
                return words.text("This evening"), words.text("Again this evening, at {time}.", time=words.time(until))

    return tuple(SnoozeView(*spoken(which, until), until) for which, until in snoozes(diary, now).items())
