"""Today: the care day as a timeline. `Quick` is only its open ticks.

Each part follows its own piece of the day's view, so that a tick draws a row, a summary and a line again, and no more.
"""

from __future__ import annotations

from functools import partial

import flet as ft
from msgspec import Struct

from screens.boundary import screen
from screens.clock_doubt_view import ClockView
from screens.damage_card import damage_card
from screens.damage_view import DamageView
from screens.hooks import kept
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import INFO
from screens.look.feedback import empty_state
from screens.look.marks import Moment, time_node, timeline_entry
from screens.look.rows import open_row
from screens.look.surfaces import column, info_card
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import page_state, use_page_state, use_part
from screens.reminder_view import ReminderView
from screens.today_cards import SessionPart, check_in_row
from screens.today_clock import clock_card
from screens.today_clocks import ShelfSoon, ShelfToday
from screens.today_handlers import TodayHandlers
from screens.today_reactions import reaction_cards
from screens.today_reactions_view import ReactionsView
from screens.today_reminders import MissedCard, ringing_card
from screens.today_routine import RoutinePart
from screens.today_session_view import SessionView
from screens.today_view import NoticeView, RoutineView


class Noted(Struct, frozen=True):
    """What the notes are drawn from."""

    ringing: tuple[ReminderView, ...]
    clock: ClockView | None
    damage: DamageView | None
    missed: tuple[ReminderView, ...]
    missed_older: int
    reactions: ReactionsView
    notices: tuple[NoticeView, ...]
    empty: bool


@screen(name="Today")
def Today() -> ft.View:
    state, look = page_state(), use_look()
    handlers = kept(lambda: TodayHandlers(state))

    def frame() -> tuple[str, int]:
        return handlers.view.date_line, len(handlers.view.ringing) + len(handlers.view.missed)

    day, waiting = use_part(state, frame)
    return shell(
        look,
        Place.TODAY,
        handlers.words.text,
        handlers.go,
        [
            Lead(handlers),
            Progress(handlers),
            Notes(handlers, look),
            ShelfToday(state, look),
            Timeline(handlers, look),
            ShelfSoon(state, look),
            After(handlers, look),
        ],
        above=day,
        more=[(handlers.words.text("My skin reacted"), ft.Icons.WARNING_ROUNDED, lambda: handlers.go("/reaction/new"))],
        bell=lambda: handlers.go("/settings/reminders"),
        waiting=waiting,
    )


@screen(name="Today")
def Lead(handlers: TodayHandlers) -> ft.Control:
    """The sentence that leads."""
    return text.headline(use_part(handlers.state, lambda: handlers.view.headline))


@screen(name="Today")
def Progress(handlers: TodayHandlers) -> ft.Control:
    """How far the day is: the line that answers each tick."""
    progress = use_part(handlers.state, lambda: handlers.view.progress)
    return ft.Semantics(content=text.small(progress), container=True, visible=bool(progress))


@screen(name="Today")
def Notes(handlers: TodayHandlers, look: Look) -> ft.Control:
    """What rings, how the skin is, whether the clock is right, what was damaged, what did not ring, what the person
    should know, and where to begin."""
    state, words = handlers.state, handlers.words

    def notes() -> Noted:
        view = handlers.view
        return Noted(
            view.ringing,
            view.clock,
            view.damage,
            view.missed,
            view.missed_older,
            view.reactions,
            view.notices,
            view.empty,
        )

    noted = use_part(state, notes)
    parts: list[ft.Control] = []
    if noted.ringing:
        parts.append(ringing_card(state, look, noted.ringing))
    parts += reaction_cards(state, look, noted.reactions)
    if noted.clock:
        parts.append(clock_card(state, look, noted.clock))
    if noted.damage:
        parts.append(damage_card(state, look, noted.damage))
    if noted.missed or noted.missed_older:
        parts.append(MissedCard(state, look, noted.missed, noted.missed_older))
    parts += [notice_card(handlers, look, one) for one in noted.notices if not one.quiet]
    if noted.empty:
        parts.append(
            empty_state(
                words.text("Nothing is planned yet"),
                words.text("Begin with a course of sessions, or with a morning and evening routine."),
                action=words.text("Set up a course"),
                on_action=lambda: state.go("/courses/new"),
            )
        )
    shown = column(*parts, gap=12)
    shown.visible = bool(parts)
    return shown


def notice_card(handlers: TodayHandlers, look: Look, notice: NoticeView) -> ft.Control:
    way = ft.Row([plain(notice.action, partial(handlers.go, notice.route))])
    return info_card(look, notice.title, notice.text, way)


@screen(name="Today")
def After(handlers: TodayHandlers, look: Look) -> ft.Control:
    """What can wait until the day has been looked through, and the question that the evening brings."""
    words = handlers.words
    notices = use_part(handlers.state, lambda: handlers.view.notices)
    return column(
        *(notice_card(handlers, look, one) for one in notices if one.quiet),
        open_row(
            words.text("Can I tonight?"),
            words.text("Ask about a product, sun, sport, shaving or a dye"),
            lambda: handlers.go("/can-i"),
            mark=ft.Icon(ft.Icons.HELP, color=INFO, size=28),
        ),
        gap=12,
    )


@screen(name="Today")
def Timeline(handlers: TodayHandlers, look: Look) -> ft.Control:
    """The day from morning to evening; drawn again when parts come, go, or the next one is another."""

    def line() -> tuple[tuple[str, ...], str | None]:
        return tuple(part.key for part in handlers.view.parts), handlers.view.next_part

    keys, now = use_part(handlers.state, line)
    return column(
        *(_entry(handlers, look, key, key == now, number == len(keys) - 1, key=key) for number, key in enumerate(keys)),
        gap=12,
    )


@screen(name="Today")
def _Entry(handlers: TodayHandlers, look: Look, key: str, is_now: bool, is_last: bool) -> ft.Control:
    """One part of the day on the line."""

    def entry() -> tuple[type, str | None, bool]:
        part = handlers.part(key)
        return type(part), part.area if isinstance(part, SessionView) else None, part.is_done

    sort, area, done = use_part(handlers.state, entry)
    content: ft.Control
    if sort is RoutineView:
        icon = ft.Icons.LIGHT_MODE if key == "am" else ft.Icons.DARK_MODE
        content = RoutinePart(handlers, look, key, not (done and key == "am"))
    elif sort is SessionView:
        icon = ft.Icons.WATER_DROP if area == "face" else ft.Icons.GRASS
        content = SessionPart(handlers, look, key)
    else:
        icon = ft.Icons.EDIT_NOTE
        content = CheckIns(handlers, look)
    when: Moment = "done" if done else "now" if is_now else "later"
    return timeline_entry(look, time_node(icon, when), content, filled=float(done), last=is_last)


_entry = ft.memo(_Entry)


@screen(name="The check-ins")
def CheckIns(handlers: TodayHandlers, look: Look) -> ft.Control:
    """The check-ins of the day, each to open."""
    rows = use_part(handlers.state, lambda: handlers.view.check_ins)
    return column(*(check_in_row(handlers, look, row) for row in rows), gap=10)


@screen(name="Today")
def Quick() -> ft.View:
    """Only what is still open, for a shortcut on the home screen."""
    state, look = use_page_state(), use_look()
    handlers = kept(lambda: TodayHandlers(state))
    view = handlers.view
    parts: list[ft.Control] = [text.headline(view.headline)]
    for routine in (view.morning, view.evening):
        if routine and routine.open_steps:
            parts.append(RoutinePart(handlers, look, routine.slot, True, key=routine.slot))
    return shell(look, Place.TODAY, state.wording.text, state.go, parts, above=view.date_line, route="/quick")
