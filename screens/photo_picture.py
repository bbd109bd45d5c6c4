"""A picture of the diary on the page: read when it is drawn, sent over the page's own connection, kept nowhere else.

No address leads to it: nothing is left in a browser's cache or history, and whoever may not come in is sent nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import cast

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.colours import CONTAINER, PRIMARY, TEXT_SOFT
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.ports import PhotoBook

log = logging.getLogger(__name__)
Read = Callable[[PhotoBook, str], bytes]


def small(book: PhotoBook, sha256: str) -> bytes:
    return book.thumbnail(sha256)


def whole(book: PhotoBook, sha256: str) -> bytes:
    return book.picture(sha256)


def use_bytes(state: PageState, sha256: str, read: Read) -> tuple[bytes | None, str]:
    """The bytes of a picture once they are read, and the sentence where they cannot be. A hook."""
    found, keep = changing(cast("tuple[str, bytes | None, str]", ("", None, "")))

    async def load() -> None:
        book = state.handed.photos()
        if book is None or not sha256:
            return
        try:
            keep((sha256, await state.load(lambda _: read(book, sha256)), ""))
        except state.handed.storage_error as error:
            log.warning("a picture could not be shown", exc_info=True)
            keep((sha256, None, state.reason_of(error)))

    ft.use_effect(load, [sha256, read])
    return (found[1], found[2]) if found[0] == sha256 else (None, "")


@screen(name="A picture")
def Picture(
    state: PageState,
    look: Look,
    sha256: str,
    name: str,
    width: float,
    height: float,
    read: Read = small,
    shape: ft.BorderRadius | float = 12,
) -> ft.Control:
    """One picture in a frame of that size, filled; `name` is read out, "" where something around it is named."""
    data, trouble = use_bytes(state, sha256, read)
    return framed(look, data, trouble, name, width, height, shape)


def framed(
    look: Look,
    data: bytes | None,
    trouble: str,
    name: str,
    width: float,
    height: float,
    shape: ft.BorderRadius | float = 12,
    fit: ft.BoxFit = ft.BoxFit.COVER,
) -> ft.Control:
    """Bytes in a frame; a ring while they are read, and the reason where they cannot be shown."""
    content: ft.Control
    if data is not None:
        content = ft.Image(
            src=data,
            width=width,
            height=height,
            fit=fit,
            gapless_playback=True,
            semantics_label=name or None,
            exclude_from_semantics=not name,
        )
    elif trouble:
        said = text.small(trouble, align=ft.TextAlign.CENTER)
        icon = ft.Icon(ft.Icons.BROKEN_IMAGE_OUTLINED, color=TEXT_SOFT, semantics_label=trouble)
        content = said if width >= 200 else icon
    else:
        content = ft.ProgressRing(width=24, height=24, color=PRIMARY, semantics_label=name or None)
    return ft.Container(
        content=content,
        width=width,
        height=height,
        bgcolor=CONTAINER,
        border_radius=shape,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        alignment=ft.Alignment.CENTER,
    )
