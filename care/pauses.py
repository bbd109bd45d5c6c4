"""Pauses, and the time that skin needs after a professional's treatment."""

from __future__ import annotations

from datetime import date, timedelta

from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.records import Area
from care.why import PAUSE, Why

TREATMENT_RULES = {"toxin": "K30", "filler": "K31"}
TREATMENT_RULE = "K32"


def paused(diary: Diary, area: Area, day: date) -> Why | None:
    """The pause that covers the area on that day; a pause without areas covers all."""
    for pause in diary.pauses:
        if pause.from_ <= day and (pause.to is None or day <= pause.to) and (not pause.areas or area in pause.areas):
            if pause.to is None:
                return Why(PAUSE, message("Paused since {day}.", day=pause.from_))
            return Why(PAUSE, message("Paused until {day}.", day=pause.to))
    return None


def healing(diary: Diary, knowledge: Knowledge, area: Area, day: date) -> Why | None:
    """The professional's treatment that keeps home sessions of the area closed on that day."""
    for treatment in diary.treatments:
        if treatment.on > day or (treatment.areas and area not in treatment.areas):
            continue
        row = knowledge.screening[TREATMENT_RULES.get(treatment.what, TREATMENT_RULE)]
        until = treatment.on + timedelta(days=row.days or 0)
        if treatment.healed_on:
            until = max(until, treatment.healed_on)
        if day < until:
            return Why(row.id, message("Skin is left alone until {day} after the treatment.", day=until))
    return None
