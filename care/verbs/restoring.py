"""Taking a diary back from a backup: record by record, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.records import Record, kind_of
from care.verbs.decide import decide

Key = tuple[str, str]  # kind and id


class Restore(Struct, frozen=True):
    """The records of a backup, deleted ones as well, with their bookkeeping, none twice.

    `gone` are the records that were deleted here, which no diary shows. With `as_it_was` the diary becomes what it was
    then: what is newer here gives way, and what came since is deleted. Otherwise whatever is newer here stays.
    `came` are earlier restores: the `changed_at` that their records were kept with, and the highest one in the backup
    that they came from. What came from a backup is no newer than that.
    """

    records: tuple[Record, ...]
    gone: tuple[Record, ...] = ()
    as_it_was: bool = False
    came: Mapping[int, int] = {}
    whole_diary: ClassVar[bool] = True


class Counts(Struct, frozen=True, kw_only=True):
    """What becomes of the records: `new` come in (again), `changed` become what they were, `deleted` go because they
    were not there then, the `same` stay, and so do those that are `newer` here."""

    new: int = 0
    changed: int = 0
    deleted: int = 0
    same: int = 0
    newer: int = 0

    @property
    def changing(self) -> int:
        """How many records change at all."""
        return self.new + self.changed + self.deleted


@decide.register
def restore(command: Restore, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    """Every record as the backup has it, but for what stays. The one piece of news carries the counts."""
    changes, counts = compared(command, {(kind_of(r), r.id): r for r in everything(diary)})
    said = message(
        "New: {new}. Changed: {changed}. Deleted: {deleted}. The same: {same}. Newer here, left as they are: {newer}.",
        new=counts.new,
        changed=counts.changed,
        deleted=counts.deleted,
        same=counts.same,
        newer=counts.newer,
    )
    return Changes(changes, (said,))


def compared(command: Restore, here: dict[Key, Record]) -> tuple[tuple[Change, ...], Counts]:
    """What changes among the live records that are here, and the counts."""
    gone = {(kind_of(r), r.id): r for r in command.gone}
    found: list[Change] = []
    counts = dict.fromkeys(Counts.__struct_fields__, 0)

    def note(what: str, *changes: Change) -> None:
        counts[what] += 1
        found.extend(changes)

    for theirs in command.records:
        key = (kind_of(theirs), theirs.id)
        mine = here.get(key)
        newest = mine or gone.get(key)
        newer = newest is not None and _age(newest, command) > theirs.changed_at > 0 and not command.as_it_was
        same = theirs.deleted if mine is None else _content(mine) == _content(theirs)
        if same:
            note("same")
        elif newer:
            note("newer")
        elif mine is None:
            note("new", Change(None, replace(theirs, rev=0)))
        elif theirs.deleted:
            note("deleted", Change(mine, replace(mine, deleted=True)))
        else:
            kept = {"rev": mine.rev, "changed_at": mine.changed_at, "installation": mine.installation}
            note("changed", Change(mine, replace(theirs, **kept)))
    named = {(kind_of(r), r.id) for r in command.records}
    for key, mine in here.items():
        if key not in named:  # it came after the backup was made
            if command.as_it_was:
                note("deleted", Change(mine, replace(mine, deleted=True)))
            else:
                note("newer")
    return tuple(found), Counts(**counts)


def everything(diary: Diary) -> Iterator[Record]:
    """All records of a whole diary."""
    if diary.begun:
        yield diary.profile
    for name in Diary.__struct_fields__:
        part = getattr(diary, name)
        if isinstance(part, tuple):
            yield from part
        elif isinstance(part, Mapping):
            yield from part.values()


def _age(mine: Record, command: Restore) -> int:
    """When a record here was changed, as far as that is known."""
    return min(mine.changed_at, command.came.get(mine.changed_at, mine.changed_at))


def _content(record: Record) -> Record:
    """The record without its bookkeeping; deleted or not is content."""
    return replace(record, rev=0, changed_at=0, installation="")
