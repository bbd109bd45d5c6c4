"""The parts of a report's pages: head, sections, charts and pairs of pictures, each measured before it is drawn."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from care.report_parts import Pair, Picture, Report, Row, Section
from storage.report_chart import PRIMARY, TINY, WATCHED, Card, chart_card, draw_card, draw_legend
from storage.report_ink import (
    CAUTION,
    EDGE,
    HAIRLINE,
    INNER,
    LEFT,
    PANEL,
    SOFT,
    TEXT,
    Canvas,
    line_height,
)
from storage.report_ink import PRIMARY as PRIMARY_INK
from storage.report_type import Line, Run

RAIL, WHEN = 36.0, 31.0
BODY, SMALL = 8.3, 7.6  # points
MOST_LINES = 4  # of one row
PICTURE_HEIGHT = 44.0
GAP = 3.0
MOST_HIGHER = 0.7  # of the height of a picture


class Block(NamedTuple):
    """Something of a known height that draws itself from a `y` on."""

    height: float
    draw: Callable[[float], None]


def head_block(canvas: Canvas, made: Report[str]) -> Block:
    """What this is, of when, and what it is not; room for a name; the figures."""
    honest = canvas.lines([Run(made.honest)], 9.0, INNER)
    about = canvas.lines([Run(" · ".join(made.about))], BODY, INNER, 2) if made.about else []
    tile, title = 13.0, 12.0
    by_hand = 9.0
    height = title + len(honest) * line_height(9.0) + 2.0 + by_hand + len(about) * line_height(BODY) + 3.0 + tile

    def draw(y: float) -> None:
        canvas.put(LEFT, y, made.title, 19.0, PRIMARY_INK, INNER * 0.62, bold=True, most=1)
        canvas.put(LEFT, y + 0.6, made.period, 10.0, TEXT, INNER, bold=True, align="end", most=1)
        canvas.put(LEFT, y + 5.2, made.made, SMALL, SOFT, INNER, align="end", most=1)
        y = canvas.write(LEFT, y + title, honest, 9.0, TEXT, INNER) + 2.0
        each = (INNER - GAP) / len(made.by_hand)
        for n, label in enumerate(made.by_hand):
            x = LEFT + n * (each + GAP)
            width = canvas.type.width_of(label, False) * BODY
            canvas.put(x, y + 2.0, label, BODY, SOFT, each)
            canvas.rule(x + width + 2.0, y + 2.0 + line_height(BODY), each - width - 2.0 - GAP, EDGE)
        y = canvas.write(LEFT, y + by_hand, about, BODY, SOFT, INNER) + 3.0
        _tiles(canvas, made, y, tile)

    return Block(height, draw)


def _tiles(canvas: Canvas, made: Report[str], y: float, height: float) -> None:
    count = len(made.figures)
    width = (INNER - GAP * (count - 1)) / count
    for n, figure in enumerate(made.figures):
        x = LEFT + n * (width + GAP)
        canvas.box(x, y, width, height, fill=PANEL, radius=2.5)
        canvas.put(x + 3.0, y + 1.3, figure.value, 14.0, PRIMARY_INK, width - 6.0, bold=True, most=1)
        canvas.put(x + 3.0, y + 7.6, figure.label, SMALL, SOFT, width - 6.0, most=1)


class SetRow(NamedTuple):
    """A row in lines."""

    marked: bool
    when: list[Line]
    lines: list[Line]
    height: float


class SetSection:
    """A section in lines, of which so many rows stand on the page."""

    def __init__(self, canvas: Canvas, of: Section[str]) -> None:
        self.canvas, self.of = canvas, of
        self.title = canvas.lines([Run(of.title, True)], 9.2, RAIL - GAP)
        self.rows = [_set_row(canvas, row) for row in of.rows]
        self.shown = len(self.rows)

    @property
    def spare(self) -> float:
        """How high the rows are that may go."""
        return sum(row.height for row in self.rows[self.of.least : self.shown])

    @property
    def height(self) -> float:
        rows = sum(row.height for row in self.rows[: self.shown])
        more = line_height(BODY) if self._more else 0.0
        return max(rows + more, len(self.title) * line_height(9.2)) + 3.2

    @property
    def _more(self) -> str:
        cut = len(self.rows) - self.shown
        return self.of.more[cut] if cut or self.of.hidden else ""

    def draw(self, y: float) -> None:
        canvas = self.canvas
        canvas.rule(LEFT, y, INNER)
        y += 1.4
        canvas.write(LEFT, y, self.title, 9.2, PRIMARY_INK, RAIL - GAP)
        for row in self.rows[: self.shown]:
            _draw_row(canvas, row, y)
            y += row.height
        if self._more:
            canvas.put(LEFT + RAIL + WHEN, y, self._more, BODY, SOFT, INNER - RAIL - WHEN)


def _set_row(canvas: Canvas, row: Row[str]) -> SetRow:
    room = INNER - RAIL - WHEN
    runs = [Run(text, bold) for text, bold in ((row.head, True), (" · ".join(row.parts), False)) if text]
    lines = canvas.lines(runs, BODY, room - (3.2 if row.marked else 0.0), MOST_LINES)
    when = canvas.lines([Run(row.when)], SMALL, WHEN - GAP, 2) if row.when else []
    height = max(len(lines) * line_height(BODY), len(when) * line_height(SMALL)) + 0.9
    return SetRow(row.marked, when, lines, height)


def _draw_row(canvas: Canvas, row: SetRow, y: float) -> None:
    canvas.write(LEFT + RAIL, y + 0.25, row.when, SMALL, SOFT, WHEN - GAP)
    x = LEFT + RAIL + WHEN
    if row.marked:
        canvas.triangle(x, y + 0.6, 2.4, CAUTION)
        x += 3.2
    canvas.write(x, y, row.lines, BODY, TEXT, LEFT + INNER - x)


class SetCharts:
    """The charts in rows: primary ones two by two, the others three by three. `shown` of them stand on the page."""

    def __init__(self, canvas: Canvas, made: Report[str]) -> None:
        self.canvas, self.made = canvas, made
        primary = sum(chart.primary for chart in made.charts)
        across = 2 if primary > 1 else 1
        wide, narrow = (INNER - GAP * (across - 1)) / across, (INNER - 2 * GAP) / 3
        self.cards = [
            chart_card(canvas, chart, PRIMARY if chart.primary else WATCHED, wide if chart.primary else narrow)
            for chart in made.charts
        ]
        self.least = primary or min(3, len(self.cards))
        self._across = across
        self.shown = len(self.cards)
        self._higher = 0.0

    @property
    def rows(self) -> list[list[Card]]:
        rows: list[list[Card]] = []
        for card in self.cards[: self.shown]:
            most = self._across if card.chart.primary else 3
            if rows and len(rows[-1]) < most and rows[-1][0].chart.primary == card.chart.primary:
                rows[-1].append(card)
            else:
                rows.append([card])
        return rows

    @property
    def height(self) -> float:
        if not self.cards:
            return 0.0
        more = line_height(BODY) if self.shown < len(self.cards) else 0.0
        return 6.5 + sum(self._row_height(row) + GAP for row in self.rows) + more + line_height(TINY) + 2.5

    def _row_height(self, row: Sequence[Card]) -> float:
        return max(card.height + card.size.plot * self._higher for card in row)

    def take(self, room: float) -> None:
        """Draw the pictures higher, as far as that is good for them, where there is room."""
        plots = sum(row[0].size.plot for row in self.rows)
        if plots:
            self._higher = max(0.0, min(MOST_HIGHER, room / plots))

    def fewer(self) -> None:
        """Leave the last row out."""
        self.shown = max(self.least, self.shown - len(self.rows[-1]))

    def draw(self, y: float) -> None:
        canvas, made = self.canvas, self.made
        y = canvas.put(LEFT, y, made.charts_title, 11.0, PRIMARY_INK, INNER, bold=True) + 1.6
        for row in self.rows:
            height, x = self._row_height(row), LEFT
            for card in row:
                draw_card(canvas, card, x, y, height)
                x += card.width + GAP
            y += height + GAP
        if self.shown < len(self.cards):
            y = canvas.put(LEFT, y - 1.0, made.more_charts[len(self.cards) - self.shown], BODY, SOFT, INNER)
        draw_legend(canvas, made.legend, LEFT, y)


class SetPairs:
    """Pairs of pictures, two by two. `pictures`: JPEG or PNG by checksum, small enough for paper."""

    def __init__(self, canvas: Canvas, made: Report[str], pictures: Mapping[str, bytes]) -> None:
        self.canvas, self.made, self.pictures = canvas, made, pictures
        self.shown = len(made.pairs)

    @property
    def height(self) -> float:
        if not self.made.pairs:
            return 0.0
        more = line_height(BODY) if self.shown < len(self.made.pairs) else 0.0
        return 6.5 + -(-self.shown // 2) * self._row + more

    @property
    def _row(self) -> float:
        return line_height(BODY) + PICTURE_HEIGHT + line_height(SMALL) + GAP

    def fewer(self) -> None:
        self.shown = max(0, self.shown - 2 + self.shown % 2)

    def draw(self, y: float) -> None:
        canvas, made = self.canvas, self.made
        y = canvas.put(LEFT, y, made.pairs_title, 11.0, PRIMARY_INK, INNER, bold=True) + 1.6
        width = (INNER - GAP) / 2
        for n, pair in enumerate(made.pairs[: self.shown]):
            self._pair(pair, LEFT + n % 2 * (width + GAP), y + n // 2 * self._row, width)
        if self.shown < len(made.pairs):
            y += -(-self.shown // 2) * self._row
            canvas.put(LEFT, y, made.more_pairs[len(made.pairs) - self.shown], BODY, SOFT, INNER)

    def _pair(self, pair: Pair[str], x: float, y: float, width: float) -> None:
        y = self.canvas.put(x, y, pair.title, BODY, TEXT, width, bold=True, most=1)
        each = (width - GAP) / 2
        for n, picture in enumerate((pair.before, pair.after)):
            self._picture(picture, x + n * (each + GAP), y, each)

    def _picture(self, picture: Picture[str], x: float, y: float, width: float) -> None:
        canvas = self.canvas
        content = self.pictures.get(picture.sha256)
        if content is None:
            canvas.box(x, y, width, PICTURE_HEIGHT, fill=PANEL, edge=HAIRLINE)
            canvas.put(x + 2.0, y + 2.0, self.made.unseen, SMALL, SOFT, width - 4.0, most=3)
        else:
            canvas.pdf.image(
                io.BytesIO(content),
                x=canvas.left_of(x, width),
                y=y,
                w=width,
                h=PICTURE_HEIGHT,
                keep_aspect_ratio=True,
            )
        canvas.put(x, y + PICTURE_HEIGHT + 0.4, picture.day, SMALL, SOFT, width, most=1)
