"""The names of ingredients, found in a piece of a label: the whole piece is one, or nothing is."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from care.knowledge import Knowledge
from care.label_text import NOTE_CLOSES, NOTE_OPENS, words_of

LONG_ENOUGH: Final = 8
"""Letters from which on a name is known by its letters alone, however it is parted: "sodiumhyaluronate"."""
MOST_WORDS: Final = 16

WATER = frozenset("aqua water eau wasser agua acqua jeongjesu".split())
NEUTRAL = frozenset(
    """
    a an the of le la les l un une der die das ein eine de du des d dl serum ampoule ampoules ampulle ampullen ampul
    aempul cream creme gel lotion toner essence solution losung booster concentrate konzentrat concentre mask maske
    masque cleanser tonic tonique tonikum treatment topical cutaneous foam ointment shampoo shampooing emulsion
    fluid fluide powder pulver poudre face gesicht visage scalp kopfhaut hair haar cheveux skin haut peau eye body
    pure purified purifiee gereinigt gereinigtes rein reines pur organic bio vegan natural naturel stabilized
    stabilised encapsulated liposomal micronized micronised nano usp ep bp grade hcl complex komplex complexe high
    low medium molecular weight molecule contains containing contain enthalt contient mit active actives actif aktiv
    wirkstoff wirkstoffe ingredient ingredients inci ingredientes inhaltsstoffe bestandteile zutaten principaux
    principe principes inactive other others key may full list composition jeonseongbun sunscreen sonnencreme
    sonnenschutz protection solaire sun enriched for men women homme femme with avec
    """.split()
)
"""Words that may stand beside a name without making it another thing."""
TURNS = frozenset("free frei libre non no anti without sans ohne zero".split())
"""Words that turn a name into its absence."""

_NUMBER = r"\d{1,3}(?:[.,]\d{1,4})?"
_LIMIT = r"up to|bis zu|jusqu'à|less than|more than|over|under|max\.?|min\.?|mind\.?|at least|about|ca\.?"
_PERCENT = re.compile(
    rf"(?P<vague>[<>≤≥~≈±]\s?|(?<![\w.,-]){_NUMBER}\s?(?:-|–|to|bis|à)\s?|\b(?:{_LIMIT})\s)?"
    rf"(?<![\d.,])(?P<number>{_NUMBER})\s?(?:%|percent\b|per cent\b|pour cent\b|prozent\b)",
    re.IGNORECASE,
)
_UNITS = r"ml|cl|l|mg(?:/ml|/g)?|g|kg|oz|fl\.? ?oz\.?|ppm|kda|mda|da|iu|ie|ui"
_AMOUNT = re.compile(rf"(?<![\w.,]){_NUMBER}(?:,\d{{3}})?\s?(?:{_UNITS})\b", re.IGNORECASE)
_FACTOR = re.compile(r"\b(spf|lsf|fps)\s?\d{1,3}\s?\+*", re.IGNORECASE)
_NOTE = re.compile(f"{NOTE_OPENS}([^{NOTE_CLOSES}]*){NOTE_CLOSES}")


class Found(Struct, frozen=True):
    """An ingredient read on a label: its row, the words of the label, and its strength in per cent where they state
    it."""

    active: str
    words: str
    strength: float | None = None


class Names:
    """All names that rows have, folded and by their letters alone, with the row and the words of each."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.rows: dict[str, tuple[str, tuple[str, ...]]] = {}
        for row in knowledge.ingredients.values():
            for name in row.names:
                words = words_of(name)
                self.rows.setdefault("".join(words), (row.id, words))

    def row(self, words: tuple[str, ...]) -> str | None:
        """The row that has these words as one of its names."""
        letters = "".join(words)
        found = self.rows.get(letters)
        if found and (found[1] == words or len(letters) >= LONG_ENOUGH or len(words) == 1):
            return found[0]
        return None

    def only(self, words: tuple[str, ...]) -> str | None:
        """The row of the name that these words are, but for neutral ones around it; the longest name first."""
        if not 0 < len(words) <= MOST_WORDS:
            return None
        count = len(words)
        first = next((n for n, word in enumerate(words) if word not in NEUTRAL), count)
        last = next((n for n in range(count, 0, -1) if words[n - 1] not in NEUTRAL), 0)
        for length in range(count, 0, -1):
            for begin in range(min(first, count - length) + 1):
                if begin + length >= last and (row := self.row(words[begin : begin + length])):
                    return row
        return None


def names(knowledge: Knowledge) -> Names:
    return knowledge.remembered("names on labels", lambda: Names(knowledge))


def strengths_in(text: str) -> tuple[str, list[float | None]]:
    """The text without percentages and amounts, and the percentages: None for one that is a limit or a range."""
    found: list[float | None] = []

    def take(percent: re.Match[str]) -> str:
        number = float(percent["number"].replace(",", "."))
        found.append(None if percent["vague"] or number > 100 else number)
        return " "

    return _FACTOR.sub(r"\1 ", _AMOUNT.sub(" ", _PERCENT.sub(take, text))), found


def percentages(text: str) -> list[re.Match[str]]:
    return list(_PERCENT.finditer(text))


def notes_hidden(text: str) -> str:
    """The text with its notes blotted out, each letter where it was."""
    return _NOTE.sub(lambda note: "_" * len(note[0]), text)


def without_notes(text: str) -> str:
    return _NOTE.sub(" ", text)


def said(text: str) -> str:
    """A piece as the label has it, with its brackets."""
    return " ".join(text.replace(NOTE_OPENS, "(").replace(NOTE_CLOSES, ")").split()).strip(" :")


def whole(text: str, known: Names) -> list[Found]:
    """What a piece is, if all of it is one ingredient: [] where it is not. A note at its end may name it as well, or
    another one that goes with it. A percentage is taken where it stands beside one name alone."""
    outside, percent = strengths_in(without_notes(text))
    if any(number == 0 for number in percent) or text.endswith("-"):
        return []
    words = words_of(outside)
    row = known.only(words) or known.only(words_of(strengths_in(text)[0]))
    found = [Found(row, said(text), _single(percent))] if row else []
    if TURNS & set(words):
        return found
    for note in _last_notes(text):
        inside, within = strengths_in(note)
        also = known.only(words_of(inside))
        if also is None:
            if found and within and not percent and not _names_something(inside):
                found[0] = Found(found[0].active, found[0].words, _single(within))
        elif any(number == 0 for number in within):
            continue
        elif not found:
            found.append(Found(also, said(text), _single(within or percent)))
        elif also == found[0].active:
            if within and not percent:
                found[0] = Found(also, found[0].words, _single(within))
        else:
            found.append(Found(also, said(note), _single(within)))
    return found


def is_water(text: str) -> bool:
    words = set(words_of(strengths_in(text)[0]))
    return bool(words & WATER) and words <= WATER | NEUTRAL | {"deionized", "demineralized", "distilled", "thermal"}


def is_neutral(text: str) -> bool:
    """Whether nothing but a heading or the sort of product stands there."""
    left, percent = strengths_in(text)
    return not percent and set(words_of(left)) <= NEUTRAL


def _names_something(text: str) -> bool:
    return not set(words_of(text)) <= NEUTRAL


def _single(percent: list[float | None]) -> float | None:
    return percent[0] if len(percent) == 1 else None


def _last_notes(text: str) -> list[str]:
    """The notes at the end of a piece: those in its middle are the common names of plants."""
    kept: list[str] = []
    until = len(text)
    for note in reversed(list(_NOTE.finditer(text))):
        if _names_something(strengths_in(text[note.end() : until])[0]):
            break
        kept.insert(0, note[1])
        until = note.start()
    return kept
