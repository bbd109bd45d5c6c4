"""When reminders ring: instants of wall-clock occurrences. Pure.

An occurrence is a local calendar date and a wall time; its instant is reckoned each time, so that a local reminder
follows the traveller. A time that a clock change skips moves forward by the gap; of one that comes twice the first
counts. Quiet hours move a reminder to their end; they never swallow one. What is not answered may ring again, twice at
most and never within quiet hours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from care.days import DAY, Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message
from care.outlook import Outlook
from care.records import MissedBecause, Occurrence, Repeat, occurrence_id
from care.reminding import Occurring, done, occurring
from reminders.wall_clock import WallClock, WallClocks

ANSWERED = ("done", "skipped")
# Dates in two zones differ by two days at most (they lie up to 26 hours apart), and quiet hours move on by up to one.
MARGIN = 3 * DAY
ON_TIME = timedelta(minutes=5)  # later than that it was missed: nobody was called
MOST_REPEATS = 2  # more would nag
ASKED_AGAIN = ("am_routine", "pm_routine", "session")  # of what follows from the plan, where the person wants it


class Due(Struct, frozen=True):
    """One planned ringing. `slot` as planned, `at` after quiet hours (UTC), `zone` where its wall clock hangs.

    `state` is "planned", what the ledger says of it, "again" when it rings once more because nobody answered, or "done"
    when the thing itself is done. `floats`: it follows the traveller. `made_at`: since when it is known to exist;
    nothing was planned before. `first_at`: when it rang first, where this is a repeat. `missed_because`: why it did not
    ring, of one that is shown as missed.
    """

    reminder: str
    about: str
    title: Message
    date: date
    slot: str
    at: datetime
    zone: str
    state: str
    floats: bool = True
    made_at: datetime | None = None
    first_at: datetime | None = None
    missed_because: MissedBecause = ""

    @property
    def key(self) -> str:
        """The id of its row in the ledger."""
        return occurrence_id(self.reminder, self.date, self.slot)

    @property
    def local(self) -> str:
        """ "2026-03-01T08:00" on the wall clock of its zone, after quiet hours."""
        return self.at.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


def dues(
    diary: Diary,
    knowledge: Knowledge,
    now: Moment,
    since: datetime,
    until: datetime,
    *,
    repeat: Repeat | None = None,
) -> list[Due]:
    """All that rings from `since` (inclusive) to `until` (exclusive), by time. One a key.

    `repeat`: how routines and sessions ring again that nobody answered (None: they do not).
    """
    here = ZoneInfo(now.zone)
    first, last = since.astimezone(here).date() - MARGIN, until.astimezone(here).date() + MARGIN
    # a snooze rings on another day than its date may say
    first = min([first, *(o.date for o in diary.ledger.values() if o.state == "snoozed")])
    found: dict[str, Due] = {}
    ahead, ledger = Outlook(diary, knowledge, now, last), diary.ledger
    clocks = WallClocks(now.zone, diary.profile.quiet_hours)
    for one in occurring(diary, knowledge, now, first, last):
        clock = clocks.of(one.zone)
        kept = ledger.get(key := occurrence_id(one.reminder, one.date, one.slot))
        if kept is None and one.fits_at is None:
            at, again = clock.rings_at(one.date, one.slot), None
        else:
            at = _rings_at(clock, one, kept)
            again = _again(clock, one, now, repeat, kept) if kept is not None else None
        if since <= at < until or (again is not None and since <= again < until):
            due = _due(ahead, one, at, clock.zone, again, kept)
            if since <= due.at < until:
                found.setdefault(key, due)
    return sorted(found.values(), key=lambda d: (d.at, d.reminder, d.slot))


def _rings_at(clock: WallClock, one: Occurring, kept: Occurrence | None) -> datetime:
    """When it rings: not before it fits, nor before the person wanted it again."""
    at = clock.rings_at(one.date, one.slot) if one.fits_at is None else clock.out_of_quiet(one.fits_at)
    if kept is not None and kept.state in ("snoozed", "claimed") and kept.snoozed_until is not None:
        at = max(at, kept.snoozed_until)
    return at


def _again(clock: WallClock, one: Occurring, now: Moment, usual: Repeat | None, kept: Occurrence) -> datetime | None:
    """When it rings once more, or rang last as a repeat that is still to be noted; None where it does neither."""
    if kept.state not in ("delivered", "claimed"):
        return None
    if kept.state == "claimed":
        return kept.snoozed_until if is_repeat(kept) else None
    repeat = one.repeat or (usual if one.about in ASKED_AGAIN else None)
    if repeat is None:
        return None
    every, last = timedelta(minutes=repeat.every_minutes), kept.snoozed_until or kept.due_at
    had = round((last - kept.due_at) / every)
    at = last + every
    if had >= min(repeat.times, MOST_REPEATS) or now.at - at > ON_TIME:
        return None
    return at if clock.out_of_quiet(at) == at else None


def is_repeat(kept: Occurrence) -> bool:
    """Whether the ledger's row is of a repeat: `due_at` is when it rang first, `snoozed_until` when last."""
    return kept.snoozed_until is not None and kept.due_at < kept.snoozed_until


def _due(
    ahead: Outlook, one: Occurring, at: datetime, zone: str, again: datetime | None, kept: Occurrence | None
) -> Due:
    if kept is not None and kept.state in ANSWERED:
        state = kept.state
    elif done(ahead, one):
        state = "done"
    else:
        state = kept.state if kept is not None else "planned"
    first_at = None
    if kept is not None and again is not None and state in ("delivered", "claimed"):
        state, at, first_at = ("again" if state == "delivered" else state), again, kept.due_at
    floats = one.zone == "local"
    return Due(one.reminder, one.about, one.title, one.date, one.slot, at, zone, state, floats, one.made_at, first_at)


def to_occurrence(due: Due, state: str, kept: Occurrence | None = None) -> Occurrence:
    """The ledger's row of a due. That of a repeat keeps when it rang first."""
    snoozed_until = kept.snoozed_until if kept and state == "claimed" else None
    if due.first_at is not None:
        snoozed_until = due.at
    return Occurrence(
        id=due.key,
        rev=kept.rev if kept else 0,
        changed_at=kept.changed_at if kept else 0,
        installation=kept.installation if kept else "",
        reminder=due.reminder,
        date=due.date,
        slot=due.slot,
        due_at=due.first_at or due.at,
        state=state,  # type: ignore[arg-type]
        snoozed_until=snoozed_until,
        missed_because=due.missed_because if state == "missed_shown" else "",
    )
