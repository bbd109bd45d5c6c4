"""The camera's preview with the guide and the last picture as a ghost over it, and its shutter."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain
from screens.look.choices import switch_row
from screens.look.surfaces import column
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.photo_camera import Camera
from screens.photo_guide import guide_lines
from screens.photo_picture import use_bytes, whole
from screens.photo_take_handlers import TakeHandlers
from screens.photo_take_view import TakeView
from screens.waiting import waiting

GHOST = 0.35  # how much of the last picture shows
HIGHEST = 0.58  # of the window's height
RATIO = 4 / 3


def _draw_preview(camera: Camera) -> ft.Control:
    return camera.preview()


_memoised = ft.memo(ft.component(_draw_preview))


def preview(camera: Camera) -> ft.Control:
    """What a camera sees, drawn once: drawn anew, the control would leave the page, and what is asked of it be lost."""
    return _memoised(camera, key=f"camera-{id(camera)}")


@screen(name="The camera")
def CameraPane(state: PageState, look: Look, handlers: TakeHandlers, view: TakeView, room: float) -> ft.Control:
    words = state.wording
    last, _ = use_bytes(state, view.last, whole)
    high = round(min(room * RATIO, look.height * HIGHEST))
    wide = round(min(room, high * 1.25))
    layers: list[ft.Control] = [
        ft.Container(content=preview(handlers.camera), width=wide, height=high, alignment=ft.Alignment.CENTER)
    ]
    if last is not None and handlers.ghost and handlers.ready:
        # Seen as the preview is: in a mirror where that is one.
        flip = ft.Flip(flip_x=True) if handlers.camera.mirrored else None
        layers.append(
            ft.Image(
                src=last,
                width=wide,
                height=high,
                fit=ft.BoxFit.CONTAIN,
                opacity=GHOST,
                flip=flip,
                exclude_from_semantics=True,
            )
        )
    layers.append(guide_lines(view.guide, wide, high))
    if handlers.counting:
        layers.append(_count(wide, high, handlers.counting))
    elif not handlers.ready:
        layers.append(ft.Container(content=waiting(words.text("Opening the camera")), width=wide, height=high))
    stage = ft.Container(
        content=ft.Stack(layers, width=wide, height=high),
        bgcolor=ft.Colors.BLACK,
        border_radius=look.shape_of(view.area),
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    later = words.text("Do not take it") if handlers.counting else words.text("In five seconds")
    return column(
        text.body(view.how),
        ft.Row([stage], alignment=ft.MainAxisAlignment.CENTER),
        switch_row(
            words.text("Show the last one through"),
            words.text("Move until both lie over each other."),
            handlers.ghost,
            lambda _: handlers.show_ghost(),
        )
        if view.last
        else None,
        actions(
            look,
            outlined(later, handlers.shoot_later, disabled=not handlers.ready),
            filled(
                words.text("Take it"),
                handlers.shoot,
                icon=ft.Icons.PHOTO_CAMERA,
                expand=True,
                disabled=not handlers.ready,
            ),
        ),
        ft.Row(
            [
                plain(words.text("Other camera"), partial(handlers.open_camera, not handlers.camera.facing_away)),
                plain(words.text("Not with the camera"), handlers.close_camera),
            ],
            wrap=True,
        ),
        gap=12,
    )


def _count(wide: float, high: float, seconds: int) -> ft.Control:
    number = ft.Semantics(
        content=text.numerals(str(seconds), 120, color=ft.Colors.WHITE), live_region=True, container=True
    )
    return ft.Container(content=number, width=wide, height=high, alignment=ft.Alignment.CENTER)
