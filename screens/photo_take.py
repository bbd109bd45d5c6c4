"""Taking a picture: the view, the light, the last one to go by; then what came of it, to keep or to take again."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.records import Photo
from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.colours import CONTAINER
from screens.look.rows import expander
from screens.look.surfaces import caution_card, column, flat_card, info_card, ok_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import TASK, task
from screens.page_state import PageState, use_page_state
from screens.photo_camera import may_have_camera
from screens.photo_guide import guide_lines
from screens.photo_picture import Picture, framed
from screens.photo_take_camera import CameraPane
from screens.photo_take_handlers import ROUTE, TakeHandlers
from screens.photo_take_view import ReviewView, TakeView, review_view, take_view
from screens.photos import use_photos
from screens.waiting import waiting


@screen(name="Taking a picture")
def TakePhoto() -> ft.View:
    """`/photos/take?area=face` or `?view=front`; it opens over whatever led to it."""
    state, look = use_page_state(), use_look()
    handlers = kept(lambda: TakeHandlers(state))
    handlers.redraw = redrawing()
    handlers.ask(state.page.route or "")
    photos = use_photos(state)
    words = state.wording
    view = take_view(state.snapshot, state.knowledge, photos or (), handlers.area, handlers.view, handlers.ticked)
    parts, bottom = _phase(look, state, handlers, view, photos)
    return task(
        look,
        words.text("A picture"),
        parts,
        on_close=handlers.close,
        close_name=words.text("Close without a picture"),
        bottom=bottom,
        gap=16,
        route=ROUTE,
    )


def _phase(
    look: Look, state: PageState, handlers: TakeHandlers, view: TakeView, photos: tuple[Photo, ...] | None
) -> tuple[list[ft.Control | None], ft.Control | None]:
    words = state.wording
    if photos is None or handlers.phase == "reading":
        return [waiting(words.text("Reading the picture"), 300)], None
    if handlers.phase == "camera":
        return [CameraPane(state, look, handlers, view, _room(look), key="camera")], None
    if handlers.phase == "review" and handlers.taken is not None:
        seen = review_view(state.snapshot, state.knowledge, photos, view.chosen, handlers.taken)
        return _review(look, state, handlers, view, seen), _answers(look, state, handlers, view)
    return _prepare(look, state, handlers, view), _ways(look, state, handlers, view)


def _room(look: Look) -> int:
    return look.width - 40 if look.phone else min(TASK, look.width - 40)


def _prepare(look: Look, state: PageState, handlers: TakeHandlers, view: TakeView) -> list[ft.Control | None]:
    words = state.wording
    meanings = [text.leading_words(f"{check.title}.", check.text) for check in view.checks]
    every = tuple(check.id for check in view.checks)
    return [
        caution_card(look, words.text("No picture was taken"), handlers.trouble) if handlers.trouble else None,
        chips(*(chip(said, id == view.chosen, partial(handlers.choose, id), key=id) for id, said in view.views)),
        _model(look, state, view),
        section(
            words.text("Tick what is as last time"),
            chips(*(chip(c.title, c.ticked, partial(handlers.tick, c.id), key=f"check-{c.id}") for c in view.checks)),
            ft.Row(
                [plain(words.text("All of these"), partial(handlers.tick_all, every))],
                wrap=True,
            ),
            expander(words.text("What each of them means"), "", handlers.told, handlers.tell),
            column(*meanings, gap=6) if handlers.told else None,
        ),
    ]


def _model(look: Look, state: PageState, view: TakeView) -> ft.Control:
    """The guide, over the last picture where there is one, and how to hold the camera beside it."""
    words = state.wording
    wide, high = (132, 176) if not look.large_text else (180, 240)
    below: ft.Control = (
        Picture(state, look, view.last, view.last_said, wide, high, key=view.last)
        if view.last
        else ft.Container(width=wide, height=high, bgcolor=CONTAINER, border_radius=12)
    )
    model = ft.Stack([below, guide_lines(view.guide, wide, high)], width=wide, height=high)
    held = words.text("Then: {checks}.", checks=", ".join(view.last_held)) if view.last_held else ""
    said = column(
        text.subtitle(view.title, heading=2),
        text.body(view.how),
        text.small(view.last_said or words.text("This will be the first one.")),
        text.small(held) if held else None,
        gap=6,
    )
    if look.large_text:
        return flat_card(look, ft.Row([model]), said, padding=14)
    row = ft.Row(
        [model, ft.Container(content=said, expand=True)], spacing=16, vertical_alignment=ft.CrossAxisAlignment.START
    )
    return flat_card(look, row, padding=14)


def _ways(look: Look, state: PageState, handlers: TakeHandlers, view: TakeView) -> ft.Control:
    words = state.wording
    has_camera = may_have_camera(state.page)
    pick = ft.PickFiles(handlers.picker, file_type=ft.FilePickerFileType.IMAGE)
    make = outlined if has_camera else filled
    choose = make(words.text("Choose a file"), None, icon=ft.Icons.PHOTO_LIBRARY_OUTLINED, expand=not has_camera)
    choose.action = pick  # type: ignore[attr-defined]
    camera = filled(
        words.text("Use the camera"),
        partial(handlers.open_camera, view.back),
        icon=ft.Icons.PHOTO_CAMERA_OUTLINED,
        expand=True,
    )
    return actions(look, choose, camera if has_camera else None)


def _review(
    look: Look, state: PageState, handlers: TakeHandlers, view: TakeView, seen: ReviewView
) -> list[ft.Control | None]:
    words, taken = state.wording, handlers.taken
    assert taken is not None
    half = (_room(look) - 8) // 2
    wide = half if view.last else min(_room(look), round(look.height * 0.5 / seen.ratio))
    high = round(min(wide * seen.ratio, look.height * 0.55))
    new = framed(look, taken.jpeg, "", words.text("The new one"), wide, high, 16)
    pair = [_captioned(new, words.text("The new one"), wide)]
    if view.last:
        old = Picture(state, look, view.last, view.last_said, wide, high, shape=16, key=view.last)
        pair.insert(0, _captioned(old, view.last_said, wide))
    advice: ft.Control
    if seen.remarks:
        better = words.text("You could take it again; it can be kept as it is, too.")
        advice = info_card(look, seen.remarks[0], " ".join([*seen.remarks[1:], better]))
    else:
        advice = ok_card(look, seen.fine)
    days = [Option(day, said) for day, said in seen.days]
    return [
        text.headline(view.title, heading=2),
        ft.Row(
            pair,
            spacing=8,
            alignment=ft.MainAxisAlignment.CENTER,
            vertical_alignment=ft.CrossAxisAlignment.START,
            rtl=False,
        ),
        ft.Semantics(content=advice, live_region=True, container=True),
        section(
            words.text("Which day is it of?"),
            answer_tiles(words.text("Which day is it of?"), days, handlers.day, handlers.count_for),
        )
        if days
        else None,
    ]


def _captioned(picture: ft.Control, said: str, width: float) -> ft.Control:
    return ft.Container(content=column(picture, text.small(said, align=ft.TextAlign.CENTER), gap=4), width=width)


def _answers(look: Look, state: PageState, handlers: TakeHandlers, view: TakeView) -> ft.Control:
    words = state.wording
    return actions(
        look,
        outlined(words.text("Take again"), handlers.again),
        filled(
            words.text("Keep"),
            partial(handlers.keep, view.chosen),
            icon=ft.Icons.CHECK,
            expand=True,
            disabled=handlers.keeping,
        ),
    )
