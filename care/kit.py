"""The kit of a session: which modalities it uses, how long skin rests after it, and which hours hold around it."""

from __future__ import annotations

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge, SpacedAs
from care.records import Device, Product

SERUM = "serum"


class Kit(Struct, frozen=True):
    """A kit as spacing sees it. `gentle`: by hand, with nothing on the skin that wants any hours."""

    spaced_as: frozenset[SpacedAs]
    gentle: bool


def modalities(diary: Diary, product: str | None, device: str | None) -> tuple[str, ...]:
    """The modalities of a product and a device: all that the device can do, because any may be used.

    A device that the shelf does not know is treated as "not sure".
    """
    found: list[str] = [SERUM] if product or not device else []
    if device:
        known = diary.devices.get(device)
        found += [m.modality for m in known.modes] if known and known.modes else ["not_sure"]
    return tuple(dict.fromkeys(found))


def kit(diary: Diary, knowledge: Knowledge, product: str | None, device: str | None) -> Kit:
    """The kit of a session with this product and device."""
    used = modalities(diary, product, device)
    spaced_as: frozenset[SpacedAs] = frozenset(sort for m in used for sort in knowledge.modalities[m].spaced_as)
    return Kit(spaced_as, used == (SERUM,) and is_gentle(diary.products.get(product or ""), knowledge))


def is_gentle(product: Product | None, knowledge: Knowledge) -> bool:
    """Whether all that is known to be in a product is gentle. What nobody has entered is not known."""
    if product is None or not product.actives:
        return False
    rows = (knowledge.ingredients.get(active) for active in product.actives)
    return all(row is not None and row.gentle for row in rows)


def is_medicine(product: Product, knowledge: Knowledge) -> bool:
    """Whether a product is its prescriber's or pharmacist's matter: Mesoday never moves it."""
    rows = (knowledge.ingredients.get(active) for active in product.actives)
    return product.medicine or any(row is not None and row.medicine for row in rows)


def gap_hours(diary: Diary, knowledge: Knowledge, product: str | None, device: str | None) -> tuple[float, bool]:
    """Hours of rest after a session with this kit, and whether the manual says so (else our cautious default)."""
    known: Device | None = diary.devices.get(device or "")
    if known is not None and known.min_gap_hours is not None:
        return known.min_gap_hours, True
    return max(knowledge.modalities[m].gap_hours for m in modalities(diary, product, device)), False
