"""The state of one open page: a snapshot that is replaced whole, and the ways to change the diary from a handler.

Each page (tab, window, phone) has its own; news come from the companion's listeners by `page.run_task`, so that a tab
never touches another one's controls.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

from care.changes import Changes, Refused
from care.knowledge import Knowledge
from care.plan import plan_day
from screens.ports import Door, Settings
from screens.snapshot import MissedReminder, RingingReminder, Snapshot, Toast
from screens.wording import Wording

log = logging.getLogger(__name__)


@ft.observable
class PageState:
    """What one page shows. Replacing a public field re-renders the components that were handed this object."""

    def __init__(
        self, page: ft.Page, door: Door, settings: Settings, *, locale_folder: Any = None, storage_error: type = OSError
    ) -> None:
        self._page, self._door, self._settings = page, door, settings
        self._locale_folder, self._storage_error = locale_folder, storage_error
        self._stop_listening: Callable[[], None] | None = None
        self._stale = False
        self._reading = False
        self.snapshot: Snapshot = self._read()
        self.toast: Toast | None = None
        self.ringing: tuple[RingingReminder, ...] = ()
        self.missed: tuple[MissedReminder, ...] = ()
        self.theme_version = 0

    # reading

    @property
    def page(self) -> ft.Page:
        return self._page

    @property
    def knowledge(self) -> Knowledge:
        return self._door.knowledge

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def wording(self) -> Wording:
        return self.snapshot.wording

    def _read(self) -> Snapshot:
        now = self._door.now()
        diary = self._door.diary()
        plan = plan_day(diary, self._door.knowledge, now.care_day(diary.profile.day_starts_at), now)
        wording = Wording(diary.profile.language, zone=now.zone, locale_folder=self._locale_folder)
        return Snapshot(diary, plan, now, wording)

    async def reload(self) -> None:
        """Read the snapshot anew, off the event loop. Calls that come meanwhile are answered by one more reading."""
        self._stale = True
        if self._reading:
            return
        self._reading = True
        try:
            while self._stale:
                self._stale = False
                self.snapshot = await asyncio.to_thread(self._read)
        finally:
            self._reading = False

    async def load(self, read: Callable[[Door], Any]) -> Any:
        """Ask the door for more than the snapshot holds (an older month, a whole measure), off the event loop."""
        return await asyncio.to_thread(read, self._door)

    # changing

    async def do(self, command: object, *, said: str | None = None, undoable: bool = False) -> Changes | None:
        """Carry out a command. Afterwards the snapshot is new; `said` is shown, with an undo where it is wanted.

        Returns the changes, or None when it was refused or could not be kept; the reason is shown then and nothing
        has changed.
        """
        try:
            changes = await asyncio.to_thread(self._door.do, command)
        except Refused as refused:
            self.toast = Toast(self.wording.say(refused.reason), trouble=True)
            return None
        except self._storage_error as error:
            log.exception("a change could not be kept")
            self.toast = Toast(str(error), trouble=True)
            return None
        await self.reload()
        if said:
            self.toast = Toast(said, changes if undoable and changes else None)
        return changes

    async def undo(self, changes: Changes) -> bool:
        """Take changes back; False (and said) when that is no longer possible."""
        try:
            await asyncio.to_thread(self._door.undo, changes)
        except (Refused, self._storage_error):
            log.exception("an undo failed")
            self.toast = Toast(self.wording.text("That has changed since and was left as it is."), trouble=True)
            return False
        self.toast = None
        await self.reload()
        return True

    # listening

    def listen(self) -> None:
        """Follow the companion's news until `close`."""

        def heard(kinds: frozenset[str]) -> None:
            if kinds - {"occurrence"}:
                self._page.run_task(self.reload)

        self._stop_listening = self._door.listen(heard)

    def close(self) -> None:
        if self._stop_listening:
            self._stop_listening()
            self._stop_listening = None

    def go(self, route: str) -> None:
        """Navigate. For sync handlers on the page's loop."""
        self._page.navigate(route)

    def later(self, work: Callable[..., Awaitable[Any]], *values: Any) -> None:
        """Run async work of a sync handler on the page's loop."""
        self._page.run_task(work, *values)


StateContext = ft.create_context(None)


def use_page_state() -> PageState:
    """The page's state; the component that asks is drawn anew whenever a field of it is replaced."""
    return ft.use_context(StateContext)
