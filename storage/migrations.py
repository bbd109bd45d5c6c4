"""From the records of an older schema to today's: pure steps, one document and one schema at a time.

The schema is the number of the records' form. Every line of the log and every table file says its own; older ones are
migrated whenever they are read. The log is never rewritten for it, and a checkpoint writes tables of the newest schema
(`storage.upgrade`). What a newer Mesoday wrote is only read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

Document = dict[str, Any]  # a record as plain JSON values, `kind` and `id` among them
Step = Callable[[str, Document], Document]
"""Given the kind and a document of schema n, returns it in schema n + 1. Keeps kind, id and day; may raise."""

_FIRST = 1
_KEPT = ("kind", "id", "day", "date")  # they say which table and which place a document belongs to


class Migrations(Struct, frozen=True):
    """A chain of steps: the first one leads from schema 1 to 2, the next from 2 to 3, and so on."""

    steps: tuple[Step, ...] = ()

    @property
    def schema(self) -> int:
        """The newest schema: what is written."""
        return _FIRST + len(self.steps)

    def migrate(self, document: Document, schema: int) -> Document:
        """A document of an older schema in the newest one.

        Raises `ValueError` when a step touches what must stay, and whatever a step raises for a document that it
        cannot make sense of.
        """
        where = [document.get(name) for name in _KEPT]
        for step in self.steps[max(schema, _FIRST) - _FIRST :]:
            document = step(str(where[0]), document)
        if [document.get(name) for name in _KEPT] != where:
            raise ValueError(f"a migration from schema {schema} moved {where[:2]}")
        return document


MIGRATIONS = Migrations()
SCHEMA = MIGRATIONS.schema
