"""Allergies: an answer that names products or actives closes what holds them, sessions and routine steps alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from care.answers import ends
from care.diary import Diary
from care.knowledge import Knowledge, Screening
from care.messages import message
from care.records import Answer, Product
from care.why import Why


def concerns_product(row: Screening, answer: Answer, product: Product | None) -> bool:
    """Whether a row about products closes a session with this one. What names nothing concerns every session."""
    if not answer.about or not about_products(row):
        return True
    return product is not None and holds(product, answer.about)


def rows_of_products(knowledge: Knowledge) -> tuple[Screening, ...]:
    """The rows that close products rather than sessions."""
    return knowledge.remembered(
        "rows of products", lambda: tuple(row for row in knowledge.screening.values() if about_products(row))
    )


def about_products(row: Screening) -> bool:
    return any(rule.scope == "product" for rule in row.rules.values())


def holds(product: Product, named: Iterable[str]) -> bool:
    """Whether the product is one of those named, or has one of the named actives in it."""
    return not {product.id, *product.actives}.isdisjoint(named)


def product_closed_by_answers(diary: Diary, knowledge: Knowledge, product: Product, day: date) -> Why | None:
    """Why a product may not be used at all, sessions and routine steps alike: an allergy names it, or what it holds."""
    for row in rows_of_products(knowledge):
        answer = diary.answers.get(row.id)
        if answer is None or answer.answer not in ("yes", "unsure") or not holds(product, answer.about):
            continue
        if ends(diary, row, answer, None, day):
            continue
        named = message("You named {product}, or something in it.", product=product.name)
        return Why(row.id, message("{named} {reason}", named=named, reason=message(row.reason)), "refuse")
    return None
