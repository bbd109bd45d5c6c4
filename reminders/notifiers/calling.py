"""The loop that reminds in this process, with all the ways that it has: the page or the terminal, and the system."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Protocol

from care.messages import Message
from care.notifying import Permission, notifying
from care.ports import Clock
from reminders.notifiers.android import Android, Plugin
from reminders.notifiers.desktop import Desktop
from reminders.notifiers.protocol import Notifier, OfSystem
from reminders.notifiers.together import Alive, Together
from reminders.notifiers.trial import Heard, try_out
from reminders.service import Companion, Reminding, Settings

SOON = 1.0  # second after a change; several in a row are looked at once


class Door(Companion, Protocol):
    """The one door, and what is heard of changes there."""

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]: ...


class Vault(Protocol):
    """An open data folder, as far as reminding needs it."""

    @property
    def companion(self) -> Door: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def local(self) -> Settings: ...

    @property
    def folder(self) -> Path: ...


class Calling:
    """Reminds through `first`, and through the notifications of the system."""

    def __init__(
        self,
        vault: Vault,
        first: Notifier,
        say: Callable[[Message], str],
        *,
        icon: Path | None,
        on_open: Callable[[], Any] | None = None,
    ) -> None:
        """say: translates, in the person's language. on_open: called when a notification itself is clicked."""
        self._vault, self._say = vault, say
        self.phone: Android | None = None
        self._deaf: Callable[[], None] = lambda: None
        self._soon: asyncio.TimerHandle | None = None
        self._looking: set[asyncio.Task[None]] = set()
        self.desktop = Desktop(vault.companion, vault.clock, vault.local, say, icon=icon, on_open=on_open)
        self.together = Together((first, self.desktop))
        self.reminding = Reminding(
            vault.companion,
            vault.clock,
            self.together,
            heard=self.together.heard,
            settings=vault.local,
            folder=vault.folder,
            doubts=self.together.doubts,
            follow=self.together.sync,
            repeat=lambda: notifying(vault.local.get).again,
        )

    async def start(self) -> None:
        """Remind from now on, and look anew soon after every change: a phone that is put away has armed it by then, and
        what is done elsewhere is silent here."""
        loop = asyncio.get_running_loop()

        def heard(kinds: frozenset[str]) -> None:
            loop.call_soon_threadsafe(self._look_soon, loop)

        self._deaf = self._vault.companion.listen(heard)
        await self.reminding.start()

    def _look_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._soon is None:
            self._soon = loop.call_later(SOON, self._look)

    def _look(self) -> None:
        self._soon, looking = None, asyncio.ensure_future(self.reminding.beat())
        self._looking.add(looking)
        looking.add_done_callback(self._looking.discard)

    async def use_phone(self, plugin: Plugin | None) -> None:
        """Let the phone ring, from now on, in place of a desktop. What it rang while Mesoday was closed is noted before
        the next look; on other systems there is no plugin, and nothing happens."""
        if plugin is not None and self.phone is None:
            self.phone = Android(self._vault.companion, self._vault.local, self._say, plugin)
            await asyncio.to_thread(self.phone.note_rung)
            self.together.put_in_place_of(self.desktop, self.phone)

    async def all_alive(self) -> tuple[Alive, ...]:
        """What each way says when it is asked."""
        return await self.together.all_alive()

    async def permission(self) -> Permission | None:
        """How it stands with what the system must allow: the phone's, or the computer's."""
        return await self._of_system.permission()

    async def ask_permission(self) -> None:
        """Let the system ask; what rings by itself is armed at once where it is allowed."""
        await self._of_system.ask_permission()
        await self.reminding.beat()

    async def open_settings(self) -> bool:
        """Open the system's settings about notifications; whether that was possible."""
        return await self._of_system.open_settings()

    @property
    def _of_system(self) -> OfSystem:
        return self.phone or self.desktop

    def try_out(self) -> AsyncIterator[Heard]:
        """Try the way from the alarm clock to the person and back, finding by finding."""
        return try_out(self._vault.clock, self._vault.local, self.together, self._of_system)

    async def finish(self) -> None:
        """Stop, once what is being shown is noted, and what was answered is kept."""
        self._deaf()
        if self._soon is not None:
            self._soon.cancel()
        await asyncio.gather(*self._looking)
        await self.reminding.finish()
        await self.desktop.finish()
