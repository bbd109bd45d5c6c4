"""What stands below the choice of a measure: the verdict, the picture, and what else is to be known of both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import CAUTION_CONTAINER, ON_CAUTION_CONTAINER, TEXT_SOFT, tone_of
from screens.look.marks import area_mark, segments
from screens.look.rows import open_row
from screens.look.surfaces import card, column, flat_card, info_card
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.read_more import HOW_LONG, article_row
from screens.reckoned import reckoned_route
from screens.trends_picture import WeekList, picture
from screens.trends_view import TrendView
from screens.wording import Wording

SIDE_BY_SIDE = 480  # from this room on, what is quiet stands in two columns
LETTERS_OF_A_CARD = 80  # what the head and the edges of a card take, in letters of its text


def trend_parts(
    look: Look, state: PageState, view: TrendView, room: float, lead: Sequence[ft.Control] = ()
) -> list[ft.Control]:
    """What stands below the choice of a measure. `room`: the width for the picture; `lead`: what stands in the place of
    the verdict, where another one leads."""
    words = state.wording
    parts: list[ft.Control] = [*(lead or [verdict_card(look, words, view)]), _how(look, state, view)]
    if lead:
        parts.append(text.body(view.why, color=TEXT_SOFT))
    if view.weeks:
        parts += [picture(look, words, view, room), WeekList(look, words, view, key=f"weeks-{view.measure}")]
    parts += _quiet(look, state, view, room)
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


def _how(look: Look, state: PageState, view: TrendView) -> ft.Control:
    """The way to how all of it was reckoned."""
    words = state.wording
    row = open_row(
        words.text("How this was reckoned"),
        words.text("What is compared, when it is clear, how seldom it is wrong"),
        partial(state.go, reckoned_route(view.measure)),
        mark=ft.Icon(ft.Icons.CALCULATE_OUTLINED, size=24, color=TEXT_SOFT),
        padding=ft.Padding.symmetric(horizontal=12, vertical=8),
        key="reckoned",
    )
    return card(look, row, padding=6)


def _quiet(look: Look, state: PageState, view: TrendView, room: float) -> list[ft.Control]:
    """What is to be known beside the verdict; claims among it lead to how they were reckoned."""
    words = state.wording
    how = plain(words.text("How this was reckoned"), partial(state.go, reckoned_route(view.measure)))
    shown: list[ft.Control] = []
    lengths: list[int] = []
    for title, lines, claims in (
        (words.text("Mind this"), view.mind, False),
        (words.text("What else changed"), view.changed, True),
        (words.text("The weeks since the start"), (view.drift,) if view.drift else (), True),
        (words.text("What to expect"), (view.expect,) if view.expect else (), False),
        (words.text("What this cannot say"), (view.cannot_say,) if view.cannot_say else (), False),
        (words.text("How complete"), view.complete, False),
    ):
        if lines:
            said = (text.body(line, color=TEXT_SOFT) for line in lines)
            link = ft.Row([how]) if claims else None
            lengths.append(sum(map(len, lines)) + LETTERS_OF_A_CARD)
            shown.append(flat_card(look, text.subtitle(title, heading=2), *said, link, gap=6))
    if room < SIDE_BY_SIDE or look.large_text or len(shown) < 2:
        return shown
    pair: tuple[list[ft.Control], list[ft.Control]] = ([], [])
    filled = [0, 0]
    for one, letters in zip(shown, lengths, strict=True):
        shorter = filled.index(min(filled))
        pair[shorter].append(one)
        filled[shorter] += letters
    columns = [ft.Container(content=column(*some, gap=12), expand=True) for some in pair]
    return [ft.Row(list[ft.Control](columns), spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)]


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
    said = [view.why, " ".join(view.facts), view.pairs, view.advice, view.next_look]
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
