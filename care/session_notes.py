"""What a step of a session says of this person's own kit: which serum and lot, which mode, level and time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import Course, Device, Product

Timing = tuple[int, bool, bool]
"""Seconds of the device, whether they are shortened, whether the manual set them."""


def step_notes(step: str, diary: Diary, knowledge: Knowledge, course: Course, timing: Timing) -> tuple[Message, ...]:
    """The lines below a step's own text."""
    product, device = diary.products.get(course.product or ""), diary.devices.get(course.device or "")
    match step:
        case "check_product" if product is not None:
            return tuple(_product(product))
        case "open_ampoule" if product is not None:
            return tuple(_ampoule(product, knowledge))
        case "apply" if product is not None:
            return (message("{name}", name=product.name),)
        case "set_device":
            return tuple(_device(device, knowledge, timing))
        case "light":
            return tuple(_time(timing))
        case _:
            return ()


def _product(product: Product) -> Iterator[Message]:
    yield message("{name}", name=product.name)
    if product.expires_on is not None:
        yield message("Good until {day}.", day=product.expires_on)
    if product.lot:
        yield message("Lot {lot}.", lot=product.lot)
    if product.patch_test is not None and product.patch_test.state == "passed":
        yield message("It has passed its patch test.")
    elif product.patch_test is not None and product.patch_test.state == "tolerated":
        yield message("Your skin has known it for weeks.")


def _ampoule(product: Product, knowledge: Knowledge) -> Iterator[Message]:
    if product.lot:
        yield message("Lot {lot} is noted with this session.", lot=product.lot)
    if not product.single_use or not product.count:
        return  # where nobody counts them, no clock is started
    if product.label_hours is not None:
        yield message("Its clock starts now: {hours} hours, as its label says.", hours=product.label_hours)
    else:
        hours = knowledge.figure("ampoule_open_hours")
        yield message("Its clock starts now: {hours} hours, our cautious default.", hours=hours)


def _device(device: Device | None, knowledge: Knowledge, timing: Timing) -> Iterator[Message]:
    for mode in device.modes if device else ():
        title = message(knowledge.modalities[mode.modality].title)
        if mode.level is None:
            yield message("{mode}, lowest level", mode=title)
        else:
            yield message("{mode}, level {n}", mode=title, n=mode.level)
    yield from _time(timing)


def _time(timing: Timing) -> Iterator[Message]:
    seconds, shortened, manual = timing
    whole = timedelta(seconds=seconds)
    if shortened:
        yield message("{time} in all: shorter this time, so that skin can get used to it.", time=whole)
    elif manual:
        yield message("{time} in all, as its manual says.", time=whole)
    elif seconds:
        yield message("{time} in all, our cautious default.", time=whole)
