"""The ways in which a reminder reaches the person, and whether each is alive. Each notifier brings its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from care.checkup import Finding
from care.messages import Message, message
from reminders.presence import who_is_there

CALENDAR_UNTIL = "calendar_until"  # the setting that says how far the calendar file made last reaches


class Settings(Protocol):
    """What belongs to this installation alone."""

    def get(self, name: str, default: Any = None) -> Any: ...


class Way(Struct, frozen=True):
    """One way. `alive()` asks whether it would reach the person now, and says so, or what it lacks and the mend.

    `without_app`: it calls while no page of the app is open. `by_service`: `remind` calls through it by itself.
    `limits()`: what it cannot do, good to know for who looks closely.
    """

    alive: Callable[[], tuple[bool, Message]]
    without_app: bool = False
    by_service: bool = False
    limits: Callable[[], Iterable[Message]] = tuple


def in_app(folder: Path) -> Way:
    """The pages of the app, this one's or another process's."""

    def alive() -> tuple[bool, Message]:
        if who_is_there(folder, "app"):
            return True, message("The app is running, and shows reminders while a page of it is open.")
        return False, message("The app is not running; it shows reminders while a page of it is open.")

    return Way(alive)


def calendar(settings: Settings | None, now: datetime) -> Way:
    """The calendar file, as far as can be known: whether a calendar rings it, it alone knows."""

    def alive() -> tuple[bool, Message]:
        if find_spec("icalendar") is None:
            return False, message("A calendar file cannot be made here: the part icalendar is missing.")
        until = _instant(settings.get(CALENDAR_UNTIL) if settings else None)
        if until is None:
            return False, message(
                'No calendar file was made here yet. "main.py calendar care.ics" makes one that your calendar rings.'
            )
        if until <= now:
            return False, message("The calendar file made last has ended. Please make a new one.")
        return True, message("The calendar file made last reaches until {day}.", day=until.date())

    return Way(alive, without_app=True)


def silent_service(ways: Iterable[Way]) -> Message | None:
    """What is to be said where a service has no way to call the person; None where it has one."""
    if any(way.by_service and way.alive()[0] for way in ways):
        return None
    return message(
        "Nothing here shows notifications now, so it cannot call you by itself: what falls due waits for the app, and "
        "is shown there. It makes the daily backup and reads the diary once a week all the same."
    )


def examine_notifications(ways: Iterable[Way]) -> Iterator[Finding]:
    """What each way says of itself; and where none would call while the app is closed, what to do."""
    calls = False
    for way in ways:
        alive, said = way.alive()
        calls = calls or (alive and way.without_app)
        yield Finding("notifications", "well" if alive else "note", said)
        if alive:
            yield from (Finding("notifications", "note", limit) for limit in way.limits())
    if not calls:
        said = message("Nothing calls you while the app is closed. What falls due then is shown when you open it.")
        mend = message("Let your calendar ring: the settings, under Reminders, Notifications, make its file.")
        yield Finding("notifications", "note", said, mend)


def _instant(kept: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(kept))
    except ValueError:
        return None
    return found if found.tzinfo else None
