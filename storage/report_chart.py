"""One measure on paper: its words, and its dots over the period with what they are seen against.

Readable in black and white: dots before a course are rings, the usual ups and downs have broken edges, the likely mean
whole ones. Time always runs from left to right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from care.report_parts import Chart, Dot
from storage.report_ink import EDGE, HAIRLINE, HIGH, SOFT, TEXT, TONES, WHITE, Canvas, line_height
from storage.report_type import Colour, Line, Run

TINY = 6.6  # points
PADDING = 3.0
WORDS_GAP = 2.6  # between the words and the picture
AXIS = 5.0  # room for the figures at the side
LEGEND_GAP = 5.0


class Size(NamedTuple):
    """How large a chart's words and picture are: points and mm."""

    title: float
    words: float
    plot: float
    dot: float
    most_lines: int


PRIMARY = Size(title=11.0, words=8.0, plot=30.0, dot=0.85, most_lines=5)
WATCHED = Size(title=8.8, words=7.2, plot=15.0, dot=0.55, most_lines=2)


class Card(NamedTuple):
    """A chart with its words in lines."""

    chart: Chart[str]
    size: Size
    width: float
    title: list[Line]
    words: list[Line]
    height: float


def chart_card(canvas: Canvas, chart: Chart[str], size: Size, width: float) -> Card:
    room = width - 2 * PADDING
    title = canvas.lines([Run(chart.title, True), Run(f"· {chart.verdict}", chart.primary)], size.title, room, 2)
    words = canvas.lines([Run(" · ".join(chart.facts))], size.words, room, size.most_lines)
    height = 2 * PADDING + len(title) * line_height(size.title) + len(words) * line_height(size.words)
    return Card(chart, size, width, title, words, height + WORDS_GAP + size.plot + line_height(TINY))


def draw_card(canvas: Canvas, card: Card, x: float, y: float, height: float) -> None:
    """The card, so high; what it does not need is the picture's."""
    size, room = card.size, card.width - 2 * PADDING
    canvas.box(x, y, card.width, height, edge=HAIRLINE, radius=2.5)
    below = canvas.write(x + PADDING, y + PADDING, card.title, size.title, TONES[card.chart.area].strong, room)
    canvas.write(x + PADDING, below, card.words, size.words, SOFT, room)
    plot = size.plot + height - card.height
    top = y + height - PADDING - plot - line_height(TINY)
    left = canvas.left_of(x + PADDING, room)
    _plot(canvas, card, left + AXIS, top, room - AXIS, plot)
    foot = top + plot + line_height(TINY)
    first, last = card.chart.ends
    canvas.type.write_free(left + AXIS, foot, first, TINY, SOFT, "start")
    canvas.type.write_free(left + room, foot, last, TINY, SOFT, "end")
    if card.chart.primary:
        canvas.type.write_free(left + AXIS + (room - AXIS) / 2, foot, card.chart.each, TINY, SOFT, "middle")


def _plot(canvas: Canvas, card: Card, left: float, top: float, width: float, height: float) -> None:
    chart, pdf = card.chart, canvas.pdf
    tone = TONES[chart.area]

    def height_of(level: float) -> float:
        return top + (1 - level) * height

    if chart.band is not None:
        low, high = (height_of(level) for level in chart.band)
        pdf.set_fill_color(*HIGH)
        pdf.rect(left, high, width, low - high, style="F")
        for at in (low, high):
            _line(canvas, left, at, left + width, at, EDGE, 0.18, dash=1.0)
    if chart.likely is not None:
        first, last = left + chart.likely.first * width, left + chart.likely.last * width
        low, high = height_of(chart.likely.low), height_of(chart.likely.high)
        pdf.set_fill_color(*tone.liquid)
        pdf.rect(first, high, last - first, low - high, style="F")
        for at in (low, high):
            _line(canvas, first, at, last, at, tone.strong, 0.35)
    for level, figure in chart.ticks:
        _line(canvas, left, height_of(level), left + width, height_of(level), HAIRLINE, 0.12)
        canvas.type.write_free(left - 1.0, height_of(level) + 0.8, figure, TINY, SOFT, "end")
    for at in chart.sessions:
        _line(canvas, left + at * width, top + height, left + at * width, top + height - 1.6, tone.strong, 0.25)
    if chart.start is not None:
        at = left + chart.start * width
        _line(canvas, at, top, at, top + height, tone.strong, 0.45)
    for dot in chart.dots:
        _dot(canvas, dot, left + dot.x * width, height_of(dot.y), card.size.dot, tone.strong, chart.area)


def _dot(canvas: Canvas, dot: Dot, x: float, y: float, radius: float, colour: Colour, area: str) -> None:
    """Round for the face, an arch for the scalp; a ring before the course."""
    pdf = canvas.pdf
    pdf.set_draw_color(*colour)
    pdf.set_line_width(0.3)
    pdf.set_fill_color(*(WHITE if dot.before else colour))
    style = "DF" if dot.before else "F"
    if area == "scalp":
        pdf.rect(
            x - radius, y - radius, 2 * radius, 2 * radius, style=style,
            round_corners=("TOP_LEFT", "TOP_RIGHT"), corner_radius=radius,
        )  # fmt: skip
    else:
        pdf.circle(x, y, radius, style=style)


def _line(
    canvas: Canvas, x1: float, y1: float, x2: float, y2: float, colour: Colour, width: float, dash: float = 0.0
) -> None:
    pdf = canvas.pdf
    pdf.set_draw_color(*colour)
    pdf.set_line_width(width)
    if dash:
        pdf.set_dash_pattern(dash=dash, gap=dash * 0.7)
    pdf.line(x1, y1, x2, y2)
    if dash:
        pdf.set_dash_pattern()


def draw_legend(canvas: Canvas, legend: Mapping[str, str], x: float, y: float) -> None:
    """The marks and what they mean, in a row."""
    tone = TONES["glow"]
    middle = y + line_height(TINY) / 2
    for name, words in legend.items():
        left = canvas.left_of(x, 5.0)
        _sign(canvas, name, left, middle, tone.strong, tone.liquid)
        width = canvas.type.width_of(words, False) * TINY
        canvas.put(x + 6.0, y, words, TINY, TEXT, width + 1.0)
        x += 6.0 + width + LEGEND_GAP


def _sign(canvas: Canvas, name: str, left: float, y: float, strong: Colour, liquid: Colour) -> None:
    pdf = canvas.pdf
    match name:
        case "dot" | "before":
            _dot(canvas, Dot(0, 0, before=name == "before"), left + 3.4, y, 0.8, strong, "glow")
        case "start":
            _line(canvas, left + 3.4, y - 1.5, left + 3.4, y + 1.5, strong, 0.45)
        case "session":
            _line(canvas, left + 3.4, y - 0.4, left + 3.4, y + 1.2, strong, 0.25)
        case "band" | "likely":
            pdf.set_fill_color(*(HIGH if name == "band" else liquid))
            pdf.rect(left, y - 1.2, 5.0, 2.4, style="F")
            for at in (y - 1.2, y + 1.2):
                if name == "band":
                    _line(canvas, left, at, left + 5.0, at, EDGE, 0.18, dash=1.0)
                else:
                    _line(canvas, left, at, left + 5.0, at, strong, 0.35)
