"""The clocks of the shelf: what is past its date, failed its patch test, or is refused."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from care import last_use
from care.days import Moment
from care.diary import Diary
from care.knowledge import Ingredient, Knowledge, Refusal
from care.messages import message
from care.records import Device, Product
from care.why import EXPIRED, PATCH, Why

INJECTION_RULE = "R3"


def months_on(day: date, months: int) -> date:
    """The same day that many months on; the last of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def good_until(product: Product, zone: str) -> date | None:
    """The last day the product may be used: its expiry, or its months after opening; None where neither is known."""
    ends = [product.expires_on] if product.expires_on else []
    if product.opened_at and product.after_opening_months:
        ends.append(months_on(Moment(product.opened_at, zone).local.date(), product.after_opening_months))
    return min(ends, default=None)


def open_until(product: Product, knowledge: Knowledge) -> datetime | None:
    """Until when a single-use ampoule that stands open may be used: the hours of its label, else ours; None where none
    is open."""
    if not product.single_use or product.opened_at is None:
        return None
    hours = product.label_hours if product.label_hours is not None else knowledge.figure("ampoule_open_hours")
    return product.opened_at + timedelta(hours=hours)


def opened(product: Product, knowledge: Knowledge, at: datetime) -> Product:
    """The product once an ampoule is taken from its box: its clock begins, unless one that still keeps stands open.
    Where nobody counts them nothing is noted: it would look as if none were left."""
    until = open_until(product, knowledge)
    if not product.single_use or not product.count or (until is not None and at < until):
        return product
    return replace(product, opened_at=at, count=product.count - 1)


def open_one_over(product: Product, knowledge: Knowledge, day: date, now: Moment, today: date) -> Why | None:
    """Why nothing of a single-use product is left to use on that day: the one that stands open is past its time, and no
    sealed one is known to stand beside it. On days to come another one is opened."""
    until = open_until(product, knowledge)
    if until is None or product.count or day > today:
        return None
    over = now.at >= until if day == today else Moment(until, now.zone).local.date() < day
    if not over:
        return None
    text = message("The open time of {product} ended on {moment}. Open a new one.", product=product.name, moment=until)
    return Why(EXPIRED, text, "refuse")


def set_aside(product: Product) -> bool:
    """Whether it is not to be used whatever else holds: put away, or the skin reacted in its patch test."""
    return product.retired is not None or (product.patch_test is not None and product.patch_test.state == "failed")


def product_closed(product: Product, day: date, zone: str) -> Why | None:
    """Why the product may not be used at all on that day."""
    if product.retired and product.retired.on <= day:
        put_away = message("{product} was put away on {day}.", product=product.name, day=product.retired.on)
        return Why(EXPIRED, put_away, "refuse")
    until = good_until(product, zone)
    if until and until < day:
        return Why(EXPIRED, message("{product} was good until {day}.", product=product.name, day=until), "refuse")
    if product.patch_test and product.patch_test.state == "failed":
        reacted = message("Your skin reacted to {product} in its patch test.", product=product.name)
        return Why(PATCH, reacted, "refuse")
    return None


def session_product_closed(
    product: Product, diary: Diary, knowledge: Knowledge, day: date, now: Moment
) -> Iterator[Why]:
    """Why the product may not be used in a session: not for home or skin surface, closed, or not patch-tested."""
    today = now.care_day(diary.profile.day_starts_at)
    if product.use == "professional_only" or not product.external_only:
        row = knowledge.refusals[INJECTION_RULE]
        yield Why(row.id, message(row.text), "refuse")
    elif refused := refusal(knowledge, product.name) or refused_for_actives(product, knowledge):
        yield Why(refused.id, message(refused.text), "refuse")
    elif medicine := next((i for i in _ingredients(product, knowledge) if i.medicine), None):
        text = message("{product} is a medicine and no part of a session. It stays as it is.", product=product.name)
        yield Why(medicine.id, text, "refuse")
    elif closed := product_closed(product, day, now.zone):
        yield closed
    elif why := last_use.untested(diary, knowledge, product, min(day, today)):
        yield why  # by the uses so far: before a day to come it may be used again


def not_under_device(product: Product, device: Device, knowledge: Knowledge) -> Iterator[Why]:
    """Why the product may not lie under the device in a session. A label that allows it goes before our advice."""
    if product.device_ok is False:
        kinds = [knowledge.modalities[m.modality].id for m in device.modes] or ["not_sure"]
        text = message("The label of {product} says: not under a device.", product=product.name)
        yield Why(kinds[0], text, "refuse")
    for row in _ingredients(product, knowledge):
        if row.under_device == "refuse" or (row.under_device == "advise" and not product.device_ok):
            yield Why(row.id, message(row.under_device_reason), row.under_device)


def refused_for_actives(product: Product, knowledge: Knowledge) -> Refusal | None:
    """The refusal that speaks for something in the product, if any."""
    return next((knowledge.refusals[i.refusal] for i in _ingredients(product, knowledge) if i.refusal), None)


def _ingredients(product: Product, knowledge: Knowledge) -> Iterator[Ingredient]:
    return (knowledge.ingredients[active] for active in product.actives if active in knowledge.ingredients)


def device_refused(device: Device, knowledge: Knowledge) -> Why | None:
    """Why the device is not for home use at all (needles, pens), by its name."""
    refused = refusal(knowledge, device.name)
    return Why(refused.id, message(refused.text), "refuse") if refused else None


def refusal(knowledge: Knowledge, name: str) -> Refusal | None:
    """The refusal that a product's or device's name falls under, if any."""
    return knowledge.remembered(("refusal", name), lambda: _refusal(knowledge, name))


def _refusal(knowledge: Knowledge, name: str) -> Refusal | None:
    words = f" {' '.join(name.lower().replace('-', ' ').split())} "
    for row in knowledge.refusals.values():
        if any(f" {word.replace('-', ' ')}" in words for word in row.words):
            return row
    return None
