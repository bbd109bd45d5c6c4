"""The records as tables for spreadsheets: one CSV file for each kind, together in a zip."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from care.progress import Progress, Steps, Stop
from care.records import Record, to_builtins
from storage.exchange import PIECE, by_kind

# A spreadsheet would reckon with a cell that begins so; some look past spaces, and some take the wide signs too.
_WIDE = 0xFEE0  # from a sign to its full-width form
LEADS_FORMULA = ("=", "+", "-", "@", *(chr(ord(sign) + _WIDE) for sign in "=+-@"))
LEADS_CELL = ("\t", "\r", "\n")  # taken for the end of a cell, so that what follows begins one


def write_csv(
    records: Iterable[Record], exported_at: datetime, progress: Progress | None = None, cancelled: Stop | None = None
) -> bytes:
    """A zip with `<kind>.csv` for every kind that has records. Lists and objects stand in their cells as JSON; a text
    that a spreadsheet would take for a formula gets an apostrophe before it. Deleted records are left out."""
    return b"".join(csv_pieces(records, exported_at, progress, cancelled))


def csv_pieces(
    records: Iterable[Record], exported_at: datetime, progress: Progress | None = None, cancelled: Stop | None = None
) -> Iterator[bytes]:
    """The same zip in pieces, so that it need never be held whole. `progress` is told records."""
    kept = {kind: of_kind for kind, of_kind in by_kind(records).items() if of_kind}
    steps = Steps(sum(map(len, kept.values())), progress, cancelled)
    packed = _Piled()
    stamp = max(exported_at.astimezone(UTC).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, of_kind in kept.items():
            entry = zipfile.ZipInfo(f"{kind}.csv", stamp)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as table:
                table.write("\ufeff".encode())
                for text in _rows(of_kind):
                    steps.step()
                    table.write(text.encode())
                    if packed.size >= PIECE:
                        yield packed.taken()
    steps.end()
    yield packed.taken()


class _Piled(io.RawIOBase):
    """A stream that keeps what was written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._pile: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pile.append(bytes(data))
        self.size += len(self._pile[-1])
        return len(self._pile[-1])

    def taken(self) -> bytes:
        taken, self._pile, self.size = b"".join(self._pile), [], 0
        return taken


def _rows(records: list[Record]) -> Iterator[str]:
    """The table line by line, its head first."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)

    def row(cells: Iterable[Any]) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow([_cell(c) for c in cells])
        return line.getvalue()

    columns = list(to_builtins(records[0]))
    yield row(columns)
    for record in records:
        values = to_builtins(record)
        yield row(values[c] for c in columns)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, str) and (value.startswith(LEADS_CELL) or value.lstrip().startswith(LEADS_FORMULA)):
        return f"'{value}"
    return value
