"""A course that treats one side alone and keeps the other as it is, for whoever wants to know.

Season, sleep and habits reach both sides, so what moves between them says more than what moves in both. What it cannot
tell: how far the person rates a side so because they know that it is the treated one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from care import kit
from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.records import CheckIn, Course, Side, Sides

SIDES: tuple[Side, Side] = ("left", "right")
WITHOUT_SIDES = "led"  # a light reaches both


def other(side: Side) -> Side:
    return "right" if side == "left" else "left"


def treated(course: Course) -> Side | None:
    """The side that alone is treated; None where both are, or are again."""
    return course.split if course.split_ended is None else None


def may_split(diary: Diary, knowledge: Knowledge, course: Course) -> bool:
    """Whether the sides can be told apart: by what is rated, and by what reaches the skin."""
    row = knowledge.measures.get(course.primary or "")
    used = kit.modalities(diary, course.product, course.device)
    return row is not None and row.by_side and WITHOUT_SIDES not in used


# Rating


def rated_by_side(diary: Diary, knowledge: Knowledge, on: date) -> Iterator[MeasureRow]:
    """The measures that a check-in of that care day asks side by side."""
    for course in diary.courses.values():
        under_test = course.split is not None and (course.split_ended is None or on < course.split_ended)
        if course.state == "active" and under_test and may_split(diary, knowledge, course):
            yield knowledge.measures[course.primary or ""]


def order_on(day: date) -> tuple[Side, Side]:
    """Which side is asked first: by turns from day to day, so that being the first favours neither."""
    first = SIDES[day.toordinal() % 2]
    return first, other(first)


def key(measure: str, side: Side) -> str:
    """The name of one side of a measure in a form."""
    return f"{measure}/{side}"


def measure_of(name: str) -> str:
    """The measure of a name in a form, whether it names a side or not."""
    return name.partition("/")[0]


def taken_apart(entered: Mapping[str, float]) -> tuple[dict[str, float], dict[str, Sides]]:
    """The scores of a form, and those by side; a side without its other is in neither."""
    scores = {name: score for name, score in entered.items() if "/" not in name}
    sides: dict[str, Sides] = {}
    for measure in dict.fromkeys(measure_of(name) for name in entered if "/" in name):
        left, right = (entered.get(key(measure, side)) for side in SIDES)
        if left is not None and right is not None:
            sides[measure] = Sides(left=left, right=right)
    return scores, sides


def alone(entered: Mapping[str, float]) -> set[str]:
    """The measures of which one side is rated and the other is not."""
    _, whole = taken_apart(entered)
    return {measure_of(name) for name in entered if "/" in name} - set(whole)


def put_together(check_in: CheckIn) -> dict[str, float]:
    """The scores of a kept check-in as its form had them."""
    found = {measure: score for measure, score in check_in.scores.items() if measure not in check_in.sides}
    for measure, sides in check_in.sides.items():
        found |= {key(measure, "left"): sides.left, key(measure, "right"): sides.right}
    return found


def both(row: MeasureRow, sides: Sides) -> float:
    """What a measure is over both sides: their mean, to the step of its scale (halves to the even step, so that no
    direction is favoured)."""
    step = row.scale[2]
    return round((sides.left + sides.right) / 2 / step) * step


def ratings(sides: Sides) -> tuple[float, float]:
    return sides.left, sides.right
