"""How a verdict was reckoned, over the trend that it stands beside."""

from __future__ import annotations

from typing import cast

import flet as ft

from care.reckoning import Reckoning, reckoned
from care.trends import Trend, trend
from screens.boundary import screen
from screens.hooks import kept
from screens.look import type as text
from screens.look.colours import TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.marks import area_mark
from screens.look.surfaces import card, column, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.over import back_below
from screens.page_state import PageState, use_page_state
from screens.ports import Door
from screens.reckoned_view import Part, reckoned_parts
from screens.trends_words import verdict_words
from screens.waiting import waiting

RECKONED = "/reckoned"


def reckoned_route(measure: str) -> str:
    """Where it opens over the trends, which stay as they are below."""
    return f"{RECKONED}/{measure}"


@screen(name="How it was reckoned")
def Reckoned() -> ft.View:
    state, look = use_page_state(), use_look()
    words, shot = state.wording, state.snapshot
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("measure", "") or last[0]  # none while it is being left
    measure = last[0]
    found, keep = ft.use_state(cast("tuple[Trend, Reckoning] | None", None))

    async def read() -> None:
        def both(door: Door) -> tuple[Trend, Reckoning]:
            diary = door.ratings()
            one = trend(diary, door.knowledge, measure, shot.today)
            return one, reckoned(diary, door.knowledge, one, shot.today)

        if measure in state.knowledge.measures:
            keep(await state.load(both))

    ft.use_effect(read, [shot, measure])
    parts: list[ft.Control | None]
    if measure not in state.knowledge.measures:
        nothing = words.text("It may belong to another version of Mesoday. Nothing in your diary has changed.")
        parts = [empty_state(words.text("There is no such measure here"), nothing)]
    elif found is None or found[0].measure != measure:
        parts = [waiting(words.text("Reading your ratings"))]
    else:
        parts = _known(look, state, *found)
    over = task(
        look,
        words.text("How this was reckoned"),
        parts,
        on_close=lambda: back_below(state),
        close_name=words.text("Close how this was reckoned"),
        gap=20,
        route=reckoned_route(measure),
    )
    over.key = measure  # another measure begins at its top
    return over


def _known(look: Look, state: PageState, one: Trend, behind: Reckoning) -> list[ft.Control | None]:
    words, row = state.wording, state.knowledge.measures[one.measure]
    judged = behind.judged
    said = column(
        text.headline(verdict_words(words, judged, row.better), heading=2),
        text.small(words.text(row.title), color=TEXT_SOFT),
        gap=0,
    )
    head = ft.Row([area_mark(look, row.area), ft.Container(content=said, expand=True)], spacing=14)
    return [head, *(_part(look, part) for part in reckoned_parts(words, state.knowledge, one, behind))]


def _part(look: Look, part: Part) -> ft.Control:
    return section(part.title, card(look, *(text.body(line) for line in part.lines), gap=10), gap=6)
