"""Keeping a check-in, correcting one, and leaving out of them what does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from care import split
from care.changes import Changes, Refused, adding, changing
from care.days import Moment, care_day
from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.messages import message
from care.records import CheckIn, Sides
from care.verbs.decide import decide
from care.verbs.profile import SetProfile


class Entry(Struct, frozen=True, kw_only=True):
    """What was entered. What was not rated is missing, never zero. `sides`: what was rated side by side; its mean
    counts as the score. `photos`: the pictures that go with it. `at`: when it was, if not now."""

    scores: dict[str, float]
    sides: dict[str, Sides] = {}
    tags: tuple[str, ...] = ()
    note: str = ""
    photos: tuple[str, ...] = ()
    at: datetime | None = None


class SaveCheckIn(Entry, frozen=True, kw_only=True):
    """Keep ratings of one area."""

    area: Literal["glow", "scalp"]


class ChangeCheckIn(Entry, frozen=True, kw_only=True):
    """Correct a check-in; `before` is the record as the person saw it. Its zone stays, and its time too unless `at` is
    given."""

    before: CheckIn


class AskMeasure(Struct, frozen=True):
    """Ask a measure in check-ins, an optional one too; or ask it no more, because it does not apply to the person."""

    measure: str
    asked: bool


@decide.register
def save_check_in(command: SaveCheckIn, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    fields = _checked(command, command.at or now.at, now.zone, diary, knowledge, now)
    return adding([CheckIn(area=command.area, **fields)])


@decide.register
def change_check_in(command: ChangeCheckIn, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    before = command.before
    fields = _checked(command, command.at or before.at, before.zone, diary, knowledge, now, as_before=before.scores)
    if command.at is None:
        del fields["day"]  # fixed when it was recorded, whenever days begin now
    return changing(before, replace(before, **fields))


@decide.register
def ask_measure(command: AskMeasure, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    row, profile = _row(knowledge, command.measure), diary.profile
    not_asked, also = ({*ids} - {row.id} for ids in (profile.not_asked, profile.also_asked))
    if command.asked and row.asked == "optional":
        also.add(row.id)
    elif not command.asked and row.id not in profile.also_asked:
        not_asked.add(row.id)
    wanted = replace(profile, not_asked=sorted(not_asked), also_asked=sorted(also))
    return decide(SetProfile(wanted), diary, knowledge, now)


def _checked(
    entry: Entry,
    at: datetime,
    zone: str,
    diary: Diary,
    knowledge: Knowledge,
    now: Moment,
    *,
    as_before: Mapping[str, float] = {},
) -> dict[str, Any]:
    """The fields of the record. `as_before`: what is kept already, also where no row knows it. Raises Refused."""
    scores = dict(entry.scores)
    for measure, sides in entry.sides.items():
        scores[measure] = split.both(_row(knowledge, measure), sides)
    if not (scores or entry.note.strip() or entry.tags or entry.photos):
        raise Refused(message("There is nothing to keep yet. Rate one measure, or write a note."))
    for measure, score in scores.items():
        if measure not in knowledge.measures and as_before.get(measure) == score:
            continue
        row = _row(knowledge, measure)
        low, high, _ = row.scale
        rated = split.ratings(entry.sides[measure]) if measure in entry.sides else (score,)
        if not all(low <= one <= high for one in rated):
            raise Refused(
                message("{measure} goes from {low} to {high}.", measure=message(row.title), low=low, high=high)
            )
    if at > now.at:
        raise Refused(message("The check-in is in the future. Please look at the time."))
    return {
        "at": at,
        "zone": zone,
        "day": care_day(at, zone, diary.profile.day_starts_at),
        "scores": scores,
        "sides": entry.sides,
        "tags": list(entry.tags),
        "note": entry.note.strip(),
        "photos": list(entry.photos),
    }


def _row(knowledge: Knowledge, measure: str) -> MeasureRow:
    row = knowledge.measures.get(measure)
    if row is None:
        raise Refused(message("Mesoday knows no measure called {measure}.", measure=measure))
    return row
