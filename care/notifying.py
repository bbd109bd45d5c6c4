"""How the person wants to be called on this device: kept with the settings of the installation, read with care."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal

from msgspec import Struct

from care.days import Moment, care_day, wall_in_care_day
from care.diary import Diary
from care.records import Repeat

SHOW, A_DAY, WORDS, AGAIN = "notifications", "notifications_a_day", "notification_words", "repeat_minutes"
ALL = 0  # as many notifications as there are reminders
USUAL_A_DAY = 3
CHOICES_A_DAY = (1, USUAL_A_DAY, 5, ALL)
CHOICES_AGAIN = (0, 15, 30, 60)  # minutes; 0: not at all
REPEATS = 2
LATER, MUCH_LATER = timedelta(minutes=30), timedelta(hours=1)

Snooze = Literal["half_hour", "hour", "evening"]
# Whether the system lets us show anything; "open": nobody has been asked yet.
Permission = Literal["open", "allowed", "denied"]
ASKED = "notifications_asked"  # the setting that says that the system has asked the person


class Notifying(Struct, frozen=True):
    """`show`: whether the system may show reminders; `a_day`: how many notifications at most (`ALL`: any number);
    `full_words`: whether they say what they are about, where others may read along; `again`: how routines and sessions
    ring again until they are answered."""

    show: bool = True
    a_day: int = USUAL_A_DAY
    full_words: bool = False
    again: Repeat | None = None


def notifying(get: Callable[[str, Any], Any]) -> Notifying:
    """The settings, each with its default where it is missing or cannot be."""
    a_day, minutes = get(A_DAY, USUAL_A_DAY), get(AGAIN, 0)
    return Notifying(
        show=get(SHOW, True) is not False,
        a_day=a_day if a_day in CHOICES_A_DAY else USUAL_A_DAY,
        full_words=get(WORDS, "neutral") == "full",
        again=Repeat(every_minutes=minutes, times=REPEATS) if minutes in CHOICES_AGAIN and minutes else None,
    )


def snoozes(diary: Diary, now: Moment) -> dict[Snooze, datetime]:
    """Until when a reminder can be put off: half an hour, an hour, and the evening if that is later than both."""
    profile = diary.profile
    found: dict[Snooze, datetime] = {"half_hour": now.at + LATER, "hour": now.at + MUCH_LATER}
    today = care_day(now.at, now.zone, profile.day_starts_at)
    evening = wall_in_care_day(today, profile.pm_time, now.zone, profile.day_starts_at)
    if evening > found["hour"]:
        found["evening"] = evening
    return found
