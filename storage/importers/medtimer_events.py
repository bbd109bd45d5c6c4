"""MedTimer's table of entries: CSV with semicolons, its head in the language of the phone.

The last two columns are the instants in ISO 8601, which is how the table is known. Nothing in it is quoted, so that a
row whose own texts hold semicolons is told by its last columns, and its name by the first.
"""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from care.messages import message
from care.progress import EVERY, Steps
from storage.exchange_faults import INSTANT
from storage.importers.found import Found, check_count, foreign_fault
from storage.importers.medtimer import APP, Medicines, Taken

ISO = "(ISO 8601)"
MOST_LINE = 1 << 16  # bytes
PARTS_OF_NOTE = message("Lines that belong to notes on entries")


def is_events(head: bytes) -> bool:
    """Whether a file begins as such a table does."""
    columns = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip().split(";")
    return len(columns) >= 6 and all(c.endswith(ISO) for c in columns[-2:])


def read_events(file: BinaryIO, zone: str, steps: Steps) -> Found:
    """All entries. Raises `ExchangeError`."""
    medicines = Medicines(zone)
    file.readline(MOST_LINE)
    done = number = 0
    while line := file.readline(MOST_LINE):
        number, done = number + 1, done + len(line)
        check_count(number)
        if number % EVERY == 1:
            steps.at(done)
        place = f"line {number + 1}"
        if len(line) >= MOST_LINE:
            raise foreign_fault(APP, place, message("is longer than {limit}", limit=MOST_LINE))
        try:
            columns = line.decode().rstrip("\r\n").split(";")
        except UnicodeDecodeError as error:
            raise foreign_fault(APP, place, message("is not text in UTF-8")) from error
        if len(columns) < 6 or not columns[-2]:
            if columns != [""]:
                medicines.gathering.left(PARTS_OF_NOTE)
            continue
        reminded = _seconds(columns[-2], place)
        taken = _seconds(columns[-1], place) if columns[-1] else 0
        status = "TAKEN" if taken else "RAISED"
        medicines.note(Taken(columns[1].strip() or APP, reminded, status, taken, notes=";".join(columns[6:-2])), place)
    return medicines.found()


def _seconds(text: str, place: str) -> int:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise foreign_fault(APP, place, INSTANT) from error
    if found.tzinfo is None:
        raise foreign_fault(APP, place, INSTANT)
    try:
        return int(found.timestamp())
    except (OverflowError, ValueError) as error:
        raise foreign_fault(APP, place, INSTANT) from error
