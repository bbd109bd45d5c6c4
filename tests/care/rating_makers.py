"""Small diaries of ratings for the tests of trends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.records import CheckIn, Course, Phase

START = date(2026, 3, 2)


def row(**changed: Any) -> MeasureRow:
    """Glow: rated often on a scale from 0 to 10 in half steps, looked at after 6, 12 and 24 weeks."""
    fields: dict[str, Any] = {
        "id": "F-GLOW",
        "source": ["test"],
        "status": "default",
        "title": "Glow",
        "question": "How does it look?",
        "area": "glow",
        "scale": (0.0, 10.0, 0.5),
        "better": "up",
        "least_change": 1.0,
        "anchors": [],
        "asked": "often",
        "looks": [6, 12, 24],
    }
    return MeasureRow(**fields | changed)


def knowing(*rows: MeasureRow) -> Knowledge:
    return Knowledge(lambda table, _type: list(rows) if table == "measures" else [])


def course(**changed: Any) -> Course:
    fields: dict[str, Any] = {
        "id": "course",
        "title": "Glow",
        "area": "face",
        "phases": [Phase(every_days=7)],
        "starts_on": START,
        "primary": "F-GLOW",
    }
    return Course(**fields | changed)


def rated(offset: int, score: float, measure: str = "F-GLOW", hour: int = 7) -> CheckIn:
    """A check-in so many days after the start."""
    day = START + timedelta(days=offset)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    area = "glow" if measure.startswith("F") else "scalp"
    return CheckIn(id=f"{measure}/{day}/{hour}", at=at, day=day, area=area, scores={measure: score})


def diary(check_ins: Iterable[CheckIn], *courses: Course) -> Diary:
    return Diary(courses={c.id: c for c in courses or (course(),)}, check_ins=tuple(check_ins))
