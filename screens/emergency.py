"""The emergency page: the number, large, and on a phone one tap away. It opens over whatever led to it."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.emergency_view import EmergencySign, NumberView, emergency_view, number_view, regions
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import filled, plain
from screens.look.choices import Option
from screens.look.colours import ON_STOP_CONTAINER, PAPER, STOP_CONTAINER, STOP_TONE, TEXT, TEXT_SOFT
from screens.look.fields import dropdown
from screens.look.rows import open_row
from screens.look.surfaces import card, column, hairline, outline, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.over import back_below
from screens.page_state import PageState, use_page_state

ROUTE = "/emergency"
PUT_ON = "/put-on"
PHONES = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)


@screen(name="The emergency page")
def Emergency() -> ft.View:
    state, look = use_page_state(), use_look()
    chosen, choose = changing("")
    elsewhere, ask = changing(False)
    words, known = state.wording, state.knowledge
    view = emergency_view(words, known, state.snapshot.now.zone, chosen)
    where: ft.Control = plain(words.text("I am in another country"), lambda: ask(True), color=TEXT)
    if elsewhere:
        options = [Option(code, name) for code, name in regions(words, known)]
        where = dropdown(words.text("Where you are"), options, view.number.region or None, choose, key="region")
    say = [text.lead(one) for one in view.say]
    parts: list[ft.Control | None] = [
        call_card(look, state, view.number),
        where if elsewhere else ft.Row([where], wrap=True),
        section(words.text("What to say"), column(*say, gap=2)),
        put_on_row(look, state),
        section(words.text("Call for any of these"), card(look, *_signs(view.signs), gap=4)),
        section(words.text("Get seen by a doctor today"), card(look, *_signs(view.today), gap=4)),
    ]
    return task(
        look,
        words.text("Emergency"),
        parts,
        on_close=lambda: back_below(state),
        close_name=words.text("Close the emergency page"),
        gap=16,
        route=ROUTE,
    )


def call_card(look: Look, state: PageState, view: NumberView) -> ft.Control:
    """The number, and on a phone the button that calls it. Elsewhere it is large enough to be dialled from."""
    words, ink = state.wording, ON_STOP_CONTAINER
    phone = state.page.platform in PHONES
    button: ft.Control | None = None
    if phone:
        button = filled(
            words.text("Call {number}", number=view.number), None, icon=ft.Icons.CALL, tone=STOP_TONE, size="session"
        )
        # The client follows the address inside the tap itself; a browser opens nothing that comes later.
        button.url = ft.Url(f"tel:{view.number}", ft.UrlTarget.SELF)  # type: ignore[attr-defined]
    number = text.numerals(view.number, look.scaled(84, 1.5), color=ink, spoken=" ".join(view.number))
    content = column(
        text.subtitle(view.where, color=ink, heading=2),
        ft.Row([number], wrap=True),
        text.body(view.note, color=ink) if view.note else None,
        button or text.body(words.text("Dial it on a phone. Somebody near you can do it for you."), color=ink),
        gap=10,
    )
    box = ft.Container(content=content, bgcolor=STOP_CONTAINER, border_radius=24, padding=20)
    return ft.Semantics(content=box, live_region=True, container=True)


def here(state: PageState) -> NumberView:
    """The number of where the person is."""
    return number_view(state.wording, state.knowledge, state.snapshot.now.zone)


def if_worse(state: PageState) -> ft.Control:
    """When the number is called all the same, and the way to it: below what can wait."""
    words = state.wording
    said = words.text(
        "If you feel very unwell, or breathing or swallowing changes, call {number}.", number=here(state).number
    )
    return column(
        text.lead(said),
        ft.Row([plain(words.text("Emergency"), lambda: state.go(ROUTE), icon=ft.Icons.CALL)], wrap=True),
        gap=4,
    )


def put_on_row(look: Look, state: PageState) -> ft.Control:
    """The way to what was on the skin, for whoever helps."""
    words = state.wording
    return open_row(
        words.text("What I put on"),
        words.text("The last 14 days, to show to a pharmacist or a doctor"),
        lambda: state.go(PUT_ON),
        mark=ft.Icon(ft.Icons.RECEIPT_LONG_OUTLINED, size=26, color=TEXT_SOFT),
        color=PAPER,
        border=outline(look),
    )


def _signs(signs: tuple[EmergencySign, ...]) -> list[ft.Control]:
    shown: list[ft.Control] = []
    for sign in signs:
        if shown:
            shown.append(hairline())
        shown.append(column(text.subtitle(sign.words), text.body(sign.action), gap=2))
    return shown
