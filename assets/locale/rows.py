"""Finds the texts of the knowledge rows for Babel, as gettext message ids.

Used by `uv run poe texts`, which writes `assets/locale/mesoday.pot`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import IO, Any

# Fields that people read. Ids, sources, ingredient names as on labels, and figures are not texts.
TEXTS = frozenset(
    "title question examples reason find_out before_words eased_when lead text instead about how expect name "
    "steps anchors first under_device_reason apart_reason method season".split()
)
ALSO_TEXTS = {"signs": frozenset({"words", "action"})}  # elsewhere these are not for people
AS_THEY_ARE = ("sources",)  # titles of papers, manuals and laws


def extract(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yields (line, function, message, comments) for each text, as Babel's extractors do."""
    source = file.read().decode("utf8")
    for table, rows in tomllib.loads(source).items():
        if table in AS_THEY_ARE:
            continue
        starts = [m.start() for m in re.finditer(rf"^\[\[{re.escape(table)}\]\]", source, re.M)]
        fields = TEXTS | ALSO_TEXTS.get(table, frozenset())
        for row, start in zip(rows, starts, strict=True):
            line = source.count("\n", 0, start) + 1
            for name in sorted(fields & set(row)):
                for text in _strings(row[name]):
                    yield line, None, text, []


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
