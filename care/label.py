"""A label read: its ingredients that rows know, in its order, what no row knows, and what else it plainly says.

Nothing is invented: a piece of a list is an ingredient only when all of it is the name of one, and what a sentence
tells one not to do ("Do not use with retinol", "free from fragrance") is never read as what is inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from care.knowledge import Knowledge
from care.label_marks import Marks, advises, read_marks
from care.label_names import (
    NEUTRAL,
    Found,
    Names,
    is_neutral,
    is_water,
    names,
    note_spans,
    percentages,
    said,
    whole,
    without_notes,
)
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
    alternative instead unlike replace replaces together alongside suitable allergic keep store
    sans ne pas eviter appliquer utiliser si avant apres convient exempt zero
    ohne nicht kein keine keinen vermeiden auftragen anwenden verwenden wenn vor nach statt falls
    """.split()
)
"""Words of sentences that advise or deny. What follows them in their sentence is not read as a list."""
FREE = frozenset("free frei libre".split())
LEADS_ON = frozenset("with or and of from the to mit oder und von avec ou et de in for as any".split())
SHARED = {"bha": frozenset(("aha", "pha"))}
"""Short names of two things (BHA also preserves oils): read only beside a percentage, or where one of these stands."""

_JOINS = re.compile(r"\s*(?:\+|&|\b(?:and|with|in|plus|und|mit|et|avec|aux?)\b)\s*", re.IGNORECASE)
_BEFORE_A_LOCANT = re.compile(r"(?<=\d),(?=\d{1,2}-)")
"""A comma that may belong to a name ("1,2-Hexanediol"), or part two ("Tripeptide-5,3-O-Ethyl Ascorbic Acid")."""
_SLASH = re.compile(r"\s*/\s*")
_AND = re.compile(r"&|\b(?:and|or|und|oder|et|ou)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:yl|ium|ated|[iy][sz]ed)(?:-\d+)?$", re.IGNORECASE)
_AT_MOST_LINES = 3


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
        for one in _read([piece.text for piece in group], known):
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


# One piece


def _read(lines: list[str], known: Names) -> Iterator[Found | str]:
    """What the lines of a piece are: the most lines that are one name together; else each by itself."""
    at = 0
    while at < len(lines):
        until = at + 1
        for end in range(min(len(lines), at + _AT_MOST_LINES), at, -1):
            hit = whole(" ".join(lines[at:end]), known) if _may_be_one(lines, at, end) else []
            if hit:
                until = end
                yield from hit
                break
        else:
            while until < len(lines) and _UNFINISHED.search(lines[until - 1]):
                until += 1
            yield from _in_parts(" ".join(lines[at:until]), known)
        at = until


def _may_be_one(lines: list[str], at: int, end: int) -> bool:
    """A percentage on a line of its own belongs to the line above or below: to neither, where there are others."""
    if end - at == 1 or (at == 0 and end == len(lines)):
        return True
    return not any(is_percentage(line) for line in lines[at:end])


def is_percentage(line: str) -> bool:
    return any(not words_of(line.replace(percent[0], "")) for percent in percentages(line))


def _in_parts(text: str, known: Names) -> Iterator[Found | str]:
    """What a piece is: one ingredient, several that are joined by a slash, a word or their percentages, or unknown."""
    if hit := whole(text, known):
        yield from hit
        return
    if is_water(text) or is_neutral(text):
        return
    if words_of(text)[-1:] and words_of(text)[-1] not in FREE:
        for parts in (*(_split(way, text) for way in (_SLASH, _JOINS, _BEFORE_A_LOCANT)), _by_percentages(text)):
            if len(parts) > 1:
                read = [one for part in parts for one in _in_parts(part, known)]
                if any(isinstance(one, Found) for one in read) or (parts[0] and is_water(parts[0])):
                    yield from read
                    return
    if words_of(text):
        yield said(text)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """The parts of a piece, but never of a note in it."""
    parts, begun, notes = [], 0, note_spans(text)
    for cut in pattern.finditer(text):
        if not any(opens < cut.start() < closes for opens, closes in notes):
            parts.append(text[begun : cut.start()])
            begun = cut.end()
    return [part for part in (one.strip() for one in [*parts, text[begun:]]) if part]


def _by_percentages(text: str) -> list[str]:
    """Names set side by side with nothing but percentages between them. One in the middle stands behind its name."""
    found = percentages(text)
    first = bool(found) and not words_of(text[: found[0].start()])
    cuts: Iterable[int] = [p.start() for p in found] if first else [p.end() for p in found]
    parts, begun = [], 0
    for cut in cuts:
        parts.append(text[begun:cut])
        begun = cut
    return [part for part in (one.strip(" -–") for one in [*parts, text[begun:]]) if words_of(part)]
