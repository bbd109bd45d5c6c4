"""What was found in a file: records of ours, and what of the other app has no place among them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from care.messages import Message, message
from care.records import Area, Record, Routine
from storage.exchange import encode_ulid
from storage.exchange_faults import ExchangeError, printable, short

MOST_ENTRIES = 300_000  # of another app: twenty a day for forty years
MOST_NAMES = 1000  # names kept of one sort
MOST_TITLE = 200  # letters


class NotMapped(Struct, frozen=True):
    """One sort of things that were not taken over: what they are, how many, and the names of what they belong to."""

    what: Message
    count: int
    names: tuple[str, ...] = ()


class Found(Struct, frozen=True):
    """All of a file. `app` is the name of the app that wrote it; what was not mapped is empty for our own."""

    app: str
    records: list[Record]
    not_mapped: tuple[NotMapped, ...] = ()
    foreign: bool = False

    def for_areas(self, areas: Sequence[Area]) -> Found:
        """The same for a person who cares for these areas: a routine that another app knows no area for moves there."""
        if not self.foreign or not areas:
            return self
        moved = (
            replace(r, area=areas[0]) if isinstance(r, Routine) and r.area not in areas else r for r in self.records
        )
        return Found(self.app, list(moved), self.not_mapped, foreign=True)


class Gathering:
    """Collects what is found in a file of another app."""

    def __init__(self, app: str) -> None:
        self.app = app
        self._records: dict[tuple[type, str], Record] = {}
        self._left: dict[Message, list[int]] = {}
        self._names: dict[Message, dict[str, None]] = {}

    def put(self, record: Record) -> None:
        """One more record. One with the same kind and id takes the place of the earlier one."""
        self._records[type(record), record.id] = record
        check_count(len(self._records))

    def there(self, kind: type[Record], id: str) -> Record | None:
        return self._records.get((kind, id))

    def left(self, what: Message, name: str = "", count: int = 1) -> None:
        """Something that has no place in Mesoday."""
        self._left.setdefault(what, [0])[0] += count
        names = self._names.setdefault(what, {})
        if name and len(names) < MOST_NAMES:
            names[short(name)] = None

    def found(self) -> Found:
        left = (NotMapped(what, n, tuple(self._names[what])) for what, (n,) in self._left.items() if n)
        return Found(self.app, list(self._records.values()), tuple(left), foreign=True)


def check_count(entries: int) -> None:
    """Raises `ExchangeError` when there are more than anybody has."""
    if entries > MOST_ENTRIES:
        raise ExchangeError(
            message(
                "The file holds more than {most} entries, which nobody has. Nothing was changed.", most=MOST_ENTRIES
            )
        )


def id_of(*parts: str) -> str:
    """An id in the form of a ULID that follows from these texts alone."""
    digest = hashlib.sha256(json.dumps(parts).encode()).digest()
    return encode_ulid(0, int.from_bytes(digest[:10], "big"))


def title_of(*parts: str) -> str:
    """The parts that say something, in one line fit for a title."""
    line = ", ".join(" ".join(part.split()) for part in map(printable, parts) if part.strip())
    return line if len(line) <= MOST_TITLE else f"{line[: MOST_TITLE - 1]}…"


def foreign_fault(app: str, place: str, reason: Message) -> ExchangeError:
    """A file of another app that cannot be taken in; `place` is where in it."""
    return ExchangeError(
        message(
            "This file of {app} has a fault at {place}: {reason}. Nothing was changed.",
            app=app,
            place=short(place),
            reason=reason,
        )
    )
