"""What is to be asked of the person again: answers that grow old, what they were not sure of, and what the shelf tells
otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from care import pregnancy
from care.diary import Diary
from care.gate import gate
from care.kit import modalities
from care.knowledge import Knowledge, Screening
from care.messages import message
from care.records import Answer, Area
from care.why import GATE, Why

AREAS: Final[tuple[Area, ...]] = ("face", "scalp")


def notices(diary: Diary, knowledge: Knowledge, day: date, today: date) -> Iterator[Why]:
    """Everything of this sort that a day has to tell. None of it closes anything by itself."""
    if ask_by := look_again_by(diary, knowledge, day, today):
        yield Why(GATE, message("Are your safety answers still true? Please look at them by {day}.", day=ask_by))
    yield from unsure_again(diary, knowledge, day)
    yield from shelf_against_answers(diary, knowledge, day)
    yield from pregnancy.notices(diary, knowledge, day)


def look_again_by(diary: Diary, knowledge: Knowledge, day: date, today: date) -> date | None:
    """The day by which answers that courses rest on are to be looked at again; None while none is due."""
    found = (
        gate(diary, knowledge, course.area, modalities(diary, course.product, course.device), day, today).ask_by
        for course in diary.active_courses()
    )
    return min((one for one in found if one is not None), default=None)


def unsure_again(diary: Diary, knowledge: Knowledge, day: date) -> Iterator[Why]:
    """What the person was not sure of some days ago, with how to find out."""
    again = knowledge.figure("unsure_days")
    for row in knowledge.screening.values():
        answer = diary.answers.get(row.id)
        if answer is not None and answer.answer == "unsure" and (day - answer.answered_on).days >= again:
            text = message(
                "You were not sure: {question} {how}", question=message(row.question), how=message(row.find_out)
            )
            yield Why(row.id, text)


def shelf_against_answers(diary: Diary, knowledge: Knowledge, day: date) -> Iterator[Why]:
    """Products in use that say otherwise than a "no" about them. The answer still stands: it is asked about."""
    cared_for = frozenset(diary.profile.areas or AREAS)
    for row in knowledge.screening.values():
        answer = diary.answers.get(row.id)
        if answer is None or not row.actives:
            continue
        denied = cared_for - _told(row, answer)
        for product in sorted(diary.products.values(), key=lambda p: p.id):
            if (product.retired and product.retired.on <= day) or not set(row.actives) & set(product.actives):
                continue
            if not denied & set(product.areas or AREAS):
                continue
            text = message(
                "{product} stands on your shelf, and you answered no to this: {question} Is that still so?",
                product=product.name,
                question=message(row.question),
            )
            yield Why(row.id, text, "ask")


def _told(row: Screening, answer: Answer) -> frozenset[Area]:
    """The areas of which an answer is a yes, or may be one."""
    if answer.answer not in ("yes", "unsure"):
        return frozenset()
    return frozenset(answer.areas if row.by_area and answer.areas else AREAS)
