"""References between knowledge tables: that each row, page, measure and source which a row or article names exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

from care.knowledge import TABLES, Knowledge
from care.knowledge_rows import Entry
from care.records import Concern
from storage.articles import line_of_field
from storage.knowledge import line_of, read_knowledge

REFERENCES: Final[dict[tuple[str, str], str]] = {
    ("screening", "page"): "screening_pages",
    ("screening", "stands_for"): "screening",
    ("screening", "actives"): "ingredients",
    ("ingredients", "refusal"): "refusals",
    ("ingredients", "apart_from"): "ingredients",
    ("pregnancy", "actives"): "ingredients",
    ("pregnancy", "answers"): "screening",
    ("activities", "like"): "ingredients",
    ("activities", "rule"): "screening",
    ("product_templates", "actives"): "ingredients",
    ("course_templates", "concerns"): "concerns",
    ("course_templates", "primary"): "measures",
    ("concerns", "ingredients"): "ingredients",
    ("concerns", "courses"): "course_templates",
    ("concerns", "primary"): "measures",
}
"""Which table the ids in a field belong to. `source` belongs to `sources` in every table."""


def broken_references(folder: Path) -> list[str]:
    """One sentence for each id in the tables of `folder`, and in the articles beside it, that no row has; it names
    file, line, row and field.

    Raises `KnowledgeError` where a table cannot be read at all.
    """
    knowledge = read_knowledge(folder)
    ids = {table: frozenset(row.id for row in getattr(knowledge, table).values()) for table in TABLES}
    found = [
        sentence
        for table in TABLES
        for index, row in enumerate(getattr(knowledge, table).values())
        for sentence in _broken(folder, table, index, row, ids)
    ]
    found.extend(_broken_in_articles(folder, knowledge, ids))
    missing = [concern for concern in get_args(Concern) if concern not in ids["concerns"]]
    found.extend(f"The knowledge file {folder / 'concerns.toml'} has no row {concern}." for concern in missing)
    return found


def _broken(folder: Path, table: str, index: int, row: Entry, ids: dict[str, frozenset[str]]) -> Iterator[str]:
    for field in row.__struct_fields__:
        target = "sources" if field == "source" else REFERENCES.get((table, field))
        if target is None:
            continue
        for id in _ids(getattr(row, field)):
            if id not in ids[target]:
                path = folder / f"{table}.toml"
                line = line_of(path.read_text(encoding="utf-8"), table, index, field)
                yield (
                    f"The knowledge file {path}, line {line}, row {row.id}, field `{field}`, names {id}, "
                    f"which is no row of {target}."
                )


def _broken_in_articles(folder: Path, knowledge: Knowledge, ids: dict[str, frozenset[str]]) -> Iterator[str]:
    """What articles rest on and answer. A modality is answered by its name, as in a plan."""
    rows = frozenset().union(knowledge.modalities, *(ids[table] for table in TABLES if table != "sources"))
    for article in knowledge.articles.values():
        for field, named, known in (("sources", article.sources, ids["sources"]), ("answers", article.answers, rows)):
            for id in named:
                if id not in known:
                    path = folder.parent / "learn" / f"{article.id}.md"
                    line = line_of_field(path.read_text(encoding="utf-8"), field)
                    yield f"The article {path}, line {line}, field `{field}`, names {id}, which is no row."


def _ids(value: Any) -> list[str]:
    """The ids in a field: one, several, or none where it is empty."""
    if isinstance(value, str):
        return [value] if value else []
    return list(value)
