"""Reads the knowledge rows from their TOML files and the articles beside them, each when it is first asked for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from care.knowledge import Knowledge

_PLACE = re.compile(r"\$\[(?P<row>\d+)\](?:\.(?P<field>\w+))?")
_NAMED = re.compile(r"field `(?P<field>\w+)`")
_TOML_LINE = re.compile(r"line (\d+)")


class KnowledgeError(Exception):
    """A knowledge file cannot be used. The text is one sentence that names file, line and field."""


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in `folder` (`<table>.toml`, each an array of tables `[[<table>]]`); the articles stand in `learn`
    beside it.

    Nothing is read before a table is asked for. Asking raises `KnowledgeError` where its file is missing or malformed.
    """

    def load(table: str, row_type: type[Any]) -> list[Any]:
        if table == "articles":
            from storage.articles import read_articles

            return read_articles(folder.parent / "learn")
        return _read_table(folder / f"{table}.toml", table, row_type)

    return Knowledge(load)


def _read_table(path: Path, table: str, row_type: type[Any]) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise KnowledgeError(f"The knowledge file {path} cannot be read: {problem}.") from problem
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise KnowledgeError(_broken_toml(path, text, str(problem))) from problem
    if set(content) != {table} or not isinstance(content[table], list):
        raise KnowledgeError(f"The knowledge file {path}, line 1, must hold nothing but [[{table}]] rows.")
    rows = content[table]
    try:
        read = msgspec.convert(rows, list[row_type])
    except msgspec.ValidationError as problem:
        raise KnowledgeError(_bad_field(path, text, table, rows, str(problem))) from problem
    _refuse_repeated_ids(path, text, table, read)
    return read


def _broken_toml(path: Path, text: str, problem: str) -> str:
    """The sentence for a file that is not TOML; the parser's own text names the line, or the end of the file."""
    found = _TOML_LINE.search(problem)
    lines = text.splitlines()
    line = int(found[1]) if found else max(len(lines), 1)
    key = lines[line - 1].split("=")[0].strip() if 0 < line <= len(lines) else ""
    reason = re.sub(r"\s*\(at .*\)$", "", problem)
    return f"The knowledge file {path}, line {line}, field `{key}`, is not TOML: {reason}."


def _bad_field(path: Path, text: str, table: str, rows: list[Any], problem: str) -> str:
    """The sentence for a value that does not fit its row type, from the place that msgspec names."""
    reason = problem.split(" - at ")[0]
    place, named = _PLACE.search(problem), _NAMED.search(problem)
    index = int(place["row"]) if place else 0
    field = (place and place["field"]) or (named and named["field"]) or "id"
    row = rows[index] if index < len(rows) else {}
    name = row.get("id", "without an id") if isinstance(row, dict) else "that is no table"
    line = line_of(text, table, index, field)
    return f"The knowledge file {path}, line {line}, row {name}, field `{field}`, cannot be used: {reason}."


def _refuse_repeated_ids(path: Path, text: str, table: str, rows: list[Any]) -> None:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row.id in seen:
            line = line_of(text, table, index, "id")
            raise KnowledgeError(f"The knowledge file {path}, line {line}, repeats the field `id` {row.id}.")
        seen.add(row.id)


def line_of(text: str, table: str, index: int, field: str) -> int:
    """The line (from 1) of `field` in the row with this index, or of the row's header where the field is absent."""
    header = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
    assignment = re.compile(rf"\s*(\[{table}\.)?{field}\b\s*[.=\]]")
    row, found = -1, 1
    for number, line in enumerate(text.splitlines(), start=1):
        if header.match(line):
            row += 1
            if row > index:
                break
            if row == index:
                found = number
        elif row == index and assignment.match(line):
            return number
    return found
