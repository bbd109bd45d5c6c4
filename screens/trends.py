"""Trends: the sentence first, then the picture it rests on. Too early is an answer."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import cast

import flet as ft
from msgspec import Struct

from care.reckoning import Reckoning, reckoned
from care.trends import Trend, trends
from screens.boundary import screen
from screens.look import type as text
from screens.look.choices import chip, chips
from screens.look.colours import TEXT, TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.marks import area_mark, sign
from screens.look.rows import open_row
from screens.look.surfaces import area_card, info_card, outline
from screens.look.surroundings import Look, use_look
from screens.navigation import LIST_LEAST, LIST_MOST, RAIL_WIDE, Place, shell
from screens.page_state import PageState, use_page_state
from screens.ports import Door
from screens.split_trend import split_parts
from screens.trends_parts import trend_parts
from screens.trends_view import TrendRow, trend_row, trend_view
from screens.waiting import waiting

SIGNS = {
    "too_early": ft.Icons.HOURGLASS_BOTTOM,
    "not_enough_data": ft.Icons.MORE_HORIZ,
    "no_clear_change": ft.Icons.ARROW_RIGHT_ALT,
    "watching": ft.Icons.VISIBILITY_OUTLINED,
}


@screen(name="Trends")
def Trends() -> ft.View:
    """`/trends`, or one measure of it: the same screen, with that measure chosen."""
    state, look = use_page_state(), use_look()
    chosen = ft.use_route_params().get("measure", "")
    words, shot = state.wording, state.snapshot
    found, keep = ft.use_state(cast("Found | None", None))

    async def read() -> None:
        keep(await state.load(lambda door: read_trends(door, shot.today, chosen)))

    ft.use_effect(read, [shot, chosen])
    if found is None:
        return _frame(look, state, chosen, [waiting(words.text("Reading your ratings"))], None)
    if found.shown is None:
        return _frame(look, state, chosen, _nothing(look, state), None)
    shown = trend_view(words, state.knowledge, shot.diary, shot.today, found.shown, found.behind)
    measures = [trend_row(words, state.knowledge, one) for one in found.trends]
    lead = split_parts(look, words, state.knowledge, found.shown)
    if look.desktop:
        rows = [_row(look, state, one, one.measure == shown.measure) for one in measures]
        said = words.text("Verdicts are read on fixed days only. Looking more often would find changes that are none.")
        note = info_card(look, "", said)
        beside = look.width - RAIL_WIDE - max(LIST_LEAST, min(LIST_MOST, round((look.width - RAIL_WIDE) * 0.425)))
        return _frame(look, state, chosen, [*rows, note], trend_parts(look, state, shown, beside - 108, lead))
    picker = chips(
        *(
            chip(one.title, one.measure == shown.measure, partial(state.go, f"/trends/{one.measure}"), key=one.measure)
            for one in measures
        )
    )
    room = min(look.width - 2 * look.margin, 640) - 40
    return _frame(look, state, chosen, [picker, *trend_parts(look, state, shown, room, lead)], None)


class Found(Struct, frozen=True):
    """The trends of all measures, the one that is shown, and what stands behind it."""

    trends: tuple[Trend, ...]
    shown: Trend | None
    behind: Reckoning | None


def read_trends(door: Door, today: date, chosen: str) -> Found:
    """Read and reckon all that the screen shows; off the event loop."""
    diary = door.ratings()
    found = tuple(trends(diary, door.knowledge, today))
    shown = next((one for one in found if one.measure == chosen), found[0] if found else None)
    return Found(found, shown, reckoned(diary, door.knowledge, shown, today) if shown else None)


def _frame(
    look: Look,
    state: PageState,
    chosen: str,
    content: list[ft.Control],
    detail: list[ft.Control] | None,
) -> ft.View:
    words = state.wording
    return shell(
        look,
        Place.TRENDS,
        words.text,
        state.go,
        content,
        title=words.text("Trends"),
        detail=detail,
        route=f"/trends/{chosen}" if chosen else None,
    )


def _nothing(look: Look, state: PageState) -> list[ft.Control]:
    """Where to begin: with a rating, or with the course that the ratings are to judge."""
    words, diary = state.wording, state.snapshot.diary
    face = "face" in (diary.profile.areas or ["face"])
    parts = [
        empty_state(
            words.text("Nothing to compare yet"),
            words.text("Rate how your skin or scalp is a few times. The first fair look comes after some weeks."),
            action=words.text("Rate now"),
            on_action=lambda: state.go("/check-in/glow?from=trends" if face else "/check-in/scalp?from=trends"),
        )
    ]
    if not any(True for _ in diary.active_courses()):
        note = words.text("One measure is judged with it, chosen before it starts")
        parts.append(
            open_row(words.text("Set up a course"), note, lambda: state.go("/courses/new"), border=outline(look))
        )
    return parts


def _row(look: Look, state: PageState, view: TrendRow, chosen: bool) -> ft.Control:
    """One measure in the list of a desktop: its verdict in words, and a sign that repeats them."""
    if view.verdict == "clearly_worse":
        end = sign("caution", 24)
    else:
        end = ft.Icon(SIGNS.get(view.verdict, ft.Icons.TRENDING_UP), color=TEXT_SOFT, size=24)
        if view.verdict == "clearly_better":
            end.icon = ft.Icons.TRENDING_DOWN if view.lower_is_better else ft.Icons.TRENDING_UP
    go = partial(state.go, f"/trends/{view.measure}")
    if chosen:
        words = ft.Column(
            [text.subtitle(view.title, color=TEXT), text.small(view.sentence, color=TEXT)], spacing=0, expand=True
        )
        inside = ft.Row([area_mark(look, view.area, 44), words, end], spacing=14)
        return area_card(look, view.area, inside, chosen=True, on_click=go, padding=14)
    return open_row(
        view.title,
        view.sentence,
        go,
        mark=area_mark(look, view.area, 44),
        end=end,
        chevron=False,
        border=outline(look),
        padding=14,
        key=view.measure,
    )
