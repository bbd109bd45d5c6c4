"""One commit as one line of the log, with a checksum over everything before it.

``{"n":7,"at":"…","installation":"…","schema":1,"puts":[…],"sum":"…"}``. A line with ``"purge"`` takes records away for
good (`storage.purge`). Reserved: a line with ``"cipher"`` (the name of a cipher and its key) holds its puts encrypted
in ``"box"`` (base64) and has no ``"puts"``; number, time and checksum stay readable, so that the log can be followed,
packed and mended without the key. This version refuses such a line (`Encrypted`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2b

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from care.records import AnyRecord, Record
from storage.errors import Encrypted
from storage.migrations import MIGRATIONS, SCHEMA, Migrations

_SUM = b',"sum":"'
_END = b'"}'
_HARMED_END = re.compile(rb'"sum":"[0-9a-f]{32}"\}.(?=\{"n":|\Z)', re.DOTALL)
_DAY = re.compile(rb'"(?:day|date)":"(\d{4}-\d\d-\d\d)"')


class Purge(Struct, frozen=True):
    """A record taken away for good: its kind, and a digest in place of its id, which need not stand here for ever."""

    kind: str
    digest: str

    @classmethod
    def of(cls, kind: str, id: str) -> Purge:
        return cls(kind, checksum(f"{kind}/{id}".encode()).decode())

    def names(self, kind: str, id: str) -> bool:
        return kind == self.kind and self == Purge.of(kind, id)


class Line(Struct, frozen=True):
    """A commit as read from the log. `unreadable` are puts that this version of the app cannot take for records."""

    n: int
    at: datetime
    installation: str
    schema: int
    puts: tuple[Record, ...]
    unreadable: tuple[bytes, ...] = ()
    purges: tuple[Purge, ...] = ()


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
    purge: Sequence[Purge] | UnsetType = UNSET


class _Typed(Struct, frozen=True):
    n: int
    at: datetime
    installation: str
    schema: int
    puts: tuple[AnyRecord, ...]
    purge: tuple[Purge, ...] = ()
    cipher: str = ""


class LooseLine(Struct, frozen=True):
    """A line whose puts are left as they are."""

    n: int
    at: datetime
    installation: str
    schema: int
    puts: tuple[Raw, ...] = ()
    purge: tuple[Purge, ...] | UnsetType = UNSET
    cipher: str | UnsetType = UNSET


_TYPED = msgspec.json.Decoder(_Typed)
_LOOSE = msgspec.json.Decoder(LooseLine)
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


def encode_line(
    n: int,
    at: datetime,
    installation: str,
    puts: Iterable[Record],
    *,
    schema: int = SCHEMA,
    purges: Sequence[Purge] = (),
) -> bytes:
    """The whole line, newline included."""
    return sealed(msgspec.json.encode(_Commit(n, at, installation, schema, tuple(puts), purges or UNSET))) + b"\n"


def decode_line(raw: bytes, migrations: Migrations = MIGRATIONS) -> Line | None:
    """The commit of a line without its newline, in the newest schema; None when it is damaged. Raises `Encrypted`."""
    body = opened(raw)
    if body is None:
        return None
    try:
        line = _TYPED.decode(body)
        if line.schema >= migrations.schema and not line.cipher:
            return Line(line.n, line.at, line.installation, line.schema, line.puts, purges=line.purge)
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    return _decode_loosely(body, migrations)


def loose_line(raw: bytes) -> LooseLine | None:
    """The line with its puts untouched; None when it is damaged. Raises `Encrypted`."""
    body = opened(raw)
    if body is None:
        return None
    try:
        line = _LOOSE.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if line.cipher is not UNSET:
        raise Encrypted
    return line


def encode_loose(line: LooseLine) -> bytes:
    """The whole line again, newline included, with a new checksum."""
    return sealed(msgspec.json.encode(line)) + b"\n"


def _decode_loosely(body: bytes, migrations: Migrations) -> Line | None:
    """Put by put: what a newer app wrote, or an older one, perhaps less strictly."""
    try:
        line = _LOOSE.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if line.cipher is not UNSET:
        raise Encrypted
    puts: list[Record] = []
    unreadable: list[bytes] = []
    for raw in line.puts:
        try:
            puts.append(_record(raw, line.schema, migrations))
        except Exception:  # whatever a migration makes of an odd document
            unreadable.append(bytes(raw))
    purges = () if line.purge is UNSET else line.purge
    return Line(line.n, line.at, line.installation, line.schema, tuple(puts), tuple(unreadable), purges)  # type: ignore[arg-type]


def _record(raw: Raw, schema: int, migrations: Migrations) -> Record:
    if schema >= migrations.schema:
        return _RECORD.decode(raw)
    return msgspec.convert(migrations.migrate(msgspec.json.decode(raw), schema), AnyRecord)


def harmed_end(raw: bytes) -> int:
    """Where the first line ends in bytes that are none: a newline that became another byte. 0 when that is not so."""
    for found in _HARMED_END.finditer(raw):
        if opened(raw[: found.end() - 1]) is not None:
            return found.end() - 1
    return 0


def days_in(raw: bytes) -> tuple[date, ...]:
    """The days that damaged bytes still name."""
    found: set[date] = set()
    for text in _DAY.findall(raw):
        try:
            found.add(date.fromisoformat(text.decode()))
        except ValueError:
            continue
    return tuple(sorted(found))
