"""Taking in records from a file: all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, Refused
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.progress import Progress, Steps, Stop
from care.records import CheckIn, Occurrence, Record, kind_of
from care.split import ratings
from care.verbs.decide import decide

COUNTS = ("new", "changed", "same", "refused", "older")
FAULTS_SAID = 3


class Import(Struct, frozen=True):
    """Records as they stand in a file, each with its id, none twice.

    `foreign`: they were made of another app's file, which told no zone. What became of a reminder at an instant is then
    known again by that instant, so that a person who has travelled meanwhile does not get it twice.
    `progress` is told records.
    """

    records: tuple[Record, ...]
    foreign: bool = False
    progress: Progress | None = None
    cancelled: Stop | None = None
    whole_diary: ClassVar[bool] = True  # what is there already may be of any age


class RefusedRecords(Refused):
    """Some records of a file cannot be taken in, so none was. `faults` are sentences; the last one counts."""

    def __init__(self, faults: list[Message], refused: int, of: int) -> None:
        super().__init__(faults[0])
        counted = message("Refused: {refused} of {all} records. Nothing was changed.", refused=refused, all=of)
        self.faults = (*faults, counted)
        self.refused = refused


@decide.register
def import_records(command: Import, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    """New records are added, and those whose content differs replace ours, unless the file's are known to be older.

    The one piece of news carries the counts. Raises `RefusedRecords` for scores outside their scale, and `Cancelled`.
    """
    ours = _Ours(diary)
    puts: list[Change] = []
    faults: list[Message] = []
    counts: dict[str, int] = dict.fromkeys(COUNTS, 0)
    steps = Steps(len(command.records), command.progress, command.cancelled)
    for theirs in command.records:
        steps.step()
        if isinstance(theirs, CheckIn) and (wrong := _score_fault(theirs, knowledge)):
            counts["refused"] += 1
            if len(faults) < FAULTS_SAID:
                faults.append(wrong)
            continue
        mine = ours.same_as(theirs, by_instant=command.foreign)
        if isinstance(mine, Occurrence) and isinstance(theirs, Occurrence) and mine.id != theirs.id:
            theirs = replace(mine, state=theirs.state, changed_at=theirs.changed_at)
        found = _compare(mine, theirs)
        counts[found] += 1
        if found == "new":
            puts.append(Change(None, replace(theirs, rev=0) if theirs.rev else theirs))
        elif found == "changed" and mine is not None:
            kept = {"rev": mine.rev, "changed_at": mine.changed_at, "installation": mine.installation}
            puts.append(Change(mine, replace(theirs, **kept)))
    if faults:
        raise RefusedRecords(faults, counts["refused"], len(command.records))
    steps.end()
    said = message(
        "New: {new}. Changed: {changed}. The same: {same}. Refused: {refused}. Older than here, left out: {older}.",
        **counts,
    )
    return Changes(tuple(puts), (said,))


def counts(changes: Changes) -> dict[str, int]:
    """How many records were new, changed, the same, refused and older, from the news of an import."""
    return {name: int(value) for name, value in changes.news[0].values if name in COUNTS}  # type: ignore[arg-type]


class _Ours:
    """What is here already, by kind and id."""

    def __init__(self, diary: Diary) -> None:
        self._by_key: dict[str, dict[str, Record]] = {}
        for record in _everything(diary):
            self._by_key.setdefault(kind_of(record), {})[record.id] = record
        self._by_instant: dict[tuple[str, datetime], Record] | None = None

    def same_as(self, theirs: Record, *, by_instant: bool) -> Record | None:
        """Our record of the same thing."""
        mine = self._by_key.get(kind_of(theirs), {}).get(theirs.id)
        if mine is not None or not by_instant or not isinstance(theirs, Occurrence):
            return mine
        if self._by_instant is None:
            rows = self._by_key.get(kind_of(theirs), {}).values()
            self._by_instant = {(r.reminder, r.due_at): r for r in rows if isinstance(r, Occurrence)}
        return self._by_instant.get((theirs.reminder, theirs.due_at))


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


def _score_fault(check_in: CheckIn, knowledge: Knowledge) -> Message | None:
    """Measures that no row knows are kept as they are; known ones keep to their scale."""
    rated = [*check_in.scores.items()]
    rated += [(measure, one) for measure, sides in check_in.sides.items() for one in ratings(sides)]
    for measure, score in rated:
        row = knowledge.measures.get(measure)
        if row is None:
            continue
        low, high, _ = row.scale
        if not low <= score <= high:
            return message(
                "The check-in of {day} cannot be taken in: {measure} goes from {low} to {high}.",
                day=check_in.day,
                measure=measure,
                low=low,
                high=high,
            )
    return None
