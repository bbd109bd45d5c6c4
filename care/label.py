"""A label read: its ingredients that rows know, in its order, what no row knows, and what else it plainly says.

Nothing is invented: a piece of a list is an ingredient only when all of it is the name of one, and what a sentence
tells one not to do ("Do not use with retinol", "free from fragrance") is never read as what is inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from care.knowledge import Knowledge
from care.label_marks import Marks, advises, read_marks
from care.label_names import NEUTRAL, Found, names, percentages, said, without_notes
from care.label_parts import FREE, read_lines
from care.label_text import Piece, clean, pieces, words_of

MOST_LETTERS = 10_000
"""A label has fewer; what comes after is not read."""
HEADINGS = frozenset(
    "ingredients ingredient inci ingredientes inhaltsstoffe bestandteile zutaten composition zusammensetzung wirkstoff "
    "wirkstoffe actives jeonseongbun".split()
)
TELLS = frozenset(
    """
    not no never don dont avoid without use used using apply applied if when before after pair pairs combine combined
    alternative instead unlike replace replaces together alongside suitable allergic keep store work works goes mix
    mixed layer layers follow followed compare compared compatible recommended interacts
    sans ne pas eviter appliquer utiliser si avant apres convient exempt zero
    ohne nicht kein keine keinen vermeiden auftragen anwenden verwenden wenn vor nach statt falls
    """.split()
)
"""Words of sentences that advise or deny. What follows them in their sentence is not read as a list."""
LEADS_ON = frozenset("with or and of from the to mit oder und von avec ou et de in for as any".split())
SHARED = {"bha": frozenset(("aha", "pha"))}
"""Short names of two things (BHA also preserves oils): read only beside a percentage, or where one of these stands."""

_AND = re.compile(r"&|\b(?:and|or|und|oder|et|ou)\b", re.IGNORECASE)


class Label(Struct, frozen=True):
    """What was read. `found`: the ingredients that rows know, each row once, in the order of the label. `unknown`: the
    pieces that no row knows, in their order. `sentences`: what advises or denies, and was not read as ingredients."""

    found: tuple[Found, ...] = ()
    unknown: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    marks: Marks = Marks()

    @property
    def actives(self) -> tuple[str, ...]:
        """The rows of the ingredients."""
        return tuple(one.active for one in self.found)

    @property
    def strengths(self) -> dict[str, float]:
        """Per cent of each row of which the label states some; of several figures for one row, the highest."""
        return {one.active: one.strength for one in self.found if one.strength is not None}

    @property
    def empty(self) -> bool:
        return not (self.found or self.unknown or self.sentences or self.marks != Marks())


def read_label(text: str, knowledge: Knowledge) -> Label:
    """Read a pasted label or ingredient list. Any text may be handed over."""
    marks, rest = read_marks(clean(text[:MOST_LETTERS]))
    known = names(knowledge)
    company = set(words_of(rest))
    found: dict[str, Found] = {}
    unknown: dict[tuple[str, ...], str] = {}
    sentences: list[str] = []
    for tells, group in _groups(rest):
        if tells:
            sentences.append(_as_written(group))
            continue
        for one in read_lines([piece.text for piece in group], known):
            if isinstance(one, Found) and not _is_shared(one, company):
                before = found.get(one.active)
                stronger = before is None or (one.strength or 0) > (before.strength or 0)
                found[one.active] = replace(before or one, strength=one.strength) if stronger else found[one.active]
            else:
                shown = one.words if isinstance(one, Found) else one
                unknown.setdefault(words_of(shown), shown)
    return Label(tuple(found.values()), tuple(unknown.values()), tuple(sentences), marks)


def _is_shared(one: Found, company: set[str]) -> bool:
    words = words_of(one.words)
    return len(words) == 1 and one.strength is None and not SHARED.get(words[0], company) & company


def _as_written(group: list[Piece]) -> str:
    parts = "".join(f", {piece.text}" if piece.begins == "item" else f" {piece.text}" for piece in group)
    return said(parts.lstrip(", ").replace(":,", ":"))


# Sentences and lists


def _groups(text: str) -> Iterator[tuple[bool, list[Piece]]]:
    """Lines that may be one piece, together; and what advises or denies, whole."""
    group: list[Piece] = []
    telling = False
    for piece, tells in _told_apart(text):
        apart = piece.begins == "sentence" or (piece.begins == "item" and not tells)
        if group and (apart or tells != telling):
            yield telling, group
            group = []
        group.append(piece)
        telling = tells
    if group:
        yield telling, group


def _told_apart(text: str) -> Iterator[tuple[Piece, bool]]:
    """Each piece, and whether it belongs to what advises or denies. Headings are left out."""
    number = 0

    def sentence(piece: Piece) -> int:
        nonlocal number
        number += piece.begins == "sentence"
        return number

    for _, group in groupby(pieces(text), sentence):
        those = list(group)
        denied = max((n for n, piece in enumerate(those) if _denies_all(piece.text)), default=-1)
        telling, before = False, ()
        for n, piece in enumerate(those):
            words = words_of(piece.text)
            if not words:
                continue
            if set(words) & HEADINGS and set(words) <= HEADINGS | NEUTRAL:
                telling, before, denied = False, None, -1 if denied <= n else denied
                continue
            if piece.begins == "line" and telling and not _goes_on(piece.text, before):
                telling = False
            telling = telling or n <= denied or _tells(without_notes(piece.text))
            yield (replace(piece, begins="item") if before is None and piece.begins == "line" else piece), telling
            before = words


def _goes_on(text: str, before: tuple[str, ...] | None) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    return text[:1].islower() or bool(before and before[-1] in LEADS_ON)


def _tells(text: str) -> bool:
    words = words_of(text)
    if advises(text) or TELLS & set(words) or any(float(p["number"].replace(",", ".")) == 0 for p in percentages(text)):
        return True
    return any(a in FREE and b in ("from", "of", "von", "de") for a, b in pairwise(words))


def _denies_all(text: str) -> bool:
    """ "alcohol and paraben free" at the end of a list speaks of the whole list."""
    words = words_of(text)
    return len(words) > 1 and words[-1] in FREE and bool(_AND.search(text))
