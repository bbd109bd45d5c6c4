"""The plan as a calendar file: the person's own calendar rings when Mesoday is closed.

Local reminders are floating times, which follow the traveller; those of a zone of their own are written in UTC. UIDs
are made of the keys, so that a newer file, with a higher SEQUENCE, replaces an older one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reminders.planner import Due

LENGTH = timedelta(minutes=15)


def calendar_file(dues: Iterable[Due], *, say: Callable[[Due], str], made_at: datetime, sequence: int) -> bytes:
    """iCalendar bytes, the same for the same input.

    say: the summary of an event; others may read the calendar, so use neutral words. sequence: grows with each file.
    """
    from icalendar import Alarm, Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Mesoday//Care plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for due in dues:
        event = Event()
        event.add("uid", f"{due.key.replace('/', '-')}@mesoday")
        event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", sequence)
        event.add("dtstart", _start(due))
        event.add("duration", LENGTH)
        summary = say(due)
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm["trigger"] = vText("PT0S")  # as most calendars write it; vDuration would write P0D
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()


def _start(due: Due) -> datetime:
    return due.at.astimezone(ZoneInfo(due.zone)).replace(tzinfo=None) if due.floats else due.at.astimezone(UTC)
