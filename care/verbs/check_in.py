"""Keeping a check-in."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from care import split
from care.changes import Changes, Refused, adding
from care.days import Moment, care_day
from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.messages import message
from care.records import CheckIn, Sides
from care.verbs.decide import decide


class SaveCheckIn(Struct, frozen=True, kw_only=True):
    """Ratings of one area. What was not rated is missing, never zero. `sides`: what was rated side by side; its mean
    counts as the score. `photos`: the pictures that go with it. `at`: when it was, if not now."""

    area: Literal["glow", "scalp"]
    scores: dict[str, float]
    sides: dict[str, Sides] = {}
    tags: tuple[str, ...] = ()
    note: str = ""
    photos: tuple[str, ...] = ()
    at: datetime | None = None


@decide.register
def save_check_in(command: SaveCheckIn, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    scores = dict(command.scores)
    for measure, sides in command.sides.items():
        scores[measure] = split.both(_row(knowledge, measure), sides)
    if not (scores or command.note.strip() or command.tags or command.photos):
        raise Refused(message("There is nothing to keep yet. Rate one measure, or write a note."))
    for measure, score in scores.items():
        row = _row(knowledge, measure)
        low, high, _ = row.scale
        rated = split.ratings(command.sides[measure]) if measure in command.sides else (score,)
        if not all(low <= one <= high for one in rated):
            raise Refused(
                message("{measure} goes from {low} to {high}.", measure=message(row.title), low=low, high=high)
            )
    at = command.at or now.at
    if at > now.at:
        raise Refused(message("The check-in is in the future. Please look at the time."))
    return adding(
        [
            CheckIn(
                at=at,
                zone=now.zone,
                day=care_day(at, now.zone, diary.profile.day_starts_at),
                area=command.area,
                scores=scores,
                sides=command.sides,
                tags=list(command.tags),
                note=command.note.strip(),
                photos=list(command.photos),
            )
        ]
    )


def _row(knowledge: Knowledge, measure: str) -> MeasureRow:
    row = knowledge.measures.get(measure)
    if row is None:
        raise Refused(message("Mesoday knows no measure called {measure}.", measure=measure))
    return row
