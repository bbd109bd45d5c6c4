"""Small diaries for the tests of reminders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from care.changes import Changes
from care.days import Moment, instant
from care.diary import Diary
from care.records import Occurrence, Profile, Reminder, Rhythm
from tests.care.course_makers import BERLIN, knowledge

KNOWN = knowledge()
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def profile(**changed: Any) -> Profile:
    """A profile without areas, so that nothing but the given reminders rings."""
    return replace(Profile(id="profile", rev=1, changed_at=int(BEGAN.timestamp() * 1000)), **changed)


def reminder(*times: str, id: str = "wipe", **given: Any) -> Reminder:
    return Reminder(id=id, title="Wipe the wand", times=list(times), **{"every": Rhythm(), **given})


def diary(*reminders: Reminder, ledger: dict[str, Occurrence] | None = None, **changed: Any) -> Diary:
    return Diary(profile=profile(**changed), reminders={r.id: r for r in reminders}, ledger=ledger or {})


def at(day: date, wall: str, zone: str = BERLIN) -> Moment:
    return Moment(instant(day, wall, zone), zone)


def apply(given: Diary, changes: Changes, now: Moment) -> Diary:
    """The diary after the ledger's changes, stamped as the store would."""
    stamp = int(now.at.timestamp() * 1000)
    rows = {c.after.id: replace(c.after, changed_at=stamp) for c in changes.puts}
    return replace(given, ledger={**given.ledger, **rows})
