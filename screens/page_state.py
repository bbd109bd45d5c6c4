"""The state of one open page: a snapshot that is replaced whole, and the ways to change the diary from a handler.

Each page (tab, window, phone) has its own; news come from the companion's listeners by `page.run_task`, so that a tab
never touches another one's controls.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import flet as ft
import msgspec

from care.changes import Changes, Refused
from care.clock_doubt import DOUBT, doubt_from_plain
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message
from care.missing import OLDER, older_missed
from care.outlook import Outlook
from care.plan import after_ticks, plan_in
from screens.hooks import changing, kept
from screens.ports import Door, Handed, Settings
from screens.snapshot import Snapshot, Toast
from screens.wording import Wording

log = logging.getLogger(__name__)
T = TypeVar("T")
DAMAGES_READ = "damage_read"  # the setting with the keys of the damages that the person has read about
CLOCK_STEP = 30.0  # seconds after which what depends on the time is looked at again


class PageState:
    """What one page shows: a snapshot. Components follow it by `use_page_state` (drawn
    again with each snapshot) or `use_part` (drawn again only when their part of it has changed)."""

    def __init__(self, page: ft.Page, handed: Handed) -> None:
        self._page, self._handed = page, handed
        self._stop_listening: Callable[[], None] | None = None
        self._stale = self._reading = self._always = False
        self._doing = 0
        self._dress: Callable[[], None] = lambda: None
        self._show_toast: Callable[[Toast], None] = lambda toast: None
        self._followers: list[Callable[[], None]] = []
        self._when_shown: list[Callable[[], None]] = []
        self._snapshot: Snapshot | None = None
        self._snapshot = self._read()

    @property
    def snapshot(self) -> Snapshot:
        assert self._snapshot is not None
        return self._snapshot

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
        before = self._snapshot
        here = {
            "damages": tuple(door.damages),
            "damages_read": _keys(self.settings.get(DAMAGES_READ)),
            "clock_doubt": doubt_from_plain(self.settings.get(DOUBT)),
            "missed_older": older_missed(self.settings.get(OLDER)),
        }
        if before is not None and _is_fresh(before, now) and _only_unheeded_ticks(before, diary):
            ahead = before.ahead.after_ticks(diary)
            plan = after_ticks(before.plan, ahead)
            return msgspec.structs.replace(before, diary=diary, ahead=ahead, plan=plan, version=version, **here)
        today = now.care_day(diary.profile.day_starts_at)
        ahead = Outlook(diary, door.knowledge, now, today)
        plan = plan_in(ahead, today)
        words = Wording(diary.profile.language, zone=now.zone, locale_folder=self._handed.assets / "locale")
        return Snapshot(diary, ahead, plan, now, words, version, **here)

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
                    self._show(await asyncio.to_thread(self._read))
        finally:
            self._reading = False

    def _show(self, shot: Snapshot) -> None:
        self._snapshot = shot
        for look in tuple(self._followers):
            look()

    def follow(self, look: Callable[[], None]) -> Callable[[], None]:
        """Call `look` after each new snapshot. Returns the way to stop."""
        self._followers.append(look)
        return lambda: self._followers.remove(look) if look in self._followers else None

    def when_shown(self, heard: Callable[[], None]) -> Callable[[], None]:
        """Call `heard` whenever the app is brought to the front again. Returns the way to stop."""
        self._when_shown.append(heard)
        return lambda: self._when_shown.remove(heard) if heard in self._when_shown else None

    async def shown_again(self) -> None:
        """The app was away, and is in front again: the clock, the zone and the permissions may be others."""
        for heard in tuple(self._when_shown):
            heard()
        await self.clock_moved()

    async def clock_moved(self) -> None:
        """Time has gone by: a new day may have begun, or a session may be due."""
        now = self._handed.door.now()
        if abs((now.at - self.snapshot.now.at).total_seconds()) >= CLOCK_STEP:
            await self.look_anew()

    async def look_anew(self) -> None:
        """Read everything anew, for whoever is no part of this page: only in a task of its own can it be drawn."""
        await asyncio.wrap_future(self._page.run_task(self.reload, always=True))

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
            self._show_toast(Toast(self.reason_of(error), trouble=True))
            return None
        finally:
            self._doing -= 1
        if shot.version > self.snapshot.version:
            self._show(shot)
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
            self._show_toast(Toast(self.reason_of(error), trouble=True))
            return False
        await self.reload()
        self._show_toast(Toast(self.wording.text("Taken back.")))
        return True

    def tell_trouble(self, error: str) -> None:
        """A handler failed: say so in one line; the details stand in the log."""
        self._show_toast(
            Toast(self.wording.text("That did not work. Your entries are safe. ({error})", error=error), None, True)
        )

    async def attempt(self, doing: Awaitable[T]) -> T | None:
        """Await something that reads or writes files; None when it did not work, which is said at the foot."""
        try:
            return await doing
        except Refused as refused:
            self._show_toast(Toast(self.wording.say(refused.reason), trouble=True))
        except self._handed.storage_error as error:
            log.warning("files could not be read or written", exc_info=True)
            self._show_toast(Toast(self.reason_of(error), trouble=True))
        return None

    def reason_of(self, error: Exception) -> str:
        """What an error of the storage says to the person."""
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
        self.close()

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


def page_state() -> PageState:
    """The page's state, for a component that does not show it or follows only parts of it (`use_part`)."""
    state = ft.use_context(StateContext)
    if state is None:
        raise LookupError("this component is not drawn inside an App")
    return state


def use_page_state() -> PageState:
    """The page's state. The component that asks is drawn anew with each new snapshot."""
    state = page_state()
    use_part(state, lambda: state.snapshot)
    return state


def _keys(kept: object) -> frozenset[str]:
    return frozenset(key for key in kept if isinstance(key, str)) if isinstance(kept, list) else frozenset()


def _only_unheeded_ticks(before: Snapshot, diary: Diary) -> bool:
    """Whether nothing but steps that no session waits for were noted since."""
    return diary.differs_only_in_steps(before.diary) and before.ahead.heeded(diary) == before.ahead.heeded(before.diary)


def _is_fresh(shot: Snapshot, now: Moment) -> bool:
    """Whether what a snapshot says of the time still holds."""
    return now.zone == shot.now.zone and 0 <= (now.at - shot.now.at).total_seconds() < CLOCK_STEP


class Gone(LookupError):
    """What a component shows is no longer there; whoever drew the component is about to take it away."""


class _Seen:
    """What a component was last drawn from."""

    def __init__(self) -> None:
        self.part: Any = None
        self.select: Callable[[], Any] = lambda: None
        self.draw: Callable[[Any], None] = lambda _: None

    def look(self) -> None:
        """Draw again when the part differs, or cannot be told: then the drawing shows what is wrong."""
        try:
            if self.select() == self.part:
                return
        except Gone:
            return
        except Exception:
            log.exception("a part could not be told")
        self.draw(lambda drawn: drawn + 1)


def use_part(state: PageState, select: Callable[[], T]) -> T:
    """What `select` gives, and a new drawing when a later snapshot makes it give something unequal.

    Low in the tree this keeps a tick cheap: the row draws itself again, and nothing above it does. `select` may raise
    `Gone`.
    """
    seen = kept(_Seen)
    _, seen.draw = changing(0)
    try:
        seen.part = select()
    except Gone:
        if seen.part is None:
            raise
    seen.select = select

    def follow() -> Callable[[], None]:
        seen.look()  # something may have changed between drawing and standing on the page
        return state.follow(seen.look)

    ft.use_effect(follow, [])
    return seen.part
