"""What is inside a product, as plain values: its ingredients, what a pasted label was read as, and own brands."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from care.knowledge import Knowledge
from care.label import Label
from care.label_text import fold, words_of
from care.records import Product
from screens.wording import Wording

OFFERS = 8


class ActiveLine(Struct, frozen=True):
    """An ingredient of the product. `known`: whether a row knows it."""

    id: str
    title: str
    known: bool = True


class ReadLine(Struct, frozen=True):
    """An ingredient read on a label: its family, and the words of the label."""

    title: str
    said: str


class LabelView(Struct, frozen=True):
    """A label as it was read. `closes`: what speaks against sessions at home; `facts`: dates and the like; `minds`:
    what it asks of whoever uses it; `unknown` and `sentences` as they stand on it."""

    found: tuple[ReadLine, ...]
    facts: str
    closes: tuple[str, ...]
    minds: tuple[str, ...]
    unknown: str
    sentences: str

    @property
    def fills(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.found or self.facts or self.closes)


def active_lines(words: Wording, knowledge: Knowledge, actives: Iterable[str]) -> tuple[ActiveLine, ...]:
    rows = knowledge.ingredients
    return tuple(
        ActiveLine(one, words.text(rows[one].title)) if one in rows else ActiveLine(one, one, False) for one in actives
    )


def actives_to_add(
    words: Wording, knowledge: Knowledge, wanted: str, chosen: Iterable[str]
) -> tuple[tuple[ActiveLine, ...], str]:
    """The ingredients that a search finds and that are not chosen; and what was searched, where no row has it."""
    parts = words_of(wanted)
    if not parts:
        return (), ""
    there = set(chosen)
    found: list[ActiveLine] = []
    exact = False
    for row in knowledge.ingredients.values():
        title = words.text(row.title)
        named = next((name for name in row.names if parts == words_of(name)), "")
        exact = exact or bool(named)
        begun = named or next((name for name in row.names if _begin(parts, name)), "")
        if row.id not in there and (begun or _begin(parts, title)):
            shown = title if not begun or fold(begun) in fold(title) else f"{title}: {begun}"
            found.append(ActiveLine(row.id, shown))
    own = " ".join(wanted.split())[:200]
    return tuple(found[:OFFERS]), "" if exact or own in there else own


def _begin(parts: tuple[str, ...], name: str) -> bool:
    """Whether each word that is searched begins a word of the name."""
    return all(any(word.startswith(part) for word in words_of(name)) for part in parts)


def label_view(words: Wording, knowledge: Knowledge, label: Label) -> LabelView:
    marks = label.marks
    found = []
    for one in label.found:
        title = words.text(knowledge.ingredients[one.active].title)
        if one.strength is not None:
            title = words.text("{ingredient} {n}%", ingredient=title, n=one.strength)
        found.append(ReadLine(title, one.words))
    facts = [
        words.text("Good until {day}", day=words.dated(marks.expires_on)) if marks.expires_on else "",
        words.text("Lot {lot}", lot=marks.lot) if marks.lot else "",
        words.count("One month after opening", "{count} months after opening", marks.months) if marks.months else "",
        words.text("{n} of {ml} ml each", n=marks.pack, ml=marks.volume_ml) if marks.pack else "",
        words.text("Single use") if marks.single_use else "",
    ]
    closes = [
        words.text("For professional use, so it stays out of sessions at home.") if marks.professional_only else "",
        words.text("It may be injected, so it stays out of sessions at home.") if marks.for_injection else "",
    ]
    minds = [
        words.text("For the outside of the skin only.") if marks.external_only or marks.not_for_injection else "",
        words.text("It asks for a patch test.") if marks.patch_test else "",
        words.text("It asks for sun protection.") if marks.sun else "",
    ]
    return LabelView(
        tuple(found),
        ". ".join(fact for fact in facts if fact),
        tuple(one for one in closes if one),
        tuple(one for one in minds if one),
        "; ".join(label.unknown),
        ". ".join(label.sentences),
    )


def brand_offers(products: Iterable[Product], written: str) -> tuple[str, ...]:
    """The person's own brands that begin as what is written, the one used most first; none once it is one of them."""
    begun = fold(written.strip())
    used: dict[str, list[str]] = {}
    for product in products:
        if brand := product.brand.strip():
            used.setdefault(fold(brand), []).append(brand)
    if not begun or begun in used:
        return ()
    fitting = [spellings for brand, spellings in used.items() if brand.startswith(begun)]
    return tuple(spellings[0] for spellings in sorted(fitting, key=lambda s: (-len(s), s[0])))[:4]
