"""The form of a backup: a zip with a manifest, all records, and the pictures. Version 1.

``manifest.json`` says what is in the other entries, with the size and sha256 of each; ``records.jsonl`` holds one
record a line, deleted ones as well, with their bookkeeping; ``photos/ab/ab12….jpg`` are the pictures, not packed.
A later version may put a cipher's name in ``encryption``; this one writes null there, and refuses anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from care.messages import Message
from care.records import Event, Instant, Record, kind_of
from storage.errors import StorageError
from storage.lines import SCHEMA
from storage.version import VERSION as APP

FORMAT, VERSION = "mesoday-backup", 1
MANIFEST, RECORDS = "manifest.json", "records.jsonl"

MOST_RECORDS = 1_000_000  # thirty a day for ninety years
MOST_RECORD_BYTES = 512 << 20  # of all records as text
MOST_LINE_BYTES = 8 << 20
MOST_MANIFEST_BYTES = 32 << 20


class BackupError(StorageError):
    """A file that is no backup that can be read here. Nothing was changed."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)


class Entry(Struct, frozen=True):
    """One entry of the zip: its name, its size in bytes, the sha256 of its content."""

    name: str
    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """`counts` are the live records by kind; `first` and `last` the days of what happened; `position` the number of
    the last commit in it; `pictures_missing` how many pictures the records name that were not there, or damaged.
    `automatic`: made by itself, and let go again by itself."""

    format: str = FORMAT
    version: int = VERSION
    schema: int = SCHEMA
    app: str = APP
    created_at: Instant
    installation: str = ""
    position: int = 0
    counts: dict[str, int] = {}
    deleted: int = 0
    first: date | None = None
    last: date | None = None
    pictures: int = 0
    pictures_missing: int = 0
    automatic: bool = False
    encryption: Any = None
    entries: list[Entry]


def counted(live: Iterable[Record]) -> dict[str, int]:
    """How many there are of each kind."""
    return dict(sorted(Counter(map(kind_of, live)).items()))


def days_of(live: Iterable[Record]) -> tuple[date | None, date | None]:
    """The first and the last day on which something happened."""
    days = [record.day for record in live if isinstance(record, Event)]
    return (min(days), max(days)) if days else (None, None)
