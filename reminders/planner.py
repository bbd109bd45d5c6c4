"""When reminders ring: instants of wall-clock occurrences. Pure.

An occurrence is a local calendar date and a wall time; its instant is reckoned each time, so that a local reminder
follows the traveller. A time that a clock change skips moves forward by the gap; of one that comes twice the first
counts.
Quiet hours move a reminder to their end; they never swallow one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from care.days import DAY, Moment, instant, wall_text
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message
from care.records import Occurrence, QuietHours, occurrence_id
from care.reminding import Occurring, done, occurring

ANSWERED = ("done", "skipped")


class Due(Struct, frozen=True):
    """One planned ringing. `slot` as planned, `at` after quiet hours (UTC), `zone` where its wall clock hangs.

    `state` is "planned", what the ledger says of it, or "done" when the thing itself is done.
    """

    reminder: str
    about: str
    title: Message
    date: date
    slot: str
    at: datetime
    zone: str
    state: str

    @property
    def key(self) -> str:
        """The id of its row in the ledger."""
        return occurrence_id(self.reminder, self.date, self.slot)

    @property
    def local(self) -> str:
        """ "2026-03-01T08:00" on the wall clock of its zone, after quiet hours."""
        return self.at.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


def dues(diary: Diary, knowledge: Knowledge, now: Moment, since: datetime, until: datetime) -> list[Due]:
    """All that rings from `since` (inclusive) to `until` (exclusive), by time. One a key."""
    # Zones lie up to 26 hours apart, and quiet hours move a ringing by up to a day.
    first = since.astimezone(ZoneInfo(now.zone)).date() - 2 * DAY
    last = until.astimezone(ZoneInfo(now.zone)).date() + 2 * DAY
    found: dict[str, Due] = {}
    for one in occurring(diary, knowledge, now, first, last):
        due = _due(diary, one, now)
        if since <= due.at < until:
            found.setdefault(due.key, due)
    return sorted(found.values(), key=lambda d: (d.at, d.reminder, d.slot))


def _due(diary: Diary, one: Occurring, now: Moment) -> Due:
    zone = zone_of(one, now)
    at = after_quiet(one.date, one.slot, zone, diary.profile.quiet_hours)
    kept = diary.ledger.get(occurrence_id(one.reminder, one.date, one.slot))
    if kept is not None and kept.state == "snoozed" and kept.snoozed_until is not None:
        at = max(at, kept.snoozed_until)
    if kept is not None and kept.state in ANSWERED:
        state = kept.state
    elif done(diary, one, now):
        state = "done"
    else:
        state = kept.state if kept is not None else "planned"
    return Due(one.reminder, one.about, one.title, one.date, one.slot, at, zone, state)


def zone_of(one: Occurring, now: Moment) -> str:
    """The zone a reminder rings in. One that this system does not know rings by the person's own."""
    if one.zone == "local":
        return now.zone
    try:
        ZoneInfo(one.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now.zone
    return one.zone


def after_quiet(on: date, slot: str, zone: str, quiet: QuietHours | None) -> datetime:
    """The instant of a wall time, moved to the end of the quiet hours that it falls into."""
    at = instant(on, slot, zone)
    if quiet is None or quiet.from_ == quiet.to:
        return at
    wall = wall_text(at.astimezone(ZoneInfo(zone)))
    if quiet.from_ < quiet.to:
        return instant(on, quiet.to, zone) if quiet.from_ <= wall < quiet.to else at
    if wall >= quiet.from_:
        return instant(on + DAY, quiet.to, zone)
    return instant(on, quiet.to, zone) if wall < quiet.to else at


def next_at(diary: Diary, knowledge: Knowledge, now: Moment, within: timedelta = timedelta(days=2)) -> datetime | None:
    """The next instant at which something not yet answered rings."""
    coming = dues(diary, knowledge, now, now.at, now.at + within)
    return next((d.at for d in coming if d.state in ("planned", "snoozed") and d.at > now.at), None)


def to_occurrence(due: Due, state: str, kept: Occurrence | None = None) -> Occurrence:
    """The ledger's row of a due."""
    return Occurrence(
        id=due.key,
        rev=kept.rev if kept else 0,
        changed_at=kept.changed_at if kept else 0,
        installation=kept.installation if kept else "",
        reminder=due.reminder,
        date=due.date,
        slot=due.slot,
        due_at=due.at,
        state=state,  # type: ignore[arg-type]
    )
