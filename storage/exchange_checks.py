"""What the record types cannot say by themselves: years, zones, and order in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from care.messages import Message, message
from care.records import Event, Record, Reminder, Session

YEARS = range(1900, 2201)
LAST_CLOCK = int(datetime(YEARS.stop, 1, 1, tzinfo=UTC).timestamp() * 1000)
OUTSIDE = message("lies outside the years {first} to {last}", first=YEARS.start, last=YEARS.stop - 1)


class Checks:
    """The checks of one file; remembers zones and shapes it has met."""

    def __init__(self) -> None:
        self._zones: dict[str, bool] = {}
        self._fields: dict[type[Struct], tuple[tuple[str, str], ...]] = {}

    def faults(self, record: Record) -> Iterator[tuple[str, Message]]:
        """The field and the reason of everything that is wrong with a record."""
        if record.changed_at >= LAST_CLOCK:
            yield "changed_at", OUTSIDE
        for name in self._outside_years(record):
            yield name, OUTSIDE
        if isinstance(record, Event) and not self._is_zone(record.zone):
            yield "zone", message("is not a time zone such as Europe/Berlin")
        if isinstance(record, Reminder) and record.zone != "local" and not self._is_zone(record.zone):
            yield "zone", message('is neither "local" nor a time zone such as Europe/Berlin')
        if isinstance(record, Session) and record.ended_at < record.started_at:
            yield "ended_at", message("lies before the start")

    def _is_zone(self, name: str) -> bool:
        if name not in self._zones:
            try:
                ZoneInfo(name)
                self._zones[name] = True
            except (ZoneInfoNotFoundError, ValueError, OSError):
                self._zones[name] = False
        return self._zones[name]

    def _outside_years(self, part: Struct, path: str = "") -> Iterator[str]:
        for name, said in self._fields_of(type(part)):
            value = getattr(part, name)
            if isinstance(value, date):  # an instant is one too
                if value.year not in YEARS:
                    yield path + said
            elif isinstance(value, Struct):
                yield from self._outside_years(value, f"{path}{said}.")

    def _fields_of(self, shape: type[Struct]) -> tuple[tuple[str, str], ...]:
        if shape not in self._fields:
            self._fields[shape] = tuple((f.name, f.encode_name) for f in msgspec.structs.fields(shape))
        return self._fields[shape]


def in_utc(record: Record) -> Record:
    """The record with its instants in UTC."""
    moved = {
        name: value.astimezone(UTC)
        for name in record.__struct_fields__
        if isinstance(value := getattr(record, name), datetime) and value.tzinfo is not UTC
    }
    return msgspec.structs.replace(record, **moved) if moved else record
