"""The way in for every file that can be imported: what it is, is told by its content."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from care.messages import message
from care.progress import Progress, Steps, Stop
from storage.exchange import read_exchange_file
from storage.exchange_faults import ExchangeError
from storage.exchange_file import MOST_BYTES, open_file
from storage.importers import guarded_zip, loop_database, loop_tables, medtimer_backup, medtimer_events
from storage.importers.found import Found
from storage.json_stream import JsonStream, NotJson

OURS = "Mesoday"
ZIP = b"PK"
HEAD = 4096  # bytes
MOST_MEMBERS = 50  # looked at to tell whose JSON it is


def read_import(
    path: Path,
    *,
    zone: str = "UTC",
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> Found:
    """All records of a file of Mesoday, Loop Habit Tracker or MedTimer, and what in it has no place among them.

    `zone` (IANA) is where the person is, for files that name none. Nothing is kept yet: that is for the command
    `Import`. `progress` is told bytes. Blocks on the disk; may be called in any thread. Raises `ExchangeError` and
    `Cancelled`.
    """
    with open_file(path) as (file, size):
        if not file.seekable():  # a pipe
            content = file.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                raise ExchangeError(message("{file} is too large to be a diary.", file=str(path)))
            return read_import_content(content, zone=zone, progress=progress, cancelled=cancelled)
        return _read(file, size, path, zone, progress, cancelled)


def read_import_content(
    content: bytes, *, zone: str = "UTC", progress: Progress | None = None, cancelled: Stop | None = None
) -> Found:
    """The same of a file that is in memory already."""
    return _read(io.BytesIO(content), len(content), content, zone, progress, cancelled)


def _read(
    file: BinaryIO, size: int, source: Path | bytes, zone: str, progress: Progress | None, cancelled: Stop | None
) -> Found:
    head = file.read(HEAD)
    file.seek(0)
    steps = Steps(size, progress, cancelled)
    if head.startswith(ZIP):
        found = _of_zip(file, size, steps)
    elif head.startswith(loop_database.MAGIC):
        found = loop_database.read_database(source, size, steps)
    elif medtimer_events.is_events(head):
        found = medtimer_events.read_events(file, zone, steps)
    elif _is_medtimer(file):
        found = medtimer_backup.read_backup(file, zone, steps)
    else:
        return Found(OURS, read_exchange_file(file, size, progress, cancelled))
    steps.end()
    if not found.records and not found.not_mapped:
        raise ExchangeError(message("Nothing was found in this file of {app}. Nothing was changed.", app=found.app))
    return found


def _of_zip(file: BinaryIO, size: int, steps: Steps) -> Found:
    archive = guarded_zip.GuardedZip(file, size)
    if not loop_tables.is_loop(archive):
        raise ExchangeError(
            message(
                "This zip holds no habits of Loop Habit Tracker, and nothing else that can be imported; "
                "a backup of Mesoday is taken in by restore, an export comes as JSON."
            )
        )
    return loop_tables.read_tables(archive, steps)


def _is_medtimer(file: BinaryIO) -> bool:
    """Whether it is JSON as MedTimer writes it. Reads no further than to a name that tells."""
    stream = JsonStream(file)
    try:
        if stream.peek() != "{":
            return False
        for number, name in enumerate(stream.members()):
            if name in medtimer_backup.MEMBERS:
                return True
            if name in ("format", "records", "exported_at") or number >= MOST_MEMBERS:
                return False
            stream.text()
        return False
    except NotJson:
        return False
    finally:
        file.seek(0)
