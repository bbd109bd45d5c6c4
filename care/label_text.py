"""The text of a label, taken apart into the pieces of its lists and sentences. What they mean is not asked here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

NOTE_OPENS: Final = "\x02"
NOTE_CLOSES: Final = "\x03"
"""Stand for the brackets of a note inside one piece: "Vitamin C (Ascorbic Acid)"."""

Begins = Literal["sentence", "item", "line"]


class Piece(Struct, frozen=True):
    """A stretch of text without separators, and what stands before it: the end of a sentence, a comma or the like, or
    a line break alone, of which nobody knows yet whether it separates or wraps."""

    text: str
    begins: Begins


_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SIGNS = re.compile(r"[®™©†‡°¹²³⁰⁴-⁹]|\b[wv]/[wv]\b")
_HYPHENATED = re.compile(r"(?<=([^\W\d_]))-[ \t]*\n[ \t]*(?=([^\W\d_]))")
_DOTS = "".join(
    map(chr, (0xB7, 0x2022, 0x2023, 0x2027, 0x2219, 0x25A0, 0x25A1, 0x25AA, 0x25B8, 0x25BA, 0x25CF, 0x25E6, 0x30FB))
)
_BULLETS = re.compile(rf"[{_DOTS}|¦]|(?:(?<=\s)|^)\*+(?=\s)|(?m:^[-–—] )|\+/-|±|\.{{2,}}|\.(?=[,;])")
_TABS = re.compile(r"\t[ \t]*+(?!\d)")
_COLON = re.compile(r":(?!\s{0,3}\d{1,3}(?:[.,]\d{1,4})?\s?%)")
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_BLANK_LINE = re.compile(r"\n[ \t]*+\n")
_SEPARATOR = re.compile(r";|(?<!\d),|,(?!\d)|\s/\s")
_STOP = re.compile(r"[.!?]++(?=\s|$)")
_SHORT = frozenset(
    "denat ext extr var ssp subsp spp no nr vol approx ca max min mind bzw inkl incl resp usp ph eur".split()
)


def fold(text: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded: letters and digits, without what stands between them."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def clean(text: str) -> str:
    """The text without what only its setting put there: soft hyphens, marks of footnotes, bullets of many sorts."""
    text = _BREAKS.sub("\n", _SIGNS.sub("", text))
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c if c in "\n\t" or unicodedata.category(c) != "Cc" else " " for c in text)
    text = _HYPHENATED.sub(_joined, text)
    text = _BULLETS.sub(";", _TABS.sub("; ", text))
    return _COLON.sub(": ;", text)


def _joined(found: re.Match[str]) -> str:
    """A word that was parted at the end of a line is joined; a hyphen before a new name stays."""
    return "" if found[1].islower() == found[2].islower() else "-"


def pieces(cleaned: str) -> Iterator[Piece]:
    """The pieces of a cleaned text, in their order. Brackets that hold a list are read as part of it."""
    for sentence in _sentences(_brackets(cleaned)):
        begins: Begins = "sentence"
        for stretch in _SEPARATOR.split(sentence):
            lines = [line for line in (_trimmed(one) for one in stretch.split("\n")) if line]
            for line in lines:
                yield Piece(" ".join(line.split()), begins)
                begins = "line"
            if lines or begins != "sentence":
                begins = "item"


def _trimmed(line: str) -> str:
    """Without what stands around it; a hyphen at the end of a word stays ("alcohol-, silicone-free")."""
    return line.lstrip(" \t*_-–—.").rstrip(" \t*_–—.").removesuffix(" -").rstrip()


def _brackets(text: str) -> str:
    """Brackets around one thing become a note of their piece; around several, and around "and", they separate."""
    for _ in range(4):  # nested ones, from the inside
        text, changed = _BRACKETED.subn(_bracket, text)
        if not changed:
            break
    return re.sub(r"[()\[\]{}]", " ", text)


def _bracket(found: re.Match[str]) -> str:
    inside = found[1].replace(NOTE_OPENS, " ").replace(NOTE_CLOSES, " ").strip()
    if not inside:
        return " "
    if _SEPARATOR.search(inside) or words_of(inside) in (("and",), ("und",), ("et",)):
        return ";" if len(inside) <= 3 else f"; {inside} ;"
    return f" {NOTE_OPENS}{inside}{NOTE_CLOSES} "


def _sentences(text: str) -> Iterator[str]:
    for block in _BLANK_LINE.split(text):
        begun = 0
        for stop in _STOP.finditer(block):
            if not _shortens(block, stop):
                yield block[begun : stop.end()]
                begun = stop.end()
        yield block[begun:]


def _shortens(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to a shortened word: "Alcohol Denat. (Ethanol)", "C.I. 77491"."""
    before = re.search(r"(\.?)([^\W_]*)$", text[max(0, stop.start() - 12) : stop.start()])
    if stop[0] != "." or before is None:
        return False
    return before[2].casefold() in _SHORT or (len(before[2]) == 1 and bool(before[1]))
