"""The letters of a printed page: which of our fonts draws each, Arabic ones joined, marks put in their places.

Every glyph keeps the letters that it stands for, so that what is printed can be searched and copied.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.report_face import Face

if TYPE_CHECKING:
    from fpdf import FPDF

REGULAR = ("AtkinsonHyperlegibleNext-400", "NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansMath-Regular")
BOLD = ("AtkinsonHyperlegibleNext-700", "NotoSans-Bold", "NotoSansArabic-Bold", "NotoSansMath-Regular")
ARABIC = range(0x0600, 0x0900)
TATWEEL, NON_JOINER = "\u0640", "\u200c"
ALONE = "\u0621\u0674"  # letters that join to nothing
# Letters that join only to the one before them (Joining_Type R of the Unicode standard).
ONLY_BEFORE = frozenset(
    map(
        chr,
        (
            *range(0x0622, 0x0626), 0x0627, 0x0629, *range(0x062F, 0x0633), 0x0648, *range(0x0671, 0x0674),
            *range(0x0675, 0x0678), *range(0x0688, 0x069A), 0x06C0, *range(0x06C3, 0x06CC), 0x06CD, 0x06CF,
            0x06D2, 0x06D3, 0x06D5, 0x06EE, 0x06EF,
        ),
    )
)  # fmt: skip


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
                if letter == NON_JOINER and face is not None:
                    made += _joined(face, run)
                    run = []
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
        self.parts = [place]  # the places of the letters of a ligature
        self.marks: list[tuple[str, str, int]] = []  # glyph, letter, and which part of a ligature holds it


def _joined(face: Face, run: list[tuple[str, int]]) -> list[Cell]:
    """The cells of a run of letters of one face."""
    letters = [_Letter(face, letter, place) for letter, place in run]
    if any(ord(one.letters) in ARABIC for one in letters):
        _join(face, letters)
        letters = _ligate(face, letters)
    held: list[_Letter] = []
    for one in letters:
        if one.is_mark and held:
            part = sum(place < one.first for place in held[-1].parts) - 1
            held[-1].marks.append((one.glyph, one.letters, part))
            held[-1].last = max(held[-1].last, one.last)
        else:
            held.append(one)
    return [_cell(face, one) for one in held]


def _join(face: Face, letters: list[_Letter]) -> None:
    """Give each letter the form that its neighbours ask for; marks join nothing and part nothing."""
    bases = [one for one in letters if not one.is_mark]
    for n, one in enumerate(bases):
        before = n > 0 and _joins_after(bases[n - 1].letters) and _joins(one.letters)
        after = n + 1 < len(bases) and _joins_after(one.letters) and _joins(bases[n + 1].letters)
        if before or after:
            form = "medi" if before and after else "fina" if before else "init"
            one.glyph = face.forms[form].get(one.glyph, one.glyph)


def _joins(letter: str) -> bool:
    """Whether a letter joins to the one before it."""
    return letter == TATWEEL or (ord(letter) in ARABIC and unicodedata.category(letter) == "Lo" and letter not in ALONE)


def _joins_after(letter: str) -> bool:
    return _joins(letter) and letter not in ONLY_BEFORE


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
                    first.parts += [letters[k].first for k in found[1:]]
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
    marks = [_mark(face, one.glyph, width, *mark) for mark in one.marks]
    return Cell(face, code, width, (*inkless, *marks), one.first, one.last)


def _mark(face: Face, base: str, base_width: float, glyph: str, letters: str, part: int) -> Mark:
    """A mark where the font's anchors put it; over the middle of a letter that has none."""
    code, width = face.code(glyph, letters)
    for anchors in face.anchors:
        parts = anchors.holds.get(base)
        if parts and glyph in anchors.marks:
            kind, (mark_x, mark_y) = anchors.marks[glyph]
            if kind in (held := parts[min(part, len(parts) - 1)]):
                return Mark(code, width, held[kind][0] - mark_x, held[kind][1] - mark_y)
    return Mark(code, width, (base_width - width) / 2, 0.0)
