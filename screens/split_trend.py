"""The verdict of a test of two sides, before the picture of both together."""

from __future__ import annotations

import flet as ft

from care.knowledge import Knowledge
from care.trends import SplitTrend, Trend
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.colours import CAUTION_CONTAINER, HAIRLINE, ON_CAUTION_CONTAINER, TEXT_SOFT, tone_of
from screens.look.marks import area_mark
from screens.look.rows import expander
from screens.look.surfaces import card, column, flat_card
from screens.look.surroundings import Look
from screens.split_trend_view import SplitView, split_view
from screens.wording import Wording


def split_parts(look: Look, words: Wording, knowledge: Knowledge, found: Trend) -> list[ft.Control]:
    """Words before anything else; nothing where both sides are treated. Worse takes the caution colours; better takes
    none."""
    if not isinstance(found, SplitTrend):
        return []
    view = split_view(words, knowledge.measures[found.measure], found)
    tone = tone_of(view.area)
    ink = ON_CAUTION_CONTAINER if view.worse else tone.on_container
    said = column(text.headline(view.sentence, color=ink, heading=2), text.small(view.sides, color=ink), gap=0)
    head = ft.Row([area_mark(look, view.area), ft.Container(content=said, expand=True)], spacing=14)
    verdict = ft.Container(
        content=column(head, *(text.body(line, color=ink) for line in view.said), gap=10),
        bgcolor=CAUTION_CONTAINER if view.worse else tone.container,
        border_radius=look.shape_of(view.area),
        padding=20,
    )
    cannot = text.subtitle(words.text("What this cannot say"), heading=2)
    return [
        verdict,
        Weeks(look, words, view, key=f"sides-{found.measure}"),
        flat_card(look, cannot, text.body(view.cannot_say, color=TEXT_SOFT), gap=4),
    ]


@screen(name="The weeks of both sides")
def Weeks(look: Look, words: Wording, view: SplitView) -> ft.Control:
    """Week by week, treated less kept, for who wants the figures."""
    is_open, turn = changing(False)
    title = words.text("Week by week, treated less kept")
    rows: list[ft.Control] = [expander(title, "", is_open, lambda: turn(not is_open))]
    if is_open:
        for week, value in view.weeks:
            line = ft.Row([text.body(week, expand=True), text.body(value)])
            rows += [ft.Divider(height=1, thickness=1, color=HAIRLINE), ft.MergeSemantics(content=line)]
    return card(look, *rows, gap=8)
