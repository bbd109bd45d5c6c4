"""One reminder on one day, and since when the record that it follows from exists."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

from msgspec import Struct

from care.days import Moment
from care.messages import Message
from care.records import Record, Repeat

About = str


class Occurring(Struct, frozen=True):
    """One reminder on one local calendar date at one slot. `zone` is "local" or the reminder's own.

    `made_at`: since when it is known to exist, so that nothing is missed from before (None: not known).
    `fits_at`: when it is brought to mind instead, because skin rests until then or a medicine leaves room only there.
    `repeat`: how it is brought to mind again while it is not answered.
    """

    reminder: str
    about: About
    title: Message
    date: date
    slot: str
    zone: str
    area: Literal["", "face", "scalp"] = ""
    made_at: datetime | None = None
    fits_at: datetime | None = None
    repeat: Repeat | None = None


def made_at(record: Record, now: Moment) -> datetime | None:
    """Since when a record exists, to the minute; None when that cannot be told (it was edited, or the clock is off)."""
    if record.rev != 1 or not record.changed_at:
        return None
    made = datetime.fromtimestamp(record.changed_at // 60_000 * 60, UTC)
    return made if made <= now.at else None
