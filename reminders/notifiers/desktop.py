"""The notifications of a desktop's system, with their answers.

They are shown by `desktop-notifier`, which shows at once and arms nothing; so this notifier rings while Mesoday runs,
with a window or without. What it shows is neutral unless the person wants the full words, and no more a day than the
person wants. An answer finds its rows by the ledger, so that also one to a notification that an earlier process showed
is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from care.clock_doubt import ClockDoubt
from care.days import care_day
from care.messages import Message, message
from care.notifying import Permission, notifying
from care.ports import Clock
from reminders.answering import ANSWERS, try_answer
from reminders.calls import Call, body, calls, missed_body, title
from reminders.daily_share import called_from_plain, called_to_plain, calls_of_day, share
from reminders.notifiers.permission import DECIDES_WITHIN, note_asked, standing
from reminders.notifiers.shown import (
    BUTTONS,
    CLOCK,
    MISSED,
    SEEN,
    TRIAL,
    TRIAL_BODY,
    TRIAL_TITLE,
    Companion,
    NotShown,
    Settings,
    Shown,
    keys_of,
)
from reminders.planner import Due

log = logging.getLogger(__name__)
CALLED = "notified"  # the setting with the calls of the day that were shown
TRUE_FOR, FALSE_FOR = 300.0, 60.0  # seconds; then the system is asked again
STANDS_FOR = timedelta(hours=12)  # then nobody will answer it any more; the app still shows what is open
PATIENCE = 8.0  # seconds for its answer; one that comes later may be shown twice
NOTHING_SHOWS = message("Nothing on this computer shows notifications now.")


class System(Protocol):
    """What the desktop offers. Everything may raise when it is gone."""

    async def ask(self) -> tuple[bool, Message]:
        """Whether it shows notifications now."""
        ...

    async def permitted(self) -> bool:
        """Whether the system lets us show anything; true where it asks nobody."""
        ...

    async def ask_permission(self) -> None:
        """Let the system ask the person."""
        ...

    async def show(self, shown: Shown) -> None:
        """Raises `NotShown`."""
        ...

    async def take_away(self, id: str) -> None: ...

    async def close(self) -> None:
        """Let go of the way to it; what it shows stays."""
        ...


class Desktop:
    """Shows reminders through the system. Used on one event loop."""

    name = "desktop"

    def __init__(
        self,
        companion: Companion,
        clock: Clock,
        settings: Settings,
        say: Callable[[Message], str],
        *,
        icon: Path | None = None,
        system: Callable[[Callable[[str, str], None]], System] | None = None,
        on_open: Callable[[], Any] | None = None,
    ) -> None:
        """say: translates, in the person's language. system: makes the way to the system, told whom to tell answers;
        the one of this computer unless given. on_open: called when a notification itself is clicked."""
        self._companion, self._clock, self._settings, self._say = companion, clock, settings, say
        self._make = system or (lambda heard: system_of(heard, icon, settings))
        self._on_open = on_open
        self._system: System | None = None
        self._alive: tuple[bool, Message] | None = None
        self._asked_at = 0.0
        self._showing: dict[str, tuple[frozenset[str], datetime]] = {}
        self._asking = asyncio.Lock()
        self._trial: asyncio.Event | None = None
        self._answering: set[asyncio.Task[int]] = set()

    async def alive(self) -> tuple[bool, Message]:
        """Whether the system shows notifications, asked anew every few minutes."""
        if not notifying(self._settings.get).show:
            return False, message("Switched off here.")
        now = self._clock.monotonic()
        lasts = TRUE_FOR if self._alive and self._alive[0] else FALSE_FOR
        async with self._asking:
            if self._alive is None or not 0 <= now - self._asked_at < lasts:
                self._alive, self._asked_at = await self._ask(), now
            return self._alive

    async def permission(self) -> Permission | None:
        if not notifying(self._settings.get).show:
            return None
        try:
            permitted = await asyncio.wait_for((await self._reached()).permitted(), PATIENCE)
        except Exception:  # where nothing shows notifications there is nothing to ask
            return None
        return standing(self._settings, allowed=permitted)

    async def ask_permission(self) -> None:
        try:
            await asyncio.wait_for((await self._reached()).ask_permission(), DECIDES_WITHIN)
        except Exception as error:
            log.info("the system gave no answer about notifications: %s", error)
        await asyncio.to_thread(note_asked, self._settings)
        self._alive = None

    async def open_settings(self) -> bool:
        return False  # each system has its own way there, and none that can be called for certain

    async def ring(self, dues: tuple[Due, ...]) -> None:
        """Show what may be a notification; the rest waits in the app. Raises `NotShown`."""
        made = calls(dues)
        allowed = await asyncio.to_thread(self._allowed, made)
        for call in made:
            if call.id in allowed:
                await self._show(self._shown(call))
                self._showing[call.id] = frozenset(call.keys), self._clock.now()

    async def missed(self, dues: tuple[Due, ...], older: int) -> None:
        """One quiet notification for all that did not ring. Those of weeks ago wait in the app."""
        if dues:
            said = self._say(missed_body(len(dues)))
            await self._show(Shown(MISSED, self._say(message("Your routine")), said, quiet=True))
            self._showing[MISSED] = frozenset(due.key for due in dues), self._clock.now()

    async def doubts(self, doubt: ClockDoubt | None) -> None:
        """One quiet notification while the question stands; Today asks it."""
        if doubt is not None and not doubt.answer and (await self.alive())[0]:
            said = self._say(message("There is a question about the clock. Open when ready."))
            await self._show(Shown(CLOCK, self._say(message("Your routine")), said, quiet=True))
        elif self._system is not None:
            await self._system.take_away(CLOCK)

    async def sync(self, settled: Collection[str]) -> None:
        """Take away what is done or answered, or has stood there for long."""
        if not self._showing:
            return
        over, now = frozenset(settled), self._clock.now()
        gone = [id for id, (keys, at) in self._showing.items() if keys <= over or now - at > STANDS_FOR]
        for id in gone:
            del self._showing[id]
            if self._system is not None:
                await self._system.take_away(id)

    async def try_out(self, answered: asyncio.Event) -> None:
        """Show a notification that is no reminder; its button sets the event. Raises `NotShown`."""
        self._trial = answered
        shown = Shown(
            TRIAL,
            self._say(TRIAL_TITLE),
            self._say(TRIAL_BODY),
            {name: self._say(said) for name, said in SEEN.items()},
        )
        await self._show(shown)

    def heard(self, id: str, said: str) -> None:
        """The person pressed a button, or the notification itself ("")."""
        if id == TRIAL:
            if self._trial is not None:
                self._trial.set()
        elif said == "":
            if self._on_open is not None:
                self._on_open()
        elif said in ANSWERS:
            self._showing.pop(id, None)
            task = asyncio.ensure_future(asyncio.to_thread(self._answer, id, said))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def finish(self) -> None:
        """Wait until what was answered is kept, and let go of the system."""
        await asyncio.gather(*self._answering)
        await self._let_go()

    def _answer(self, id: str, said: str) -> int:
        keys = keys_of(self._companion.diary(), id, self._companion.now())
        return try_answer(self._companion, keys, said)

    def _allowed(self, made: tuple[Call, ...]) -> frozenset[str]:
        """The ids of those that may be shown; they are noted before, so that a crash does not make room for more."""
        diary, now = self._companion.diary(), self._companion.now()
        today = care_day(now.at, now.zone, diary.profile.day_starts_at)
        called = called_from_plain(self._settings.get(CALLED), today)
        of_day = calls_of_day(diary, self._companion.knowledge, now)
        a_day = notifying(self._settings.get).a_day
        counted = {call.id for call in made if not call.asked_for}
        new = (counted & share(of_day, called.ids, a_day, now.at)) - set(called.ids)
        if new:
            self._settings.update(**{CALLED: called_to_plain(called.with_(sorted(new)))})
        return frozenset(call.id for call in made if call.asked_for or call.id in new or call.id in called.ids)

    def _shown(self, call: Call) -> Shown:
        full = notifying(self._settings.get).full_words
        answers = ANSWERS if call.can_be_done else ANSWERS[1:]
        buttons = {name: self._say(BUTTONS[name]) for name in answers}
        head, text = title(call, full=full), body(call, self._companion.now().zone)
        return Shown(call.id, self._say(head), self._say(text), buttons)

    async def _show(self, shown: Shown) -> None:
        try:
            if self._system is None:
                self._system = self._make(self.heard)
            await asyncio.wait_for(self._system.show(shown), PATIENCE)
        except Exception as error:
            await self._let_go()  # made anew, and asked anew
            self._alive = None
            raise NotShown(str(error)) from error

    async def _ask(self) -> tuple[bool, Message]:
        try:
            return await asyncio.wait_for((await self._reached()).ask(), PATIENCE)
        except ModuleNotFoundError:
            said = message("The part that shows notifications is not installed here.")
        except Exception as error:
            log.info("the system shows no notifications: %s", error)
            said = NOTHING_SHOWS
        await self._let_go()
        return False, said

    async def _reached(self) -> System:
        if self._system is None:
            await asyncio.to_thread(find_parts)
            self._system = self._make(self.heard)
        return self._system

    async def _let_go(self) -> None:
        system, self._system = self._system, None
        if system is not None:
            with contextlib.suppress(Exception):  # it may be gone
                await system.close()


def find_parts() -> None:
    """Import what shows notifications, in a thread: it takes a tenth of a second, and the page must not wait for it."""
    with contextlib.suppress(ModuleNotFoundError):
        import_module("reminders.notifiers.desktop_system")


def system_of(heard: Callable[[str, str], None], icon: Path | None, settings: Settings) -> System:
    """The way to the notifications of this computer. Raises `ModuleNotFoundError` where the part for it is missing."""
    # Imported here: a phone has neither, and a first screen does not need it.
    from reminders.notifiers.desktop_system import DesktopSystem

    return DesktopSystem(heard, icon, settings)
