"""Can I put this on? What closes a product altogether, the hours around sessions, and what to mind with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from care import allergy, own_decisions, pregnancy, reactions, shelf
from care.can_i_hours import areas, openings, rests, shifts, while_settling
from care.days import care_day_span
from care.kit import is_medicine
from care.last_use import unused_since
from care.messages import Message, count_message, message
from care.outlook import Outlook
from care.patch_test import status
from care.permission import CanI, Shift, weighed
from care.records import Area, Product, Routine, RoutineStep
from care.rhythm import due_again
from care.why import PATCH, Why

NEW = "new"  # stands for the id of a product that is not on the shelf


def judge_product(product: Product, ahead: Outlook, area: Area | None) -> CanI:
    """Whether a product may be used: at its slot where a routine of today still has it, else now."""
    diary = ahead.diary
    if not product.id:
        product = _named(product)
    place = _step_of(product, ahead)
    at = ahead.slot(place[0], ahead.today) if place else ahead.now.at
    about = f"{place[0].id}/{place[1].id}" if place else product.id
    whys = list(_closed(product, ahead))
    care = list(_cautions(product, ahead, at))
    if place and diary.choice("keep_step", about, ahead.today):
        care.insert(0, message("You decided to keep it today. Sessions make room for it."))
    until: datetime | None = at
    if (tested := _test_ends(product, ahead)) and tested > at:
        whys.append(Why(PATCH, message("Its patch test is still running."), "advise"))
        until = tested
    settling: list[Why] = []
    moved: list[Shift] = []
    for where in areas(diary, [place[0].area] if place else product.areas, area):
        resting, back = rests(product, ahead, where, at, place)
        whys += resting
        until = max(until, back) if until and back else None
        settling += while_settling(product, ahead, where)
        if is_medicine(product, ahead.knowledge) and reactions.unsettled(ahead.standing, where, ahead.today):
            care.append(message("Your skin is still settling. On broken or sore skin, ask your prescriber about it."))
        moved += shifts(product, ahead, where, at)
    what: Literal["keep_step", "own_decision"] = "keep_step" if place else "own_decision"
    return weighed(
        at,
        [*settling, *whys],
        own_decisions.rules_set_aside(diary, about, ahead.today),
        None if is_new(product) else (what, about),
        until=until if until and until > at and not settling else None,  # nobody knows when skin has settled
        care=care,
        opens=openings([*settling, *whys], until),
        shifts=moved,
    )


def is_new(product: Product) -> bool:
    """Whether it does not stand on the shelf."""
    return product.id in ("", NEW)


def _named(product: Product) -> Product:
    fields = {name: getattr(product, name) for name in product.__struct_fields__}
    return Product(**{**fields, "id": NEW})


def _step_of(product: Product, ahead: Outlook) -> tuple[Routine, RoutineStep] | None:
    """The step of a routine that has the product later today; the first one."""
    found = [
        (routine, step)
        for routine in ahead.diary.routines.values()
        for step in routine.steps
        if step.product == product.id and _is_ahead(routine, step, ahead)
    ]
    return min(found, key=lambda pair: (ahead.slot(pair[0], ahead.today), pair[0].id), default=None)


def _is_ahead(routine: Routine, step: RoutineStep, ahead: Outlook) -> bool:
    cared_for = ahead.diary.profile.areas
    done, last = ahead.ticks(routine, ahead.today)
    return (
        (not cared_for or routine.area in cared_for)
        and step.id not in done
        and ahead.slot(routine, ahead.today) >= ahead.now.at
        and due_again(step.every, ahead.today, last.get(step.id))
    )


def _closed(product: Product, ahead: Outlook) -> Iterator[Why]:
    """What closes a product whatever is planned."""
    diary, knowledge, today = ahead.diary, ahead.knowledge, ahead.today
    if product.use == "professional_only" or not product.external_only:
        row = knowledge.refusals[shelf.INJECTION_RULE]
        yield Why(row.id, message(row.text), "refuse")
    elif refused := shelf.refusal(knowledge, product.name):
        yield Why(refused.id, message(refused.text), "refuse")
    for why in (
        shelf.product_closed(product, today, ahead.now.zone),
        shelf.open_one_over(product, knowledge, today, ahead.now, today),
        allergy.product_closed_by_answers(diary, knowledge, product, today),
        pregnancy.product_closed(diary, knowledge, product, today),
        reactions.product_closed(ahead.standing, knowledge, product, today),
    ):
        if why:
            yield why
    if is_medicine(product, knowledge):
        for row, _ in pregnancy.speaking(diary, knowledge, product, today):
            yield Why(row.id, message(row.text), "ask")


def _test_ends(product: Product, ahead: Outlook) -> datetime | None:
    """When a patch test that is running may end, if nothing is missed from now on."""
    found = status(product, ahead.knowledge, ahead.diary, ahead.now)
    return care_day_span(found.ends_on, ahead.now.zone, ahead.starts_at)[0] if found and found.ends_on else None


def _cautions(product: Product, ahead: Outlook, at: datetime) -> Iterator[Message]:
    """What to mind with a product that may be used."""
    knowledge = ahead.knowledge
    if is_medicine(product, knowledge):
        yield message("{product} stays as it is. Mesoday never moves a medicine.", product=product.name)
    if is_new(product):
        yield count_message(
            "It is new to your skin: begin with a patch test of one day.",
            "It is new to your skin: begin with a patch test of {count} days.",
            int(knowledge.figure("patch_days")),
        )
    elif last := unused_since(ahead.diary, knowledge, product, ahead.today):
        yield message("No use of it is noted since {day}: try it on a small place first.", day=last)
    beside = _beside(product, ahead, at)
    for active in product.actives:
        row = knowledge.ingredients.get(active)
        if row is None:
            continue
        if beside & set(row.apart_from):
            yield message(row.apart_reason)
        if row.sun_days:
            yield count_message(
                "Skin burns more easily in the sun for a day after it.",
                "Skin burns more easily in the sun for {count} days after it.",
                row.sun_days,
            )


def _beside(product: Product, ahead: Outlook, at: datetime) -> set[str]:
    """The actives of the other products in the same routine."""
    products = ahead.diary.products
    return {
        active
        for routine in ahead.diary.routines.values()
        if ahead.slot(routine, ahead.today) == at
        for step in routine.steps
        if step.product != product.id and (other := products.get(step.product or ""))
        for active in other.actives
    }
