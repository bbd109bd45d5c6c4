"""On the page of one thing of the shelf: its clock that matters today with what can be noted, and what courses still
take of it."""

from __future__ import annotations

from functools import partial

import flet as ft
from msgspec import Struct

from care.forecast import forecast
from care.knowledge import Knowledge
from care.records import Product
from screens.forecast_words import supply_lines
from screens.look import type as text
from screens.look.buttons import plain, tonal
from screens.look.surfaces import card, column, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.snapshot import Snapshot
from screens.today_clocks import cleaned, thrown_away
from screens.today_clocks_view import clocks_view


def clock_now(look: Look, state: PageState, thing: str) -> ft.Control | None:
    """What is to be noted of a thing now; None where nothing is."""
    rows: list[ft.Control] = []
    for view in clocks_view(state.snapshot, state.knowledge):
        if view.thing == thing and view.action:
            do = cleaned(state, thing) if view.kind == "clean" else thrown_away(state, thing)
            note = ft.Row([tonal(view.action, do, icon=ft.Icons.CHECK)], wrap=True)
            rows.append(column(text.body(view.said), note))
    return card(look, *rows, padding=16) if rows else None


class Taken(Struct, frozen=True):
    """What one course still takes of a product."""

    course: str
    title: str
    said: str


def taken_by(shot: Snapshot, knowledge: Knowledge, product: Product) -> tuple[Taken, ...]:
    """What each course that uses it still takes of it; none where that cannot be counted."""
    found: list[Taken] = []
    for course in shot.diary.active_courses():
        if course.product == product.id and product.single_use:
            ahead = forecast(shot.diary, knowledge, course, shot.now)
            if lines := supply_lines(shot.wording, shot.today, ahead):
                found.append(Taken(course.id, course.title, " ".join(lines)))
    return tuple(found)


def supply(state: PageState, taken: tuple[Taken, ...]) -> ft.Control | None:
    words = state.wording
    parts: list[ft.Control] = []
    for one in taken:
        way = plain(words.text("See {course}", course=one.title), partial(state.go, f"/courses/{one.course}"))
        parts.append(column(text.body(one.said), ft.Row([way], wrap=True), gap=0))
    return section(words.text("What its course still takes"), *parts) if parts else None
