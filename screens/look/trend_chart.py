"""Ratings over weeks: the usual ups and downs as a band, week means as dots, the wait ahead as hatching.

Nothing is told by colour alone: weeks before the start are rings, those since are filled (an arch for the scalp), rated
days are small, sessions are bars at the foot, the start is a line, what was expected when is dotted and dashed. Time
runs from left to right in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import flet as ft
import flet.canvas as cv

from screens.look import type as text
from screens.look.colours import EDGE, HAIRLINE, HIGH, PAPER, TEXT, TEXT_SOFT, Tone, tone_of
from screens.look.surroundings import Look

DOT, DAY, GUTTER, EDGE_ROOM, HATCH = 6.5, 2.4, 34, 12, 11
LETTER = 8.2  # about the width of a letter of a tick
SESSION = 9  # the height of the bar of a session
DOTTED: list[float] = [0.1, 5.0]
DASHED: list[float] = [8.0, 6.0]


@dataclass(frozen=True)
class WeekDot:
    """The mean of one week, as a share of the scale (0 to 1)."""

    week: int
    level: float
    before: bool


@dataclass(frozen=True)
class Chart:
    """What is drawn, all levels as shares of the scale. `first` and `last` are the weeks shown, both included.

    start: the week that begins with the course's first day, where that is shown; wait_from: the first week that is
    still to come; band: the usual ups and downs around the mean before; now: the likely mean of the weeks compared;
    joined: whether neighbouring weeks may be joined by a line; ticks: levels and their figures; banded: each tick is a
    band of its own, and not a point; days: rated days, each a place among the weeks (2.5 is the middle of week 2) and a
    level; sessions: such places; may_show, fair: from which place on a change may show, and is fair to look for.
    """

    first: int
    last: int
    dots: tuple[WeekDot, ...]
    start: int | None = None
    wait_from: int | None = None
    band: tuple[float, float] | None = None
    now: tuple[int, int, float, float] | None = None
    joined: bool = True
    ticks: tuple[tuple[float, str], ...] = ()
    banded: bool = False
    days: tuple[tuple[float, float], ...] = ()
    sessions: tuple[float, ...] = ()
    may_show: float | None = None
    fair: float | None = None

    @property
    def points(self) -> int:
        """How many points are drawn."""
        return len(self.dots) + len(self.days) + len(self.sessions)


@dataclass(frozen=True)
class _Field:
    """Where weeks and levels stand on the canvas."""

    chart: Chart
    left: float
    width: float
    height: float

    def x(self, week: float) -> float:
        """The beginning of a week."""
        count = self.chart.last - self.chart.first + 1
        return self.left + (week - self.chart.first) / count * self.width

    def y(self, level: float) -> float:
        room = self.height - 2 * EDGE_ROOM
        return EDGE_ROOM + (1 - max(0.0, min(1.0, level))) * room

    @property
    def right(self) -> float:
        return self.left + self.width


def trend_chart(
    look: Look, chart: Chart, *, name: str, area: str | None, width: float, height: float = 220
) -> ft.Control:
    """The picture beside a verdict; `name` says it in words (the verdict's sentence)."""
    tone = tone_of(area)
    widest = max((len(words) for _, words in chart.ticks), default=0)
    gutter = look.scaled(max(GUTTER, 14 + LETTER * widest), 1.6) if chart.ticks else 0
    field = _Field(chart, gutter, max(40.0, width - gutter), height)
    shapes = [
        *_band(field),
        *_grid(field),
        *_wait(field),
        *_now(field, tone),
        *_expected(field),
        *_start(field, tone),
        *(cv.Circle(field.x(week), field.y(level), DAY, _fill(EDGE)) for week, level in chart.days),
        *_sessions(field),
        *_lines(field, tone),
        *(shape for dot in chart.dots for shape in _dot(field, dot, tone, scalp=area == "scalp")),
    ]
    figures: list[ft.Control] = [
        ft.Container(
            content=text.numerals(words, 14.5, color=TEXT_SOFT, align=ft.TextAlign.END),
            left=0,
            width=gutter - 8,
            top=field.y(level) - 12,
        )
        for level, words in chart.ticks
    ]
    canvas = cv.Canvas(shapes, width=field.right, height=height)
    picture = ft.Stack([canvas, *figures], width=field.right, height=height, clip_behavior=ft.ClipBehavior.NONE)
    silent = ft.Semantics(content=picture, exclude_semantics=True)
    return ft.Semantics(content=silent, label=name, image=True, container=True)


def _stroke(color: ft.Colors, width: float, dashes: list[float] | None = None) -> ft.Paint:
    return ft.Paint(
        color=color,
        stroke_width=width,
        style=ft.PaintingStyle.STROKE,
        stroke_cap=ft.StrokeCap.ROUND,
        stroke_dash_pattern=dashes,
    )


def _fill(color: ft.Colors) -> ft.Paint:
    return ft.Paint(color=color, style=ft.PaintingStyle.FILL)


def _grid(field: _Field) -> Iterator[cv.Shape]:
    """A line at each tick; between the ticks where each is a band of its own."""
    levels = [level for level, _ in field.chart.ticks]
    if field.chart.banded:
        levels = [(low + high) / 2 for low, high in pairwise(levels)]
    for level in levels:
        yield cv.Line(field.left, field.y(level), field.right, field.y(level), _stroke(HAIRLINE, 1))


def _expected(field: _Field) -> Iterator[cv.Shape]:
    for place, dashes in ((field.chart.may_show, DOTTED), (field.chart.fair, DASHED)):
        if place is not None and field.chart.first <= place <= field.chart.last + 1:
            x = field.x(place)
            yield cv.Line(x, EDGE_ROOM, x, field.height - EDGE_ROOM, _stroke(TEXT_SOFT, 2, dashes))


def _sessions(field: _Field) -> Iterator[cv.Shape]:
    """Bars that stand on the foot of the picture."""
    for place in field.chart.sessions:
        x = field.x(place)
        yield cv.Line(x, field.height - SESSION - 1.5, x, field.height - 1.5, _stroke(TEXT, 3))


def _band(field: _Field) -> Iterator[cv.Shape]:
    if field.chart.band is None:
        return
    low, high = (field.y(level) for level in field.chart.band)
    yield cv.Rect(field.left, high, field.width, max(2.0, low - high), 0, _fill(HIGH))
    for edge in (low, high):
        yield cv.Line(field.left, edge, field.right, edge, _stroke(EDGE, 1.5, [4, 4]))


def _now(field: _Field, tone: Tone) -> Iterator[cv.Shape]:
    if field.chart.now is None:
        return
    first, last, low, high = field.chart.now
    left, right = field.x(max(first, field.chart.first)), field.x(min(last, field.chart.last) + 1)
    if right <= left:
        return
    top, bottom = field.y(high), field.y(low)
    yield cv.Rect(left, top, right - left, max(3.0, bottom - top), 0, _fill(tone.liquid))
    for edge in (top, bottom):
        yield cv.Line(left, edge, right, edge, _stroke(tone.strong, 2))


def _wait(field: _Field) -> Iterator[cv.Shape]:
    """Hatching from the first week that is still to come."""
    begins = field.chart.wait_from
    if begins is None or begins > field.chart.last:
        return
    left, top, bottom = field.x(max(begins, field.chart.first)), EDGE_ROOM, field.height - EDGE_ROOM
    yield cv.Rect(left, top, field.right - left, bottom - top, 0, _fill(PAPER))
    foot = left - (bottom - top)
    while foot < field.right:
        x1, x2 = max(left, foot), min(field.right, foot + bottom - top)
        if x2 > x1:
            yield cv.Line(x1, bottom - (x1 - foot), x2, bottom - (x2 - foot), _stroke(HAIRLINE, 1.5))
        foot += HATCH


def _start(field: _Field, tone: Tone) -> Iterator[cv.Shape]:
    if field.chart.start is not None and field.chart.first <= field.chart.start <= field.chart.last:
        x = field.x(field.chart.start)
        yield cv.Line(x, 2, x, field.height - 2, _stroke(tone.strong, 3))


def _lines(field: _Field, tone: Tone) -> Iterator[cv.Shape]:
    """Neighbouring weeks on the same side of the start are joined; a week without ratings breaks the line."""
    if not field.chart.joined:
        return
    for one, other in zip(field.chart.dots, field.chart.dots[1:], strict=False):
        if other.week == one.week + 1 and one.before == other.before:
            x1, x2 = field.x(one.week + 0.5), field.x(other.week + 0.5)
            ink = EDGE if one.before else tone.strong
            yield cv.Line(x1, field.y(one.level), x2, field.y(other.level), _stroke(ink, 2))


def _dot(field: _Field, dot: WeekDot, tone: Tone, *, scalp: bool) -> Iterator[cv.Shape]:
    x, y = field.x(dot.week + 0.5), field.y(dot.level)
    if dot.before:
        yield cv.Circle(x, y, DOT, _fill(PAPER))
        yield cv.Circle(x, y, DOT - 1, _stroke(TEXT_SOFT, 2.5))
    elif scalp:
        arch = [
            cv.Path.MoveTo(x - DOT, y + DOT),
            cv.Path.LineTo(x - DOT, y),
            cv.Path.CubicTo(x - DOT, y - DOT * 1.5, x + DOT, y - DOT * 1.5, x + DOT, y),
            cv.Path.LineTo(x + DOT, y + DOT),
            cv.Path.Close(),
        ]
        yield cv.Path(arch, _fill(tone.strong))
    else:
        yield cv.Circle(x, y, DOT + 1.5, _fill(PAPER))
        yield cv.Circle(x, y, DOT, _fill(tone.strong))
