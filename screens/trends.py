"""Trends: the sentence first, then the weeks it rests on. Too early is an answer."""

from __future__ import annotations

import flet as ft

from care.trends import trends
from screens.boundary import screen
from screens.look import type as text
from screens.look.choices import chip, chips
from screens.look.colours import CAUTION_CONTAINER, ON_CAUTION_CONTAINER, TEXT_SOFT, tone_of
from screens.look.feedback import empty_state
from screens.look.marks import area_mark
from screens.look.surfaces import card, column, info_card
from screens.look.surroundings import Look, use_look
from screens.look.vessel import level_bar
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state
from screens.trends_view import TrendView, WeekRow, trend_views
from screens.waiting import waiting

WEEKS_AT_ONCE = 16


@screen(name="Trends")
def Trends() -> ft.View:
    state, look = use_page_state(), use_look()
    chosen = ft.use_route_params().get("measure", "")
    words, shot = state.wording, state.snapshot
    found, keep = ft.use_state(None)

    async def read() -> None:
        keep(await state.load(lambda door: trends(door.diary(whole=True), door.knowledge, shot.today)))

    ft.use_effect(read, [shot])
    parts: list[ft.Control | None] = []
    if found is None:
        parts.append(waiting(words.text("Reading your ratings")))
    elif not found:
        parts.append(
            empty_state(
                words.text("Nothing to compare yet"),
                words.text("Rate glow or scalp a few times. The first fair look comes after some weeks."),
                action=words.text("Rate now"),
                on_action=lambda: state.go("/check-in/glow"),
            )
        )
    else:
        views = trend_views(words, state.knowledge, found)
        shown = next((v for v in views if v.measure == chosen), views[0])
        parts += [_chips(state, views, shown), verdict_card(look, shown), *_picture(look, state, shown)]
    route = f"/trends/{chosen}" if chosen else None
    return shell(look, Place.TRENDS, words.text, state.go, parts, title=words.text("Trends"), route=route)


def _chips(state: PageState, views: tuple[TrendView, ...], shown: TrendView) -> ft.Control:
    return chips(
        *(chip(v.title, v is shown, lambda m=v.measure: state.go(f"/trends/{m}"), key=v.measure) for v in views)
    )


def verdict_card(look: Look, view: TrendView) -> ft.Control:
    """Words before anything else. Worse takes the caution colours; better takes none."""
    worse = view.verdict == "clearly_worse"
    tone = tone_of(view.area)
    ink = ON_CAUTION_CONTAINER if worse else tone.on_container
    head = ft.Row(
        [
            area_mark(look, view.area),
            ft.Container(
                content=column(
                    text.headline(view.sentence, color=ink, heading=2), text.small(view.title, color=ink), gap=0
                ),
                expand=True,
            ),
        ],
        spacing=14,
    )
    lines = [text.body(view.why, color=ink), *(text.body(fact, color=ink) for fact in view.facts)]
    if view.caveat:
        lines.append(text.small(view.caveat, color=ink))
    return ft.Container(
        content=column(head, *lines, gap=10),
        bgcolor=CAUTION_CONTAINER if worse else tone.container,
        border_radius=look.shape_of(view.area),
        padding=20,
    )


def _picture(look: Look, state: PageState, view: TrendView) -> list[ft.Control | None]:
    """Weekly means as levels, the newest first; each row is read out whole."""
    words = state.wording
    weeks = tuple(reversed(view.weeks))[:WEEKS_AT_ONCE]
    if not weeks:
        return []
    rows = [_week(look, row, view.area) for row in weeks]
    parts: list[ft.Control | None] = [card(look, text.subtitle(words.text("Weekly means"), heading=2), *rows, gap=12)]
    if not view.primary:
        parts.append(
            info_card(
                look,
                words.text("Only watched."),
                words.text("One measure of a course gets a verdict, chosen before it starts. This is not it."),
            )
        )
    return parts


def _week(look: Look, row: WeekRow, area: str) -> ft.Control:
    said = ft.Row(
        [text.body(row.title, expand=True), text.small(row.said, color=TEXT_SOFT)],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    content = column(said, level_bar(row.level, area=area, height=12), gap=4)
    return ft.Semantics(content=content, container=True)
