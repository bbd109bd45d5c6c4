"""What one reaction closes and what rests because of it, on a day: for the page that tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from care import kit
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.reactions import BY_HAND, Standing, closing, device_closed, notices, product_closed, resting
from care.records import Area
from care.shelf import set_aside
from care.why import REACTION, Why


class Effects(Struct, frozen=True):
    """`areas` whose sessions are closed, each once; `closes` says why, things on the shelf included. `rests`: the names
    of products that rest. `medicines`: a word about those that stay."""

    areas: tuple[Area, ...] = ()
    closes: tuple[Why, ...] = ()
    rests: tuple[str, ...] = ()
    resting: Why | None = None
    medicines: tuple[Why, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.closes or self.rests)


def effects(diary: Diary, knowledge: Knowledge, one: Standing, standing: Sequence[Standing], day: date) -> Effects:
    """What a reaction still does on a day. `standing`: all reactions, because several small ones blame together."""
    mine = [one]
    closed: dict[Area, tuple[Why, ...]] = {
        area: tuple(_closing(diary, knowledge, one, area, day)) for area in _cared_for(diary)
    }
    whys = [why for found in closed.values() for why in found]
    product = diary.products.get(one.product or "")
    device = diary.devices.get(one.device or "")
    if product and (blamed := product_closed(standing, knowledge, product, day)):
        whys.append(blamed)
    if device and (blamed := device_closed(mine, knowledge, device, day)):
        whys.append(blamed)
    rests = tuple(_resting(diary, knowledge, one, day))
    return Effects(
        tuple(area for area, found in closed.items() if found),
        tuple({why.text: why for why in whys}.values()),
        tuple(name for name, _ in rests),
        rests[0][1] if rests else None,
        tuple({why.text: why for why in notices(mine, diary, knowledge, day)}.values()),
    )


def _cared_for(diary: Diary) -> tuple[Area, ...]:
    return tuple(diary.profile.areas) or ("face", "scalp")


def _closing(diary: Diary, knowledge: Knowledge, one: Standing, area: Area, day: date) -> Iterator[Why]:
    """Of any course of the area, and of a session by hand where there is none: a word may clear one and not another."""
    kits = [kit.modalities(diary, c.product, c.device) for c in diary.active_courses() if c.area == area]
    for used in dict.fromkeys(kits or [BY_HAND]):
        yield from closing([one], knowledge, area, day, used)


def _resting(diary: Diary, knowledge: Knowledge, one: Standing, day: date) -> Iterator[tuple[str, Why]]:
    """Products on the shelf that rest, by name. What is closed altogether is not said to rest."""
    for product in sorted(diary.products.values(), key=lambda p: (p.name.casefold(), p.id)):
        if set_aside(product) or product.id == one.product:
            continue
        for area in product.areas or _cared_for(diary):
            if why := resting([one], knowledge, product, area, day):
                yield product.name, why
                break


def how_it_opens(one: Standing, knowledge: Knowledge) -> Why:
    """How what a reaction closed opens again, in a sentence."""
    days = int(knowledge.figure("reaction_clear_days"))
    if one.severity == "monitor":
        text = message("Sessions open by themselves once you note that your skin has settled.")
    elif one.severity in ("urgent", "emergency"):
        text = message("Sessions stay closed until a clinician has cleared it, and you note that here.")
    elif one.reopens:
        text = message(
            "Sessions open when a clinician has cleared it, or {days} days after it has settled. The first one is "
            "short.",
            days=days,
        )
    else:
        text = message("Sessions open by a clinician's word alone, which you note here.")
    return Why(REACTION, text, "refuse" if one.severity == "monitor" else "ask")
