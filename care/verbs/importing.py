"""Taking in records from a file: all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, Refused
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.records import CheckIn, Record, kind_of
from care.verbs.decide import decide

COUNTS = ("new", "changed", "same", "older")


class Import(Struct, frozen=True):
    """Records as they stand in a file, each with its id, none twice."""

    records: tuple[Record, ...]
    whole_diary: ClassVar[bool] = True  # what is there already may be of any age


@decide.register
def import_records(command: Import, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    """New records are added, and those whose content differs replace ours, unless the file's are known to be older.

    The one piece of news carries the counts. Raises `Refused` for a score outside its scale.
    """
    ours = {(kind_of(r), r.id): r for r in _everything(diary)}
    puts: list[Change] = []
    counts: dict[str, int] = dict.fromkeys(COUNTS, 0)
    for theirs in command.records:
        if isinstance(theirs, CheckIn):
            _check_scores(theirs, knowledge)
        mine = ours.get((kind_of(theirs), theirs.id))
        found = _compare(mine, theirs)
        counts[found] += 1
        if found == "new":
            puts.append(Change(None, replace(theirs, rev=0)))
        elif found == "changed" and mine is not None:
            kept = {"rev": mine.rev, "changed_at": mine.changed_at, "installation": mine.installation}
            puts.append(Change(mine, replace(theirs, **kept)))
    said = message("New: {new}. Changed: {changed}. The same: {same}. Older than here, left out: {older}.", **counts)
    return Changes(tuple(puts), (said,))


def counts(changes: Changes) -> dict[str, int]:
    """How many records were new, changed, the same and older, from the news of an import."""
    return {name: int(value) for name, value in changes.news[0].values if name in COUNTS}  # type: ignore[arg-type]


def _compare(mine: Record | None, theirs: Record) -> str:
    if mine is None:
        return "same" if theirs.deleted else "new"
    if _content(mine) == _content(theirs):
        return "same"
    return "older" if 0 < theirs.changed_at < mine.changed_at else "changed"


def _content(record: Record) -> Record:
    """The record without its bookkeeping."""
    return replace(record, rev=0, changed_at=0, installation="")


def _everything(diary: Diary) -> Iterator[Record]:
    if diary.begun:
        yield diary.profile
    for by_id in (
        diary.answers,
        diary.products,
        diary.devices,
        diary.routines,
        diary.courses,
        diary.reminders,
        diary.ledger,
    ):
        yield from by_id.values()
    for events in (
        diary.pauses,
        diary.treatments,
        diary.sessions,
        diary.steps_done,
        diary.choices,
        diary.check_ins,
        diary.reactions,
        diary.photos,
    ):
        yield from events


def _check_scores(check_in: CheckIn, knowledge: Knowledge) -> None:
    """Measures that no row knows are kept as they are; known ones keep to their scale."""
    for measure, score in check_in.scores.items():
        row = knowledge.measures.get(measure)
        if row is None:
            continue
        low, high, _ = row.scale
        if not low <= score <= high:
            raise Refused(
                message(
                    "The check-in of {day} cannot be taken in: {measure} goes from {low} to {high}.",
                    day=check_in.day,
                    measure=measure,
                    low=low,
                    high=high,
                )
            )
