"""The gallery: pictures by view and date, small ones alone, and no more of them at a time than are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from care.records import Photo
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined
from screens.look.choices import chip, chips
from screens.look.feedback import empty_state
from screens.look.rows import fact_row
from screens.look.surfaces import pressable, section
from screens.look.surroundings import Look, use_look
from screens.navigation import COLUMN, TABLET_COLUMN, Place, list_width, shell
from screens.page_state import PageState, use_page_state
from screens.photo_picture import Picture
from screens.photo_words import compare_route, photo_route, take_route
from screens.photos_view import GalleryView, Tile, gallery_view
from screens.waiting import waiting

GAP = 6
TILE = 106  # dp that a small picture has at least


def use_photos(state: PageState) -> tuple[Photo, ...] | None:
    """Every picture of the diary, read anew when it has changed; None until then. A hook."""
    found, keep = changing(None)

    async def read() -> None:
        book = state.handed.photos()
        if book is not None:
            entries = await state.attempt(state.load(lambda _: book.entries()))
            if entries is not None:
                keep(entries)

    ft.use_effect(read, [state.snapshot.version])
    return found


async def as_it_stands(state: PageState, photo: Photo) -> Photo | None:
    """The entry of a picture as it is now: what is drawn may lag a moment behind. None when it is gone."""
    book = state.handed.photos()
    entries = await state.attempt(state.load(lambda _: book.entries())) if book is not None else None
    return next((one for one in entries or () if one.id == photo.id), None)


@screen(name="The pictures")
def Gallery() -> ft.View:
    """`/photos`."""
    state, look = use_page_state(), use_look()
    photos = use_photos(state)
    chosen, choose = changing("")
    page, turn = changing(0)
    words = state.wording

    def look_at(view: str) -> None:
        choose(view)
        turn(0)

    parts: list[ft.Control | None]
    if photos is None:
        parts = [waiting(words.text("Reading the pictures"))]
    else:
        areas = state.snapshot.diary.profile.areas
        view = gallery_view(words, state.knowledge, photos, areas, chosen, page)
        parts = _empty(look, state) if view.empty else _parts(look, state, view, look_at, lambda by: turn(page + by))
    return shell(
        look,
        Place.DIARY,
        words.text,
        state.go,
        parts,
        title=words.text("Pictures"),
        on_back=lambda: state.go("/diary"),
        gap=14,
        route="/photos",
    )


def _empty(look: Look, state: PageState) -> list[ft.Control | None]:
    words = state.wording
    return [
        empty_state(
            words.text("No pictures yet"),
            words.text(
                "One a month, taken the same way, shows more than many. Face or scalp: the same place, the same light."
            ),
            action=words.text("Take the first one"),
            on_action=lambda: state.go(take_route()),
        ),
        _stays_here(state),
    ]


def _parts(
    look: Look, state: PageState, view: GalleryView, look_at: Callable[[str], None], turn: Callable[[int], None]
) -> list[ft.Control | None]:
    words = state.wording
    take = filled(
        words.text("Take a picture"),
        lambda: state.go(take_route(view=view.chosen)),
        icon=ft.Icons.PHOTO_CAMERA_OUTLINED,
        expand=True,
    )
    compare = outlined(
        words.text("Compare"),
        lambda: state.go(compare_route(view.chosen)),
        icon=ft.Icons.COMPARE,
        disabled=not view.comparable,
    )
    turning = None
    if view.at:
        newer = outlined(words.text("Newer"), partial(turn, -1), size="small", disabled=not view.newer, key="newer")
        older = outlined(words.text("Older"), partial(turn, 1), size="small", disabled=not view.older, key="older")
        turning = actions(look, newer, older)
    return [
        chips(*(chip(one.said, one.id == view.chosen, partial(look_at, one.id), key=one.id) for one in view.chips)),
        actions(look, compare, take),
        *(section(year.title, _grid(look, state, year.tiles)) for year in view.years),
        text.small(view.at) if view.at else None,
        turning,
        _stays_here(state),
    ]


def _stays_here(state: PageState) -> ft.Control:
    said = state.wording.text("Place and camera are taken out of every picture. It stays in the folder of this diary.")
    return fact_row(ft.Icons.LOCK_OUTLINE, said)


def _grid(look: Look, state: PageState, tiles: tuple[Tile, ...]) -> ft.Control:
    room = min(list_width(look, beside=False) - 2 * look.margin, COLUMN if look.desktop else TABLET_COLUMN)
    across = max(2, int((room + GAP) // (look.scaled(TILE) + GAP)))
    side = (room - GAP * (across - 1)) // across
    return ft.Row([_tile(look, state, tile, side) for tile in tiles], wrap=True, spacing=GAP, run_spacing=GAP + 4)


def _tile(look: Look, state: PageState, tile: Tile, side: float) -> ft.Control:
    content = ft.Column(
        [
            Picture(state, look, tile.sha256, "", side, round(side * 1.2)),
            text.small(tile.day, align=ft.TextAlign.CENTER),
        ],
        spacing=2,
        width=side,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return pressable(content, lambda: state.go(photo_route(tile.id)), name=tile.name, shape=12, width=side, key=tile.id)
