"""What a reaction closes, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import Area, Reaction
from care.why import REACTION, Why

RANK = {"expected": 0, "monitor": 1, "clinician": 2, "urgent": 3, "emergency": 4}


def severity(reaction: Reaction, knowledge: Knowledge) -> str:
    """The gravest of a reaction's signs. A sign that no row knows counts as one for a clinician."""
    found = (knowledge.signs[s].severity if s in knowledge.signs else "clinician" for s in reaction.signs)
    return max(found, key=RANK.__getitem__, default="expected")


def closing(diary: Diary, knowledge: Knowledge, area: Area, day: date) -> Iterator[Why]:
    """The reactions that keep sessions of an area closed on a day.

    Monitor: until it has settled. Clinician: the area, until cleared or until some clear days after it settled.
    Urgent and emergency: everything, until a clinician has cleared it.
    """
    for reaction in diary.reactions:
        grade = severity(reaction, knowledge)
        if grade == "expected" or reaction.day > day:
            continue
        if reaction.cleared and reaction.cleared.on <= day and (reaction.cleared.until or day) >= day:
            continue
        settled = reaction.resolved_at.date() if reaction.resolved_at else None
        text: Message | None = None
        if grade in ("urgent", "emergency"):
            text = message("Closed since the reaction of {day}, until a clinician has cleared it.", day=reaction.day)
        elif _area(diary, reaction) not in (area, None):
            continue
        elif grade == "clinician":
            clear = timedelta(days=knowledge.figure("reaction_clear_days"))
            if settled is None:
                text = message("Closed since the reaction of {day}. Please ask a clinician.", day=reaction.day)
            elif day < settled + clear:
                text = message("Skin rests until {day} after the reaction.", day=settled + clear)
        elif settled is None or settled > day:
            text = message("Your skin is still settling since {day}.", day=reaction.day)
        if text is not None:
            yield Why(REACTION, text)


def _area(diary: Diary, reaction: Reaction) -> Area | None:
    session = next((s for s in diary.sessions if s.id == reaction.session), None)
    if session:
        return diary.area_of(session)
    product = diary.products.get(reaction.product or "")
    return product.areas[0] if product and len(product.areas) == 1 else None
