"""One of our fonts in a printed document: its glyphs, the joined forms of its letters, its ligatures and anchors.

The rules are read from the font itself, so that no shaping library is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from fpdf import FPDF

FORMS = ("init", "medi", "fina")
IGNORES_MARKS = 8  # of a lookup's flags


class Anchors(NamedTuple):
    """Of marks, their class and where they are held; of letters, where each of their parts holds a mark of a class."""

    marks: dict[str, tuple[int, tuple[float, float]]]
    holds: dict[str, list[dict[int, tuple[float, float]]]]


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
    def anchors(self) -> list[Anchors]:
        """Where marks are held and where letters, or the parts of ligatures, hold them: table by table."""
        found: list[Anchors] = []
        for _, table in self._lookups("GPOS", "mark"):
            match type(table).__name__:
                case "MarkBasePos":
                    covered = zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True)
                    holds = {glyph: [self._places(record.BaseAnchor)] for glyph, record in covered}
                case "MarkLigPos":
                    covered = zip(table.LigatureCoverage.glyphs, table.LigatureArray.LigatureAttach, strict=True)
                    holds = {
                        glyph: [self._places(part.LigatureAnchor) for part in attach.ComponentRecord]
                        for glyph, attach in covered
                    }
                case _:
                    continue
            records = zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True)
            marks = {glyph: (record.Class, self._places([record.MarkAnchor])[0]) for glyph, record in records}
            found.append(Anchors(marks, holds))
        return found

    def _places(self, anchors: list[Any]) -> dict[int, tuple[float, float]]:
        scale = self.font.scale
        return {n: (at.XCoordinate * scale, at.YCoordinate * scale) for n, at in enumerate(anchors) if at}

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
