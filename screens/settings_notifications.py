"""Notifications on this device: what is alive, how many a day, in which words; a test of the way; the calendar."""

from __future__ import annotations

from typing import Any

import flet as ft

from care.notifying import A_DAY, AGAIN, SHOW, WORDS
from screens.boundary import screen
from screens.calendar_giving import WEEKS, give_calendar, on_phone
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import outlined
from screens.look.choices import Option, answer_tiles, buckets, switch_row
from screens.look.colours import OK, TEXT_SOFT
from screens.look.rows import fact_row
from screens.look.surfaces import card, column, flat_card
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.reminder_permission import PermissionCard, reach_of
from screens.settings import settings_shell
from screens.settings_notifications_view import (
    LineView,
    NotificationsView,
    a_day_options,
    again_options,
    notifications_view,
    tried_line,
    way_lines,
)

MARKS = {
    "alive": (ft.Icons.CHECK_CIRCLE, OK),
    "silent": (ft.Icons.NOTIFICATIONS_OFF_OUTLINED, TEXT_SOFT),
    "waits": (ft.Icons.HOURGLASS_EMPTY, TEXT_SOFT),
}


class NotificationHandlers:
    """What can be done on the page; one object while it is open."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.redraw: Any = lambda: None
        self.ways: tuple[LineView, ...] = ()
        self.tried: list[LineView] = []
        self.trying = False

    async def ask(self) -> None:
        """Ask each way whether it is alive."""
        reach = await reach_of(self.state)
        if reach is not None:
            self.ways = way_lines(self.state.wording, await reach.all_alive())
            self.redraw()

    async def try_out(self) -> None:
        """Walk the way from end to end, and say each part of it as it is heard."""
        reach = self.state.handed.reach()
        if reach is None or self.trying:
            return
        self.trying, self.tried = True, []
        self.redraw()
        try:
            async for heard in reach.try_out():
                self.tried = [line for line in self.tried if line.mark != "waits"]
                self.tried.append(tried_line(self.state.wording, heard))
                self.redraw()
        finally:
            self.trying = False
            await self.ask()
            self.redraw()

    async def put(self, name: str, value: Any) -> None:
        await self.state.put(name, value)
        self.redraw()
        if name == SHOW:
            await self.ask()

    def later(self, name: str, value: Any) -> None:
        self.state.page.run_task(self.put, name, value)

    async def calendar(self) -> None:
        await give_calendar(self.state)


@screen(name="Notifications", safe=False)
def NotificationsPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    handlers = kept(lambda: NotificationHandlers(state))
    handlers.redraw = redrawing()
    ft.use_effect(handlers.ask, [])
    words = state.wording
    routine = next((one.title for one in state.snapshot.diary.routines.values()), words.text("Evening care"))
    view = notifications_view(words, state.settings, routine)
    return settings_shell(
        state,
        look,
        words.text("Notifications"),
        "notifications",
        PermissionCard(with_calendar=True, changed=handlers.ask),
        _ways(look, state, handlers),
        _how(look, state, handlers, view),
        _words(look, state, handlers, view),
        _again(look, state, handlers, view),
        _calendar(look, state, handlers),
        text.small(words.text("These settings belong to this device alone and are never exported.")),
    )


def _line(state: PageState, line: LineView) -> ft.Control:
    icon, color = MARKS[line.mark]
    words = state.wording
    names = {
        "alive": words.text("Heard"),
        "silent": words.text("Not heard"),
        "waits": words.text("Waiting"),
    }
    return fact_row(ft.Semantics(content=ft.Icon(icon, color=color, size=22), label=names[line.mark]), line.words)


def _ways(look: Look, state: PageState, handlers: NotificationHandlers) -> ft.Control:
    words = state.wording
    tried = column(*(_line(state, line) for line in handlers.tried), gap=10)
    return card(
        look,
        text.subtitle(words.text("What reaches you now"), heading=2),
        *(_line(state, line) for line in handlers.ways),
        outlined(words.text("Test it now"), handlers.try_out, icon=ft.Icons.NOTIFICATIONS, disabled=handlers.trying),
        ft.Semantics(content=tried, live_region=True, container=True) if handlers.tried else None,
        gap=12,
    )


def _how(look: Look, state: PageState, handlers: NotificationHandlers, view: NotificationsView) -> ft.Control:
    words, phone = state.wording, on_phone(state.page)
    many = words.text("How many a day?")
    return card(
        look,
        switch_row(
            words.text("Notifications of this phone") if phone else words.text("Notifications of this computer"),
            words.text("Also while Mesoday is closed: the phone rings by itself.")
            if phone
            else words.text("Also while no window is open, as long as Mesoday or main.py remind runs."),
            view.show,
            lambda on: handlers.later(SHOW, on),
            key="show",
        ),
        text.subtitle(many, heading=2),
        buckets(look, many, a_day_options(words), view.a_day, lambda n: handlers.later(A_DAY, int(n))),
        text.small(
            words.text(
                "The most important first: how your skin is, then sessions, then the rest. What is left waits on "
                "Today. Nothing is lost."
            )
        ),
        gap=12,
    )


def _words(look: Look, state: PageState, handlers: NotificationHandlers, view: NotificationsView) -> ft.Control:
    words = state.wording
    which = words.text("Words on the lock screen")
    options = [
        Option("neutral", words.text("Neutral"), words.text("Nobody who reads along learns what it is about.")),
        Option("full", words.text("What it is about"), words.text("The name of the routine, course or reminder.")),
    ]
    return card(
        look,
        text.subtitle(which, heading=2),
        answer_tiles(which, options, view.words, lambda value: handlers.later(WORDS, value)),
        flat_card(look, text.subtitle(view.title), text.small(view.body), gap=0),
        gap=12,
    )


def _again(look: Look, state: PageState, handlers: NotificationHandlers, view: NotificationsView) -> ft.Control:
    words = state.wording
    ask = words.text("Ring again until it is done?")
    return card(
        look,
        text.subtitle(ask, heading=2),
        buckets(look, ask, again_options(words), view.again, lambda n: handlers.later(AGAIN, int(n))),
        text.small(
            words.text(
                "Routines and sessions, twice at most, with the time they were planned for. Never within quiet hours."
            )
        ),
        gap=12,
    )


def _calendar(look: Look, state: PageState, handlers: NotificationHandlers) -> ft.Control:
    words = state.wording
    return card(
        look,
        text.subtitle(words.text("Let your own calendar ring"), heading=2),
        text.body(
            words.text(
                "For a phone, and for whenever Mesoday is closed: a file with the reminders of the next {weeks} weeks, "
                "in neutral words. Open it with your calendar. A newer file takes the place of an older one.",
                weeks=WEEKS,
            )
        ),
        outlined(words.text("Make the calendar file"), handlers.calendar, icon=ft.Icons.EVENT_OUTLINED),
        gap=12,
    )
