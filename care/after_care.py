"""After a session: what waits until when, which questions come, and what it already did of a routine's care."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from care.courses import kit_of
from care.days import Moment
from care.diary import Diary
from care.kit import kit
from care.knowledge import Knowledge
from care.messages import Message, message
from care.outlook import Outlook
from care.plan import DayPlan
from care.records import Product, Session
from care.shelf import set_aside
from care.skin_checks import skin_checks


class Wait(Struct, frozen=True):
    """Things that wait until an instant: what people do (activities), or what stands on the shelf."""

    until: datetime
    things: tuple[Message, ...]


class Counted(Struct, frozen=True):
    """A routine's step that the session has already done."""

    routine: str
    step: str
    title: str


def waits(diary: Diary, knowledge: Knowledge, session: Session, ahead: Outlook) -> tuple[Wait, ...]:
    """What is left alone after a session and until when, the soonest first: activities by their rows' hours, products
    of the shelf by the outlook."""
    found: dict[datetime, list[Message]] = {}
    for until, thing in (*_activities(diary, knowledge, session), *_products(diary, session, ahead)):
        if until > ahead.now.at:
            found.setdefault(until, []).append(thing)
    return tuple(Wait(until, tuple(found[until])) for until in sorted(found))


def _activities(diary: Diary, knowledge: Knowledge, session: Session) -> Iterator[tuple[datetime, Message]]:
    used, area = kit(diary, knowledge, *kit_of(diary, session)), diary.area_of(session)
    if used.gentle:
        return
    for row in knowledge.activities.values():
        hours = knowledge.ingredients[row.like] if row.like else row
        after = max((getattr(hours, sort).after for sort in used.spaced_as), default=0)
        if after and not row.rule and area in row.areas:
            yield session.ended_at + timedelta(hours=after), message(row.title)


def _products(diary: Diary, session: Session, ahead: Outlook) -> Iterator[tuple[datetime, Message]]:
    area = diary.area_of(session)
    for product in diary.products.values():
        if set_aside(product) or area is None or (product.areas and area not in product.areas):
            continue
        if ahead.resting(product, area, ahead.now.at) and (near := ahead.near(product, area, ahead.now.at)):
            appointment, close = near
            if appointment.done and close.side == "after":
                yield close.until, message("{name}", name=product.name)


def checks_to_come(diary: Diary, knowledge: Knowledge, session: Session, now: Moment) -> tuple[datetime, ...]:
    """When it is asked after the skin once more."""
    return tuple(c.due_at for c in skin_checks(diary, knowledge, session) if c.due_at > now.at)


def counted(diary: Diary, knowledge: Knowledge, session: Session, plan: DayPlan, ahead: Outlook) -> tuple[Counted, ...]:
    """The open steps of the routines nearest in time that the session has done: its cleanse, its moisturiser."""
    done = {s.id for s in session.steps if not s.skipped}
    kinds = {kind for row in knowledge.session_steps.values() if row.id in done for kind in row.counts_for}
    area, now = diary.area_of(session), ahead.now.at
    routines = [r for r in diary.routines.values() if r.area == area]
    away = {r.id: abs(ahead.slot(r, plan.day) - now) for r in routines}
    nearest = {r.id for r in routines if away[r.id] == min(away.values())}
    return tuple(
        Counted(routine.routine, step.step, step.title)
        for routine in plan.routines
        if routine.routine in nearest
        for step in routine.steps
        if step.state == "do" and kinds & {step.step, step.title.lower(), _form(diary.products.get(step.product or ""))}
    )


def _form(product: Product | None) -> str:
    return product.form if product else ""
