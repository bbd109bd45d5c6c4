"""The client behind a session's signals: Flet's player, vibration, announcements and lock against a dark screen.

Flet's client makes each of these when it is first sent, so they are made when they are first used, and a client that
does not have one says nothing: whoever calls must not wait for ever.
"""

from __future__ import annotations

from typing import Any

import flet as ft

from screens.signals import KINDS, Kind

HANDHELD = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)


class ClientSurface:
    """What the client of a page does. All methods may raise, or never return."""

    def __init__(self, page: ft.Page, *, rtl: bool = False) -> None:
        self._page, self._rtl = page, rtl
        self._players: dict[Kind, Any] = {}
        self._haptics: ft.HapticFeedback | None = None
        self._speaker: ft.SemanticsService | None = None
        self._lock: ft.Wakelock | None = None
        self._announces: bool | None = None

    @property
    def vibrates(self) -> bool:
        return self._page.platform in HANDHELD

    async def play(self, kind: Kind) -> None:
        """From the beginning to the end; a sound that still plays goes on."""
        await self.load()
        await self._players[kind].resume()

    async def load(self) -> None:
        """All sounds together: none shall be late because its file is asked for only then."""
        if self._players:
            return
        from flet_audio import Audio, ReleaseMode  # a client without sound need not even import it

        for kind in KINDS:
            source = f"sounds/{kind.replace('_', '-')}.wav"
            self._players[kind] = Audio(src=source, release_mode=ReleaseMode.STOP)

    async def vibrate(self, kind: Kind) -> None:
        self._haptics = self._haptics or ft.HapticFeedback()
        if kind in ("step_end", "session_end"):
            await self._haptics.vibrate()
        else:
            await self._haptics.medium_impact()

    async def announce(self, line: str) -> bool:
        self._speaker = self._speaker or ft.SemanticsService()
        if self._announces is None:
            self._announces = (await self._speaker.get_accessibility_features()).supports_announcements
        if self._announces:
            await self._speaker.announce_message(line, rtl=self._rtl, assertiveness=ft.Assertiveness.ASSERTIVE)
        return self._announces

    async def stay_awake(self, on: bool) -> bool:
        self._lock = self._lock or ft.Wakelock()
        if not on:
            await self._lock.disable()
            return False
        await self._lock.enable()
        return await self._lock.is_enabled()
