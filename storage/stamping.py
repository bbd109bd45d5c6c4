"""Making the records of a commit what is kept: checked against what is there, with id, revision, time and place."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes
from care.messages import message
from care.ports import Ids
from care.records import AnyRecord, Record, derived_id, kind_of
from storage.errors import Stale
from storage.partitions import partition_of
from storage.tables import TableSet

_RECORD = msgspec.json.Decoder(AnyRecord)


class Stamp(Struct, frozen=True):
    """Of one commit: the hybrid logical clock in ms, and which installation writes."""

    changed_at: int
    installation: str


def stamped(changes: Changes, tables: TableSet, ids: Ids, stamp: Stamp) -> tuple[list[Record], Changes]:
    """The records to write, and the changes as they are kept.

    An event that moves to another table file leaves a tombstone in the old one. Raises `Stale`, and
    `msgspec.ValidationError` for a record that could not be read again.
    """
    puts: dict[tuple[str, str, str], Record] = {}
    kept: list[Change] = []
    for change in changes.puts:
        before = change.before
        id = change.after.id or derived_id(change.after)
        after = replace(change.after, id=id or ids.new())
        there = (puts.get(_key(after)) or tables.current(after)) if id else None
        revision = there.rev if there is not None else 0
        if before is None:
            if there is not None and not there.deleted and _key(after) not in puts:
                if _content(there) == _content(after):
                    continue
                raise _stale()
        elif _key(before) not in puts:
            now = tables.current(before)
            if now is None or (now.rev, now.changed_at) != (before.rev, before.changed_at):
                raise _stale()
            revision = max(revision, now.rev)
        fields = {"rev": revision + 1, "changed_at": stamp.changed_at, "installation": stamp.installation}
        if before is not None and partition_of(before) != partition_of(after):
            puts[_key(before)] = replace(before, deleted=True, **fields)
        record = _as_read_again(replace(after, **fields))
        puts[_key(record)] = record
        kept.append(Change(before, record))
    return list(puts.values()), Changes(tuple(kept), changes.news)


def _key(record: Record) -> tuple[str, str, str]:
    return partition_of(record), kind_of(record), record.id


def _content(record: Record) -> Record:
    return replace(record, rev=0, changed_at=0, installation="", deleted=False)


def _as_read_again(record: Record) -> Record:
    """The record as its own text gives it: what would not be readable later must not be acknowledged now."""
    return _RECORD.decode(msgspec.json.encode(record))


def _stale() -> Stale:
    return Stale(message("This was changed elsewhere meanwhile; nothing was changed here, please look at it again."))
