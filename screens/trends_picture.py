"""One measure as a picture of its weeks, with its legend, and as a list for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import flet as ft
import flet.canvas as cv

from screens.boundary import screen
from screens.look import type as text
from screens.look.colours import EDGE, HIGH, PAPER, TEXT, TEXT_SOFT, tone_of
from screens.look.rows import expander
from screens.look.surfaces import card, column
from screens.look.surroundings import Look
from screens.look.trend_chart import DASHED, DAY, DOT, DOTTED, SESSION, Chart, WeekDot, trend_chart
from screens.look.vessel import level_bar
from screens.trends_view import WEEKS_AT_MOST, WEEKS_BEFORE, TrendView, WeekRow
from screens.wording import Wording

POINTS_AT_MOST, SESSIONS_AT_MOST = 300, 100
T = TypeVar("T")


def chart_of(view: TrendView) -> Chart:
    """The weeks that are drawn: some before the start, up to now, or to the first look while that is awaited; in a long
    course those that the verdict rests on."""
    last_rated = max((week.week for week in view.weeks), default=1)
    if view.started is None:
        last = last_rated
        first = max(min(week.week for week in view.weeks), last - WEEKS_AT_MOST + 1)
    else:
        last = max(view.this_week, 1, view.wait[1] if view.wait else 1)
        since = max(1, last - WEEKS_AT_MOST + 1)
        early = [week.week for week in view.weeks if week.week < since]
        first = since if since > 1 or not early else max(min(early), since - WEEKS_BEFORE)
        if view.likely is not None and view.likely[1] < since:
            first = max(min(early, default=1), 1 - WEEKS_BEFORE)
            last = first + WEEKS_AT_MOST - 1
    dots = tuple(
        WeekDot(week.week, week.level, before=view.started is not None and week.week < 1)
        for week in view.weeks
        if first <= week.week <= last
    )
    last = max(first, last)
    sessions = _thinned([place for place in view.sessions if first <= place < last + 1], SESSIONS_AT_MOST)
    days = [day for day in view.days if first <= day[0] < last + 1]
    if len(days) <= len(dots):  # one a week is the mean itself
        days = []
    return Chart(
        first=first,
        last=last,
        dots=dots,
        days=_thinned(days, POINTS_AT_MOST - len(dots) - len(sessions)),
        sessions=sessions,
        may_show=1 + view.may_show if view.may_show else None,
        fair=1 + view.fair if view.fair else None,
        banded=view.banded,
        start=1 if view.started is not None else None,
        wait_from=view.this_week + 1 if view.wait else None,
        band=view.band,
        now=view.likely,
        joined=view.verdict != "too_early",
        ticks=view.ticks,
    )


def _thinned(points: Sequence[T], most: int) -> tuple[T, ...]:
    """All of them, or evenly some where there are more than may be sent."""
    return tuple(points[:: max(1, -(-len(points) // most))])


def picture(look: Look, words: Wording, view: TrendView, room: float) -> ft.Control:
    """The weeks drawn; `room` is the width for it."""
    chart = chart_of(view)
    name = words.text("{measure}: {said}", measure=view.title, said=view.sentence)
    drawn = trend_chart(look, chart, name=name, area=view.area, width=room, height=260 if look.desktop else 210)
    begins = words.text("Week {n}", n=chart.first) if chart.first > 0 else words.text("Before")
    if chart.start is not None and chart.first <= 0:
        begins = words.count("One week before", "{count} weeks before", 1 - chart.first)
    now = words.text("Now") if chart.last >= view.this_week else words.text("Week {n}", n=chart.last)
    ends = text.small(now if not view.wait else words.text("First look"))
    ends_of_time = [text.small(begins), ends]  # which runs from left to right in every language
    foot = ft.Row(ends_of_time[::-1] if look.rtl else ends_of_time, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    return card(look, drawn, foot, _legend(look, words, view, chart), gap=8)


def _legend(look: Look, words: Wording, view: TrendView, chart: Chart) -> ft.Control:
    """What the signs mean; only those that are drawn."""
    tone = tone_of(view.area)
    ring = ft.Container(
        width=2 * DOT, height=2 * DOT, border_radius=DOT, bgcolor=PAPER, border=ft.Border.all(2.5, TEXT_SOFT)
    )
    shape = look.arch(DOT) if view.area == "scalp" else ft.BorderRadius.all(DOT)
    dot = ft.Container(width=2 * DOT, height=2 * DOT, border_radius=shape, bgcolor=tone.strong)
    day = ft.Container(width=2 * DAY, height=2 * DAY, border_radius=DAY, bgcolor=EDGE)
    bar = ft.Container(width=3, height=SESSION, bgcolor=TEXT, border_radius=1.5)
    line = ft.Container(width=3, height=18, bgcolor=tone.strong)
    band = ft.Container(width=22, height=14, bgcolor=HIGH, border=ft.Border.all(1, EDGE))
    likely = ft.Container(
        width=22,
        height=14,
        bgcolor=tone.liquid,
        border=ft.Border(top=ft.BorderSide(2, tone.strong), bottom=ft.BorderSide(2, tone.strong)),
    )
    started = words.text("Start, {day}", day=view.started) if view.started else ""
    pairs: list[tuple[ft.Control, str, bool]] = [
        (ring, words.text("Week mean before"), any(d.before for d in chart.dots)),
        (dot, words.text("Week mean"), any(not d.before for d in chart.dots)),
        (day, words.text("A rated day"), bool(chart.days)),
        (bar, words.text("A session"), bool(chart.sessions)),
        (line, started, chart.start is not None and chart.first <= chart.start),
        (band, words.text("Usual ups and downs"), chart.band is not None),
        (likely, words.text("Likely mean now"), chart.now is not None),
        (_upright(DOTTED), words.text("May show from week {n}", n=view.may_show or 0), _seen(chart, chart.may_show)),
        (_upright(DASHED), words.text("Fair to look from week {n}", n=view.fair or 0), _seen(chart, chart.fair)),
    ]
    if look.large_text:
        return column(
            *(ft.Row([mark, text.small(said, expand=True)], spacing=8) for mark, said, on in pairs if on), gap=4
        )
    return ft.Row(
        [ft.Row([mark, text.small(said)], spacing=6, tight=True) for mark, said, there in pairs if there],
        wrap=True,
        spacing=16,
        run_spacing=4,
    )


def _seen(chart: Chart, place: float | None) -> bool:
    return place is not None and chart.first <= place <= chart.last + 1


def _upright(dashes: list[float]) -> ft.Control:
    """A piece of the line that tells from when on something was expected."""
    paint = ft.Paint(color=TEXT_SOFT, stroke_width=2, style=ft.PaintingStyle.STROKE, stroke_cap=ft.StrokeCap.ROUND)
    paint.stroke_dash_pattern = dashes
    return cv.Canvas([cv.Line(3, 1, 3, 20, paint)], width=6, height=21)


@screen(name="The weeks")
def WeekList(look: Look, words: Wording, view: TrendView) -> ft.Control:
    """Weekly means as a list, the newest first; each row is read out whole."""
    shown, show = ft.use_state(False)
    head = expander(
        words.text("Week by week"),
        words.count("One week with ratings", "{count} weeks with ratings", view.weeks_rated),
        shown,
        lambda: show(not shown),
    )
    weeks = tuple(reversed(view.weeks))[:WEEKS_AT_MOST] if shown else ()
    return card(look, head, *(_week(row, view.area) for row in weeks), gap=12)


def _week(row: WeekRow, area: str) -> ft.Control:
    said = ft.Row(
        [text.body(row.title, expand=True), text.small(row.said, color=TEXT_SOFT)],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    sessions = text.small(row.sessions, color=TEXT_SOFT) if row.sessions else None
    return ft.MergeSemantics(content=column(said, level_bar(row.level, area=area, height=12), sessions, gap=4))
