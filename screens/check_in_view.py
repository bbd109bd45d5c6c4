"""What a check-in asks, as plain values. Earlier scores are not in it: they must not pull the new ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from care import split
from care.knowledge import Knowledge, MeasureRow
from care.measures import Area, asked_today, days_since_wash, hairs_a_day, primaries
from care.records import Side
from screens.snapshot import Snapshot
from screens.wording import Wording

FEW_TAGS = 8
OF_HAIR = ("hair_dye", "haircut", "tight_hair")
OF_FACE = ("self_tan", "shave_wax", "other_light")


class MeasureView(Struct, frozen=True):
    """One question. `kind`: a vessel for the first scale, bars for further ones, choices, or a counted number; `id`
    names the side as well where a measure is rated side by side, as bars that follow each other.

    `method` is how it is measured; empty for what is only felt or seen. `note` is what follows from the rating, and
    `clinician` that somebody should look at it.
    """

    id: str
    kind: Literal["vessel", "bar", "choice", "count"]
    title: str
    question: str
    anchors: tuple[tuple[float, str], ...]
    shown: str
    method: str
    note: str = ""
    clinician: str = ""


class CheckInForm(Struct, frozen=True):
    """The questions of one area on one day. `conditions` and `tags` are (id, words); `left_out` those not asked,
    and `optional` those asked where somebody wants to rate them.
    `wash_day`: whether it is one; None where nothing belongs to a wash."""

    title: str
    headline: str
    measures: tuple[MeasureView, ...]
    conditions: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    optional: tuple[tuple[str, str], ...]
    area: Area
    past: bool
    wash_day: bool | None = None


def check_in_form(
    shot: Snapshot,
    knowledge: Knowledge,
    area: Area,
    scores: Mapping[str, float],
    day: date | None = None,
    *,
    wash_day: bool = True,
    also: Collection[str] = (),
) -> CheckInForm:
    """The form with what has been rated so far. `day`: the care day it is for, if not today; `also`: the measures that
    are shown whether or not they are due."""
    words, on = shot.wording, day or shot.today
    due = {row.id for row in asked_today(shot.diary, knowledge, area, on, wash_day=wash_day)}
    of_area = [row for row in knowledge.measures.values() if row.area == area]
    not_asked = [row for row in of_area if row.id in shot.diary.profile.not_asked]
    chosen = {*primaries(shot.diary), *shot.diary.profile.also_asked}
    optional = [r for r in of_area if r.asked == "optional" and r.id not in chosen and r not in not_asked]
    rows = [row for row in of_area if row.id in due or (row.id in also and row not in not_asked)]
    of_wash = [row for row in of_area if row.asked == "wash_day" and row not in not_asked]
    since_wash = days_since_wash(shot.diary, knowledge, on) if of_wash else None
    by_side = {row.id for row in split.rated_by_side(shot.diary, knowledge, on)}
    by_side |= {split.measure_of(name) for name in scores if name != split.measure_of(name)}
    vessel_for = next((r.id for r in rows if r.kind == "scale"), None) if area == "glow" else None
    views: list[MeasureView] = []
    for row in rows:
        if row.id in by_side:
            views += [_of_side(words, row, scores, side) for side in split.order_on(on)]
        else:
            view = _measure(words, row, scores, vessel=row.id == vessel_for)
            views.append(structs.replace(view, note=_a_day(words, row, scores.get(row.id), since_wash)))
    return CheckInForm(
        title=words.text("Face check-in") if area == "glow" else words.text("Scalp check-in"),
        headline=_headline(words, area, on if on != shot.today else None),
        measures=tuple(views),
        conditions=tuple(conditions(words).items()) if area == "glow" else (),
        tags=tuple(_tags(words, knowledge, area)),
        left_out=tuple((row.id, words.text(row.title)) for row in not_asked),
        optional=tuple((row.id, words.text(row.title)) for row in optional),
        area=area,
        past=on != shot.today,
        wash_day=wash_day if of_wash else None,
    )


def _a_day(words: Wording, row: MeasureRow, level: float | None, days: int | None) -> str:
    """What a count at a wash comes to a day since the wash before."""
    found = hairs_a_day(row, level, days) if level is not None and days else None
    if found is None or days is None:
        return ""
    least, most = found
    if most is None:
        return words.count(
            "A day since the last wash in your diary: {least} or more a day.",
            "{count} days since the last wash in your diary: about {least} or more a day.",
            days,
            least=least,
        )
    return words.count(
        "A day since the last wash in your diary: {least} to {most} a day.",
        "{count} days since the last wash in your diary: about {least} to {most} a day.",
        days,
        least=least,
        most=most,
    )


def _headline(words: Wording, area: Area, past: date | None) -> str:
    if past is not None:
        return words.long_date(past)
    return words.text("Your skin, right now") if area == "glow" else words.text("Scalp since the last wash")


def conditions(words: Wording) -> dict[str, str]:
    """Under what the face was looked at; kept as tags. The same ones each time make the days comparable."""
    return {
        "window_light": words.text("Window light"),
        "washed": words.text("Washed 20 minutes ago"),
        "before_products": words.text("Before any product"),
    }


def tag_words(words: Wording, knowledge: Knowledge, tag: str) -> str:
    """A kept tag in words; one that nobody knows any more is shown as it is."""
    row = knowledge.tags.get(tag)
    return words.text(row.title) if row else conditions(words).get(tag, tag)


def _tags(words: Wording, knowledge: Knowledge, area: Area) -> list[tuple[str, str]]:
    """What may have moved a rating; what has to do with hair comes first for the scalp, and not at all for the face."""
    own, other = (OF_HAIR, OF_FACE) if area == "scalp" else ((), OF_HAIR)
    rows = sorted((row for row in knowledge.tags.values() if row.id not in other), key=lambda row: row.id not in own)
    return [(row.id, words.text(row.title)) for row in rows]


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
        method=words.text(row.method) if row.method else "",
        clinician=words.text(row.expect) if _to_be_seen(row, score) else "",
    )


def _to_be_seen(row: MeasureRow, score: float | None) -> bool:
    return row.clinician_from is not None and score is not None and score >= row.clinician_from


def _of_side(words: Wording, row: MeasureRow, scores: Mapping[str, float], side: Side) -> MeasureView:
    """One side of a measure. Which one is treated is not said: it must not pull the rating."""
    name, title = split.key(row.id, side), words.text(row.title)
    score = scores.get(name)
    return structs.replace(
        _measure(words, row, scores, vessel=False),
        id=name,
        title=words.text("{measure}, left side", measure=title)
        if side == "left"
        else words.text("{measure}, right side", measure=title),
        shown=words.number(score) if score is not None else words.text("not rated"),
    )


def bar_words(view: MeasureView) -> tuple[str, str, str]:
    """The words at the start, middle and end of a bar."""
    middle = min(view.anchors, key=lambda a: abs(a[0] - 5))
    return view.anchors[0][1], middle[1], view.anchors[-1][1]


def bars_together(measures: tuple[MeasureView, ...]) -> list[tuple[MeasureView, ...]]:
    """The questions in their order, bars that follow each other in one group."""
    groups: list[tuple[MeasureView, ...]] = []
    for view in measures:
        if groups and view.kind == "bar" == groups[-1][0].kind:
            groups[-1] = (*groups[-1], view)
        else:
            groups.append((view,))
    return groups
