"""Pictures where they are met: in a check-in, on a day of the diary, and the way to all of them."""

from __future__ import annotations

from datetime import date

import flet as ft

from care.diary import Diary
from care.measures import Area as Rated
from care.photos import for_check_in
from care.records import Area
from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import icon_button, outlined
from screens.look.surfaces import card, column, pressable, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.photo_picture import Picture
from screens.photo_words import photo_name, photo_route, take_route, view_title

SMALL = 84


def shown_in(rated: Rated) -> Area:
    """Where the pictures of a check-in show the person."""
    return "face" if rated == "glow" else "scalp"


def pictures_button(state: PageState) -> list[ft.Control]:
    """For the top of the diary."""
    if state.handed.photos() is None:
        return []
    name = state.wording.text("Pictures")
    return [icon_button(ft.Icons.PHOTO_LIBRARY_OUTLINED, name, lambda: state.go("/photos"), key="pictures")]


def photos_of_check_in(state: PageState, rated: Rated, day: date) -> tuple[str, ...]:
    """The ids of the pictures that a check-in of a day takes along."""
    found = for_check_in(state.snapshot.diary, state.knowledge, shown_in(rated), day)
    return tuple(photo.id for photo in found)


@screen(name="Pictures of the day")
def CheckInPictures(state: PageState, look: Look, rated: Rated, day: date) -> ft.Control:
    """What was photographed for a check-in, and the way to one more. Pictures are kept by themselves at once."""
    words, area = state.wording, shown_in(rated)
    found = for_check_in(state.snapshot.diary, state.knowledge, area, day)
    parts: list[ft.Control] = []
    if found:
        tiles: list[ft.Control] = [
            Picture(state, look, p.sha256, photo_name(words, state.knowledge, p), SMALL, SMALL, key=p.id) for p in found
        ]
        parts += [ft.Row(tiles, wrap=True, spacing=8), text.small(words.text("They go with this check-in."))]
    if day == state.snapshot.today:
        add = words.text("Add a picture")
        take = outlined(add, lambda: state.go(take_route(area)), icon=ft.Icons.PHOTO_CAMERA_OUTLINED, key="picture")
        # Seeing last month's face would pull today's ratings.
        parts += [ft.Row([take], wrap=True), text.small(words.text("Rate first: taking one shows you the last one."))]
    return section(words.text("Pictures"), *parts) if parts else column()


@screen(name="A picture of the day")
def DiaryPicture(state: PageState, look: Look, diary: Diary, which: str, at: str) -> ft.Control:
    """A picture as an entry of its day; it leads to the picture."""
    words = state.wording
    photo = next((one for one in diary.photos if one.id == which), None)
    if photo is None:
        return column()
    title = view_title(words, state.knowledge, photo.view)
    said = column(text.subtitle(title, heading=3), text.small(at), gap=2)
    row = ft.Row(
        [Picture(state, look, photo.sha256, "", 72, 72, key=photo.sha256), ft.Container(content=said, expand=True)],
        spacing=14,
    )
    name = words.text("{view}, {day}", view=title, day=at)
    opened = pressable(row, lambda: state.go(photo_route(which)), name=name, shape=12)
    return card(look, opened, padding=14)
