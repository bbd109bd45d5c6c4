"""The time-lapse of a view: all its pictures in turn, one at a time."""

from __future__ import annotations

import asyncio

import flet as ft

from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.surfaces import column
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.photo_compare_view import CompareView
from screens.photo_picture import framed, use_bytes, whole
from screens.photo_stage import day_tag


class Film:
    """All pictures of a view in turn. One picture is held at a time, and the one before until the next has come."""

    STEP = 0.9  # seconds that each is shown

    def __init__(self) -> None:
        self.at = 0
        self.playing = False
        self.held: bytes | None = None

    def step(self, by: int, count: int) -> None:
        self.at = (self.at + by) % max(1, count)


@screen(name="The time-lapse")
def Reel(state: PageState, look: Look, view: CompareView, width: float) -> ft.Control:
    """The film with its buttons. Where motion is reduced it goes on only by a press."""
    film, redraw = kept(Film), redrawing()
    count, words = len(view.frames), state.wording
    film.at = min(film.at, count - 1)
    sha256, day = view.frames[film.at]
    data, trouble = use_bytes(state, sha256, whole)
    film.held = data if data is not None or trouble else film.held
    height = round(width * view.ratio)

    def step(by: int) -> None:
        film.playing = False
        film.step(by, count)
        redraw()

    async def play() -> None:
        film.playing = not film.playing
        redraw()
        while film.playing:
            await asyncio.sleep(film.STEP)
            if film.playing:
                film.step(1, count)
                redraw()

    def stop() -> None:
        film.playing = False

    ft.use_effect(lambda: None, [], cleanup=stop)
    at = words.text("{n} of {count}", n=film.at + 1, count=count)
    name = words.text("{day}, {at}", day=day, at=at)
    picture = framed(look, film.held, trouble, name, width, height, look.shape_of("scalp" if view.across else "face"))
    stage = ft.Stack([picture, day_tag(day, left=14, bottom=14)], width=width, height=height)
    playing = words.text("Pause") if film.playing else words.text("Play")
    buttons: list[ft.Control] = [
        icon_button(ft.Icons.SKIP_PREVIOUS, words.text("The one before"), lambda: step(-1), key="film-before"),
        icon_button(ft.Icons.PAUSE if film.playing else ft.Icons.PLAY_ARROW, playing, play, size=34, key="film-play"),
        icon_button(ft.Icons.SKIP_NEXT, words.text("The next one"), lambda: step(1), key="film-next"),
    ]
    if look.still:
        del buttons[1]
    return column(
        ft.Row([stage], alignment=ft.MainAxisAlignment.CENTER),
        ft.Row([*buttons, text.small(at)], alignment=ft.MainAxisAlignment.CENTER, rtl=False),
        gap=4,
    )
