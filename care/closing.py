"""What keeps a course's sessions closed on a day, whatever else is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from care import kit, pauses, pregnancy, reactions, shelf
from care.days import Moment
from care.diary import Diary
from care.gate import gate
from care.knowledge import Knowledge
from care.records import Course
from care.why import Why


def blocking(
    diary: Diary,
    knowledge: Knowledge,
    course: Course,
    day: date,
    now: Moment,
    *,
    seen_from: date,
    standing: Sequence[reactions.Standing],
) -> tuple[Why, ...]:
    """Every rule that keeps a course's sessions closed on a day; none when they may be offered.

    `standing`: the reactions of the diary that are more than expected.
    """
    whys: list[Why] = []
    product = diary.products.get(course.product or "")
    device = diary.devices.get(course.device or "")
    if device and (refused := shelf.device_refused(device, knowledge)):
        whys.append(refused)
    if product:
        whys += shelf.session_product_closed(product, diary, knowledge, day, now)
        if over := shelf.open_one_over(product, knowledge, day, now, seen_from):
            whys.append(over)
        if device:
            whys += shelf.not_under_device(product, device, knowledge)
        if resting := pregnancy.product_closed(diary, knowledge, product, day):
            whys.append(resting)
        if blamed := reactions.product_closed(standing, knowledge, product, day):
            whys.append(blamed)
    if device and (blamed := reactions.device_closed(standing, knowledge, device, day)):
        whys.append(blamed)
    modalities = kit.modalities(diary, course.product, course.device)
    whys += gate(diary, knowledge, course.area, modalities, day, seen_from, product).whys
    whys += reactions.closing(standing, knowledge, course.area, day, modalities)
    healing = pauses.healing(diary, knowledge, course.area, day, kit=modalities, today=seen_from)
    # A treatment in the diary and the answer about it are one reason, told once.
    if healing and healing.rule not in {why.rule for why in whys}:
        whys.append(healing)
    return tuple(whys)
