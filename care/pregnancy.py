"""Pregnancy, trying for one, and breastfeeding: which products rest, which are asked about, and what a medicine's
prescriber should hear. A medicine is never closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from care.answers import cleared_on, ends
from care.diary import Diary
from care.kit import SERUM, is_medicine
from care.knowledge import Knowledge, PregnancyRow
from care.messages import message
from care.records import Answer, Product
from care.why import Why

PREGNANT_RULE: Final = "K09"
BREASTFEEDING_RULE: Final = "K10"


def times_of_life(diary: Diary, knowledge: Knowledge, day: date) -> dict[str, Answer]:
    """Which of the three hold on that day, with the answer that says so. Not sure of a pregnancy counts as one."""
    found: dict[str, Answer] = {}
    for rule in (PREGNANT_RULE, BREASTFEEDING_RULE):
        answer = diary.answers.get(rule)
        if answer is None or answer.answer not in ("yes", "unsure"):
            continue
        if ends(diary, knowledge.screening[rule], answer, None, day):
            continue
        if rule == BREASTFEEDING_RULE:
            found["breastfeeding"] = answer
        else:
            found["trying" if answer.answer == "yes" and answer.eased else "pregnant"] = answer
    return found


def product_closed(diary: Diary, knowledge: Knowledge, product: Product, day: date) -> Why | None:
    """Why a cosmetic product rests, in routine steps and sessions alike; None where nothing speaks against it.

    What is to be avoided stays closed; what is to be asked opens by a professional's word that is noted with the answer
    (for the serum by hand, or for all).
    """
    if is_medicine(product, knowledge):
        return None
    asked: Why | None = None
    for row, answer in speaking(diary, knowledge, product, day):
        if row.action == "avoid":
            return Why(row.id, message(row.text), "refuse")
        if asked is None and not cleared_on(answer, (SERUM,), day):
            asked = Why(row.id, message(row.text), "ask")
    return asked


def would_close(diary: Diary, knowledge: Knowledge, day: date) -> bool:
    """Whether anything in use would rest, or be talked about, in a pregnancy."""
    return any(
        "pregnant" in row.during and row.action != "fine" and _speaks_of(row, product)
        for product in diary.products.values()
        if not (product.retired and product.retired.on <= day)
        for row in knowledge.pregnancy.values()
    )


def notices(diary: Diary, knowledge: Knowledge, day: date) -> Iterator[Why]:
    """What to talk about with a prescriber: the medicines on the shelf, and tablets that the answers tell of."""
    for product, row in to_talk_about(diary, knowledge, day):
        text = message(row.text)
        yield Why(row.id, message("{product}: {text}", product=product.name, text=text) if product else text, "ask")


def to_talk_about(diary: Diary, knowledge: Knowledge, day: date) -> Iterator[tuple[Product | None, PregnancyRow]]:
    """Each medicine in use with the strictest row that speaks against it, and rows of tablets that stand nowhere."""
    holding = times_of_life(diary, knowledge, day)
    if not holding:
        return
    for product in sorted(diary.products.values(), key=lambda p: p.id):
        if (product.retired and product.retired.on <= day) or not is_medicine(product, knowledge):
            continue
        told = sorted(speaking(diary, knowledge, product, day), key=lambda one: one[0].action != "avoid")
        for row, answer in told[:1]:
            if row.action == "avoid" or not cleared_on(answer, (SERUM,), day):
                yield product, row
    for row in knowledge.pregnancy.values():
        if holding.keys() & set(row.during) and any(_goes_on(diary, rule) for rule in row.answers):
            yield None, row


def speaking(diary: Diary, knowledge: Knowledge, product: Product, day: date) -> Iterator[tuple[PregnancyRow, Answer]]:
    """The rows that speak against a product on that day, with the answer that makes them."""
    holding = times_of_life(diary, knowledge, day)
    if not holding:
        return
    for row in knowledge.pregnancy.values():
        if row.action == "fine" or not _speaks_of(row, product):
            continue
        for time in row.during:
            if time in holding:
                yield row, holding[time]
                break


def _speaks_of(row: PregnancyRow, product: Product) -> bool:
    """Whether the product holds one of the row's actives, and more of it than the row's strength where it has one.

    A strength that nobody has entered is not taken for a high one: the milder row of the active speaks then.
    """
    held = [active for active in row.actives if active in product.actives]
    if row.over_percent is None:
        return bool(held)
    return any(product.strengths.get(active, 0) > row.over_percent for active in held)


def _goes_on(diary: Diary, rule: str) -> bool:
    answer = diary.answers.get(rule)
    return answer is not None and answer.answer == "yes" and not answer.eased
