"""Today: the care day as a timeline. `Quick` is only its open ticks."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.feedback import empty_state
from screens.look.marks import Moment, time_node, timeline_entry
from screens.look.surfaces import column, info_card
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state
from screens.today_cards import check_in_row, session_part
from screens.today_reminders import missed_card, ringing_card
from screens.today_routine import RoutineHandlers, RoutinePart
from screens.today_view import CheckInView, RoutineView, SessionView, TodayView, today_view


@screen
def Today() -> ft.Control:
    state, look = use_page_state(), use_look()
    view = today_view(state.snapshot, state.knowledge)
    handlers = ft.use_ref(lambda: RoutineHandlers(state)).current
    return shell(
        look,
        Place.TODAY,
        state.wording.text,
        state.go,
        _parts(state, look, view, handlers),
        above=view.date_line,
        bell=lambda: state.go("/settings/reminders"),
        waiting=len(view.ringing) + len(view.missed),
    )


@screen(name="Today")
def Quick() -> ft.Control:
    """Only what is still open, for a shortcut on the home screen."""
    state, look = use_page_state(), use_look()
    view = today_view(state.snapshot, state.knowledge)
    handlers = ft.use_ref(lambda: RoutineHandlers(state)).current
    open_ones = [r for r in (view.morning, view.evening) if r and r.open_steps]
    parts: list[ft.Control] = [text.headline(view.headline)]
    parts += [RoutinePart(r, handlers, look, True, key=r.slot) for r in open_ones]
    return shell(look, Place.TODAY, state.wording.text, state.go, parts, above=view.date_line, route="/quick")


def _parts(state: PageState, look: Look, view: TodayView, handlers: RoutineHandlers) -> list[ft.Control]:
    words = state.wording
    parts: list[ft.Control] = [text.headline(view.headline)]
    if view.progress:
        parts.append(text.small(view.progress))
    if view.ringing:
        parts.append(ringing_card(state, look, view.ringing))
    if view.missed:
        parts.append(missed_card(state, look, view.missed))
    parts += [info_card(look, words.text("Still true?"), notice) for notice in view.notices]
    if view.empty:
        parts.append(
            empty_state(
                words.text("Nothing is planned yet"),
                words.text("Begin with a course of sessions, or with a morning and evening routine."),
                action=words.text("Set up a course"),
                on_action=lambda: state.go("/courses/new"),
            )
        )
    line: list[tuple[ft.IconData, ft.Control, bool, bool]] = []
    first_open = _first_open(view)
    if view.morning:
        part = RoutinePart(view.morning, handlers, look, not view.morning.all_done, key="am")
        line.append((ft.Icons.LIGHT_MODE, part, view.morning.all_done, first_open == "am"))
    for session in view.sessions:
        icon = ft.Icons.WATER_DROP if session.area == "face" else ft.Icons.GRASS
        part = session_part(state, look, session)
        line.append((icon, part, session.state == "done", first_open == session.course))
    if view.evening:
        part = RoutinePart(view.evening, handlers, look, True, key="pm")
        line.append((ft.Icons.DARK_MODE, part, view.evening.all_done, first_open == "pm"))
    if view.check_ins:
        part = column(*(check_in_row(state, look, c) for c in view.check_ins), gap=10)
        done = all(c.state == "done" for c in view.check_ins)
        line.append((ft.Icons.EDIT_NOTE, part, done, False))
    for number, (icon, part, done, now) in enumerate(line):
        when: Moment = "done" if done else "now" if now else "later"
        last = number == len(line) - 1
        parts.append(timeline_entry(look, time_node(icon, when), part, filled=float(done), last=last))
    return parts


def _first_open(view: TodayView) -> str | None:
    """The part of the day that is next: it wears the ring."""
    parts: list[RoutineView | SessionView | CheckInView | None] = [view.morning, *view.sessions, view.evening]
    for part in parts:
        if isinstance(part, RoutineView) and part.open_steps:
            return part.slot
        if isinstance(part, SessionView) and part.state == "due":
            return part.course
    return None
