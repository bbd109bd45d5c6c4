"""What a report is drawn with: its colours, lines, boxes and columns of text, on a page that may be mirrored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from storage.report_type import LINE, POINTS, Align, Colour, Line, Run, Typesetter

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT = 210.0, 297.0  # A4, in mm
LEFT = 14.0
INNER = WIDTH - 2 * LEFT
ASCENT = 0.78  # of the size, from the top of a line to its base line

# The light palette of the screens, on white paper.
TEXT: Colour = (18, 32, 29)
SOFT: Colour = (52, 67, 63)
EDGE: Colour = (100, 115, 110)
HAIRLINE: Colour = (191, 204, 198)
PANEL: Colour = (235, 241, 237)
HIGH: Colour = (215, 226, 220)
WHITE: Colour = (255, 255, 255)
PRIMARY: Colour = (11, 74, 68)
CAUTION: Colour = (124, 45, 0)


class Tone(NamedTuple):
    """The colours of an area: its strong one, and its liquid."""

    strong: Colour
    liquid: Colour


TONES = {"glow": Tone((10, 74, 107), (159, 210, 234)), "scalp": Tone((99, 61, 0), (233, 196, 92))}


class Canvas:
    """A page under the pen. `x` counts from the edge where reading begins, `y` from the top; both in mm."""

    def __init__(self, pdf: FPDF, fonts: Path, *, rtl: bool) -> None:
        self.type = Typesetter(pdf, fonts, rtl=rtl)

    @property
    def pdf(self) -> Any:
        return self.type.pdf

    @property
    def rtl(self) -> bool:
        return self.type.rtl

    def left_of(self, x: float, width: float = 0.0) -> float:
        """The distance from the left edge of something so wide."""
        return self.pdf.w - x - width if self.rtl else x

    def lines(self, runs: Sequence[Run], size: float, width: float, most: int | None = None) -> list[Line]:
        return self.type.lines(runs, size, width, most)

    def write(
        self,
        x: float,
        y: float,
        lines: Sequence[Line],
        size: float,
        colour: Colour,
        width: float,
        align: Align = "start",
    ) -> float:
        """Lines from `y` on; the `y` below them."""
        for line in lines:
            self.type.write(x, y + ASCENT * line_height(size), line, size, colour, width, align)
            y += line_height(size)
        return y

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour,
        width: float,
        *,
        bold: bool = False,
        most: int | None = None,
        align: Align = "start",
    ) -> float:
        """A text in a column; the `y` below it."""
        return self.write(x, y, self.lines([Run(text, bold)], size, width, most), size, colour, width, align)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
        radius: float = 0.0,
        line: float = 0.2,
    ) -> None:
        pdf = self.pdf
        if fill is not None:
            pdf.set_fill_color(*fill)
        if edge is not None:
            pdf.set_draw_color(*edge)
            pdf.set_line_width(line)
        style = "DF" if fill and edge else "F" if fill else "D"
        pdf.rect(self.left_of(x, width), y, width, height, style=style, round_corners=radius > 0, corner_radius=radius)

    def rule(self, x: float, y: float, width: float, colour: Colour = HAIRLINE, line: float = 0.2) -> None:
        """A level line."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(line)
        left = self.left_of(x, width)
        self.pdf.line(left, y, left + width, y)

    def triangle(self, x: float, y: float, size: float, colour: Colour) -> None:
        """The sign of what must not be missed."""
        left = self.left_of(x, size)
        self.pdf.set_fill_color(*colour)
        self.pdf.polygon([(left + size / 2, y), (left + size, y + size * 0.9), (left, y + size * 0.9)], style="F")


def line_height(size: float) -> float:
    return size * LINE / POINTS
