"""The state of one open page: a snapshot that is replaced whole, and the ways to change the diary from a handler.

Each page (tab, window, phone) has its own; news come from the companion's listeners by `page.run_task`, so that a tab
never touches another one's controls.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import flet as ft

from care.changes import Changes, Refused
from care.knowledge import Knowledge
from care.messages import Message
from care.plan import plan_day
from screens.ports import Door, Handed, Settings
from screens.snapshot import Snapshot, Toast
from screens.wording import Wording

log = logging.getLogger(__name__)
T = TypeVar("T")
CLOCK_STEP = 30.0  # seconds after which what depends on the time is looked at again


@ft.observable
class PageState:
    """What one page shows. Replacing a public field redraws the components that asked for it (`use_page_state`)."""

    def __init__(self, page: ft.Page, handed: Handed) -> None:
        self._page, self._handed = page, handed
        self._stop_listening: Callable[[], None] | None = None
        self._stale = self._reading = self._always = False
        self._doing = 0
        self._dress: Callable[[], None] = lambda: None
        self._show_toast: Callable[[Toast], None] = lambda toast: None
        self.snapshot: Snapshot = self._read()

    @property
    def page(self) -> ft.Page:
        return self._page

    @property
    def handed(self) -> Handed:
        return self._handed

    @property
    def knowledge(self) -> Knowledge:
        return self._handed.door.knowledge

    @property
    def settings(self) -> Settings:
        """This installation's settings. To change one, `await state.put(name, value)`."""
        return self._handed.settings

    @property
    def wording(self) -> Wording:
        return self.snapshot.wording

    # Reading

    def _read(self) -> Snapshot:
        door = self._handed.door
        version, now, diary = door.version, door.now(), door.diary()
        plan = plan_day(diary, door.knowledge, now.care_day(diary.profile.day_starts_at), now)
        words = Wording(diary.profile.language, zone=now.zone, locale_folder=self._handed.assets / "locale")
        return Snapshot(diary, plan, now, words, version)

    def _do(self, command: object) -> tuple[Changes, Snapshot]:
        """Carry out a command and read what has come of it, in one turn of a worker thread."""
        changes = self._handed.door.do(command)
        return changes, self._read()

    async def reload(self, *, always: bool = False) -> None:
        """Read the snapshot anew, off the event loop, if the diary has changed or `always`.

        Calls that come meanwhile are answered by one more reading.
        """
        self._stale = True
        self._always = self._always or always
        if self._reading or self._doing:
            return
        self._reading = True
        try:
            while self._stale:
                self._stale = False
                if self._always or self._handed.door.version != self.snapshot.version:
                    self._always = False
                    self.snapshot = await asyncio.to_thread(self._read)
        finally:
            self._reading = False

    async def clock_moved(self) -> None:
        """Time has gone by: a new day may have begun, or a session may be due."""
        now = self._handed.door.now()
        if abs((now.at - self.snapshot.now.at).total_seconds()) >= CLOCK_STEP:
            await self.reload(always=True)

    async def load(self, read: Callable[[Door], T]) -> T:
        """Ask the door for more than the snapshot holds (an older month, a whole measure), off the event loop."""
        return await asyncio.to_thread(read, self._handed.door)

    async def put(self, name: str, value: Any) -> None:
        """Keep a setting of this installation, off the event loop."""
        await asyncio.to_thread(lambda: self.settings.update(**{name: value}))

    # Changing

    async def do(self, command: object, *, said: str | None = None, undoable: bool = False) -> Changes | None:
        """Carry out a command. Afterwards the snapshot is new; `said` is shown, with an undo where it is wanted.

        Returns the changes, or None when it was refused or could not be kept: the reason is shown then, and nothing
        has changed.
        """
        self._doing += 1
        try:
            changes, shot = await asyncio.to_thread(self._do, command)
        except Refused as refused:
            self._show_toast(Toast(self.wording.say(refused.reason), trouble=True))
            return None
        except self._handed.storage_error as error:
            log.exception("a change could not be kept")
            self._show_toast(Toast(self._reason(error), trouble=True))
            return None
        finally:
            self._doing -= 1
        if shot.version > self.snapshot.version:
            self.snapshot = shot
        if self._stale:
            await self.reload()
        if said:
            self._show_toast(Toast(said, changes if undoable and changes else None))
        return changes

    async def undo(self, changes: Changes) -> bool:
        """Take changes back; False (and said) when that is no longer possible."""
        try:
            await asyncio.to_thread(self._handed.door.undo, changes)
        except self._handed.storage_error as error:
            log.exception("an undo failed")
            self._show_toast(Toast(self._reason(error), trouble=True))
            return False
        await self.reload()
        self._show_toast(Toast(self.wording.text("Taken back.")))
        return True

    def tell_trouble(self, error: str) -> None:
        """A handler failed: say so in one line; the details stand in the log."""
        self._show_toast(
            Toast(self.wording.text("That did not work. Your entries are safe. ({error})", error=error), None, True)
        )

    def _reason(self, error: Exception) -> str:
        reason = getattr(error, "reason", None)
        return self.wording.say(reason) if isinstance(reason, Message) else str(error)

    def say(self, text: str, undo: Changes | None = None) -> None:
        """Show a line at the foot of the page."""
        self._show_toast(Toast(text, undo))

    def on_toast(self, show: Callable[[Toast], None]) -> None:
        self._show_toast = show

    def dress_again(self) -> None:
        """Apply a changed theme, text size or language."""
        self._dress()

    def on_dress(self, dress: Callable[[], None]) -> None:
        self._dress = dress

    # Listening

    def listen(self) -> None:
        """Follow the companion's news until `close`."""

        def heard(kinds: frozenset[str]) -> None:
            self._stale = True
            # Our own change is read in the same turn; waking the loop meanwhile would only make both wait.
            if not self._doing:
                self._page.run_task(self.reload)

        self._stop_listening = self._handed.door.listen(heard)

    def close(self) -> None:
        if self._stop_listening:
            self._stop_listening()
            self._stop_listening = None

    def go(self, route: str) -> None:
        """Navigate. For handlers on the page's loop."""
        self._page.navigate(route)


StateContext: ft.ContextProvider[PageState | None] = ft.create_context(None)


def use_page_state() -> PageState:
    """The page's state. The component that asks is drawn anew whenever a public field of it is replaced."""
    state = ft.use_context(StateContext)
    if state is None:
        raise LookupError("this component is not drawn inside an App")
    return state
