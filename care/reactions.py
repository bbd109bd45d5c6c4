"""What a reaction closes and what rests because of it, whom it blames, and how all that opens again.

Everything follows from the records of the reactions themselves: a mis-tap that is corrected leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from care.answers import word_holds
from care.courses import kit_of
from care.days import care_day
from care.diary import Diary
from care.kit import SERUM, is_medicine
from care.knowledge import Knowledge, Sign
from care.messages import Message, message
from care.records import Area, Course, Device, Product, Reaction, Record
from care.why import REACTION, Why

RANK = {"expected": 0, "monitor": 1, "clinician": 2, "urgent": 3, "emergency": 4}
BY_HAND = (SERUM,)


class Standing(Struct, frozen=True):
    """A reaction that is more than expected, with what it concerns: `areas` (empty: not known, so both), `product` and
    `device` only where its signs blame them. `settled`: the care day on which it was over; None while it is not.
    `reopens`: whether clear days alone open what it closed."""

    reaction: Reaction
    severity: str
    areas: frozenset[str]
    product: str | None
    device: str | None
    settled: date | None
    reopens: bool


def severity(reaction: Reaction, knowledge: Knowledge) -> str:
    """The gravest of a reaction's signs. A sign that no row knows counts as one for a clinician."""
    return gravest(reaction.signs, knowledge)


def gravest(signs: Iterable[str], knowledge: Knowledge) -> str:
    found = (knowledge.signs[s].severity if s in knowledge.signs else "clinician" for s in signs)
    return max(found, key=RANK.__getitem__, default="expected")


def all_standing(diary: Diary, knowledge: Knowledge) -> list[Standing]:
    """Every reaction that is more than expected, oldest first."""
    found = (_standing(diary, knowledge, r) for r in diary.reactions if r.signs)
    kept = [one for one in found if one.severity != "expected"]
    return sorted(kept, key=lambda one: (one.reaction.at, one.reaction.id))


def may_last(record: Record) -> bool:
    """Whether a record is a reaction that may close something long after its days: nobody has cleared it for good."""
    if not isinstance(record, Reaction) or record.deleted or not record.signs:
        return False
    return record.cleared is None or record.cleared.until is not None


def closing(
    standing: Sequence[Standing], knowledge: Knowledge, area: Area, day: date, modalities: tuple[str, ...] = BY_HAND
) -> Iterator[Why]:
    """The reactions that keep sessions of an area closed on a day.

    Monitor: until it has settled. Clinician: the area, until cleared or until some clear days after it settled, where
    its signs allow that. Urgent and emergency: everything, until a clinician has cleared it.
    """
    for one in standing:
        if one.severity not in ("urgent", "emergency") and one.areas and area not in one.areas:
            continue
        if text := _still_closed(knowledge, one, day, modalities):
            # What is to settle opens by itself, and nobody's word is needed.
            yield Why(REACTION, text, "refuse" if one.severity == "monitor" else "ask")


def product_closed(standing: Sequence[Standing], knowledge: Knowledge, product: Product, day: date) -> Why | None:
    """Why a product is closed in sessions and routines alike: a reaction blames it, or several small ones do.

    A medicine is never closed: that is for whoever prescribed it.
    """
    if is_medicine(product, knowledge):
        return None
    blamed = [one for one in standing if one.product == product.id and one.reaction.day <= day]
    for one in blamed:
        if RANK[one.severity] >= RANK["clinician"] and _still_closed(knowledge, one, day, BY_HAND):
            text = message("Your skin reacted after {product} on {day}.", product=product.name, day=one.reaction.day)
            return Why(REACTION, text, "ask")
    small = [one for one in blamed if one.severity == "monitor"]
    if len(small) >= knowledge.figure("monitor_retires"):
        text = message(
            "Your skin reacted after {product} {count} times. Better put it away.",
            product=product.name,
            count=len(small),
        )
        return Why(REACTION, text, "advise")
    return None


def device_closed(standing: Sequence[Standing], knowledge: Knowledge, device: Device, day: date) -> Why | None:
    """Why a device is closed: a reaction blames it and is not cleared, or not settled."""
    kinds = tuple(m.modality for m in device.modes) or ("not_sure",)
    for one in standing:
        if one.device == device.id and _still_closed(knowledge, one, day, kinds):
            text = message("Your skin reacted to {device} on {day}.", device=device.name, day=one.reaction.day)
            return Why(REACTION, text, "ask")
    return None


def unsettled(standing: Sequence[Standing], area: Area, day: date) -> Standing | None:
    """The reaction that skin of that area is still settling from on a day; of several the gravest."""
    here = (one for one in standing if one.reaction.day <= day and (not one.areas or area in one.areas))
    found = [one for one in here if one.settled is None or one.settled > day]
    return max(found, key=lambda one: (RANK[one.severity], one.reaction.at, one.reaction.id), default=None)


def resting(standing: Sequence[Standing], knowledge: Knowledge, product: Product, area: Area, day: date) -> Why | None:
    """Why a product rests while skin settles: what exfoliates, stings or is scented. A medicine stays."""
    if is_medicine(product, knowledge):
        return None
    rows = (knowledge.ingredients.get(active) for active in product.actives)
    if not any(row is not None and row.rests_after_reaction for row in rows):
        return None
    if one := unsettled(standing, area, day):
        text = message("Rests until your skin has settled from the reaction of {day}.", day=one.reaction.day)
        return Why(REACTION, text, "advise")
    return None


def notices(standing: Sequence[Standing], diary: Diary, knowledge: Knowledge, day: date) -> Iterator[Why]:
    """A word about medicines on skin that is settling: they stay, and their prescriber is asked."""
    for routine in sorted(diary.routines.values(), key=lambda r: r.id):
        for step in routine.steps:
            product = diary.products.get(step.product or "")
            if product and is_medicine(product, knowledge) and unsettled(standing, routine.area, day):
                text = message(
                    "Your skin is still settling. {product} stays as it is. On broken or sore skin, ask your "
                    "prescriber about it.",
                    product=product.name,
                )
                yield Why(REACTION, text, "ask")


def is_first_after(diary: Diary, knowledge: Knowledge, course: Course) -> bool:
    """Whether the course's next session is the first in its area since a reaction."""
    last = max(
        (s.started_at for s in diary.sessions if diary.area_of(s) in (course.area, None) and s.outcome == "finished"),
        default=None,
    )
    return any(
        not one.areas or course.area in one.areas
        for one in all_standing(diary, knowledge)
        if last is None or one.reaction.at >= last
    )


def _standing(diary: Diary, knowledge: Knowledge, reaction: Reaction) -> Standing:
    session = next((s for s in diary.sessions if s.id == reaction.session), None)
    product, device = kit_of(diary, session) if session else (None, None)
    product, device = reaction.product or product, reaction.device or device
    known = [knowledge.signs[s] for s in reaction.signs if s in knowledge.signs]
    grade = severity(reaction, knowledge)
    settled = None
    if reaction.resolved_at is not None:
        settled = care_day(reaction.resolved_at, reaction.zone, diary.profile.day_starts_at)
    return Standing(
        reaction,
        grade,
        _areas(diary, reaction),
        product if _blames(known, "both") or len(known) < len(reaction.signs) else None,
        device if _blames(known, "device") else None,
        settled,
        all(sign.reopens for sign in known),
    )


def _blames(signs: Iterable[Sign], what: str) -> bool:
    """Whether any sign that is more than expected blames just that."""
    return any(sign.blames == what and sign.severity != "expected" for sign in signs)


def _still_closed(knowledge: Knowledge, one: Standing, day: date, concerned: tuple[str, ...]) -> Message | None:
    """Why what a reaction closed is still closed on a day, and how it opens; None when it is open."""
    if one.reaction.day > day or word_holds(one.reaction.cleared, concerned, day):
        return None
    happened = one.reaction.day
    if one.severity in ("urgent", "emergency"):
        return message("Closed since the reaction of {day}, until a clinician has cleared it.", day=happened)
    if one.severity == "monitor":
        if one.settled is not None and one.settled <= day:
            return None
        return message("Your skin is still settling since {day}.", day=happened)
    if not one.reopens:
        return message("Closed since the reaction of {day}. It opens by a clinician's word.", day=happened)
    clear = timedelta(days=knowledge.figure("reaction_clear_days"))
    if one.settled is None:
        return message("Closed since the reaction of {day}. Please ask a clinician.", day=happened)
    if day < one.settled + clear:
        return message("Skin rests until {day} after the reaction.", day=one.settled + clear)
    return None


def _areas(diary: Diary, reaction: Reaction) -> frozenset[str]:
    if reaction.areas:
        return frozenset(reaction.areas)
    session = next((s for s in diary.sessions if s.id == reaction.session), None)
    area = diary.area_of(session) if session else None
    if area:
        return frozenset({area})
    product = diary.products.get(reaction.product or "")
    return frozenset(product.areas) if product and len(product.areas) == 1 else frozenset()
