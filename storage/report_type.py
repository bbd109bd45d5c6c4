"""Sets text on a printed page: breaks lines, puts right-to-left and left-to-right in order, writes the glyphs.

Places are in millimetres from the upper corner; sizes in points. On a page that reads from right to left everything is
mirrored, so that `x` is always the distance from the edge where reading begins.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from storage.report_letters import BOLD, REGULAR, Cell, Faces

if TYPE_CHECKING:
    from fpdf import FPDF

POINTS = 72 / 25.4  # in a millimetre
LINE = 1.28  # of the size, from one line to the next
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
RIGHT_TO_LEFT = ("R", "AL", "AN")
Colour = tuple[int, int, int]
Align = Literal["start", "middle", "end"]


class Run(NamedTuple):
    """Words of one weight."""

    text: str
    bold: bool = False


class Word(NamedTuple):
    text: str
    bold: bool
    width: float  # at 1 point, in mm


Line = tuple[Word, ...]


class Typesetter:
    """Text on the pages of one document."""

    def __init__(self, pdf: FPDF, fonts: Path, *, rtl: bool) -> None:
        self.pdf: Any = pdf  # some of what is needed has no type, or is not public
        self.rtl = rtl
        self._faces = {False: Faces(pdf, fonts, REGULAR), True: Faces(pdf, fonts, BOLD)}
        self.width_of = lru_cache(maxsize=20_000)(self._width_of)

    def _width_of(self, text: str, bold: bool) -> float:
        """Millimetres of a text at 1 point."""
        cells = self._faces[bold].cells(_clean(text))
        return sum(cell.width for cell in cells) / 1000 / POINTS

    def lines(self, runs: Sequence[Run], size: float, width: float, most: int | None = None) -> list[Line]:
        """The runs in lines no wider than `width`; the last of `most` ends with dots where there is more."""
        space = self.width_of(" ", False)
        lines: list[list[Word]] = [[]]
        taken = 0.0
        for word in self._words(runs, size, width):
            step = word.width + (space if lines[-1] else 0.0)
            if lines[-1] and (taken + step) * size > width:
                lines.append([])
                taken, step = 0.0, word.width
            lines[-1].append(word)
            taken += step
        if most is not None and len(lines) > most:
            lines = lines[:most]
            dots = Word("…", lines[-1][-1].bold, self.width_of("…", lines[-1][-1].bold))
            room = width / size - dots.width - space
            while lines[-1] and _width(lines[-1], space) > room:
                lines[-1].pop()
            lines[-1].append(dots)
        return [tuple(line) for line in lines]

    def _words(self, runs: Sequence[Run], size: float, width: float) -> list[Word]:
        """The words; one that is wider than a line is cut in pieces."""
        found: list[Word] = []
        for text, bold in runs:
            for word in _clean(text).split():
                rest = word
                while (taken := self.width_of(rest, bold)) * size > width and len(rest) > 1:
                    fit = next(
                        n
                        for n in range(len(rest) - 1, 0, -1)
                        if n == 1 or self.width_of(rest[:n], bold) * size <= width
                    )
                    found.append(Word(rest[:fit], bold, self.width_of(rest[:fit], bold)))
                    rest = rest[fit:]
                found.append(Word(rest, bold, taken))
        return found

    def write(self, x: float, y: float, line: Line, size: float, colour: Colour, width: float, align: Align) -> None:
        """One line in a column that begins at `x` and is `width` wide; `y` is its base line."""
        space = self.width_of(" ", False)
        room = width - _width(line, space) * size
        at = x + (0.0 if align == "start" else room / 2 if align == "middle" else room)
        left = self.pdf.w - at - (width - room) if self.rtl else at
        self._draw(left, y, line, size, colour)

    def write_free(self, left: float, y: float, text: str, size: float, colour: Colour, align: Align) -> None:
        """A short text of a picture that is not mirrored: it begins, ends or has its middle at `left`."""
        width = self.width_of(text, False) * size
        at = left - (0.0 if align == "start" else width / 2 if align == "middle" else width)
        self._draw(at, y, (Word(_clean(text), False, width / size),), size, colour)

    def _draw(self, left: float, y: float, line: Line, size: float, colour: Colour) -> None:
        cells: list[Cell] = []
        text = ""
        for word in line:
            if text:
                cells += self._faces[False].cells(" ", len(text))
                text += " "
            cells += self._faces[word.bold].cells(word.text, len(text))
            text += word.text
        levels = _levels(text, rtl=self.rtl)
        if levels is not None:
            cells = _in_order([(cell, levels.get(cell.first, 0)) for cell in cells], self._mirrored(text))
        pdf = self.pdf
        pdf.set_text_color(*colour)
        for run in _by_face(cells):
            pdf.set_font(run[0].face.key, size=size)
            if not pdf.current_font_is_set_on_page:
                pdf._out(pdf._set_font_for_page(pdf.current_font, pdf.font_size_pt))
            at = f"{left * POINTS:.2f} {(pdf.h - y) * POINTS:.2f}"
            pdf._out(f"q {pdf.text_color.serialize().lower()} BT {at} Td {_shown(run, size, levels or {})}ET Q")
            left += sum(cell.width for cell in run) * size / 1000 / POINTS

    def _mirrored(self, text: str) -> dict[int, Cell]:
        """Brackets as they are drawn where the text runs from right to left."""
        return {
            place: cell._replace(first=place, last=place)
            for place, letter in enumerate(text)
            if (other := letter.translate(MIRRORED)) != letter
            for cell in self._faces[False].cells(other)
        }


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _width(line: Sequence[Word], space: float) -> float:
    return sum(word.width for word in line) + space * max(0, len(line) - 1)


def _levels(text: str, *, rtl: bool) -> dict[int, int] | None:
    """By the place of a letter, how deep it is nested: odd ones run from right to left. None where all runs from left
    to right."""
    if not rtl and not any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return None
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    direction = TextDirection.RTL if rtl else TextDirection.LTR
    paragraph = BidiParagraph(text, direction, preserve_bn_chars=True)
    return {one.character_index: one.embedding_level for one in paragraph.get_characters_with_embedding_level()}


def _in_order(cells: list[tuple[Cell, int]], mirrored: dict[int, Cell]) -> list[Cell]:
    """The cells from left to right (rule L2 of the bidirectional algorithm), with brackets turned (L4)."""
    turned = [(mirrored.get(c.first, c) if level % 2 else c, level) for c, level in cells]
    deepest = max((level for _, level in turned), default=0)
    for level in range(deepest, 0, -1):
        start = 0
        while start < len(turned):
            end = start
            while end < len(turned) and turned[end][1] >= level:
                end += 1
            turned[start:end] = reversed(turned[start:end])
            start = max(end, start + 1)
    return [cell for cell, _ in turned]


def _by_face(cells: list[Cell]) -> list[list[Cell]]:
    runs: list[list[Cell]] = []
    for cell in cells:
        if runs and runs[-1][0].face is cell.face:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _shown(run: list[Cell], size: float, levels: dict[int, int]) -> str:
    """The operators that show cells of one face, from left to right."""
    shown, plain = "", ""
    for cell in run:
        if not cell.marks:
            plain += f"{cell.code:04X}"
            continue
        if plain:
            shown, plain = f"{shown}<{plain}> Tj ", ""
        shown += _with_marks(cell, size, rtl=levels.get(cell.first, 0) % 2 == 1)
    return f"{shown}<{plain}> Tj " if plain else shown


def _with_marks(cell: Cell, size: float, *, rtl: bool) -> str:
    """A cell with its marks. Readers take text from right to left apart backwards, so that marks come first there."""
    base = f"<{cell.code:04X}> Tj "
    before = 0.0 if rtl else cell.width
    marks = ""
    for mark in cell.marks:
        there, back = before - mark.x, mark.x + mark.width - before
        one = f"{mark.y * size / 1000:.2f} Ts [{there:.0f} <{mark.code:04X}> {back:.0f}] TJ "
        marks = one + marks if rtl else marks + one
    return f"{marks}0 Ts {base}" if rtl else f"{base}{marks}0 Ts "
