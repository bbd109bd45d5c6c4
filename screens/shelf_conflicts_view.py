"""What on the shelf does not go together, as plain values: which, why, what mends it, and the rule that says so."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from care.conflicts import Conflict, conflicts
from care.knowledge import Knowledge
from screens.snapshot import Snapshot


class ConflictLine(Struct, frozen=True):
    """One conflict. `title` names the products."""

    title: str
    why: str
    fix: str
    rule: str


def conflict_lines(shot: Snapshot, knowledge: Knowledge, product: str) -> tuple[ConflictLine, ...]:
    """The conflicts of one product, named by what it conflicts with."""
    found = conflicts(shot.diary, knowledge, shot.today, shot.now.zone)
    return tuple(_line(shot, one, seen_from(shot, one, product)) for one in found if product in one.products)


def shelf_lines(shot: Snapshot, found: Iterable[Conflict]) -> tuple[ConflictLine, ...]:
    """All conflicts of the shelf, named by the products."""
    words, products = shot.wording, shot.diary.products
    lines = []
    for one in found:
        names = [products[id].name for id in one.products]
        title = words.text("{one} and {other}", one=names[0], other=names[1]) if len(names) == 2 else names[0]
        lines.append(_line(shot, one, title))
    return tuple(lines)


def seen_from(shot: Snapshot, conflict: Conflict, product: str) -> str:
    """A conflict in a few words, beside one of its products."""
    words, products = shot.wording, shot.diary.products
    others = [products[id].name for id in conflict.products if id != product]
    return words.text("Apart from {other}", other=others[0]) if others else words.text("Scent and sensitive skin")


def _line(shot: Snapshot, conflict: Conflict, title: str) -> ConflictLine:
    said = shot.wording.say
    return ConflictLine(title, said(conflict.why.text), said(conflict.fix), conflict.why.rule)
