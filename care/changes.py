"""What a decision changes: records before and after, and what is news."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from care.messages import Message
from care.records import Record


class Refused(Exception):
    """A command that cannot be carried out; `reason` says why, for the person. Nothing was changed."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


class Change(Struct, frozen=True):
    """One record: as it was (None: new) and as it is to be. A deletion has `after.deleted`."""

    before: Record | None
    after: Record


class Changes(Struct, frozen=True):
    """All that one command changes, to be kept together or not at all. Records without an id are given one."""

    puts: tuple[Change, ...] = ()
    news: tuple[Message, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.puts)

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.puts + other.puts, self.news + other.news)

    def inverse(self) -> Changes:
        """The changes that take these back: what was new is deleted, what was changed is as before."""
        return Changes(
            tuple(
                Change(c.after, c.before if c.before is not None else msgspec.structs.replace(c.after, deleted=True))
                for c in reversed(self.puts)
            )
        )


def adding(records: Iterable[Record], *news: Message) -> Changes:
    """Changes that add new records."""
    return Changes(tuple(Change(None, r) for r in records), news)


def changing(before: Record | None, after: Record, *news: Message) -> Changes:
    """Changes of one record; none at all when nothing differs."""
    return Changes((Change(before, after),) if before != after else (), news)


def deleting(record: Record, *news: Message) -> Changes:
    return Changes((Change(record, msgspec.structs.replace(record, deleted=True)),), news)
