"""The head of a course's page: how far it has come, what is next, and what may be done tonight."""

from __future__ import annotations

import flet as ft

from care.why import GATE
from screens.course_handlers import CourseHandlers
from screens.course_view import CourseView
from screens.look import type as text
from screens.look.buttons import filled, plain
from screens.look.colours import tone_of
from screens.look.marks import area_mark, progress_dots, segments
from screens.look.surfaces import area_card, column
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reasons import reason

DOTS_IN_A_ROW = 12


def head(look: Look, state: PageState, view: CourseView, handlers: CourseHandlers) -> ft.Control:
    """Dots filled when done and the number that repeats them; then the next session and why it is as it is."""
    tone = tone_of(view.area)
    ink = tone.on_container
    return area_card(
        look,
        view.area,
        ft.Row(
            [area_mark(look, view.area), text.title(view.line, color=ink, heading=2, expand=True)],
            spacing=12,
        ),
        *_progress(look, state, view),
        text.body(view.kit, color=ink) if view.kit else None,
        *_rating(look, state, view),
        text.subtitle(view.next_line, color=ink) if view.next_line else None,
        *(reason(state, why.text, why.rule, color=ink) for why in view.whys),
        *(reason(state, note.text, note.rule, color=ink) for note in view.notes),
        *_tonight(state, view, handlers),
    )


def _progress(look: Look, state: PageState, view: CourseView) -> list[ft.Control]:
    if not view.dots:
        return []
    words, ink = state.wording, tone_of(view.area).on_container
    done, planned = view.dots
    said = text.body(view.dots_line, color=ink)
    if look.large_text:
        return [said]
    draw = progress_dots if planned <= DOTS_IN_A_ROW else segments
    name = words.text("{done} of {all} sessions done", done=done, all=planned)
    return [draw(done, planned, name, area=view.area, current=view.active and not view.over), said]


def _rating(look: Look, state: PageState, view: CourseView) -> list[ft.Control]:
    """The days of rating before the first session."""
    if view.rating is None:
        return []
    words, tone = state.wording, tone_of(view.area)
    check_in = "/check-in/glow" if view.area == "face" else "/check-in/scalp"
    return [
        text.subtitle(view.rating[0], color=tone.on_container),
        beside(
            look,
            text.body(view.rating[1], color=tone.on_container, expand=not look.large_text),
            plain(words.text("Rate now"), lambda: state.go(check_in), color=tone.strong),
        ),
    ]


def _tonight(state: PageState, view: CourseView, handlers: CourseHandlers) -> list[ft.Control]:
    """Start, or not tonight; and the way back from that."""
    words, tone = state.wording, tone_of(view.area)
    parts: list[ft.Control] = []
    if view.may_start:
        start = words.text("Start session")
        parts.append(filled(start, handlers.start, icon=ft.Icons.PLAY_ARROW, tone=tone))
    if any(why.rule == GATE for why in view.whys):
        parts.append(filled(words.text("Answer safety questions"), lambda: state.go("/settings/safety"), tone=tone))
    if view.may_put_off:
        parts.append(alone(plain(view.not_now, handlers.put_off, color=tone.strong)))
    if view.put_off_today:
        parts.append(alone(plain(words.text("Today after all"), handlers.after_all, color=tone.strong)))
    return parts


def beside(look: Look, said: ft.Control, button: ft.Control) -> ft.Control:
    """A sentence and what can be done about it: side by side, with large text one below the other."""
    return column(said, alone(button), gap=0) if look.large_text else ft.Row([said, button])


def alone(button: ft.Control) -> ft.Control:
    """A quiet button at its own width, whose words wrap where there is too little."""
    return ft.Row([button], wrap=True)
