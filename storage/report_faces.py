"""The faces of a printed page: which of our fonts draws a letter, Arabic letters joined, marks put in their places.

The joining rules, ligatures and anchors are read from the font itself, so that no shaping library is needed; every
glyph keeps the letters that it stands for, and what is printed can be searched and copied.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from fpdf import FPDF

REGULAR = ("AtkinsonHyperlegibleNext-400", "NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansMath-Regular")
BOLD = ("AtkinsonHyperlegibleNext-700", "NotoSans-Bold", "NotoSansArabic-Bold", "NotoSansMath-Regular")
FORMS = ("init", "medi", "fina")
ARABIC = range(0x0600, 0x0900)
TATWEEL = "\u0640"
IGNORES_MARKS = 8  # of a lookup's flags


class Mark(NamedTuple):
    """A mark on a letter: its code in the page's font, its width, and where it stands from the letter's origin."""

    code: int
    width: float
    x: float
    y: float


class Cell(NamedTuple):
    """A letter as it is drawn, with its marks. Widths and places are in thousandths of the size; `first` and `last` are
    the places of its letters in the text."""

    face: Face
    code: int
    width: float
    marks: tuple[Mark, ...]
    first: int
    last: int


class Face:
    """One font file in one document."""

    def __init__(self, pdf: FPDF, file: Path) -> None:
        self.key = file.stem.lower()
        if self.key not in pdf.fonts:
            pdf.add_font(self.key, fname=file)
        self.font: Any = pdf.fonts[self.key]

    def draws(self, letter: str) -> bool:
        return ord(letter) in self.font.cmap

    def code(self, glyph: str, letters: str) -> tuple[int, float]:
        """The code of a glyph on the page, where it stands for these letters, and its width."""
        from fpdf.fonts import Glyph

        font = self.font
        width = round(font.scale * font.ttfont["hmtx"].metrics[glyph][0])
        made = Glyph(font.ttfont.getGlyphID(glyph), tuple(map(ord, letters)), glyph, width)
        return font.subset.pick_glyph(made), width

    def glyph(self, letter: str) -> str:
        return self.font.cmap.get(ord(letter), ".notdef")

    @cached_property
    def forms(self) -> dict[str, dict[str, str]]:
        """The joined forms of glyphs: at the beginning, in the middle and at the end of a run of letters."""
        found: dict[str, dict[str, str]] = {tag: {} for tag in FORMS}
        for tag in FORMS:
            for _, table in self._substitutions(tag):
                found[tag].update(getattr(table, "mapping", {}))
        return found

    @cached_property
    def ligatures(self) -> list[tuple[bool, dict[tuple[str, ...], str]]]:
        """What must be drawn as one: whether marks between are passed over, and the glyphs of each."""
        return [
            (
                bool(flags & IGNORES_MARKS),
                {(first, *one.Component): one.LigGlyph for first, held in table.ligatures.items() for one in held},
            )
            for flags, table in self._substitutions("rlig")
            if hasattr(table, "ligatures")
        ]

    @cached_property
    def anchors(self) -> tuple[dict[str, tuple[int, float, float]], dict[str, dict[int, tuple[float, float]]]]:
        """Where a mark is held (its class and place), and where letters hold marks of a class."""
        marks: dict[str, tuple[int, float, float]] = {}
        bases: dict[str, dict[int, tuple[float, float]]] = {}
        scale = self.font.scale
        for _, table in self._lookups("GPOS", "mark"):
            if type(table).__name__ != "MarkBasePos":
                continue
            for glyph, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
                at = record.MarkAnchor
                marks[glyph] = (record.Class, at.XCoordinate * scale, at.YCoordinate * scale)
            for glyph, record in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True):
                bases[glyph] = {
                    n: (at.XCoordinate * scale, at.YCoordinate * scale) for n, at in enumerate(record.BaseAnchor) if at
                }
        return marks, bases

    def _substitutions(self, tag: str) -> Iterator[tuple[int, Any]]:
        return self._lookups("GSUB", tag)

    def _lookups(self, table: str, tag: str) -> Iterator[tuple[int, Any]]:
        """The subtables of a feature, each with the flags of its lookup, in their order."""
        if table not in self.font.ttfont:
            return
        held = self.font.ttfont[table].table
        numbers = {
            n
            for record in held.FeatureList.FeatureRecord
            if record.FeatureTag == tag
            for n in record.Feature.LookupListIndex
        }
        for n in sorted(numbers):
            lookup = held.LookupList.Lookup[n]
            for one in lookup.SubTable:
                yield lookup.LookupFlag, getattr(one, "ExtSubTable", one)


class Faces:
    """The fonts of a weight, in the order in which they are asked whether they draw a letter."""

    def __init__(self, pdf: FPDF, folder: Path, names: tuple[str, ...]) -> None:
        self._faces = [Face(pdf, folder / f"{name}.ttf") for name in names]
        self._of: dict[str, Face] = {}

    def cells(self, text: str, start: int = 0) -> list[Cell]:
        """The letters of a text as they are drawn, in the order of reading. A letter that no font draws is an empty
        box that still stands for it. `start`: the place of the first letter."""
        made: list[Cell] = []
        run: list[tuple[str, int]] = []
        face: Face | None = None
        for place, letter in enumerate(text, start):
            kind = unicodedata.category(letter)
            if kind in ("Cf", "Cc", "Cs"):
                continue
            own = face if kind == "Mn" and face is not None and face.draws(letter) else self._face(letter)
            if own is not face and face is not None:
                made += _joined(face, run)
                run = []
            face = own
            run.append((letter, place))
        if face is not None:
            made += _joined(face, run)
        return made

    def _face(self, letter: str) -> Face:
        if letter not in self._of:
            self._of[letter] = next((face for face in self._faces if face.draws(letter)), self._faces[0])
        return self._of[letter]


class _Letter:
    """A letter on its way to its form."""

    def __init__(self, face: Face, letter: str, place: int) -> None:
        self.letters, self.glyph, self.first, self.last = letter, face.glyph(letter), place, place
        self.is_mark = unicodedata.category(letter) == "Mn"
        self.marks: list[tuple[str, str]] = []


def _joined(face: Face, run: list[tuple[str, int]]) -> list[Cell]:
    """The cells of a run of letters of one face."""
    letters = [_Letter(face, letter, place) for letter, place in run]
    if any(ord(one.letters) in ARABIC for one in letters):
        _join(face, letters)
        letters = _ligate(face, letters)
    held: list[_Letter] = []
    for one in letters:
        if one.is_mark and held:
            held[-1].marks.append((one.glyph, one.letters))
            held[-1].last = one.last
        else:
            held.append(one)
    return [_cell(face, one) for one in held]


def _join(face: Face, letters: list[_Letter]) -> None:
    """Give each letter the form that its neighbours ask for; marks join nothing and part nothing."""
    bases = [one for one in letters if not one.is_mark]
    forms = face.forms
    plain = [one.glyph for one in bases]
    for n, one in enumerate(bases):
        before = n > 0 and _joins_after(forms, bases[n - 1], plain[n - 1]) and _joins_before(forms, one, plain[n])
        after = (
            n + 1 < len(bases)
            and _joins_after(forms, one, plain[n])
            and _joins_before(forms, bases[n + 1], plain[n + 1])
        )
        form = "medi" if before and after else "fina" if before else "init" if after else ""
        one.glyph = forms[form].get(plain[n], plain[n]) if form else plain[n]


def _joins_after(forms: dict[str, dict[str, str]], one: _Letter, glyph: str) -> bool:
    return one.letters == TATWEEL or glyph in forms["init"]


def _joins_before(forms: dict[str, dict[str, str]], one: _Letter, glyph: str) -> bool:
    return one.letters == TATWEEL or glyph in forms["fina"]


def _ligate(face: Face, letters: list[_Letter]) -> list[_Letter]:
    for over_marks, ligatures in face.ligatures:
        n = 0
        while n < len(letters):
            for glyphs, whole in ligatures.items():
                found = _match(letters, n, glyphs, over_marks)
                if found:
                    first, last = letters[n], letters[found[-1]]
                    first.letters += "".join(letters[k].letters for k in found[1:])
                    first.glyph, first.last = whole, last.last
                    for k in reversed(found[1:]):
                        del letters[k]
                    break
            n += 1
    return letters


def _match(letters: list[_Letter], at: int, glyphs: tuple[str, ...], over_marks: bool) -> list[int]:
    """The places of a ligature's glyphs from `at` on; none where they do not stand there."""
    found: list[int] = []
    k = at
    for glyph in glyphs:
        while over_marks and found and k < len(letters) and letters[k].is_mark:
            k += 1
        if k >= len(letters) or letters[k].glyph != glyph:
            return []
        found.append(k)
        k += 1
    return found


def _cell(face: Face, one: _Letter) -> Cell:
    """A ligature is drawn for its first letter. The others are there without ink, so that each is read in its turn:
    readers take text from right to left apart backwards, glyph by glyph."""
    code, width = face.code(one.glyph, one.letters[0])
    inkless = [Mark(*face.code(face.glyph(" "), letter), 0.0, 0.0) for letter in one.letters[1:]]
    marks = [_mark(face, one.glyph, width, glyph, letters) for glyph, letters in one.marks]
    return Cell(face, code, width, (*inkless, *marks), one.first, one.last)


def _mark(face: Face, base: str, base_width: float, glyph: str, letters: str) -> Mark:
    """A mark where the font's anchors put it; over the middle of a letter that has none."""
    code, width = face.code(glyph, letters)
    marks, bases = face.anchors
    held, place = bases.get(base, {}), marks.get(glyph)
    if place is not None and place[0] in held:
        (x, y), (_, mark_x, mark_y) = held[place[0]], place
        return Mark(code, width, x - mark_x, y - mark_y)
    return Mark(code, width, (base_width - width) / 2, 0.0)
