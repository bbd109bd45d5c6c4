"""The plan as a calendar file: the person's own calendar rings when Mesoday is closed.

Local reminders are floating times, which follow the traveller; those of a zone of their own, and what was put off until
an instant, are written in UTC. UIDs are made of the keys, so that a newer file, with a higher SEQUENCE, replaces an
older one; what the older one held and is planned no more is cancelled in the newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reminders.planner import Due

LENGTH = timedelta(minutes=15)


def calendar_file(
    dues: Iterable[Due],
    *,
    say: Callable[[Due], str],
    loud: Callable[[Due], bool] = lambda due: True,
    made_at: datetime,
    sequence: int,
    cancelled: Iterable[str] = (),
    cancelled_words: str = "",
) -> bytes:
    """iCalendar bytes, the same for the same input.

    say: the summary of an event; others may read the calendar, so use neutral words. loud: whether it has an alarm, or
    only stands there. sequence: grows with each file.
    cancelled: keys of an older file that are planned no more, with their `cancelled_words`.
    """
    from icalendar import Alarm, Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Mesoday//Care plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for due in dues:
        event = Event()
        event.add("uid", uid_of(due.key))
        event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", sequence)
        event.add("dtstart", _start(due))
        event.add("duration", LENGTH)
        summary = say(due)
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        if loud(due):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", summary)
            alarm["trigger"] = vText("PT0S")  # as most calendars write it; vDuration would write P0D
            event.add_component(alarm)
        calendar.add_component(event)
    for key in cancelled:
        event = Event()
        event.add("uid", uid_of(key))
        event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", sequence)
        event.add("dtstart", datetime.fromisoformat(f"{key[:10]}T{key[11:16]}"))
        event.add("duration", LENGTH)
        event.add("summary", cancelled_words)
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return calendar.to_ical()


def uid_of(key: str) -> str:
    """The UID of an occurrence, the same in every file."""
    return f"{key.replace('/', '-')}@mesoday"


def _start(due: Due) -> datetime:
    if due.floats and due.state != "snoozed":
        return due.at.astimezone(ZoneInfo(due.zone)).replace(tzinfo=None)
    return due.at.astimezone(UTC)
