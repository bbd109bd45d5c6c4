"""Calm, aligned text: rows under a heading, long sentences wrapped under their own column."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

INDENT, GAP = "  ", "  "


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def rows(table: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as lines: all columns but the last as wide as their widest cell, the last one wrapped."""
    table = [tuple(row) for row in table]
    if not table:
        return
    columns = max(len(row) for row in table)
    padded = [(*row, *[""] * (columns - len(row))) for row in table]
    widths = [max(cells(row[n]) for row in padded) for n in range(columns - 1)]
    start = len(INDENT) + sum(w + len(GAP) for w in widths)
    for *before, last in padded:
        head = INDENT + "".join(cell + " " * (w - cells(cell)) + GAP for cell, w in zip(before, widths, strict=True))
        wrapped = textwrap.wrap(last, max(24, width - start), break_long_words=False, break_on_hyphens=False) or [""]
        yield (head + wrapped[0]).rstrip()
        yield from (" " * start + line for line in wrapped[1:])


def section(title: str, table: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """A heading, its rows, and an empty line; nothing where there are no rows."""
    lines = list(rows(table, width))
    if lines:
        yield title
        yield from lines
        yield ""
