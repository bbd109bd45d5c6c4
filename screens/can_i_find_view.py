"""What may be asked about under "Can I?", found by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.can_i import Asked
from care.knowledge import Knowledge
from care.records import Product
from care.templates import product_from
from screens.snapshot import Snapshot

Sort = Literal["product", "device", "course", "activity", "template"]


class Thing(Struct, frozen=True):
    """Something to ask about; `note` says what it is. `holds`: what is in it, or like it, by which it is found too."""

    sort: Sort
    id: str
    title: str
    note: str
    holds: str = ""

    @property
    def route(self) -> str:
        return f"/can-i/{self.sort}/{self.id}"


def things(shot: Snapshot, knowledge: Knowledge) -> tuple[Thing, ...]:
    """What may be asked about: what is in use, the courses, then activities; what is new comes last."""
    words, diary = shot.wording, shot.diary
    found: list[Thing] = []
    kept = [p for p in diary.products.values() if p.retired is None]
    kept.sort(key=lambda p: (not _asks_for_hours(p, knowledge), p.name.lower()))
    shelf = words.text("On your shelf")
    found += [Thing("product", p.id, p.name, shelf, _holds(shot, knowledge, [p.brand, *p.actives])) for p in kept]
    found += [Thing("device", d.id, d.name, words.text("Your device")) for d in diary.devices.values()]
    found += [Thing("course", c.id, c.title, words.text("A session of the course")) for c in diary.active_courses()]
    areas = set(diary.profile.areas)
    found += [
        Thing("activity", a.id, words.text(a.title), words.text("Something you do"), _holds(shot, knowledge, [a.like]))
        for a in knowledge.activities.values()
        if not areas or areas & set(a.areas)
    ]
    found += [
        Thing("template", t.id, words.text(t.name), words.text("Not on your shelf"), _holds(shot, knowledge, t.actives))
        for t in knowledge.product_templates.values()
        if (not areas or areas & set(t.areas)) and words.text(t.name) not in {p.name for p in kept}
    ]
    return tuple(found)


def _asks_for_hours(product: Product, knowledge: Knowledge) -> bool:
    """Whether it may have to keep away from a session: that is asked about most."""
    rows = (knowledge.ingredients.get(active) for active in product.actives)
    return any(row is not None and (row.serum.before or row.device.before or row.closed_in_course) for row in rows)


def _holds(shot: Snapshot, knowledge: Knowledge, named: Iterable[str]) -> str:
    """The names of what is in a thing, of its ingredient rows and those on labels, in small letters."""
    found: list[str] = []
    for one in named:
        row = knowledge.ingredients.get(one)
        found += [shot.wording.text(row.title), *row.names] if row else [one]
    return " ".join(found).lower()


def looked_for(things: tuple[Thing, ...], wanted: str) -> tuple[Thing, ...]:
    """Those whose title holds every word that is written; then those that hold something of that name."""
    parts = wanted.lower().split()
    by_title = [t for t in things if parts and all(part in t.title.lower() for part in parts)]
    inside = [t for t in things if parts and all(part in f"{t.title.lower()} {t.holds}" for part in parts)]
    return tuple(dict.fromkeys([*by_title, *inside]))


def asked_about(shot: Snapshot, knowledge: Knowledge, sort: str, which: str) -> Asked | None:
    """What a route asks about; None where there is no such thing."""
    diary = shot.diary
    match sort:
        case "product":
            return diary.products.get(which)
        case "device":
            return diary.devices.get(which)
        case "course":
            return diary.courses.get(which)
        case "activity":
            return knowledge.activities.get(which)
        case "template" if which in knowledge.product_templates:
            product = product_from(knowledge.product_templates[which])
            return replace(product, name=shot.wording.text(product.name))
    return None
