"""One picture: large, with what is known of how it was taken; it can be compared, corrected, and deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import flet as ft

from care.records import Photo
from care.verbs.catalogue import Delete
from care.verbs.photo import SetView
from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import actions, icon_button, outlined, plain
from screens.look.choices import chip, chips
from screens.look.feedback import empty_state
from screens.look.surfaces import info_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import TABLET_COLUMN, TASK, Place, list_width, shell
from screens.page_state import PageState, use_page_state
from screens.photo_colour import ColourPart
from screens.photo_picture import Picture, whole
from screens.photo_ticks import ticks
from screens.photo_view import PhotoView, photo_view
from screens.photo_words import area_for, compare_route, photo_route
from screens.photos import as_it_stands, use_photos
from screens.waiting import waiting

SWEEP_AFTER = 16.0  # seconds: a deletion can be taken back for ten
HIGHEST = 0.62  # of the window's height, for a picture


class PhotoHandlers:
    """What can be done with one picture."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.correcting = False
        self.redraw: Callable[[], None] = lambda: None

    def correct(self) -> None:
        self.correcting = not self.correcting
        self.redraw()

    async def set_view(self, photo: Photo, view: str) -> None:
        self.correcting = False
        said, now = self.state.wording.text("Corrected."), await as_it_stands(self.state, photo)
        if now is None or await self.state.do(SetView(now, view), said=said, undoable=True) is None:
            self.redraw()

    async def delete(self, photo: Photo) -> None:
        state, now = self.state, await as_it_stands(self.state, photo)
        if now is None:
            return
        if await state.do(Delete(now), said=state.wording.text("Deleted."), undoable=True) is not None:  # type: ignore[arg-type]
            state.page.run_task(sweep, state)
            state.go("/photos")


async def sweep(state: PageState) -> None:
    """Let the bytes of a deleted picture leave the disk when that can no longer be taken back. Upkeep does it too."""
    book = state.handed.photos()
    if book is not None:
        await state.attempt(state.load(lambda _: book.sweep()))
        await asyncio.sleep(SWEEP_AFTER)
        await state.attempt(state.load(lambda _: book.sweep()))


@screen(name="The picture")
def PhotoScreen() -> ft.View:
    """`/photos/:photo`, by the id of its entry."""
    state, look = use_page_state(), use_look()
    last = ft.use_ref("")
    last.current = ft.use_route_params().get("photo", "") or last.current  # none while it is being left
    which = last.current or ""
    photos = use_photos(state)
    handlers = kept(lambda: PhotoHandlers(state))
    handlers.redraw = redrawing()
    words = state.wording
    photo = next((one for one in photos or () if one.id == which), None)
    parts: list[ft.Control | None]
    beside: list[ft.Control | None] | None = None
    title = words.text("Picture")
    if photos is None:
        parts = [waiting(words.text("Reading the pictures"))]
    elif photo is None:
        gone = words.text("It may have been deleted, or be on another device.")
        parts = [empty_state(words.text("This picture is not here"), gone)]
    else:
        view = photo_view(words, state.knowledge, photos, photo)
        title, parts = view.title, _picture(look, state, photo, view)
        rest = _rest(look, state, handlers, photo, view)
        rest.insert(-1, ColourPart(state, look, photo, photos, min(TASK - 40, _room(look)), key=f"colour-{photo.id}"))
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
        route=photo_route(which),
    )


def _room(look: Look) -> int:
    return min(list_width(look, beside=True) - 2 * look.margin, TABLET_COLUMN)


def _picture(look: Look, state: PageState, photo: Photo, view: PhotoView) -> list[ft.Control | None]:
    words, room = state.wording, _room(look)
    height = min(room * view.ratio, look.height * HIGHEST)
    picture = Picture(
        state,
        look,
        photo.sha256,
        view.name,
        round(height / view.ratio),
        round(height),
        whole,
        look.shape_of(area_for(state.knowledge, photo)),
        key=photo.sha256,
    )
    before = icon_button(
        ft.Icons.CHEVRON_LEFT,
        words.text("The one before"),
        lambda: state.go(photo_route(view.before)),
        disabled=not view.before,
        key="before",
    )
    after = icon_button(
        ft.Icons.CHEVRON_RIGHT,
        words.text("The next one"),
        lambda: state.go(photo_route(view.after)),
        disabled=not view.after,
        key="after",
    )
    when = text.body(view.taken, align=ft.TextAlign.CENTER, expand=True)
    return [
        ft.Row([picture], alignment=ft.MainAxisAlignment.CENTER),
        ft.Row([before, when, after], vertical_alignment=ft.CrossAxisAlignment.CENTER),
    ]


def _rest(
    look: Look, state: PageState, handlers: PhotoHandlers, photo: Photo, view: PhotoView
) -> list[ft.Control | None]:
    """What is known of it, and what can be done with it."""
    words = state.wording
    compare = outlined(
        words.text("Compare"),
        lambda: state.go(compare_route(photo.view, second=photo.id)),
        icon=ft.Icons.COMPARE,
        disabled=not (view.before or view.after),
    )
    other = chips(
        *(
            chip(said, id == photo.view, partial(handlers.set_view, photo, id), key=f"view-{id}")
            for id, said in view.others
        )
    )
    return [
        info_card(look, words.text("About its light"), " ".join(view.remarks)) if view.remarks else None,
        section(words.text("Taken the same way"), ticks(view.held)) if view.held else None,
        actions(look, compare),
        section(words.text("What does it show?"), other) if handlers.correcting else None,
        ft.Row(
            [
                plain(words.text("It shows something else"), handlers.correct),
                plain(
                    words.text("Delete this picture"),
                    partial(handlers.delete, photo),
                    icon=ft.Icons.DELETE_OUTLINE,
                ),
            ],
            wrap=True,
            spacing=8,
            run_spacing=0,
        ),
    ]
