"""What is in a backup. All of it is untrusted: what does not agree is one sentence, and memory stays bounded."""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from care.messages import Message, message
from care.records import AnyRecord, Record, derived_id, kind_of
from storage.backup_form import (
    FORMAT,
    MANIFEST,
    MOST_LINE_BYTES,
    MOST_MANIFEST_BYTES,
    MOST_RECORD_BYTES,
    MOST_RECORDS,
    RECORDS,
    VERSION,
    BackupError,
    Entry,
    Manifest,
)
from storage.exchange_checks import Checks, in_utc
from storage.migrations import MIGRATIONS
from storage.photos import MOST_BYTES, SUFFIXES
from storage.zip_source import TooMuch

_CHUNK = 1 << 16
_PICTURE = re.compile(r"photos/([0-9a-f]{2})/(\1[0-9a-f]{62})(\.[a-z]{3,4})")
_RECORD = msgspec.json.Decoder(AnyRecord)
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,  # also of text that is none
    LookupError,
    RuntimeError,  # also of what zipfile cannot unpack
    OverflowError,
    TooMuch,
)


class _Head(Struct, frozen=True):
    format: Any = None
    version: Any = None
    schema: Any = None
    encryption: Any = None


class Picture(Struct, frozen=True):
    """A picture in a backup: its checksum and what kind of file it is."""

    sha256: str
    suffix: str
    entry: Entry


class BackupFile:
    """A backup whose outer form is right. `records` and `picture` check what they read."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        """`path` is what sentences call it."""
        self._name, self._archive = str(path), archive
        infos: dict[str, zipfile.ZipInfo] = {}
        for info in archive.infolist():
            if info.filename in infos or info.filename != info.orig_filename:
                raise self._odd(info.orig_filename)
            infos[info.filename] = info
        self._infos = infos
        self.manifest = self._manifest()
        self._check_names(archive.start_dir)
        self.pictures = tuple(_picture(e) for e in self.manifest.entries if e.name != RECORDS)

    @property
    def size(self) -> int:
        """Bytes of all that is in it."""
        return sum(entry.size for entry in self.manifest.entries)

    def records(self, read_on: Callable[[int], None] = lambda size: None) -> Iterator[Record]:
        """Every record, in today's schema, in order, none twice. `read_on` is told how many bytes were read.

        Raises `BackupError`; whatever came before it is worth nothing then.
        """
        checks, seen = Checks(), set()
        counts: Counter[str] = Counter()
        deleted = 0
        for number, line in enumerate(self._lines(read_on), 1):
            record = self._record(number, line)
            wrong = next(checks.faults(record), None)
            if wrong:
                raise self._bad_record(number, message("field {field}: {reason}", field=wrong[0], reason=wrong[1]))
            key = (kind_of(record), record.id)
            if not record.id or derived_id(record) not in (None, record.id) or key in seen:
                raise self._bad_record(number, message("its id is wrong or stands there twice"))
            if number > MOST_RECORDS:
                raise self._too_large()
            seen.add(key)
            if record.deleted:
                deleted += 1
            else:
                counts[key[0]] += 1
            yield in_utc(record)
        if dict(counts) != self.manifest.counts or deleted != self.manifest.deleted:
            raise self._damaged(RECORDS)

    def picture(self, picture: Picture) -> bytes:
        """The bytes of a picture, checked."""
        data = b"".join(self._content(picture.entry))
        if hashlib.sha256(data).hexdigest() != picture.sha256:
            raise self._damaged(picture.entry.name)
        return data

    def _manifest(self) -> Manifest:
        info = self._infos.get(MANIFEST)
        if info is None:
            raise self._no_backup()
        if info.file_size > MOST_MANIFEST_BYTES:
            raise self._too_large()
        raw = b"".join(self._chunks(info, MOST_MANIFEST_BYTES))
        try:
            head = msgspec.json.decode(raw, type=_Head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._no_backup() from error
        if head.format != FORMAT:
            raise self._no_backup()
        numbers = (head.version, head.schema)
        if any(not isinstance(n, int) or isinstance(n, bool) or n < 1 for n in numbers):
            raise self._damaged(MANIFEST)
        if head.version > VERSION or head.schema > MIGRATIONS.schema:
            raise BackupError(
                message("{file} was made by a newer Mesoday; please update this one to read it.", file=self._name)
            )
        if head.encryption is not None:
            raise BackupError(message("{file} is encrypted, which this Mesoday cannot open.", file=self._name))
        try:
            return msgspec.json.decode(raw, type=Manifest)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._damaged(MANIFEST) from error

    def _check_names(self, content_bytes: int) -> None:
        """The entries are those of the manifest, each once, and no more bytes than the file can hold."""
        entries = {entry.name: entry for entry in self.manifest.entries}
        if len(entries) != len(self.manifest.entries) or RECORDS not in entries:
            raise self._damaged(MANIFEST)
        for name in self._infos.keys() ^ {MANIFEST, *entries}:
            raise self._odd(name)
        stored = 0
        for name, entry in entries.items():
            info = self._infos[name]
            picture = _PICTURE.fullmatch(name)
            if name != RECORDS and (picture is None or picture[3] not in SUFFIXES):
                raise self._odd(name)
            if info.flag_bits & 1 or entry.size != info.file_size or entry.size < 0:
                raise self._damaged(name)
            if picture is not None:
                if info.compress_type != zipfile.ZIP_STORED or info.compress_size != entry.size:
                    raise self._damaged(name)
                if entry.size > MOST_BYTES:
                    raise self._too_large()
                stored += entry.size
        if entries[RECORDS].size > MOST_RECORD_BYTES:
            raise self._too_large()
        if stored > content_bytes:  # many entries that point to the same bytes
            raise self._damaged(MANIFEST)

    def _content(self, entry: Entry) -> Iterator[bytes]:
        """The chunks of an entry; raises at the end unless size and checksum agree."""
        digest, size = hashlib.sha256(), 0
        for chunk in self._chunks(self._infos[entry.name], entry.size):
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if size != entry.size or digest.hexdigest() != entry.sha256:
            raise self._damaged(entry.name)

    def _chunks(self, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
        try:
            with self._archive.open(info) as content:
                while chunk := content.read(_CHUNK):
                    most -= len(chunk)
                    if most < 0:
                        raise self._damaged(info.filename)
                    yield chunk
        except BROKEN as error:
            raise self._damaged(info.filename) from error
        except OSError as error:
            raise unreadable(self._name, error) from error

    def _lines(self, read_on: Callable[[int], None]) -> Iterator[bytes]:
        entry = next(e for e in self.manifest.entries if e.name == RECORDS)
        rest = b""
        for chunk in self._content(entry):
            lines = (rest + chunk).split(b"\n") if b"\n" in chunk else [rest + chunk]
            rest = lines.pop()
            if len(rest) > MOST_LINE_BYTES:
                raise self._damaged(RECORDS)
            read_on(len(chunk))
            yield from lines
        if rest:
            raise self._damaged(RECORDS)

    def _record(self, number: int, line: bytes) -> Record:
        try:
            if self.manifest.schema == MIGRATIONS.schema:
                return _RECORD.decode(line)
            document = msgspec.json.decode(line, type=dict[str, Any])
            return msgspec.convert(MIGRATIONS.migrate(document, self.manifest.schema), AnyRecord)
        except (msgspec.DecodeError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise self._bad_record(number, message("it is no record that Mesoday knows")) from error

    def _no_backup(self) -> BackupError:
        return no_backup(self._name)

    def _damaged(self, name: str) -> BackupError:
        return BackupError(
            message(
                "{file} is damaged: {entry} is not as it was written. Nothing was taken from it.",
                file=self._name,
                entry=_short(name),
            )
        )

    def _odd(self, name: str) -> BackupError:
        return BackupError(
            message(
                "{file} holds something that does not belong in a backup ({entry}), so nothing was taken from it.",
                file=self._name,
                entry=_short(name),
            )
        )

    def _bad_record(self, number: int, reason: Message) -> BackupError:
        return BackupError(
            message(
                "{file} holds a record that cannot be taken in (number {number}: {reason}); nothing was changed.",
                file=self._name,
                number=number,
                reason=reason,
            )
        )

    def _too_large(self) -> BackupError:
        return BackupError(message("{file} says it holds more than any diary does; it is left alone.", file=self._name))


def no_backup(name: str) -> BackupError:
    return BackupError(message("{file} is not a Mesoday backup, or not a whole one.", file=name))


def unreadable(name: str, error: OSError) -> BackupError:
    reason = error.strerror or type(error).__name__
    return BackupError(message("{file} cannot be read: {reason}.", file=name, reason=reason))


def _picture(entry: Entry) -> Picture:
    found = _PICTURE.fullmatch(entry.name)
    assert found is not None
    return Picture(found[2], found[3], entry)


def _short(name: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in name[:80])
    return shown or "?"
