"""What became of one record: its versions, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from care.records import Record

BOOKKEEPING = ("id", "rev", "changed_at", "installation", "deleted")
What = Literal["made", "changed", "deleted", "brought_back"]


class Edit(Struct, frozen=True):
    """One field that was changed; None stands for nothing."""

    field: str
    before: Any
    after: Any


class Version(Struct, frozen=True):
    """A record as it was kept at an instant, and how it differs from the version before."""

    at: datetime
    record: Record
    what: What
    edits: tuple[Edit, ...] = ()


def versions(kept: Iterable[tuple[datetime, Record]]) -> tuple[Version, ...]:
    """The versions of a record, newest first; one that says nothing new is left out. `kept`: oldest first."""
    found: list[Version] = []
    for at, record in kept:
        before = found[-1].record if found else None
        what = _what(before, record)
        edits = _edits(before, record) if before is not None and what != "deleted" else ()
        if before is None or edits or what in ("deleted", "brought_back"):
            found.append(Version(at, record, what, edits))
    return tuple(reversed(found))


def _what(before: Record | None, record: Record) -> What:
    if record.deleted:
        return "changed" if before is not None and before.deleted else "deleted"
    if before is None:
        return "made"
    return "brought_back" if before.deleted else "changed"


def _edits(before: Record, after: Record) -> tuple[Edit, ...]:
    names = [name for name in after.__struct_fields__ if name not in BOOKKEEPING]
    return tuple(
        Edit(name, _plain(getattr(before, name)), _plain(getattr(after, name)))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def _plain(value: Any) -> Any:
    """Texts, numbers, days and instants as they are; what is made of parts as lists and mappings."""
    return msgspec.to_builtins(value, builtin_types=(datetime,)) if isinstance(value, Struct | list | dict) else value
