"""Today: the care day as a timeline. `Quick` is only its open ticks."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.hooks import kept
from screens.look import type as text
from screens.look.feedback import empty_state
from screens.look.marks import Moment, time_node, timeline_entry
from screens.look.surfaces import column, info_card
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state
from screens.reminder_view import missed, ringing
from screens.today_cards import check_in_row, session_part
from screens.today_handlers import TodayHandlers
from screens.today_reminders import missed_card, ringing_card
from screens.today_routine import RoutinePart
from screens.today_view import CheckInView, RoutineView, SessionView, TodayView, today_view

Part = RoutineView | SessionView | tuple[CheckInView, ...]


@screen(name="Today")
def Today() -> ft.View:
    state, look = use_page_state(), use_look()
    handlers = kept(lambda: TodayHandlers(state))
    shot = state.snapshot
    waiting = len(ringing(shot)) + len(missed(shot))
    # The frame is drawn again only when the day, the bell or the window changes; a tick redraws the body's own parts.
    return _frame(handlers, look, shot.wording.long_date(shot.today), waiting)


@ft.component
def _Frame(handlers: TodayHandlers, look: Look, day: str, waiting: int) -> ft.View:
    return shell(
        look,
        Place.TODAY,
        handlers.words.text,
        handlers.go,
        [TodayBody(handlers.state, handlers, look)],
        above=day,
        bell=lambda: handlers.go("/settings/reminders"),
        waiting=waiting,
    )


_frame = ft.memo(_Frame)


@screen(name="Today")
def TodayBody(state: PageState, handlers: TodayHandlers, look: Look) -> ft.Control:
    """The sentence that leads, what did not ring, and the day as a timeline.

    `state` is handed and not asked for: below a memoised component Flet finds no context any more.
    """
    view = today_view(state.snapshot, state.knowledge)
    return column(*_above(state, look, view), *_timeline(handlers, look, view), gap=12)


@screen(name="Today")
def Quick() -> ft.Control:
    """Only what is still open, for a shortcut on the home screen."""
    state, look = use_page_state(), use_look()
    view = today_view(state.snapshot, state.knowledge)
    handlers = kept(lambda: TodayHandlers(state))
    open_ones = [r for r in (view.morning, view.evening) if r and r.open_steps]
    parts: list[ft.Control] = [text.headline(view.headline)]
    parts += [RoutinePart(r, handlers, look, True) for r in open_ones]
    return shell(look, Place.TODAY, state.wording.text, state.go, parts, above=view.date_line, route="/quick")


def _above(state: PageState, look: Look, view: TodayView) -> list[ft.Control]:
    words = state.wording
    parts: list[ft.Control] = [text.headline(view.headline)]
    if view.progress:
        parts.append(ft.Semantics(content=text.small(view.progress), container=True))
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
    return parts


def _timeline(handlers: TodayHandlers, look: Look, view: TodayView) -> list[ft.Control]:
    parts: list[Part] = [p for p in (view.morning, *view.sessions, view.evening) if p is not None]
    if view.check_ins:
        parts.append(view.check_ins)
    now = _first_open(view)
    return [
        _entry(handlers, look, part, part is now, number == len(parts) - 1, key=_key(part))
        for number, part in enumerate(parts)
    ]


@ft.component
def _Entry(handlers: TodayHandlers, look: Look, part: Part, is_now: bool, is_last: bool) -> ft.Control:
    """One part of the day on the line; drawn again only when its view differs."""
    if isinstance(part, RoutineView):
        icon = ft.Icons.LIGHT_MODE if part.slot == "am" else ft.Icons.DARK_MODE
        content, done = RoutinePart(part, handlers, look, not (part.all_done and part.slot == "am")), part.all_done
    elif isinstance(part, SessionView):
        icon = ft.Icons.WATER_DROP if part.area == "face" else ft.Icons.GRASS
        content, done = session_part(handlers, look, part), part.state == "done"
    else:
        icon = ft.Icons.EDIT_NOTE
        content = column(*(check_in_row(handlers, look, c) for c in part), gap=10)
        done = all(c.state == "done" for c in part)
    when: Moment = "done" if done else "now" if is_now else "later"
    return timeline_entry(look, time_node(icon, when), content, filled=float(done), last=is_last)


_entry = ft.memo(_Entry)


def _key(part: Part) -> str:
    if isinstance(part, RoutineView):
        return part.slot
    return part.course if isinstance(part, SessionView) else "check-ins"


def _first_open(view: TodayView) -> Part | None:
    """The part of the day that is next: it wears the ring."""
    for part in (view.morning, *view.sessions, view.evening):
        if (isinstance(part, RoutineView) and part.open_steps) or (
            isinstance(part, SessionView) and part.state == "due"
        ):
            return part
    return None
