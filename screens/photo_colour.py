"""Redness and evenness against a grey card in a picture: two marks, one on the card and one on the skin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import flet as ft

from care.photo_colour import CARD_SIDE, SKIN_SIDE
from care.records import Photo
from care.verbs.photo import SetColour
from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain
from screens.look.choices import Option, buckets, chip, chips
from screens.look.surfaces import caution_card, column, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.photo_colour_view import ColourView, colour_view
from screens.photo_picture import framed, use_bytes, whole
from screens.photos import as_it_stands

CARD_AT, SKIN_AT = (0.14, 0.88), (0.38, 0.56)  # where the marks lie to begin with
Which = Literal["card", "skin"]


class ColourHandlers:
    """One picture's marks. `open`: they are being set; `moving`: the one that the next tap moves."""

    def __init__(self, state: PageState, photo: Photo) -> None:
        self.state, self.photo = state, photo
        self.open = self.busy = False
        self.card = ""
        self.at: dict[Which, tuple[float, float]] = {"card": CARD_AT, "skin": SKIN_AT}
        self.moving: Which = "card"
        self.trouble = ""
        self.redraw: Callable[[], None] = lambda: None

    def begin(self) -> None:
        self.open, self.trouble = not self.open, ""
        self.redraw()

    def choose(self, card: str) -> None:
        self.card = card
        self.redraw()

    def move(self, which: str) -> None:
        self.moving = "skin" if which == "skin" else "card"
        self.redraw()

    def tapped(self, x: float, y: float) -> None:
        """A tap on the picture, as parts of its width and height: the mark goes there, and the other one is next."""
        self.at = {**self.at, self.moving: (max(0.0, min(1.0, x)), max(0.0, min(1.0, y)))}
        self.moving = "skin" if self.moving == "card" else "card"
        self.redraw()

    async def measure(self, card: str) -> None:
        state, book = self.state, self.state.handed.photos()
        row = state.knowledge.photo_cards.get(card)
        if self.busy or book is None or row is None:
            return
        self.busy, self.trouble = True, ""
        self.redraw()
        sha256, at, known = self.photo.sha256, self.at, state.knowledge
        try:
            found = await asyncio.to_thread(lambda: book.measure(sha256, row, at["card"], at["skin"], known))
            said, now = state.wording.text("Measured."), await as_it_stands(state, self.photo)
            if now is not None and await state.do(SetColour(now, found), said=said, undoable=True) is not None:
                self.open = False
        except state.handed.storage_error as error:
            self.trouble = state.reason_of(error)
        finally:
            self.busy = False
            self.redraw()

    async def forget(self) -> None:
        said = self.state.wording.text("Taken out.")
        now = await as_it_stands(self.state, self.photo)
        if now is not None:
            await self.state.do(SetColour(now, None), said=said, undoable=True)


@screen(name="Colour against a card")
def ColourPart(state: PageState, look: Look, photo: Photo, photos: tuple[Photo, ...], width: float) -> ft.Control:
    handlers = kept(lambda: ColourHandlers(state, photo))
    handlers.photo, handlers.redraw = photo, redrawing()
    words = state.wording
    view = colour_view(words, state.knowledge, photos, photo)
    if not view.offered:
        return column()
    parts: list[ft.Control | None] = [
        column(text.body(line.title), text.small(line.said), gap=0) for line in view.lines
    ]
    if view.lines:
        parts.append(text.small(words.text("It says how the colour of this place differs, not why.")))
    if handlers.open:
        parts += _marking(look, state, handlers, view, width)
    else:
        again = words.text("Measure again") if view.lines else words.text("Measure against a grey card")
        forget = plain(words.text("Take it out"), handlers.forget) if view.lines else None
        buttons = [plain(again, handlers.begin, icon=ft.Icons.COLORIZE_OUTLINED), *([forget] if forget else [])]
        parts.append(ft.Row(buttons, wrap=True, spacing=4, run_spacing=0))
    return section(words.text("Redness and evenness"), *parts, gap=8)


def _marking(
    look: Look, state: PageState, handlers: ColourHandlers, view: ColourView, width: float
) -> list[ft.Control | None]:
    words = state.wording
    card = handlers.card or view.cards[0][0]
    how = next(how for id, _, how in view.cards if id == card)
    marks = [Option("card", words.text("Card")), Option("skin", words.text("Skin"))]
    return [
        text.body(
            words.text(
                "A grey card in the picture tells the light. Hold it beside the face, in the same light. One mark "
                "belongs on the card and one on a cheek: tap where it is to be."
            )
        ),
        chips(*(chip(said, id == card, partial(handlers.choose, id), key=f"card-{id}") for id, said, _ in view.cards)),
        text.small(how),
        MarkedPicture(state, look, handlers, width, key="marked"),
        buckets(look, words.text("The mark that a tap moves"), marks, handlers.moving, handlers.move),
        caution_card(look, words.text("Not measured"), handlers.trouble) if handlers.trouble else None,
        actions(
            look,
            outlined(words.text("Leave it"), handlers.begin),
            filled(words.text("Measure"), partial(handlers.measure, card), expand=True, disabled=handlers.busy),
        ),
    ]


@screen(name="The marks")
def MarkedPicture(state: PageState, look: Look, handlers: ColourHandlers, width: float) -> ft.Control:
    """The whole picture with both marks as large as they are measured."""
    photo, words = handlers.photo, state.wording
    data, trouble = use_bytes(state, photo.sha256, whole)
    high = round(width * photo.height / photo.width)
    shorter = min(width, high)

    def mark(which: Which, share: float, name: str) -> ft.Control:
        side, (x, y) = share * shorter, handlers.at[which]
        line = ft.Colors.WHITE if which == handlers.moving else ft.Colors.with_opacity(0.75, ft.Colors.WHITE)
        return ft.Container(
            content=ft.Semantics(content=ft.Container(), label=name, image=True, container=True),
            left=max(0.0, min(width - side, x * width - side / 2)),
            top=max(0.0, min(high - side, y * high - side / 2)),
            width=side,
            height=side,
            border=ft.Border.all(3 if which == handlers.moving else 2, line),
            shadow=ft.BoxShadow(spread_radius=1, color=ft.Colors.BLACK, blur_style=ft.BlurStyle.OUTER),
            border_radius=4 if which == "card" else side / 2,
        )

    def tapped(e: Any) -> None:
        handlers.tapped(e.local_position.x / width, e.local_position.y / high)

    stage = ft.Stack(
        [
            framed(look, data, trouble, words.text("The picture with its marks"), width, high, 12),
            mark("card", CARD_SIDE, words.text("The mark of the card")),
            mark("skin", SKIN_SIDE, words.text("The mark of the skin")),
        ],
        width=width,
        height=high,
    )
    touched = ft.GestureDetector(content=stage, on_tap_down=tapped)
    return ft.Row([touched], alignment=ft.MainAxisAlignment.CENTER)
