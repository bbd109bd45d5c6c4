"""Removing a record for good: the log is rewritten without it, as an explicit act.

First a line of the log says so (`storage.lines.Purge`): from that fsync on the record is gone, for every process that
reads the log. What follows only wipes it from the disk, and each checkpoint carries on with it until its catalogue's
header promises that it is done: log segments are replaced one by one, then the tables, and what lies beside them (the
quarantine, tables of an older schema). Backups made before keep the record.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from storage.filesystem import FileSystem
from storage.lines import LooseLine, Purge, encode_loose, harmed_end, loose_line
from storage.log import Log, end_of_line
from storage.partitions import FOLDERS
from storage.places import LOG, TABLES

Purges = Mapping[Purge, int]  # each with the number of its commit: a record that was put in again later stays
_NAMED = re.compile(rb'"kind":"(\w+)","id":("(?:[^"\\]|\\.)*")')
_WIPED = b"wiped\n"  # in place of a damaged line that named the record: still a bad line, so that numbers stay


class _Named(Struct):
    kind: str = ""
    id: str = ""


def wipe_log(log: Log, purges: Purges) -> Iterator[tuple[int, bytes]]:
    """Rewrite the segments that hold purged records; yields each one that was replaced, with its new bytes.

    The caller holds the lock. Raises `OSError`; segments not reached then are as they were.
    """
    n = 0
    for segment in log.segments():
        data = log.read(segment)
        kept, n = _without(data, purges, n)
        if not data.startswith(kept):
            log.replace(segment, kept)
            yield segment, kept


def wipe_folder(files: FileSystem, folder: Path, purges: Iterable[Purge]) -> None:
    """Remove the files of a folder (the quarantine) that name a purged record. Raises `OSError`."""
    purges = list(purges)
    gone = [name for name in files.list(folder) if _mentions(files.read(folder / name), purges)]
    for name in gone:
        files.unlink(folder / name)
    if gone:
        files.sync_folder(folder)


def wipe_leftovers(files: FileSystem, folder: Path) -> None:
    """Remove what an interrupted writing left of log and tables. The caller holds the lock. Raises `OSError`."""
    for place in (folder / LOG, folder / TABLES, *(folder / TABLES / sub for sub in FOLDERS)):
        for name in files.list(place):
            if name.startswith(".") and name.endswith(".tmp"):
                files.unlink(place / name)


def _without(data: bytes, purges: Purges, n: int) -> tuple[bytes, int]:
    """The complete lines of a segment as they are to be, and the number of the last one."""
    kinds = [f'"{purge.kind}"'.encode() for purge in purges]
    out: list[bytes] = []
    begin = 0
    while (stop := end_of_line(data, begin)) >= 0:
        line = loose_line(data[begin:stop])
        if line is None and (end := harmed_end(data[begin:stop])):
            stop = begin + end
            line = loose_line(data[begin:stop])
        raw = data[begin:stop] + b"\n"
        begin = stop + 1
        if line is not None:
            n = max(n, line.n)
        if any(kind in raw for kind in kinds):
            later = [purge for purge, at in purges.items() if at > n]
            raw = _wiped(raw, line, later)
        out.append(raw)
    return b"".join(out), n


def _wiped(raw: bytes, line: LooseLine | None, purges: list[Purge]) -> bytes:
    if line is None:
        return _WIPED if _mentions(raw, purges) else raw
    puts = tuple(put for put in line.puts if not _is_one_of(put, purges))
    return raw if len(puts) == len(line.puts) else encode_loose(msgspec.structs.replace(line, puts=puts))


def _is_one_of(put: Raw, purges: list[Purge]) -> bool:
    try:
        named = msgspec.json.decode(put, type=_Named)
    except msgspec.DecodeError:
        return _mentions(bytes(put), purges)
    return any(purge.names(named.kind, named.id) for purge in purges)


def _mentions(raw: bytes, purges: Iterable[Purge]) -> bool:
    """Whether damaged bytes still name one of the records."""
    for kind, id in _NAMED.findall(raw):
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            if any(purge.names(kind.decode(), msgspec.json.decode(id, type=str)) for purge in purges):
                return True
    return False
