"""The clocks of the shelf: what is past its date, failed its patch test, or is refused."""

from __future__ import annotations

import calendar
from datetime import date

from care.days import Moment
from care.knowledge import Knowledge, Refusal
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


def product_closed(product: Product, day: date, zone: str) -> Why | None:
    """Why the product may not be used at all on that day."""
    if product.retired and product.retired.on <= day:
        return Why(EXPIRED, message("{product} was put away on {day}.", product=product.name, day=product.retired.on))
    until = good_until(product, zone)
    if until and until < day:
        return Why(EXPIRED, message("{product} was good until {day}.", product=product.name, day=until))
    if product.patch_test and product.patch_test.state == "failed":
        return Why(PATCH, message("Your skin reacted to {product} in its patch test.", product=product.name))
    return None


def session_product_closed(product: Product, knowledge: Knowledge, day: date, zone: str) -> Why | None:
    """Why the product may not be used in a session: closed, not for home or skin surface, or not patch-tested."""
    if product.use == "professional_only" or not product.external_only:
        row = knowledge.refusals[INJECTION_RULE]
        return Why(row.id, message(row.text))
    if refused := refusal(knowledge, product.name):
        return Why(refused.id, message(refused.text))
    if closed := product_closed(product, day, zone):
        return closed
    if product.patch_test is None or product.patch_test.state not in ("passed", "tolerated"):
        return Why(PATCH, message("{product} has not passed its patch test yet.", product=product.name))
    return None


def device_refused(device: Device, knowledge: Knowledge) -> Why | None:
    """Why the device is not for home use at all (needles, pens), by its name."""
    refused = refusal(knowledge, device.name)
    return Why(refused.id, message(refused.text)) if refused else None


def refusal(knowledge: Knowledge, name: str) -> Refusal | None:
    """The refusal that a product's or device's name falls under, if any."""
    words = f" {' '.join(name.lower().replace('-', ' ').split())} "
    for row in knowledge.refusals.values():
        if any(f" {word.replace('-', ' ')}" in words for word in row.words):
            return row
    return None
