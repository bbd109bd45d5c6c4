"""The records as tables for spreadsheets: one CSV file for each kind, together in a zip."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from care.records import KINDS, Record, kind_of, to_builtins

LEADS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with such a cell


def write_csv(records: Iterable[Record], exported_at: datetime) -> bytes:
    """A zip with `<kind>.csv` for every kind that has records. Lists and objects stand in their cells as JSON; a text
    that a spreadsheet would take for a formula gets an apostrophe before it. Deleted records are left out."""
    of_kind: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        if not record.deleted:
            of_kind.setdefault(kind_of(record), []).append(to_builtins(record))
    packed = io.BytesIO()
    stamp = exported_at.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in KINDS:
            if rows := of_kind.get(kind):
                entry = zipfile.ZipInfo(f"{kind}.csv", max(stamp, (1980, 1, 1, 0, 0, 0)))
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, _table(rows).encode("utf-8-sig"), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _table(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    columns = list(rows[0])
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in sorted(rows, key=lambda r: (str(r.get("at", "")), str(r["id"]))):
        writer.writerow([_cell(row[c]) for c in columns])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, str) and value.startswith(LEADS_FORMULA):
        return f"'{value}"
    return value
