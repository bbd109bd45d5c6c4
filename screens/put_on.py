"""What I put on: the last days on one page, to hold up, copy or save as a picture. It opens over whatever led to it."""

from __future__ import annotations

import asyncio

import flet as ft

from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import filled, outlined
from screens.look.surfaces import card, column, hairline, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.over import back_below
from screens.page_state import PageState, use_page_state
from screens.put_on_picture import NoPictures, picture
from screens.put_on_view import Part, PutOnView, put_on_view

ROUTE = "/put-on"


class PutOnHandlers:
    """What can be done with the list."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.busy = False
        self.redraw = lambda: None

    async def save(self) -> None:
        """Draw it off the event loop, and let the person say where the picture goes."""
        state, words = self.state, self.state.wording
        view = put_on_view(state.snapshot, state.knowledge)
        self.busy = True
        self.redraw()
        try:
            drawn = await asyncio.to_thread(picture, view, state.handed.assets / "fonts")
        except NoPictures:
            state.say(words.text("This device cannot draw pictures. The text can be copied."))
            return
        finally:
            self.busy = False
            self.redraw()
        name = f"what-i-put-on-{state.snapshot.today.isoformat()}.png"
        await ft.FilePicker().save_file(file_name=name, src_bytes=drawn)

    async def copy(self) -> None:
        view = put_on_view(self.state.snapshot, self.state.knowledge)
        await ft.Clipboard().set(view.text)
        self.state.say(self.state.wording.text("Copied."))


@screen(name="What I put on")
def PutOn() -> ft.View:
    """`/put-on`."""
    state, look = use_page_state(), use_look()
    handlers = kept(lambda: PutOnHandlers(state))
    handlers.redraw = redrawing()
    words = state.wording
    view = put_on_view(state.snapshot, state.knowledge)
    return task(
        look,
        view.title,
        _parts(look, view),
        on_close=lambda: back_below(state),
        close_name=words.text("Close the list"),
        bottom=column(
            filled(
                words.text("Save as a picture"), handlers.save, icon=ft.Icons.IMAGE_OUTLINED, disabled=handlers.busy
            ),
            outlined(words.text("Copy the text"), handlers.copy, icon=ft.Icons.COPY),
            gap=8,
        ),
        gap=18,
        route=ROUTE,
    )


def _parts(look: Look, view: PutOnView) -> list[ft.Control | None]:
    return [
        ft.SelectionArea(content=text.lead(view.span)),
        # Text that is selectable by itself would be read out as a field that cannot be written in.
        *(ft.SelectionArea(content=_part(look, part)) for part in view.parts),
        text.small(view.foot),
    ]


def _part(look: Look, part: Part) -> ft.Control:
    if not part.entries:
        return section(part.title, text.body(part.nothing))
    rows: list[ft.Control] = []
    for entry in part.entries:
        if rows:
            rows.append(hairline())
        rows.append(column(text.subtitle(entry.title), *(text.body(line) for line in entry.lines), gap=2))
    return section(part.title, card(look, *rows, gap=4))
