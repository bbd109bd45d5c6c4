"""What stands on the shelf, as plain values: each thing with its clock in words."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Device, Product
from care.shelf import good_until, product_closed
from screens.snapshot import Snapshot
from screens.wording import Wording

Sign = Literal["ok", "caution", "wait"]


class ShelfRow(Struct, frozen=True):
    """One product or device. `sign`: in date, past it, or waiting for its patch test."""

    id: str
    kind: Literal["product", "device"]
    title: str
    sub: str
    drawing: str
    area: str
    sign: Sign
    sign_words: str
    search: str


class ShelfView(Struct, frozen=True):
    products: tuple[ShelfRow, ...]
    devices: tuple[ShelfRow, ...]
    put_away: tuple[ShelfRow, ...]


def shelf_view(shot: Snapshot, knowledge: Knowledge) -> ShelfView:
    diary, words = shot.diary, shot.wording
    rows = [(p, product_row(words, diary, p, shot.today, shot.now.zone)) for p in diary.products.values()]
    rows.sort(key=lambda r: (r[1].sign != "caution", r[1].title.lower()))
    devices = tuple(device_row(words, knowledge, d) for d in diary.devices.values())
    return ShelfView(
        tuple(row for product, row in rows if product.retired is None),
        devices,
        tuple(row for product, row in rows if product.retired is not None),
    )


def product_row(words: Wording, diary: Diary, product: Product, today: date, zone: str) -> ShelfRow:
    closed = product_closed(product, today, zone)
    in_session = any(c.product == product.id and c.state == "active" for c in diary.courses.values())
    tested = product.patch_test is not None and product.patch_test.state in ("passed", "tolerated")
    sign: Sign = "caution" if closed else "wait" if in_session and not tested else "ok"
    said = {
        "caution": words.text("Closed"),
        "wait": words.text("Patch test first"),
        "ok": words.text("In date"),
    }
    facts = [product.brand] if product.brand else []
    if closed:
        facts.append(words.say(closed.text))
    elif until := good_until(product, zone):
        facts.append(words.text("Good until {day}", day=words.dated(until)))
    if product.count:
        facts.append(words.count("One sealed", "{count} sealed", product.count))
    if product.lot:
        facts.append(words.text("Lot {lot}", lot=product.lot))
    area = product.areas[0] if len(product.areas) == 1 else "face"
    return ShelfRow(
        id=product.id,
        kind="product",
        title=product.name,
        sub=". ".join(f.rstrip(".") for f in facts),
        drawing="ampoule-full" if product.form == "ampoule" else "bottle",
        area=area,
        sign=sign,
        sign_words=said[sign],
        search=f"{product.name} {product.brand}".lower(),
    )


def device_row(words: Wording, knowledge: Knowledge, device: Device) -> ShelfRow:
    modes = ", ".join(words.text(knowledge.modalities[m.modality].title) for m in device.modes)
    facts = [modes] if modes else []
    if device.min_gap_hours is not None:
        facts.append(words.text("{hours} hours between sessions, as the manual says", hours=device.min_gap_hours))
    return ShelfRow(device.id, "device", device.name, ". ".join(facts), "drop", "face", "ok", "", device.name.lower())


def template_rows(words: Wording, knowledge: Knowledge, wanted: str, area: str | None) -> list[tuple[str, str, str]]:
    """(template, name, note) of the products to start from, found by name and area."""
    found = []
    for template in knowledge.product_templates.values():
        name = words.text(template.name)
        if (area is None or area in template.areas) and wanted.strip().lower() in name.lower():
            note = words.text("For sessions") if template.session else words.text("Daily care")
            found.append((template.id, name, note))
    return found
