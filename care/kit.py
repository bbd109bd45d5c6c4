"""The kit of a course: which modalities it uses, and how long skin rests after it."""

from __future__ import annotations

from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Device

SERUM = "serum"


def modalities(diary: Diary, product: str | None, device: str | None) -> tuple[str, ...]:
    """The modalities of a product and a device: all that the device can do, because any may be used.

    A device that the shelf does not know is treated as "not sure".
    """
    found: list[str] = [SERUM] if product or not device else []
    if device:
        known = diary.devices.get(device)
        found += [m.modality for m in known.modes] if known and known.modes else ["not_sure"]
    return tuple(dict.fromkeys(found))


def gap_hours(diary: Diary, knowledge: Knowledge, product: str | None, device: str | None) -> tuple[float, bool]:
    """Hours of rest after a session with this kit, and whether the manual says so (else our cautious default)."""
    known: Device | None = diary.devices.get(device or "")
    if known is not None and known.min_gap_hours is not None:
        return known.min_gap_hours, True
    return max(knowledge.modalities[m].gap_hours for m in modalities(diary, product, device)), False
