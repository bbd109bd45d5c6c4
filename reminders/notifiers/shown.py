"""What a system is told to show, and what is heard of it: the same on a desktop and on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from msgspec import Struct

from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from reminders.answering import Door
from reminders.calls import call_id, place_of

PLACES = "desktop_places"  # the setting with the numbers that a server of notifications gave
MISSED, TRIAL, CLOCK = "missed", "trial", "clock"
ANSWERED_WITHIN = timedelta(days=2)
BUTTONS: dict[str, Message] = {
    "done": message("Done"),
    "later": message("In 30 min"),
    "not_today": message("Not today"),
}
SEEN: dict[str, Message] = {"seen": message("I see it")}
TRIAL_TITLE = message("A test of your reminders")
TRIAL_BODY = message("Press the button, so that Mesoday knows that you see this.")


class NotShown(Exception):
    """The system did not take the notification."""


class Shown(Struct, frozen=True):
    """A notification as the system is to show it. `buttons` by the name of their answer; `quiet`: without a sound."""

    id: str
    title: str
    body: str
    buttons: dict[str, str] = {}
    quiet: bool = False


class Companion(Door, Protocol):
    """The one door, as far as showing and answering need it."""

    knowledge: Knowledge

    def now(self) -> Moment: ...


class Settings(Protocol):
    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


def keys_of(diary: Diary, id: str, now: Moment) -> list[str]:
    """The rows of the ledger that a notification was about. `id` may be its number, too."""
    recent = (row for row in diary.ledger.values() if now.at - row.due_at < ANSWERED_WITHIN)
    names = ((row, call_id(row.due_at)) for row in recent if row.state in ("claimed", "delivered"))
    return [row.id for row, name in names if id in (name, str(place_of(name)))]
