"""What a step of a session says of this person's own kit: which serum and lot, which mode, level and time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from care import kit
from care.diary import Diary
from care.knowledge import Knowledge
from care.last_use import unused_since
from care.messages import FullDate, Message, message
from care.records import Course, Device, Polarity, Product
from care.split import treated

ON_BOTH = ("clean_face", "clean_scalp", "leave_or_rinse", "soothe", "moisturise", "sunscreen")
"""Steps that keep the sides alike in everything but what is tested."""
POLARITY: dict[Polarity, Message] = {
    "positive": message("Polarity: positive (+), as its manual or label says."),
    "negative": message("Polarity: negative (−), as its manual or label says."),
    "manual": message("Polarity: as its manual says."),
}
Timing = tuple[int, bool, bool]
"""Seconds of the device, whether they are shortened, whether the manual set them."""


def step_notes(
    step: str,
    site: str | None,
    diary: Diary,
    knowledge: Knowledge,
    course: Course,
    timing: Timing,
    today: date | None,
) -> tuple[Message, ...]:
    """The lines below a step's own text. `site`: the place it is done at; `today`: the care day of the session, where
    it is known."""
    return (*_kit(step, diary, knowledge, course, timing, today), *_side(step, site, knowledge, course))


def _kit(
    step: str, diary: Diary, knowledge: Knowledge, course: Course, timing: Timing, today: date | None
) -> tuple[Message, ...]:
    product, device = diary.products.get(course.product or ""), diary.devices.get(course.device or "")
    match step:
        case "check_product" if product is not None:
            counts = today is None or unused_since(diary, knowledge, product, today) is None
            return tuple(_product(product, counts))
        case "open_ampoule" if product is not None:
            return tuple(_ampoule(product, knowledge))
        case "apply" | "apply_scalp":
            moved = set(kit.modalities(diary, course.product, course.device)) - {kit.SERUM, "led"}
            return tuple(_serum(product, moved=bool(moved)))
        case "set_device":
            return tuple(_device(device, knowledge, timing))
        case "light":
            return tuple(_time(timing))
        case _:
            return ()


def _side(step: str, site: str | None, knowledge: Knowledge, course: Course) -> Iterator[Message]:
    """Where one side alone is treated: which one, how far, and what goes on both all the same."""
    side = treated(course)
    if side is None:
        return
    if step.startswith("apply") and side == "left":
        yield message("On your left side only. Your right side stays as it is.")
    elif step.startswith("apply"):
        yield message("On your right side only. Your left side stays as it is.")
    elif step in ON_BOTH:
        yield message("On both sides alike.")
    elif site and knowledge.sites[site].side is None:
        face = course.area == "face"
        yield message("As far as the middle, no further.") if face else message("As far as the parting, no further.")


def _product(product: Product, test_counts: bool) -> Iterator[Message]:
    yield message("{name}", name=product.name)
    if product.expires_on is not None:
        yield message("Good until {day}.", day=FullDate(product.expires_on))
    if product.lot:
        yield message("Lot {lot}.", lot=product.lot)
    if product.form == "ampoule":
        yield message("The ampoule is whole and closed.")
    if product.patch_test is not None and product.patch_test.state == "passed" and test_counts:
        yield message("It has passed its patch test.")
    elif product.patch_test is not None and product.patch_test.state == "tolerated":
        yield message("Your skin has known it for weeks.")


def _serum(product: Product | None, *, moved: bool) -> Iterator[Message]:
    """`moved`: a wand will glide on it."""
    if product is not None:
        yield message("{name}", name=product.name)
    if moved:
        yield message("Enough of it for the wand to glide.")


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
        if mode.polarity is not None:
            yield POLARITY[mode.polarity]
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
