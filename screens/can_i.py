"""Can I? One field that finds what is meant, the commonest things as chips, and the answer beside or above it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import flet as ft

from care.shelf import refusal
from screens.boundary import screen
from screens.can_i_answer import AnswerPane
from screens.can_i_find_view import Thing, asked_about, looked_for, things
from screens.hooks import changing
from screens.look import type as text
from screens.look.choices import chips
from screens.look.colours import CHOSEN, EDGE, ON_CHOSEN, PAPER, TEXT
from screens.look.feedback import empty_state
from screens.look.fields import text_field
from screens.look.rows import open_row
from screens.look.surfaces import Press, card, closed_card, pressable, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state

CAN_I, THE_DAY = "/can-i", "/can-i/day"
CHIPS_AT_FIRST = 6


def can_i_route(sort: str, which: str) -> str:
    """Where a product, device, course or activity is asked about."""
    return f"{CAN_I}/{sort}/{which}"


@screen(name="Can I")
def CanIScreen() -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    hint = empty_state(
        words.text("Choose something"),
        words.text("The answer stands here: yes, with care, not until when, and why."),
    )
    return can_i_shell(look, state, [AskPane(state, look, "")], [hint], CAN_I, "/")


@screen(name="Can I")
def CanIAnswer() -> ft.View:
    """`/can-i/product/ID`, and the same for a device, course, activity or template."""
    state, look = use_page_state(), use_look()
    words, params = state.wording, ft.use_route_params()
    sort, which = params.get("sort", ""), params.get("id", "")
    asked = asked_about(state.snapshot, state.knowledge, sort, which)
    route = can_i_route(sort, which)
    answer: ft.Control
    if asked is None:
        answer = empty_state(words.text("This is no longer here"), words.text("It may have been taken back."))
    else:
        answer = AnswerPane(state, look, asked, key=route)
    return can_i_shell(look, state, [AskPane(state, look, route)], [answer], route, CAN_I)


def can_i_shell(
    look: Look, state: PageState, asking: Sequence[ft.Control], answer: Sequence[ft.Control], route: str, back: str
) -> ft.View:
    """The question and the answer: side by side on a desktop, one over the other elsewhere."""
    words = state.wording
    alone = route == CAN_I
    return shell(
        look,
        Place.TODAY,
        words.text,
        state.go,
        asking if look.desktop or alone else answer,
        title=words.text("An important day") if route == THE_DAY and not look.desktop else words.text("Can I?"),
        detail=answer if look.desktop else None,
        on_back=lambda: state.go("/" if look.desktop else back),
        gap=16,
        route=route,
    )


@screen(name="The question")
def AskPane(state: PageState, look: Look, chosen: str) -> ft.Control:
    """The field, and what is found; with nothing written, what is asked about most."""
    words = state.wording
    wanted, want = changing("")
    more, show_more = changing(False)
    known = things(state.snapshot, state.knowledge)
    parts: list[ft.Control] = [
        text_field(
            words.text("What would you like to use or do?"),
            wanted,
            want,
            hint=words.text("retinol, sauna"),
            key="find",
        )
    ]
    if wanted.strip():
        parts += _found(look, state, known, wanted, chosen)
    else:
        parts += _common(look, state, known, chosen, more, lambda: show_more(True))
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _found(look: Look, state: PageState, known: Sequence[Thing], wanted: str, chosen: str) -> list[ft.Control]:
    words = state.wording
    if refused := refusal(state.knowledge, wanted):
        said = f"{words.text(refused.text)} {words.text(refused.instead)}"
        return [closed_card(look, words.text(refused.title), said)]
    found = looked_for(tuple(known), wanted)
    if not found:
        return [
            empty_state(
                words.text("Nothing here has that name"),
                words.text("Put it on the shelf with what stands on its label; then it can be answered."),
                action=words.text("Add to the shelf"),
                on_action=lambda: state.go("/shelf/add"),
            )
        ]
    rows = (
        open_row(one.title, one.note, partial(state.go, one.route), selected=one.route == chosen, key=one.route)
        for one in found
    )
    return [ft.Column(list(rows), spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)]


def _common(
    look: Look, state: PageState, known: Sequence[Thing], chosen: str, more: bool, show_more: Press
) -> list[ft.Control]:
    words = state.wording
    parts: list[ft.Control] = [_day(look, state, chosen == THE_DAY)]
    groups = (
        (words.text("On your shelf"), [one for one in known if one.sort in ("product", "device", "course")]),
        (words.text("Something you do"), [one for one in known if one.sort == "activity"]),
    )
    hidden = False
    for title, those in groups:
        shown = those if more else those[:CHIPS_AT_FIRST]
        hidden = hidden or len(shown) < len(those)
        if shown:
            pills = [
                _pill(one.title, partial(state.go, one.route), one.route == chosen, key=one.route) for one in shown
            ]
            parts.append(section(title, chips(*pills), gap=4))
    if hidden:
        parts.append(ft.Row([_pill(words.text("Show all"), show_more, False, key="more")]))
    return parts


def _day(look: Look, state: PageState, chosen: bool) -> ft.Control:
    words = state.wording
    day = open_row(
        words.text("An important day"),
        words.text("A wedding, a photo: from its date the plan goes backwards."),
        lambda: state.go(THE_DAY),
        mark=ft.Icon(ft.Icons.EVENT, color=TEXT, size=28),
        selected=chosen,
        padding=0,
    )
    return card(look, day)


def _pill(words: str, on_click: Press, chosen: bool, *, key: str) -> ft.Control:
    """A chip that leads somewhere."""
    pill = ft.Container(
        content=ft.Row([text.label(words, color=ON_CHOSEN if chosen else TEXT)], wrap=True),
        bgcolor=CHOSEN if chosen else PAPER,
        border=ft.Border.all(1, CHOSEN if chosen else EDGE),
        border_radius=28,
        padding=ft.Padding.symmetric(horizontal=14, vertical=6),
    )
    return pressable(
        pill,
        on_click,
        selected=chosen or None,
        shape=28,
        padding=ft.Padding.symmetric(vertical=6),
        key=key,
    )
