"""The exchange format, version 1: one JSON file with all records, for people and other programs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Raw, Struct, field

from care.messages import Message, message
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
from storage.exchange_faults import ExchangeError, at_most, fault, shape_fault

FORMAT, VERSION = "mesoday", 1
FAULTS_SAID = 3
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECORD = msgspec.json.Decoder(AnyRecord)
_PLAIN = msgspec.json.Encoder(order="sorted")


class ExchangeFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    format: Literal["mesoday"]
    version: Literal[1]
    exported_at: Instant | None = None
    records: list[AnyRecord]


class _Head(Struct, frozen=True):
    format: Any = None
    version: Any = None


class _Envelope(Struct, frozen=True, forbid_unknown_fields=True):
    format: Any
    version: Any
    records: list[Raw]
    exported_at: Instant | None = None


class _Tag(Struct, frozen=True):
    kind: Annotated[str, Meta(min_length=1)] = field(default="without a kind")


def read_exchange(content: bytes) -> list[Record]:
    """The records of a file, each with its id and its instants in UTC.

    A record without an id gets the one that follows from its key, else one made of its content, so that the same file
    names the same records every time. A record that stands there twice, word for word, counts once.
    Raises `ExchangeError`: not JSON, another format or version, or records with faults.
    """
    checks = Checks()
    records: list[Record] = []
    faults: list[Message] = []
    seen: dict[tuple[str, str], tuple[int, Record]] = {}
    for number, raw in enumerate(_open_envelope(content.removeprefix(b"\xef\xbb\xbf")).records, 1):
        try:
            record = _RECORD.decode(raw)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            faults.append(shape_fault(number, _kind(raw), str(error)))
            continue
        except RecursionError:
            faults.append(fault(number, _kind(raw), "", message("is nested too deeply")))
            continue
        wrong = next(checks.faults(record), None)
        if wrong:
            faults.append(fault(number, kind_of(record), *wrong))
            continue
        record = _with_id(in_utc(record))
        key = (kind_of(record), record.id)
        first, same = seen.setdefault(key, (number, record))
        if first == number:
            records.append(record)
        elif same != record:
            reason = message("has the same id as record {first}, but says something else", first=first)
            faults.append(fault(number, kind_of(record), "id", reason))
    if faults:
        raise ExchangeError(*at_most(faults, FAULTS_SAID))
    return records


def write_exchange(records: Iterable[Record], exported_at: datetime) -> bytes:
    """The file with these records: one a line, the catalogue first, then events by time. Deleted ones are left out.

    The same records give the same bytes, whatever their order.
    """
    lines = ",\n ".join(msgspec.json.encode(r).decode() for r in sorted(records, key=_place) if not r.deleted)
    head = {"format": FORMAT, "version": VERSION, "exported_at": exported_at.astimezone(UTC).replace(microsecond=0)}
    opening = msgspec.json.encode(head).decode()[:-1]
    body = f"[\n {lines}\n]" if lines else "[]"
    return f'{opening},"records":{body}}}\n'.encode()


def within(records: Iterable[Record], first: date | None, last: date | None) -> Iterator[Record]:
    """All of the catalogue, and the events and ledger rows from `first` to `last`, both included."""
    for record in records:
        day = record.day if isinstance(record, Event) else record.date if isinstance(record, Occurrence) else None
        if day is None or ((first is None or day >= first) and (last is None or day <= last)):
            yield record


def schema() -> dict[str, Any]:
    """The JSON Schema of the whole file, made from the types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ExchangeFile)}


def _open_envelope(content: bytes) -> _Envelope:
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.format != FORMAT:
            raise ExchangeError(message("This is not a Mesoday export: its format must be {format}.", format=FORMAT))
        version = head.version
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            raise ExchangeError(message("The file's version must be {version}.", version=VERSION))
        if version > VERSION:
            raise ExchangeError(
                message("This file has version {version}, which needs a newer Mesoday.", version=version)
            )
        return msgspec.json.decode(content, type=_Envelope)
    except msgspec.ValidationError as error:
        said = str(error)
        if said.startswith("Expected `object`") and " - at " not in said:
            raise ExchangeError(message("This is not a Mesoday export: it is JSON, but no object.")) from error
        raise ExchangeError(message("The file's outer part has a fault: {fault}.", fault=said)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ExchangeError(message("The file is not JSON that Mesoday can read.")) from error


def _kind(raw: Raw) -> str:
    try:
        return msgspec.json.decode(raw, type=_Tag).kind
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError):
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


_ORDER: Sequence[str] = tuple(KINDS)


def _place(record: Record) -> tuple[int, str, str]:
    at = record.at.isoformat() if isinstance(record, Event) else ""
    return _ORDER.index(kind_of(record)), at, record.id
