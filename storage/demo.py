"""An invented, plausible diary that ends at the present: for looking around, demonstrations and tests.

The same years, seed, moment and zone always make the same records. Nobody's data is in it.
"""

from __future__ import annotations

from datetime import datetime

from care.days import Moment
from care.knowledge import Knowledge
from care.records import Event, Record
from storage.demo_diary import check_ins, choices, reactions, routine_steps, sessions
from storage.demo_shelf import stock_shelf
from storage.demo_story import Story

YEARS = (0.05, 50.0)


def make_demo(knowledge: Knowledge, now: Moment, *, years: float = 2, seed: int = 1) -> list[Record]:
    """The records of an invented diary of that many years, each with its id, none of them in the future.

    Raises `ValueError` when `years` lies outside `YEARS`.
    """
    if not YEARS[0] <= years <= YEARS[1]:
        raise ValueError(f"years must lie from {YEARS[0]} to {YEARS[1]}")
    story = Story(now, years, seed)
    shelf = stock_shelf(story, knowledge)
    held = list(sessions(story, shelf, knowledge))
    events: list[Event] = [
        *held,
        *routine_steps(story, shelf),
        *check_ins(story, knowledge),
        *reactions(story, shelf, knowledge, held),
        *choices(story),
    ]
    past = (e for e in events if e.at <= now.at)
    return [*shelf.records, *sorted(past, key=_by_time)]


def _by_time(event: Event) -> tuple[datetime, str]:
    return event.at, event.id
