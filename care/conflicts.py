"""What on the shelf does not go together, why, and what mends it. Advice only: nothing here closes a product.

Nothing is said of pairs that get along (niacinamide and vitamin C, retinol and niacinamide), nor of what one maker put
into one bottle.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Final

from msgspec import Struct

from care.diary import Diary
from care.kit import is_medicine
from care.knowledge import Ingredient, Knowledge
from care.messages import Message, message
from care.records import Area, Product, Rhythm, Slot
from care.shelf import product_closed
from care.why import Why

AREAS: Final[tuple[Area, ...]] = ("face", "scalp")
FRAGRANCE: Final = "I14"
STRONG: Final = "strong_a_slot"


class Conflict(Struct, frozen=True):
    """Products (by id) that do not go together, or one that does not go with this skin; and what mends it."""

    products: tuple[str, ...]
    why: Why
    fix: Message


class _Turn(Struct, frozen=True):
    """A step that uses a product: in which routine, for which area, at which time of day, how often."""

    routine: str
    area: Area
    slot: Slot
    every: Rhythm | None


def conflicts(diary: Diary, knowledge: Knowledge, day: date, zone: str) -> tuple[Conflict, ...]:
    """Everything of this sort among the products in use on that day, ordered by their names."""
    products = sorted(
        (p for p in diary.products.values() if product_closed(p, day, zone) is None),
        key=lambda p: (p.name.lower(), p.id),
    )
    turns = {p.id: _turns(diary, p) for p in products}
    found: list[Conflict] = []
    for one, other in combinations(products, 2):
        if shared := _areas(diary, one, turns[one.id]) & _areas(diary, other, turns[other.id]):
            apart = list(_apart(one, other, turns, shared, knowledge))
            found += apart or _too_strong(one, other, turns, shared, knowledge)
    for product in products:
        if why := scented(diary, product):
            fix = message("One without scent is kinder to sensitive skin. Leave this one out on session days.")
            found.append(Conflict((product.id,), why, fix))
    return tuple(found)


def _turns(diary: Diary, product: Product) -> list[_Turn]:
    cared_for = diary.profile.areas or AREAS
    return [
        _Turn(routine.id, routine.area, routine.slot, step.every)
        for routine in diary.routines.values()
        for step in routine.steps
        if step.product == product.id and routine.area in cared_for
    ]


def _areas(diary: Diary, product: Product, turns: list[_Turn]) -> frozenset[Area]:
    """Where a product is used: where routines have it, else where it is for."""
    cared_for = frozenset(diary.profile.areas or AREAS)
    return frozenset(turn.area for turn in turns) or frozenset(product.areas or AREAS) & cared_for


def _apart(
    one: Product, other: Product, turns: dict[str, list[_Turn]], shared: frozenset[Area], knowledge: Knowledge
) -> Iterator[Conflict]:
    """Two that do not belong into one layer. Where routines already keep them apart, all is well."""
    row = _speaks_apart(one, other, knowledge) or _speaks_apart(other, one, knowledge)
    if row is None:
        return
    mine, theirs = (_here(turns[p.id], shared) for p in (one, other))
    if mine and theirs and not any(_meet(a, b) for a in mine for b in theirs):
        return
    yield Conflict(
        (one.id, other.id), Why(row.id, message(row.apart_reason), "advise"), _keep_apart(one, other, knowledge)
    )


def _speaks_apart(one: Product, other: Product, knowledge: Knowledge) -> Ingredient | None:
    return next((row for row in _rows(one, knowledge) if set(row.apart_from) & set(other.actives)), None)


def _too_strong(
    one: Product, other: Product, turns: dict[str, list[_Turn]], shared: frozenset[Area], knowledge: Knowledge
) -> list[Conflict]:
    """More strong ones in one morning or evening than our figure allows."""
    pair = (one, other)
    if len(pair) <= knowledge.figure(STRONG) or not all(any(row.strong for row in _rows(p, knowledge)) for p in pair):
        return []
    mine, theirs = (_here(turns[p.id], shared) for p in (one, other))
    if not any(_meet(a, b) for a in mine for b in theirs):
        return []
    text = message(
        "{one} and {other} are both strong. Used in the same morning or evening they can irritate.",
        one=one.name,
        other=other.name,
    )
    return [
        Conflict(
            (one.id, other.id),
            Why(STRONG, text, "advise"),
            _beside_a_medicine(one, other, knowledge) or _on_other_days(one, other),
        )
    ]


def scented(diary: Diary, product: Product) -> Why | None:
    """Why a product that holds fragrance and the like does not suit this skin; None where skin is not sensitive."""
    if not diary.profile.sensitive or FRAGRANCE not in product.actives:
        return None
    text = message(
        "{product} holds fragrance, essential oils or much alcohol. Sensitive skin often reacts to them.",
        product=product.name,
    )
    return Why(FRAGRANCE, text, "advise")


def _rows(product: Product, knowledge: Knowledge) -> Iterator[Ingredient]:
    return (knowledge.ingredients[active] for active in product.actives if active in knowledge.ingredients)


def _here(turns: list[_Turn], shared: frozenset[Area]) -> list[_Turn]:
    return [turn for turn in turns if turn.area in shared]


def _meet(one: _Turn, other: _Turn) -> bool:
    """Whether two steps may fall on the same part of the same day, in the same place."""
    if one.slot != other.slot or one.area != other.area:
        return False
    days = [set(turn.every.weekdays) for turn in (one, other) if turn.every and turn.every.weekdays]
    return len(days) < 2 or bool(days[0] & days[1])


# What mends it. A medicine stays as it is, whatever the other is.


def _keep_apart(one: Product, other: Product, knowledge: Knowledge) -> Message:
    if fix := _beside_a_medicine(one, other, knowledge):
        return fix
    slots = {p.id: {row.slot for row in _rows(p, knowledge) if row.slot} for p in (one, other)}
    for morning, evening in ((one, other), (other, one)):
        early, late = slots[morning.id], slots[evening.id]
        if (early == {"am"} and late != {"am"}) or (late == {"pm"} and early != {"pm"}):
            return message(
                "{morning} in the morning, {evening} in the evening.", morning=morning.name, evening=evening.name
            )
    if slots[one.id] == slots[other.id] == {"pm"}:
        return _on_other_days(one, other)
    return message("One in the morning, one in the evening.")


def _on_other_days(one: Product, other: Product) -> Message:
    return message("{one} on one day, {other} on another.", one=one.name, other=other.name)


def _beside_a_medicine(one: Product, other: Product, knowledge: Knowledge) -> Message | None:
    medicines = [p for p in (one, other) if is_medicine(p, knowledge)]
    if len(medicines) == 2:
        return message(
            "Both are medicines and stay as they are. Ask the prescriber or a pharmacist how far apart they belong."
        )
    if not medicines:
        return None
    moved = other if medicines[0] is one else one
    return message(
        "{medicine} stays as it is. Use {product} at another time of day, or on days without it.",
        medicine=medicines[0].name,
        product=moved.name,
    )
