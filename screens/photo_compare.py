"""Two pictures of the same view: under a slider (faces), beside or over each other, or all of them in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qs, urlparse

import flet as ft

from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.choices import Option, buckets
from screens.look.feedback import empty_state
from screens.look.surfaces import caution_card, column, flat_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import TABLET_COLUMN, Place, list_width, shell
from screens.page_state import PageState, use_page_state
from screens.photo_compare_view import CompareView, Mode, Side, compare_view
from screens.photo_film import Reel
from screens.photo_stage import Pair
from screens.photo_ticks import ticks
from screens.photo_words import take_route
from screens.photos import use_photos
from screens.waiting import waiting

ROUTE = "/photos/compare"
HIGHEST = 0.62  # of the window's height


class Chosen:
    """Which two are compared, and how."""

    def __init__(self) -> None:
        self.view = self.first = self.second = self._asked = ""
        self.mode: Mode | None = None
        self.redraw: Callable[[], None] = lambda: None

    def ask(self, route: str) -> None:
        """Take what a route names, when it is another one than before."""
        if route != self._asked and route.startswith(ROUTE):
            asked = parse_qs(urlparse(route).query)
            self.view, self.first, self.second = (asked.get(name, [""])[0] for name in ("view", "first", "second"))
            self._asked = route

    def show(self, mode: str) -> None:
        self.mode = cast(Mode, mode)
        self.redraw()


@screen(name="The comparison")
def Compare() -> ft.View:
    """`/photos/compare?view=front`, with `first` and `second` naming pictures by the ids of their entries."""
    state, look = use_page_state(), use_look()
    chosen = kept(Chosen)
    chosen.ask(state.page.route or "")
    chosen.redraw = redrawing()
    photos = use_photos(state)
    words = state.wording
    title, parts, beside = words.text("Compare"), [waiting(words.text("Reading the pictures"))], None
    if photos is not None:
        view = compare_view(words, state.knowledge, photos, chosen.view, chosen.first, chosen.second, chosen.mode)
        if view is None:
            parts = [_too_few(state, chosen.view)]
        else:
            title, parts, rest = view.title, _stage(look, state, chosen, view), _rest(look, state, chosen, view)
            parts, beside = (parts, rest) if look.desktop else ([*parts, *rest], None)
    return shell(
        look,
        Place.DIARY,
        words.text,
        state.go,
        parts,
        title=title,
        detail=beside,
        on_back=lambda: state.go("/photos"),
        gap=14,
        route=ROUTE,
    )


def _too_few(state: PageState, view: str) -> ft.Control:
    words = state.wording
    return empty_state(
        words.text("It takes two"),
        words.text("There are not two pictures of this view yet."),
        action=words.text("Take a picture"),
        on_action=lambda: state.go(take_route(view=view)),
    )


def _stage(look: Look, state: PageState, chosen: Chosen, view: CompareView) -> list[ft.Control]:
    words = state.wording
    room = min(list_width(look, beside=True) - 2 * look.margin, TABLET_COLUMN)
    width = room if view.mode == "beside" else min(room, round(look.height * HIGHEST / view.ratio))
    stage = Reel(state, look, view, width) if view.mode == "film" else Pair(state, look, view, width)
    ways = [Option(*mode) for mode in view.modes]
    return [stage, buckets(look, words.text("How they are shown"), ways, view.mode, chosen.show)]


def _rest(look: Look, state: PageState, chosen: Chosen, view: CompareView) -> list[ft.Control]:
    """Which two, how far apart, and what to mind about them."""
    words, parts = state.wording, list[ft.Control]()
    if view.mode != "film":
        parts += [_choose(look, state, chosen, view), text.subtitle(view.between)]
        if view.differs:
            title = words.text("Not lit the same way")
            parts.append(caution_card(look, title, " ".join(view.differs)))
        if view.same:
            parts.append(section(words.text("Taken the same way"), ticks(view.same)))
    parts.append(
        flat_card(
            look,
            text.body(
                words.text(
                    "Light, distance and hair change a picture more than weeks of care do. Mesoday shows pictures and "
                    "claims nothing from them; your ratings are what Trends goes by."
                )
            ),
        )
    )
    return parts


def _choose(look: Look, state: PageState, chosen: Chosen, view: CompareView) -> ft.Control:
    """A line for each of the two: step to the one before or after."""
    words = state.wording

    def line(title: str, side: Side, name: str, before: str, after: str) -> ft.Control:
        def to(by: int) -> Callable[[], None]:
            def step() -> None:
                chosen.first, chosen.second = view.first.id, view.second.id
                setattr(chosen, name, view.ids[side.at + by])
                chosen.redraw()

            return step

        return ft.Row(
            [
                ft.Container(content=column(text.small(title), text.subtitle(side.day), gap=0), expand=True),
                icon_button(ft.Icons.CHEVRON_LEFT, before, to(-1), disabled=not side.earlier, key=f"{name}-before"),
                icon_button(ft.Icons.CHEVRON_RIGHT, after, to(1), disabled=not side.later, key=f"{name}-after"),
            ],
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        )

    return column(
        line(
            words.text("Earlier"),
            view.first,
            "first",
            words.text("Earlier picture: the one before"),
            words.text("Earlier picture: the next one"),
        ),
        line(
            words.text("Later"),
            view.second,
            "second",
            words.text("Later picture: the one before"),
            words.text("Later picture: the next one"),
        ),
        gap=4,
    )
