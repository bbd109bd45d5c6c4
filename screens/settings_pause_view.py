"""A pause of everything: whether there is one, and how long one may be."""

from __future__ import annotations

from datetime import date, timedelta

from care.records import Pause
from screens.snapshot import Snapshot
from screens.wording import Wording

LENGTHS = (1, 3, 7, 14)  # days


def whole_pause(shot: Snapshot) -> Pause | None:
    """The pause of no area in particular that covers today, else the first one still to come."""
    found = [p for p in shot.diary.pauses if not p.areas and (p.to is None or p.to >= shot.today)]
    return min(found, key=lambda p: (p.from_ > shot.today, p.from_), default=None)


def pause_line(words: Wording, pause: Pause, today: date) -> str:
    """Until when, and from when where that is still to come."""
    if pause.from_ > today:
        if pause.to is None:
            return words.text("Everything rests from {first} on.", first=words.long_date(pause.from_))
        first, last = words.long_date(pause.from_), words.long_date(pause.to)
        return words.text("Everything rests from {first} to {last}.", first=first, last=last)
    if pause.to is None:
        return words.text("Everything rests until you end it.")
    if pause.to == today:
        return words.text("Everything rests today.")
    return words.text("Everything rests until {last}.", last=words.long_date(pause.to))


def length_words(words: Wording, days: int) -> str:
    return words.text("Today") if days == 1 else words.count("One day", "{count} days", days)


def pause_for(days: int, today: date) -> Pause:
    """A pause that begins today and covers so many days."""
    return Pause(areas=[], from_=today, to=today + timedelta(days=days - 1))
