"""The card that asks, in words, before the system does; and where it was denied, says what that means."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

from care.notifying import Permission
from screens.boundary import screen
from screens.calendar_giving import give_calendar, on_phone
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import outlined, plain, tonal
from screens.look.colours import TEXT_SOFT
from screens.look.surfaces import card, column, ok_card
from screens.look.surroundings import use_look
from screens.page_state import PageState, use_page_state
from screens.ports import Reach
from screens.reminder_permission_view import permission_view

BEGINS_WITHIN = 10  # half seconds


async def reach_of(state: PageState) -> Reach | None:
    """How reminders reach the person. On a page that opens at once, reminding has yet to begin: this waits for it."""
    for _ in range(BEGINS_WITHIN):
        if (reach := state.handed.reach()) is not None:
            return reach
        await asyncio.sleep(0.5)
    return state.handed.reach()


class PermissionHandlers:
    """What the card knows and does; one object while it stands there."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.redraw: Any = lambda: None
        self.changed: Callable[[], Awaitable[None]] | None = None
        self.permission: Permission | None = None
        self.asking = self.granted = self.cannot_open = False

    async def look(self) -> None:
        """Ask the system how it stands."""
        reach, before = await reach_of(self.state), self.permission
        self.permission = await reach.permission() if reach is not None else None
        self.granted = self.granted or (before is not None and before != "allowed" and self.permission == "allowed")
        self.redraw()
        if self.changed is not None and before is not None and before != self.permission:
            await self.changed()

    def look_again(self) -> None:
        self.state.page.run_task(self.look)

    async def ask(self) -> None:
        reach = await reach_of(self.state)
        if reach is None or self.asking:
            return
        self.asking = True
        self.redraw()
        try:
            await reach.ask_permission()
        finally:
            self.asking = False
            await self.look()

    async def open_settings(self) -> None:
        """The person comes back from there to this page, which then looks again by itself."""
        reach = await reach_of(self.state)
        if reach is None or not await reach.open_settings():
            self.cannot_open = True
            self.redraw()

    async def calendar(self) -> None:
        await give_calendar(self.state)


@screen(name="May Mesoday call you?")
def PermissionCard(*, with_calendar: bool = False, changed: Callable[[], Awaitable[None]] | None = None) -> ft.Control:
    """`with_calendar`: the calendar file can be made here; otherwise the words alone name it. `changed`: called when
    the answer has become another."""
    state, look = use_page_state(), use_look()
    handlers = kept(lambda: PermissionHandlers(state))
    handlers.redraw, handlers.changed = redrawing(), changed
    ft.use_effect(handlers.look, [])
    ft.use_effect(lambda: state.when_shown(handlers.look_again), [])
    words, phone = state.wording, on_phone(state.page)
    if handlers.granted:
        said = words.text("Your phone rings by itself.") if phone else words.text("Notifications are on.")
        return ok_card(look, said, words.text("How many a day, and in which words, is set under Notifications."))
    view = permission_view(words, handlers.permission, phone=phone)
    if view is None:
        return ft.Container(visible=False)
    open_settings = view.open_settings if not handlers.cannot_open else ""
    shown = card(
        look,
        ft.Row(
            [
                ft.Icon(ft.Icons.NOTIFICATIONS_ACTIVE if view.ask else ft.Icons.NOTIFICATIONS_OFF_OUTLINED, size=26),
                ft.Container(content=text.subtitle(view.title, heading=2), expand=True),
            ],
            spacing=14,
        ),
        column(*(text.body(line) for line in view.lines), gap=8),
        tonal(view.ask, handlers.ask, disabled=handlers.asking) if view.ask else None,
        outlined(open_settings, handlers.open_settings, icon=ft.Icons.SETTINGS) if open_settings else None,
        text.small(words.text("The settings cannot be opened from here. Please open them yourself."), color=TEXT_SOFT)
        if handlers.cannot_open
        else None,
        outlined(words.text("Make the calendar file"), handlers.calendar, icon=ft.Icons.EVENT_OUTLINED)
        if with_calendar and view.look
        else None,
        ft.Row([plain(view.look, handlers.look)]) if view.look else None,
        gap=12,
    )
    shown.key = "permission"
    return shown
