"""What on the shelf does not go together, as plain values: which, why, what mends it, and the rule that says so."""

from __future__ import annotations

from msgspec import Struct

from care.conflicts import conflicts
from care.knowledge import Knowledge
from screens.snapshot import Snapshot


class ConflictLine(Struct, frozen=True):
    """One conflict. `title` names the products."""

    title: str
    why: str
    fix: str
    rule: str


def conflict_lines(shot: Snapshot, knowledge: Knowledge, product: str | None = None) -> tuple[ConflictLine, ...]:
    """All conflicts of the shelf, or those of one product, named by what it conflicts with."""
    words, products = shot.wording, shot.diary.products
    lines = []
    for one in conflicts(shot.diary, knowledge, shot.today, shot.now.zone):
        if product is not None and product not in one.products:
            continue
        names = [products[id].name for id in one.products]
        if len(names) == 1:
            title = words.text("Scent and sensitive skin") if product else names[0]
        elif product is None:
            title = words.text("{one} and {other}", one=names[0], other=names[1])
        else:
            other = next(products[id].name for id in one.products if id != product)
            title = words.text("Apart from {other}", other=other)
        lines.append(ConflictLine(title, words.say(one.why.text), words.say(one.fix), one.why.rule))
    return tuple(lines)
