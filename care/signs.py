"""Which signs are asked for: those that fit where care was, with what, and how long ago it was."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from care.courses import kit_of
from care.diary import Diary
from care.kit import modalities
from care.knowledge import Knowledge
from care.knowledge_rows import Column, Sign
from care.records import Area, Session


class Asked(Struct, frozen=True):
    """What is asked about. `areas` empty: not known, so both. `columns`: of the modalities used. `hours` since the
    session; None where there was none."""

    areas: frozenset[Area]
    columns: frozenset[Column]
    hours: float | None = None


def asked_after(diary: Diary, knowledge: Knowledge, session: Session, now: datetime) -> Asked:
    """What is asked about a session at an instant."""
    area = diary.area_of(session)
    since = max(session.ended_at, session.started_at)
    hours = max(0.0, (now - since).total_seconds() / 3600)
    return Asked(frozenset({area} if area else ()), columns_of(diary, knowledge, *kit_of(diary, session)), hours)


def columns_of(diary: Diary, knowledge: Knowledge, product: str | None, device: str | None) -> frozenset[Column]:
    """The columns of what a product and a device do; of everything on the shelf where neither is known."""
    used: Collection[str] = modalities(diary, product, device)
    if product is None and device is None:
        used = {m for one in (None, *diary.devices) for m in modalities(diary, None, one)}
    return frozenset(column for m in used for column in knowledge.modalities[m].columns)


def fitting(knowledge: Knowledge, asked: Asked) -> tuple[Sign, ...]:
    """The signs that may be meant, in the order of the table. Without a session, no sign is out of its time."""
    return tuple(sign for sign in knowledge.signs.values() if _fits(sign, asked))


def _fits(sign: Sign, asked: Asked) -> bool:
    if asked.areas and not asked.areas & set(sign.areas):
        return False
    if sign.columns and not asked.columns & set(sign.columns):
        return False
    if asked.hours is None:
        return True
    return asked.hours >= sign.from_hours and (sign.until_hours is None or asked.hours < sign.until_hours)
