"""What stands on the shelf, as plain values: each thing with its clock in words and as a level."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care import reactions
from care.conflicts import Conflict, conflicts
from care.courses import progress
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Device, Product
from care.shelf import good_until, open_until, product_closed, session_product_closed
from care.why import PATCH
from screens.shelf_conflicts_view import ConflictLine, seen_from, shelf_lines
from screens.snapshot import Snapshot
from screens.wording import Wording

Sign = Literal["ok", "caution", "wait", "away"]


class ShelfRow(Struct, frozen=True):
    """One product or device. `sign`: to be used, closed, waiting (for its patch test, for skin to settle), or put away.

    `level`: what is left of its time, from 0 to 1; None where no date is known. `finished`: past its time, or turned
    down by its patch test: never to be used again.
    """

    id: str
    kind: Literal["product", "device"]
    title: str
    sub: str
    shape: Literal["ampoule", "bottle", "device"]
    level: float | None
    area: str | None
    sign: Sign
    sign_words: str
    finished: bool = False


class ShelfView(Struct, frozen=True):
    products: tuple[ShelfRow, ...]
    devices: tuple[ShelfRow, ...]
    put_away: tuple[ShelfRow, ...]
    conflicts: tuple[ConflictLine, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.products or self.devices)


class Found(Struct, frozen=True):
    """A generic thing to start from."""

    id: str
    name: str
    note: str
    shape: Literal["ampoule", "bottle", "device"]
    area: str | None


def shelf_view(shot: Snapshot, knowledge: Knowledge) -> ShelfView:
    diary = shot.diary
    found = conflicts(diary, knowledge, shot.today, shot.now.zone)
    rows = [(p, _with_conflicts(shot, found, product_row(shot, knowledge, p))) for p in diary.products.values()]
    rows.sort(key=lambda r: (r[1].sign != "caution", r[1].sign != "wait", r[1].title.lower()))
    return ShelfView(
        tuple(row for product, row in rows if product.retired is None),
        tuple(device_row(shot, knowledge, d) for d in sorted(diary.devices.values(), key=lambda d: d.name.lower())),
        tuple(row for product, row in rows if product.retired is not None),
        shelf_lines(shot, found),
    )


def _with_conflicts(shot: Snapshot, found: tuple[Conflict, ...], row: ShelfRow) -> ShelfRow:
    """The row with what its product does not go with."""
    said = [seen_from(shot, one, row.id) for one in found if row.id in one.products]
    return replace(row, sub=". ".join(part for part in (row.sub, *said) if part)) if said else row


class _State(Struct, frozen=True):
    """Whether a product may be used: its sign, the sign's words, and the reason where there is one."""

    sign: Sign
    words: str
    why: str = ""
    finished: bool = False


def product_row(shot: Snapshot, knowledge: Knowledge, product: Product) -> ShelfRow:
    state = _state(shot, knowledge, product)
    return ShelfRow(
        id=product.id,
        kind="product",
        title=product.name,
        sub=". ".join(fact.rstrip(".") for fact in _facts(shot, knowledge, product, state)),
        shape="ampoule" if product.form == "ampoule" else "bottle",
        level=0.0 if state.finished else time_left(product, shot.today, shot.now.zone),
        area=product.areas[0] if len(product.areas) == 1 else None,
        sign=state.sign,
        sign_words=state.words,
        finished=state.finished,
    )


def _state(shot: Snapshot, knowledge: Knowledge, product: Product) -> _State:
    words, diary, today = shot.wording, shot.diary, shot.today
    if product.retired:
        away = product_closed(product, today, shot.now.zone)
        return _State("away", words.text("Put away"), words.say(away.text) if away else "")
    if closed := product_closed(product, today, shot.now.zone):
        return _State("caution", words.text("Closed"), words.say(closed.text), finished=True)
    discard = open_until(product, knowledge)
    if discard is not None and discard <= shot.now.at and not product.count:
        said = words.text("Its open time ended on {moment}", moment=discard)
        return _State("caution", words.text("Closed"), said, finished=True)
    standing = reactions.all_standing(diary, knowledge)
    if blamed := reactions.product_closed(standing, knowledge, product, today):
        return _State("caution", words.text("Closed"), words.say(blamed.text))
    for area in product.areas or diary.profile.areas:
        if rests := reactions.resting(standing, knowledge, product, area, today):
            return _State("wait", words.text("It rests"), words.say(rests.text))
    if any(c.product == product.id for c in diary.active_courses()):
        for why in session_product_closed(product, diary, knowledge, today, shot.now):
            said = words.text("Patch test first") if why.rule == PATCH else words.say(why.text)
            return _State("wait", words.text("Not yet in a session"), said)
    dated = good_until(product, shot.now.zone) is not None
    return _State("ok", words.text("In date") if dated else words.text("On your shelf"))


def _facts(shot: Snapshot, knowledge: Knowledge, product: Product, state: _State) -> list[str]:
    words, zone = shot.wording, shot.now.zone
    facts = [fact for fact in (product.brand, state.why) if fact]
    if not state.finished and state.sign != "away":
        discard = open_until(product, knowledge)
        if discard is not None and discard <= shot.now.at:
            facts.append(words.text("The open one ended on {moment}: discard it", moment=discard))
        elif discard is not None:
            facts.append(words.text("Open. Use or discard by {moment}", moment=discard))
        elif until := good_until(product, zone):
            facts.append(words.text("Good until {day}", day=words.dated(until)))
    if product.count is not None:
        sealed = words.count("One sealed", "{count} sealed", product.count)
        # Nobody is led to buy more of what is closed.
        needed = 0 if state.sign == "caution" else ampoules_needed(shot.diary, product)
        facts.append(f"{sealed}, {words.count('one needed', '{count} needed', needed)}" if needed else sealed)
    if product.lot:
        facts.append(words.text("Lot {lot}", lot=product.lot))
    return facts


def time_left(product: Product, today: date, zone: str) -> float | None:
    """The share of its open time that is left, 1 while it is sealed; None where no date is known."""
    until = good_until(product, zone)
    if until is None:
        return None
    if product.opened_at is None or product.single_use:
        return 1.0
    whole = (until - product.opened_at.date()).days
    return max(0.0, min(1.0, (until - today).days / whole)) if whole > 0 else 0.0


def ampoules_needed(diary: Diary, product: Product) -> int:
    """How many of a single-use product the counted sessions of its courses still take."""
    if not product.single_use:
        return 0
    left = 0
    for course in diary.active_courses():
        if course.product == product.id and (so_far := progress(diary, course)).planned:
            left += max(0, (so_far.planned or 0) - so_far.finished)
    return left


def device_row(shot: Snapshot, knowledge: Knowledge, device: Device) -> ShelfRow:
    words = shot.wording
    standing = reactions.all_standing(shot.diary, knowledge)
    closed = reactions.device_closed(standing, knowledge, device, shot.today)
    modes = ", ".join(dict.fromkeys(words.text(knowledge.modalities[m.modality].title) for m in device.modes))
    facts = [words.say(closed.text).rstrip(".")] if closed else []
    facts += [modes] if modes else []
    minutes = next((m.minutes for m in device.modes if m.minutes is not None), None)
    if minutes is not None:
        facts.append(words.text("{n} min", n=minutes))
    if device.min_gap_hours is not None:
        facts.append(words.text("{hours} hours between sessions, as the manual says", hours=device.min_gap_hours))
    return ShelfRow(
        id=device.id,
        kind="device",
        title=device.name,
        sub=". ".join(facts),
        shape="device",
        level=None,
        area=None,
        sign="caution" if closed else "ok",
        sign_words=words.text("Closed") if closed else "",
    )


def products_to_add(words: Wording, knowledge: Knowledge, wanted: str, area: str | None) -> tuple[Found, ...]:
    """The generic products to start from, found by their words and area; those for sessions first."""
    found = []
    for template in sorted(knowledge.product_templates.values(), key=lambda t: not t.session):
        name = words.text(template.name)
        if (area is None or area in template.areas) and all(part in name.lower() for part in wanted.lower().split()):
            note = words.text("For sessions") if template.session else words.text("Daily care")
            shape: Literal["ampoule", "bottle"] = "ampoule" if template.form == "ampoule" else "bottle"
            only = template.areas[0] if len(template.areas) == 1 else None
            found.append(Found(template.id, name, note, shape, only))
    return tuple(found)


def devices_to_add(words: Wording, knowledge: Knowledge, wanted: str) -> tuple[Found, ...]:
    """The generic devices to start from."""
    named = ((t.id, words.text(t.name)) for t in knowledge.device_templates.values())
    parts = wanted.lower().split()
    return tuple(Found(i, name, "", "device", None) for i, name in named if all(p in name.lower() for p in parts))


def form_words(words: Wording) -> dict[str, str]:
    """What sort of thing a product is."""
    return {
        "serum": words.text("Serum"),
        "ampoule": words.text("Ampoule"),
        "scalp_tonic": words.text("Scalp tonic"),
        "cleanser": words.text("Cleanser"),
        "toner": words.text("Toner"),
        "moisturiser": words.text("Moisturiser"),
        "sunscreen": words.text("Sunscreen"),
        "exfoliant": words.text("Acid or scrub"),
        "retinoid": words.text("Retinoid"),
        "shampoo": words.text("Shampoo"),
        "medicine": words.text("Medicine"),
        "other": words.text("Something else"),
    }
