"""How a new course begins: now, after two weeks of rating, or in the middle. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec.structs import replace

from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Area, Phase, Product

Start = Literal["now", "rating_first", "under_way"]
SESSION_FORMS = ("serum", "ampoule", "scalp_tonic")
MOST_DONE = 200


def phases_left(phases: Sequence[Phase], done: int) -> list[Phase]:
    """The phases without the sessions that are done already. What goes on for good stays."""
    left: list[Phase] = []
    for phase in phases:
        if phase.sessions is None:
            left.append(phase)
            continue
        taken = min(done, phase.sessions)
        done -= taken
        if taken < phase.sessions:
            left.append(replace(phase, sessions=phase.sessions - taken))
    return left


def first_day(start: Start, knowledge: Knowledge, today: date, chosen: date | None) -> date:
    """The day of the first session: today, after the weeks of rating, or the day that was chosen."""
    if start == "rating_first":
        return today + timedelta(days=int(knowledge.figure("baseline_days")))
    return chosen if start == "under_way" and chosen else today


def products_for(diary: Diary, area: Area) -> list[Product]:
    """What stands on the shelf and may be used in a session of the area."""
    fitting = (p for p in diary.products.values() if p.form in SESSION_FORMS and not p.retired)
    return sorted((p for p in fitting if area in p.areas or not p.areas), key=lambda p: p.name.lower())
