"""One commit as one line of the log, with a checksum over everything before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2b

import msgspec
from msgspec import Raw, Struct

from care.records import AnyRecord, Record

SCHEMA = 1  # of records, in log lines and tables
_SUM = b',"sum":"'
_END = b'"}'
_DAY = re.compile(rb'"(?:day|date)":"(\d{4}-\d\d-\d\d)"')


class Line(Struct, frozen=True):
    """A commit as read from the log. `unreadable` are puts that this version of the app cannot take for records."""

    n: int
    at: datetime
    installation: str
    schema: int
    puts: tuple[Record, ...]
    unreadable: tuple[bytes, ...] = ()


class BadLine(Struct, frozen=True):
    """A complete line whose checksum or form is wrong: the first n of its segment, its offset there, its bytes."""

    segment: int
    offset: int
    raw: bytes

    @property
    def days(self) -> tuple[date, ...]:
        return days_in(self.raw)


class _Commit(Struct, frozen=True):
    n: int
    at: datetime
    installation: str
    schema: int
    puts: Sequence[Record]


class _Typed(Struct, frozen=True):
    n: int
    at: datetime
    installation: str
    schema: int
    puts: tuple[AnyRecord, ...]


class _Loose(Struct, frozen=True):
    n: int
    at: datetime
    installation: str
    schema: int
    puts: tuple[Raw, ...]


_TYPED = msgspec.json.Decoder(_Typed)
_LOOSE = msgspec.json.Decoder(_Loose)
_RECORD = msgspec.json.Decoder(AnyRecord)


def checksum(data: bytes) -> bytes:
    """32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest().encode()


def sealed(body: bytes) -> bytes:
    """A JSON object with its checksum as the last member; the sum is of all bytes before ``,"sum":``."""
    open_body = body[:-1]
    return open_body + _SUM + checksum(open_body) + _END


def opened(raw: bytes) -> bytes | None:
    """The object without its checksum, or None when the checksum is missing or wrong."""
    cut = raw.rfind(_SUM)
    if cut < 0 or raw[cut + len(_SUM) :] != checksum(raw[:cut]) + _END:
        return None
    return raw[:cut] + b"}"


def encode_line(n: int, at: datetime, installation: str, puts: Iterable[Record]) -> bytes:
    """The whole line, newline included."""
    return sealed(msgspec.json.encode(_Commit(n, at, installation, SCHEMA, tuple(puts)))) + b"\n"


def decode_line(raw: bytes) -> Line | None:
    """The commit of a line without its newline; None when it is damaged."""
    body = opened(raw)
    if body is None:
        return None
    try:
        line = _TYPED.decode(body)
        return Line(line.n, line.at, line.installation, line.schema, line.puts)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decode_loosely(body)


def _decode_loosely(body: bytes) -> Line | None:
    """Put by put: what a newer app wrote, or an older one less strictly."""
    try:
        line = _LOOSE.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    puts: list[Record] = []
    unreadable: list[bytes] = []
    for raw in line.puts:
        try:
            puts.append(_RECORD.decode(raw))
        except (msgspec.DecodeError, UnicodeDecodeError):
            unreadable.append(bytes(raw))
    return Line(line.n, line.at, line.installation, line.schema, tuple(puts), tuple(unreadable))


def days_in(raw: bytes) -> tuple[date, ...]:
    """The days that damaged bytes still name."""
    found: set[date] = set()
    for text in _DAY.findall(raw):
        try:
            found.add(date.fromisoformat(text.decode()))
        except ValueError:
            continue
    return tuple(sorted(found))
