"""One measure drawn: its verdict, its weeks as a picture and as a list, and what it cannot say."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.colours import (
    CAUTION_CONTAINER,
    EDGE,
    HIGH,
    ON_CAUTION_CONTAINER,
    PAPER,
    TEXT_SOFT,
    tone_of,
)
from screens.look.marks import area_mark, segments
from screens.look.rows import expander
from screens.look.surfaces import card, column, flat_card, info_card
from screens.look.surroundings import Look
from screens.look.trend_chart import DOT, Chart, WeekDot, trend_chart
from screens.look.vessel import level_bar
from screens.page_state import PageState
from screens.read_more import HOW_LONG, article_row
from screens.trends_view import TrendView, WeekRow
from screens.wording import Wording

WEEKS_BEFORE, WEEKS_AT_MOST = 8, 32


def trend_parts(look: Look, state: PageState, view: TrendView, room: float) -> list[ft.Control]:
    """What stands below the choice of a measure; `room` is the width for the picture."""
    words = state.wording
    parts: list[ft.Control] = [verdict_card(look, words, view)]
    if view.weeks:
        parts += [_picture(look, words, view, room), WeekList(look, words, view, key=f"weeks-{view.measure}")]
    for title, said in (
        (words.text("What this cannot say"), view.cannot_say),
        (words.text("How complete"), view.complete),
    ):
        if said:
            parts.append(flat_card(look, text.subtitle(title, heading=2), text.body(said, color=TEXT_SOFT), gap=4))
    if view.verdict == "too_early":
        parts.append(card(look, article_row(state, state.knowledge.articles[HOW_LONG]), padding=6))
    if not view.primary and view.started is not None:
        parts.append(
            info_card(
                look,
                words.text("Only watched"),
                words.text("One measure of a course gets verdicts, chosen before it starts. This is not it."),
            )
        )
    return parts


def verdict_card(look: Look, words: Wording, view: TrendView) -> ft.Control:
    """Words before anything else. Worse takes the caution colours; better takes none."""
    worse = view.verdict == "clearly_worse"
    tone = tone_of(view.area)
    ink = ON_CAUTION_CONTAINER if worse else tone.on_container
    below = view.title
    if view.wait is not None:
        below = words.text("{measure}, week {n} of {all}", measure=view.title, n=view.wait[0] + 1, all=view.wait[1])
    head = ft.Row(
        [
            area_mark(look, view.area),
            ft.Container(
                content=column(text.headline(view.sentence, color=ink, heading=2), text.small(below, color=ink), gap=0),
                expand=True,
            ),
        ],
        spacing=14,
    )
    said = [view.why, " ".join(view.facts), view.advice, view.next_look]
    lines: list[ft.Control] = [text.body(line, color=ink) for line in said if line]
    if view.wait is not None and view.started is not None and view.first_look is not None:
        lines += _waiting(look, words, view, ink)
    return ft.Container(
        content=column(head, *lines, gap=10),
        bgcolor=CAUTION_CONTAINER if worse else tone.container,
        border_radius=look.shape_of(view.area),
        padding=20,
    )


def _waiting(look: Look, words: Wording, view: TrendView, ink: ft.Colors) -> list[ft.Control]:
    """The wait itself, a bar a week."""
    assert view.wait is not None
    assert view.started is not None
    assert view.first_look is not None
    done, planned = view.wait
    name = words.text("Week {n} of {all}", n=done + 1, all=planned)
    begun = text.small(words.text("Started {day}", day=view.started), color=ink)
    look_on = text.small(words.text("First look {day}", day=view.first_look), color=ink)
    ends = (
        column(begun, look_on, gap=0)
        if look.large_text
        else ft.Row([begun, look_on], alignment=ft.MainAxisAlignment.SPACE_BETWEEN, wrap=True)
    )
    return [segments(done, planned, name, area=view.area), ends]


def chart_of(view: TrendView) -> Chart:
    """The weeks that are drawn: some before the start, up to now, or to the first look while that is awaited."""
    last_rated = max((week.week for week in view.weeks), default=1)
    if view.started is None:
        last = last_rated
        first = max(min(week.week for week in view.weeks), last - WEEKS_AT_MOST + 1)
    else:
        last = max(view.this_week, 1, view.wait[1] if view.wait else 1)
        since = max(1, last - WEEKS_AT_MOST + 1)
        early = [week.week for week in view.weeks if week.week < since]
        first = since if since > 1 or not early else max(min(early), since - WEEKS_BEFORE)
    dots = tuple(
        WeekDot(week.week, week.level, before=view.started is not None and week.week < 1)
        for week in view.weeks
        if first <= week.week <= last
    )
    return Chart(
        first=first,
        last=max(first, last),
        dots=dots,
        start=1 if view.started is not None else None,
        wait_from=view.this_week + 1 if view.wait else None,
        band=view.band,
        now=view.likely,
        joined=view.verdict != "too_early",
        ticks=view.ticks,
    )


def _picture(look: Look, words: Wording, view: TrendView, room: float) -> ft.Control:
    chart = chart_of(view)
    name = f"{view.title}: {view.sentence}"
    drawn = trend_chart(look, chart, name=name, area=view.area, width=room, height=260 if look.desktop else 210)
    begins = words.text("Week {n}", n=chart.first) if chart.first > 0 else words.text("Before")
    ends = text.small(words.text("Now") if not view.wait else words.text("First look"))
    foot = ft.Row([text.small(begins), ends], alignment=ft.MainAxisAlignment.SPACE_BETWEEN, rtl=False)
    return card(look, drawn, foot, _legend(look, words, view, chart), gap=8)


def _legend(look: Look, words: Wording, view: TrendView, chart: Chart) -> ft.Control:
    tone = tone_of(view.area)
    ring = ft.Container(
        width=2 * DOT, height=2 * DOT, border_radius=DOT, bgcolor=PAPER, border=ft.Border.all(2.5, TEXT_SOFT)
    )
    shape = look.arch(DOT) if view.area == "scalp" else ft.BorderRadius.all(DOT)
    dot = ft.Container(width=2 * DOT, height=2 * DOT, border_radius=shape, bgcolor=tone.strong)
    line = ft.Container(width=3, height=18, bgcolor=tone.strong)
    band = ft.Container(width=22, height=14, bgcolor=HIGH, border=ft.Border.all(1, EDGE))
    likely = ft.Container(
        width=22,
        height=14,
        bgcolor=tone.liquid,
        border=ft.Border(top=ft.BorderSide(2, tone.strong), bottom=ft.BorderSide(2, tone.strong)),
    )
    pairs: list[tuple[ft.Control, str, bool]] = [
        (ring, words.text("Week mean before"), any(d.before for d in chart.dots)),
        (dot, words.text("Week mean"), any(not d.before for d in chart.dots)),
        (line, words.text("Start"), chart.start is not None and chart.first <= chart.start),
        (band, words.text("Usual ups and downs"), chart.band is not None),
        (likely, words.text("Likely mean now"), chart.now is not None),
    ]
    return ft.Row(
        [ft.Row([mark, text.small(said)], spacing=6, tight=True) for mark, said, there in pairs if there],
        wrap=True,
        spacing=16,
        run_spacing=4,
    )


@screen(name="The weeks")
def WeekList(look: Look, words: Wording, view: TrendView) -> ft.Control:
    """Weekly means as a list, the newest first; each row is read out whole."""
    shown, show = ft.use_state(False)
    head = expander(
        words.text("Week by week"),
        words.count("One week with ratings", "{count} weeks with ratings", len(view.weeks)),
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
    return ft.MergeSemantics(content=column(said, level_bar(row.level, area=area, height=12), gap=4))
