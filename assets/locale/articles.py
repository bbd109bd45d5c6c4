"""Finds the texts of the articles of Learn for Babel, as gettext message ids: what `storage.articles` reads of them.

Used by `uv run poe texts`, which writes `assets/locale/mesoday.pot`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from care.articles import texts_of
from storage.articles import read_article


def extract(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yields (line, function, message, comments) for each text, as Babel's extractors do."""
    article = read_article(file.read().decode("utf8"), Path(getattr(file, "name", "article")))
    for text in texts_of(article):
        yield 1, None, text, []
