"""What a session tells hands that are wet and eyes that are on the mirror: a sound, a vibration, a spoken line.

None of them carries the session: what is off, missing or too slow is left out, noted once in the log, and everything
goes on.

    signals.signal("step_end", words.text("Time is up. Lift the wand."))
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol

from msgspec import Struct

from screens.ports import Settings
from screens.wording import Wording

log = logging.getLogger(__name__)
Kind = Literal["step_end", "ten_seconds", "session_end", "pause"]
Part = Literal["sound", "touch", "voice"]
KINDS: tuple[Kind, ...] = ("step_end", "ten_seconds", "session_end", "pause")
PARTS: tuple[Part, ...] = ("sound", "touch", "voice")
AWAKE = "signal_awake"
GOES_ON = "session_goes_on"
PATIENCE = 3.0  # seconds; a client that knows nothing of what it is asked never answers


class Surface(Protocol):
    """What a client may be able to do. Anything may raise, or never return."""

    @property
    def vibrates(self) -> bool:
        """Whether this kind of device can vibrate at all."""
        ...

    async def load(self) -> None:
        """Fetch the sounds, so that the first one is not late."""
        ...

    async def play(self, kind: Kind) -> None: ...

    async def vibrate(self, kind: Kind) -> None: ...

    async def announce(self, line: str) -> bool:
        """Have a screen reader say it; False where the system wants it read from a live region instead."""
        ...

    async def stay_awake(self, on: bool) -> bool:
        """Keep the screen lit, or no longer; whether it is being kept lit now."""
        ...


class Given(Struct, frozen=True):
    """What became of a signal. `off`: by the person's choice; `lost`: it did not work here. The rest was not asked
    for: a computer does not vibrate."""

    given: frozenset[Part] = frozenset()
    off: frozenset[Part] = frozenset()
    lost: frozenset[Part] = frozenset()


def setting_of(part: Part) -> str:
    """The name of the setting that switches a part off."""
    return f"signal_{part}"


def is_on(settings: Settings, name: str) -> bool:
    """Whether a signal setting is on, as all are until somebody switches them off."""
    return bool(settings.get(name, True))


def goes_on(settings: Settings) -> bool:
    """Whether the person lets a session go on by itself where a step allows it; off until somebody chooses it."""
    return bool(settings.get(GOES_ON, False))


def line_of(words: Wording, kind: Kind) -> str:
    """What is said when the caller has nothing more exact to say."""
    return {
        "step_end": words.text("This step is over."),
        "ten_seconds": words.text("Ten seconds left."),
        "session_end": words.text("The session is over."),
        "pause": words.text("Paused."),
    }[kind]


class Signals:
    """Gives the signals of one page. `later` runs a coroutine on the page's loop without waiting for it."""

    def __init__(
        self,
        surface: Surface,
        settings: Settings,
        words: Wording,
        later: Callable[..., Any],
        patience: float = PATIENCE,
    ) -> None:
        self._surface, self._settings, self._words = surface, settings, words
        self._later, self._patience = later, patience
        self._noted: set[str] = set()
        self._redraw: Callable[[], None] = lambda: None
        self._awake: bool | None = None
        self._wanted = False
        self.line = ""

    def draws(self, redraw: Callable[[], None]) -> None:
        """Call that when `line` or `may_go_dark` has changed."""
        self._redraw = redraw

    @property
    def sounds(self) -> bool:
        """Whether a sound is wanted, and none has been lost so far."""
        return is_on(self._settings, setting_of("sound")) and "sound" not in self._noted

    def get_ready(self) -> None:
        """Have the sounds fetched, where they are wanted; returns at once."""
        if is_on(self._settings, setting_of("sound")):
            self._start(self._load)

    async def _load(self) -> None:
        async def loaded() -> bool:
            await self._surface.load()
            return True

        await self._attempt("sound", loaded)

    def signal(self, kind: Kind, line: str = "") -> None:
        """Give a signal; returns at once, and never raises. `line`: what is spoken, else the kind's own words."""
        self._start(self.give, kind, line)

    async def give(self, kind: Kind, line: str = "") -> Given:
        """Give a signal and say what became of it. All parts begin together, and none waits for another."""
        on: list[Part] = [part for part in PARTS if is_on(self._settings, setting_of(part))]
        off: frozenset[Part] = frozenset(PARTS) - frozenset(on)
        asked: list[Part] = [part for part in on if part != "touch" or self._surface.vibrates]
        came = await asyncio.gather(*(self._attempt(part, self._doing(part, kind, line)) for part in asked))
        given: frozenset[Part] = frozenset(part for part, done in zip(asked, came, strict=True) if done)
        return Given(given, off, frozenset(asked) - given)

    def _doing(self, part: Part, kind: Kind, line: str) -> Callable[[], Awaitable[bool]]:
        async def sound() -> bool:
            await self._surface.play(kind)
            return True

        async def touch() -> bool:
            await self._surface.vibrate(kind)
            return True

        async def voice() -> bool:
            said = line or line_of(self._words, kind)
            if not await self._surface.announce(said):
                # The same words twice would be no news to whoever reads the region.
                self.line = f"{said}\u00a0" if self.line == said else said
                self._redraw()
            return True

        return {"sound": sound, "touch": touch, "voice": voice}[part]

    # The screen

    @property
    def may_go_dark(self) -> bool:
        """Whether the screen was asked to stay lit and does not; False as long as that is not known or not wanted."""
        return self._awake is False

    def look_whether_lit(self) -> None:
        """Find out before the session whether the screen can be kept lit, for `may_go_dark`."""
        self._start(self._try_awake)

    def keep_lit(self, on: bool) -> None:
        """Keep the screen lit from now on, or let it go dark again; returns at once."""
        self._wanted = on
        self._start(self._set_awake, on)

    def came_back(self) -> None:
        """The page is seen again: a browser let go of the screen while its tab was hidden."""
        if self._wanted:
            self._start(self._set_awake, True)

    async def _try_awake(self) -> None:
        await self._set_awake(True)
        if not self._wanted:  # the session may have begun meanwhile
            await self._attempt("screen", lambda: self._surface.stay_awake(False))

    async def _set_awake(self, on: bool) -> None:
        if not on:
            await self._attempt("screen", lambda: self._surface.stay_awake(False))
            return
        before = self._awake
        chosen = is_on(self._settings, AWAKE)
        self._awake = await self._attempt("screen", lambda: self._surface.stay_awake(True)) if chosen else None
        if self._awake != before:
            self._redraw()

    # Losing

    async def _attempt(self, part: str, doing: Callable[[], Awaitable[bool]]) -> bool:
        """Whether it was done; what went wrong is noted once for each part."""
        try:
            return bool(await asyncio.wait_for(doing(), self._patience))
        except Exception as error:
            self._note(part, error)
            return False

    def _start(self, work: Callable[..., Any], *given: Any) -> None:
        try:
            self._later(work, *given)
        except Exception as error:  # the page has gone
            self._note("page", error)

    def _note(self, part: str, error: Exception) -> None:
        if part not in self._noted:
            self._noted.add(part)
            log.warning("a signal was lost (%s): %r", part, error)
