"""Reads tables out of a stranger's zip without unpacking it: no path is followed, and nothing grows beyond measure."""

from __future__ import annotations

import csv
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from care.messages import message
from storage.exchange_faults import ExchangeError

MOST_DIRECTORY = 4 << 20  # bytes of the list of entries, which is read whole
MOST_BYTES = 128 << 20  # unpacked, of all that is read
MOST_LINE = 1 << 20  # bytes
_END, _END_SIZE, _MOST_COMMENT = b"PK\x05\x06", 22, 1 << 16
# All that the standard library raises over bytes that are no sound zip.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError, OSError)

DAMAGED = message("This zip is damaged and cannot be read. Nothing was changed.")
TOO_LARGE = message("This zip unpacks to more than any diary holds. Nothing was changed.")
ODD_PATHS = message("This zip holds paths that lead out of it or elsewhere, which no export does. Nothing was changed.")


class GuardedZip:
    """The entries of a zip by name, and its tables row by row. Raises `ExchangeError` for what is no honest export."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        _check_directory(file, size)
        try:
            self._archive = zipfile.ZipFile(file)
        except BROKEN as error:
            raise ExchangeError(DAMAGED) from error
        entries = self._archive.infolist()
        if any(_is_odd(entry) for entry in entries):
            raise ExchangeError(ODD_PATHS)
        self._entries = {entry.filename: entry for entry in entries}
        self._read = 0

    def names(self) -> list[str]:
        return list(self._entries)

    def rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a CSV table with the number of the line where each ends. Empty lines are passed over."""
        try:
            with self._archive.open(self._entries[name]) as packed:
                lines = csv.reader(self._lines(packed))
                for row in lines:
                    if row:
                        yield lines.line_num, row
        except UnicodeDecodeError as error:
            raise ExchangeError(message("{file} in this zip is not text in UTF-8.", file=name[:60])) from error
        except csv.Error as error:
            raise ExchangeError(message("{file} in this zip is no table in CSV.", file=name[:60])) from error
        except BROKEN as error:
            raise ExchangeError(DAMAGED) from error

    def _lines(self, packed: IO[bytes]) -> Iterator[str]:
        first = True
        while line := packed.readline(MOST_LINE):
            self._read += len(line)
            if self._read > MOST_BYTES or len(line) >= MOST_LINE:
                raise ExchangeError(TOO_LARGE)
            yield line.decode("utf-8-sig" if first else "utf-8")
            first = False


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or ":" in name
        or ".." in name.split("/")
        or stat.S_ISLNK(entry.external_attr >> 16)
        or bool(entry.flag_bits & 1)  # needs a password
    )


def _check_directory(file: BinaryIO, size: int) -> None:
    """Look at how long the list of entries is before it is read; found as `zipfile` finds it."""
    tail_size = min(size, _END_SIZE + _MOST_COMMENT)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    at = len(tail) - _END_SIZE
    if not (at >= 0 and tail[at : at + 4] == _END and tail.endswith(b"\0\0")):
        at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise ExchangeError(DAMAGED)
    _, directory, offset = struct.unpack("<HLL", tail[at + 10 : at + 20])
    # The largest values tell that the true ones stand elsewhere, for archives larger than any of these.
    if directory > MOST_DIRECTORY or offset == 0xFFFFFFFF or tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        raise ExchangeError(TOO_LARGE)
    file.seek(0)
