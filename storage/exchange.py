"""The exchange format, version 1: one JSON file with all records, for people and other programs."""

from __future__ import annotations

import hashlib
import io
import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any, BinaryIO, Literal

import msgspec
from msgspec import Meta, Struct, field

from care.messages import Message, message
from care.progress import EVERY, Progress, Steps, Stop
from care.records import (
    KINDS,
    AnyRecord,
    Event,
    Instant,
    Occurrence,
    Record,
    derived_id,
    kind_of,
)
from storage.exchange_checks import Checks, in_utc
from storage.exchange_faults import NOT_JSON, ExchangeError, fault, refused_of, shape_fault, short
from storage.json_stream import JsonStream, NotJson

FORMAT, VERSION = "mesoday", 1
FAULTS_SAID = 3
MOST_RECORDS = 1_000_000  # fifty years of fifty entries a day
PIECE = 1 << 16  # bytes
SHARED = ("zone", "installation", "routine", "step", "reminder", "slot")  # the same texts in record after record
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECORD = msgspec.json.Decoder(AnyRecord)
_PLAIN = msgspec.json.Encoder(order="sorted")


class ExchangeFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    format: Literal["mesoday"]
    version: Literal[1]
    exported_at: Instant | None = None
    records: list[AnyRecord]


class _Envelope(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands around the records, which are read one by one."""

    format: Any
    version: Any
    records: list[Any]
    exported_at: Instant | None = None


class _Tag(Struct, frozen=True):
    kind: Annotated[str, Meta(min_length=1)] = field(default="without a kind")


def read_exchange(content: bytes, progress: Progress | None = None, cancelled: Stop | None = None) -> list[Record]:
    """The records of a file, each with its id and its instants in UTC.

    A record without an id gets the one that follows from its key, else one made of its content, so that the same file
    names the same records every time. A record that stands there twice, word for word, counts once.
    `progress` is told bytes. Raises `ExchangeError`: not JSON, another format or version, or records with faults; and
    `Cancelled`.
    """
    return read_exchange_file(io.BytesIO(content), len(content), progress, cancelled)


def read_exchange_file(
    file: BinaryIO, size: int, progress: Progress | None = None, cancelled: Stop | None = None
) -> list[Record]:
    """The same of an open file of that many bytes; no more of it is held than its largest record."""
    stream, steps = JsonStream(file), Steps(size, progress, cancelled)
    taken, head = _Taken(), dict.fromkeys(_Envelope.__struct_fields__, "null")
    try:
        if stream.peek() != "{":
            if stream.peek() != "[":
                stream.text()
            raise ExchangeError(message("This is not a Mesoday export: it is JSON, but no object."))
        for name in stream.members():
            if name == "records" and stream.peek() == "[":
                for _ in stream.elements():
                    taken.take(stream.text())
                    if taken.number % EVERY == 1:
                        steps.at(stream.done)
                head[name] = "[]"
            else:
                head[name] = stream.text()
        stream.end()
    except NotJson as error:
        raise ExchangeError(NOT_JSON) from error
    _check_head(head)
    if taken.faulty:
        raise ExchangeError(*taken.faults, *refused_of(taken.faulty, taken.number), refused=taken.faulty)
    steps.end()
    return taken.records


class _Taken:
    """The records of one file as they come, and what is wrong with them."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.faults: list[Message] = []  # the first few
        self.faulty = self.number = 0
        self._checks = Checks()
        self._seen: dict[str, dict[str, int]] = {}  # by kind and id, the place in `records`
        self._numbers = array("L")  # of the records, as counted in the file
        self._texts: dict[str, str] = {}

    def take(self, text: str) -> None:
        """The next record, as JSON. Raises `ExchangeError` when there are too many for a diary."""
        self.number += 1
        if self.number > MOST_RECORDS:
            raise ExchangeError(message("The file holds more than {most} records; no diary has.", most=MOST_RECORDS))
        try:
            record = _RECORD.decode(text)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeError) as error:
            self._fault(shape_fault, _kind(text), str(error))
            return
        except RecursionError:
            self._fault(fault, _kind(text), "", message("is nested too deeply"))
            return
        kind = kind_of(record)
        if wrong := next(self._checks.faults(record), None):
            self._fault(fault, kind, *wrong)
            return
        record = _with_id(in_utc(record))
        first = self._seen.setdefault(kind, {}).setdefault(record.id, len(self.records))
        if first == len(self.records):
            self.records.append(self._shared(record))
            self._numbers.append(self.number)
        elif self.records[first] != record:
            reason = message("has the same id as record {first}, but says something else", first=self._numbers[first])
            self._fault(fault, kind, "id", reason)

    def _fault(self, says: Callable[..., Message], *about: Any) -> None:
        self.faulty += 1
        if len(self.faults) < FAULTS_SAID:
            self.faults.append(says(self.number, *about))

    def _shared(self, record: Record) -> Record:
        """The record with its recurring texts held once for all: half of what a long diary costs in memory."""
        for name in SHARED:
            text = getattr(record, name, None)
            if text:
                msgspec.structs.force_setattr(record, name, self._texts.setdefault(text, text))
        return record


def write_exchange(
    records: Iterable[Record], exported_at: datetime, progress: Progress | None = None, cancelled: Stop | None = None
) -> bytes:
    """The file with these records: one a line, the catalogue first, then events by time. Deleted ones are left out.

    The same records give the same bytes, whatever their order. `progress` is told records. Raises `Cancelled`.
    """
    return b"".join(exchange_pieces(records, exported_at, progress, cancelled))


def exchange_pieces(
    records: Iterable[Record], exported_at: datetime, progress: Progress | None = None, cancelled: Stop | None = None
) -> Iterator[bytes]:
    """The same file in pieces, none of them large, so that it need never be held whole."""
    kept = by_kind(records)
    steps = Steps(sum(map(len, kept.values())), progress, cancelled)
    head = {"format": FORMAT, "version": VERSION, "exported_at": exported_at.astimezone(UTC).replace(microsecond=0)}
    piece = bytearray(msgspec.json.encode(head)[:-1] + b',"records":[')
    before = b"\n "
    for of_kind in kept.values():
        for record in of_kind:
            steps.step()
            piece += before + msgspec.json.encode(record)
            before = b",\n "
            if len(piece) >= PIECE:
                yield bytes(piece)
                piece.clear()
    steps.end()
    yield bytes(piece + (b"\n]}\n" if any(kept.values()) else b"]}\n"))


def by_kind(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records that are not deleted: each kind in the order of files, events by time."""
    kept: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for record in records:
        if not record.deleted:
            kept[kind_of(record)].append(record)
    for of_kind in kept.values():
        of_kind.sort(key=_place)
    return kept


def within(records: Iterable[Record], first: date | None, last: date | None) -> Iterator[Record]:
    """All of the catalogue, and the events and ledger rows from `first` to `last`, both included."""
    for record in records:
        day = record.day if isinstance(record, Event) else record.date if isinstance(record, Occurrence) else None
        if day is None or ((first is None or day >= first) and (last is None or day <= last)):
            yield record


def schema() -> dict[str, Any]:
    """The JSON Schema of the whole file, made from the types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ExchangeFile)}


def _check_head(head: dict[str, str]) -> None:
    """What stands around the records, each member as JSON. Raises `ExchangeError`."""
    if _plain(head["format"]) != FORMAT:
        raise ExchangeError(message("This is not a Mesoday export: its format must be {format}.", format=FORMAT))
    version = _plain(head["version"])
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ExchangeError(message("The file's version must be {version}.", version=VERSION))
    if version > VERSION:
        raise ExchangeError(message("This file has version {version}, which needs a newer Mesoday.", version=version))
    members = ",".join(f"{json.dumps(name)}:{text}" for name, text in head.items())
    try:
        msgspec.json.decode(f"{{{members}}}", type=_Envelope)
    except (msgspec.DecodeError, UnicodeError) as error:  # a validation error is one too
        raise ExchangeError(message("The file's outer part has a fault: {fault}.", fault=short(str(error)))) from error


def _plain(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _kind(text: str) -> str:
    try:
        return msgspec.json.decode(text, type=_Tag).kind
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return "without a kind"


def _with_id(record: Record) -> Record:
    own = derived_id(record) or record.id or _id_of_content(record)
    return record if own == record.id else msgspec.structs.replace(record, id=own)


def _id_of_content(record: Record) -> str:
    """An id in the form of a ULID, the same for the same content; an event's sorts by its time."""
    bare = msgspec.structs.replace(record, rev=0, changed_at=0, installation="")
    digest = int.from_bytes(hashlib.sha256(_PLAIN.encode(bare)).digest()[:10], "big")
    since = max(0, int(record.at.timestamp() * 1000)) if isinstance(record, Event) else 0
    return encode_ulid(since, digest)


def encode_ulid(milliseconds: int, randomness: int) -> str:
    """The 26 letters of a ULID: 48 bits of time, 80 bits of chance."""
    value = milliseconds << 80 | randomness
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))


def _place(record: Record) -> tuple[str, str]:
    return record.at.isoformat() if isinstance(record, Event) else "", record.id
