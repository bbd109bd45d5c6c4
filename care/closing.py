"""What keeps a course's sessions closed on a day, whatever else is planned."""

from __future__ import annotations

from datetime import date

from care import kit, pauses, pregnancy, reactions, shelf
from care.days import Moment
from care.diary import Diary
from care.gate import gate
from care.knowledge import Knowledge
from care.records import Course
from care.why import Why


def blocking(
    diary: Diary, knowledge: Knowledge, course: Course, day: date, now: Moment, *, seen_from: date
) -> tuple[Why, ...]:
    """Every rule that keeps a course's sessions closed on a day; none when they may be offered."""
    whys: list[Why] = []
    product = diary.products.get(course.product or "")
    device = diary.devices.get(course.device or "")
    if device and (refused := shelf.device_refused(device, knowledge)):
        whys.append(refused)
    if product:
        whys += shelf.session_product_closed(product, knowledge, day, now.zone)
        if device:
            whys += shelf.not_under_device(product, device, knowledge)
        if resting := pregnancy.product_closed(diary, knowledge, product, day):
            whys.append(resting)
    modalities = kit.modalities(diary, course.product, course.device)
    whys += gate(diary, knowledge, course.area, modalities, day, seen_from, product).whys
    whys += reactions.closing(diary, knowledge, course.area, day)
    healing = pauses.healing(diary, knowledge, course.area, day, kit=modalities, today=seen_from)
    # A treatment in the diary and the answer about it are one reason, told once.
    if healing and healing.rule not in {why.rule for why in whys}:
        whys.append(healing)
    return tuple(whys)
