"""What a check-in asks, as plain values. Earlier scores are not in it: they must not pull the new ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from msgspec import Struct

from care.knowledge import Knowledge, MeasureRow
from care.measures import Area, asked_today
from screens.snapshot import Snapshot
from screens.wording import Wording


class MeasureView(Struct, frozen=True):
    """One question. `kind`: a vessel for the first scale, bars for further ones, choices, or a counted number."""

    id: str
    kind: Literal["vessel", "bar", "choice", "count"]
    title: str
    question: str
    anchors: tuple[tuple[float, str], ...]
    shown: str
    method: str


class CheckInForm(Struct, frozen=True):
    title: str
    headline: str
    measures: tuple[MeasureView, ...]
    tags: tuple[tuple[str, str], ...]
    area: Area


def check_in_form(
    shot: Snapshot, knowledge: Knowledge, area: Area, scores: Mapping[str, float], left_out: Collection[str]
) -> CheckInForm:
    """The form with what has been rated so far."""
    words = shot.wording
    rows = list(asked_today(shot.diary, knowledge, area, shot.today, left_out))
    vessel_for = next((r.id for r in rows if r.kind == "scale"), None) if area == "glow" else None
    return CheckInForm(
        title=words.text("Face check-in") if area == "glow" else words.text("Scalp check-in"),
        headline=words.text("Your skin, right now") if area == "glow" else words.text("Scalp since the last wash"),
        measures=tuple(_measure(words, row, scores, vessel=row.id == vessel_for) for row in rows),
        tags=tuple((tag.id, words.text(tag.title)) for tag in knowledge.tags.values()),
        area=area,
    )


def _measure(words: Wording, row: MeasureRow, scores: Mapping[str, float], *, vessel: bool) -> MeasureView:
    score = scores.get(row.id)
    kind: Literal["vessel", "bar", "choice", "count"] = "vessel" if vessel else "bar"
    if row.kind != "scale":
        kind = row.kind
    anchors = tuple((level, words.text(said)) for level, said in sorted(row.anchors))
    return MeasureView(
        id=row.id,
        kind=kind,
        title=words.text(row.title),
        question=words.text(row.question),
        anchors=anchors,
        shown=words.number(score) if score is not None else words.text("not rated"),
        method=words.text(row.expect) if row.expect and kind == "count" else "",
    )


def bar_words(view: MeasureView) -> tuple[str, str, str]:
    """The words at the start, middle and end of a bar."""
    middle = min(view.anchors, key=lambda a: abs(a[0] - 5))
    return view.anchors[0][1], middle[1], view.anchors[-1][1]
