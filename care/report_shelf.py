"""For the report: medicines and what else touches the skin, devices, and how the patch tests went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from care.courses import kit_of
from care.days import care_day
from care.diary import Diary
from care.kit import is_medicine
from care.knowledge import Knowledge
from care.messages import Message, count_message, message
from care.patch_test import readings_of
from care.records import Device, Product
from care.report_parts import OWN_NOTE, Period, Row, Section, dated, own, section, within
from care.report_sessions import area_words

Thing = Product | Device
Tried = Literal["failed", "running", "passed"]
RESULTS: dict[Tried, Message] = {
    "failed": message("the skin reacted: not to be used"),
    "running": message("under way"),
    "passed": message("passed"),
}


def shelf(diary: Diary, knowledge: Knowledge, period: Period, zone: str, *, with_notes: bool) -> Section[Message]:
    """Medicines first, then what routines and sessions use, then the rest; put away in the period at the end."""
    used = _used(diary, period)
    there = [p for p in diary.products.values() if p.retired is None or p.retired.on >= period.first]

    def place(product: Product) -> tuple[int, str, str]:
        retired = product.retired is not None and product.retired.on <= period.last
        rank = 0 if is_medicine(product, knowledge) else 3 if retired else 1 if product.id in used else 2
        return rank, product.name.casefold(), product.id

    rows = [_product(diary, knowledge, p, period, zone, with_notes=with_notes) for p in sorted(there, key=place)]
    devices = sorted(diary.devices.values(), key=lambda d: (d.name.casefold(), d.id))
    rows += [_device(knowledge, d, with_notes=with_notes) for d in devices]
    return section(message("Medicines, products and devices"), rows, least=4)


def _used(diary: Diary, period: Period) -> set[str]:
    used = {step.product for routine in diary.routines.values() for step in routine.steps if step.product}
    for session in within(diary.sessions, period):
        product, _ = kit_of(diary, session)
        if product:
            used.add(product)
    return used


def _product(
    diary: Diary, knowledge: Knowledge, product: Product, period: Period, zone: str, *, with_notes: bool
) -> Row[Message]:
    told: list[Message] = []
    if is_medicine(product, knowledge):
        told.append(message("medicine"))
    if product.brand:
        told.append(own(product.brand, 60))
    told += _actives(knowledge, product)
    if product.areas:
        told.append(area_words(product.areas))
    if product.session_hours is not None:
        hours = product.session_hours
        told.append(
            message("label: {before} h before and {after} h after sessions", before=hours.before, after=hours.after)
        )
    if product.lot:
        told.append(message("lot {lot}", lot=own(product.lot, 40)))
    if product.opened_at is not None:
        told.append(message("opened {day}", day=dated(care_day(product.opened_at, zone, diary.profile.day_starts_at))))
    if with_notes and product.note:
        told.append(own(product.note, OWN_NOTE))
    when = None
    if product.retired is not None and product.retired.on <= period.last:
        when = message("put away {day}", day=dated(product.retired.on))
    return Row(head=own(product.name), when=when, parts=tuple(told))


def _actives(knowledge: Knowledge, product: Product) -> Iterator[Message]:
    """What is in it, with percent where they are known."""
    for active in dict.fromkeys([*product.actives, *product.strengths]):
        row = knowledge.ingredients.get(active)
        name = message(row.title) if row else own(active, 60)
        percent = product.strengths.get(active)
        yield name if percent is None else message("{active} {percent} %", active=name, percent=percent)


def _device(knowledge: Knowledge, device: Device, *, with_notes: bool) -> Row[Message]:
    told = [message("device")]
    for mode in device.modes:
        row = knowledge.modalities.get(mode.modality)
        told.append(message(row.title) if row else own(mode.modality))
        if mode.minutes is not None:
            told.append(message("manual: {n} min", n=mode.minutes))
        if mode.level is not None:
            told.append(message("level {n}", n=mode.level))
    if device.min_gap_hours is not None:
        told.append(message("manual: {n} h between sessions", n=device.min_gap_hours))
    if with_notes and device.note:
        told.append(own(device.note, OWN_NOTE))
    return Row(head=own(device.name), parts=tuple(told))


def patch_tests(diary: Diary, period: Period) -> Section[Message]:
    """Those that were made: failed ones first, then running, then passed; the latest of each first. What was in use
    before without trouble is told in one row."""
    things: list[Thing] = [*diary.products.values(), *diary.devices.values()]
    tested = [t for t in things if t.patch_test is not None and _began(t) <= period.last]
    order = list(RESULTS)
    made = [t for t in tested if t.patch_test is not None and t.patch_test.state in order]
    made.sort(key=lambda t: (_began(t), t.id), reverse=True)
    made.sort(key=lambda t: order.index(t.patch_test.state) if t.patch_test else 0)  # type: ignore[arg-type]
    rows = [_tested(diary, thing) for thing in made]
    known = sorted((t for t in tested if t.patch_test and t.patch_test.state == "tolerated"), key=lambda t: t.name)
    if known:
        rows.append(
            Row(head=message("In use for weeks before, without trouble"), parts=tuple(own(t.name) for t in known))
        )
    return section(message("Patch tests"), rows, least=2)


def _began(thing: Thing) -> date:
    test = thing.patch_test
    return test.started_on if test is not None and test.started_on is not None else date.min


def _tested(diary: Diary, thing: Thing) -> Row[Message]:
    test = thing.patch_test
    assert test is not None
    told = [RESULTS[test.state]]  # type: ignore[index]
    readings = readings_of(test)
    if applied := sum(r.kind == "applied" for r in readings):
        told.append(count_message("put on once", "put on {count} times", applied))
    for skin, words in (("clear", message("clear reaction on {day}")), ("mild", message("mild reaction on {day}"))):
        seen = next((r for r in readings if r.skin == skin), None)
        if seen is not None:
            day = care_day(seen.at, seen.zone or "UTC", diary.profile.day_starts_at)
            told.append(message(words.text, day=dated(day)))
    when = dated(test.started_on) if test.started_on else None
    return Row(head=own(thing.name), when=when, parts=tuple(told), marked=test.state == "failed")
