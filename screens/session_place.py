"""Where a session stands on one page: found again, kept after every change, and led by one page at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from care import player as play
from care.days import Moment
from care.going_on import flow_on, may_go_on
from care.player import Player
from care.precheck import PreCheck, pre_checks
from care.session_script import Script, session_script
from screens.page_state import PageState
from screens.session_draft import Draft, draft_name, read_draft, still_open
from screens.session_view import JUST_NOW
from screens.signals import goes_on

WATCHED_EVERY = timedelta(seconds=5)  # of a running step that may be lost when the app is killed
LED_EVERY = timedelta(seconds=30)  # how often a waiting session says that it is still led
STILL_LED = timedelta(seconds=75)  # a draft younger than that may be led by another page
LAST_SECONDS = 10

Shown = Literal["list", "resume", "elsewhere", "play", "stop", "keep", "done"]
Sign = Literal["step_end", "ten_seconds", "session_end", "pause"]


class SessionPlace:
    """Where one session stands on one page."""

    def __init__(self, state: PageState, course: str) -> None:
        self.state, self.course = state, course
        self.script: Script | None = None
        self.player: Player | None = None
        self.draft: Player | None = None
        self.led_elsewhere = False
        self.checks: list[PreCheck] = []
        self.ticked: frozenset[str] = frozenset()
        self.helping = self.keeping_off = self.away = False
        self.signal: Callable[[Sign], None] = lambda sign: None
        self.sounds: Callable[[], bool] = lambda: False
        self.followers: list[Callable[[], None]] = []
        self._page = state.page.session.id
        self._kept_at: datetime | None = None  # when this page last kept the draft; None: it is not safe on the disk
        self._logging = False
        self._before: Shown = "list"
        self._writing = asyncio.Lock()
        self._redraw: Callable[[], None] = lambda: None
        self._left: float | None = None
        self._long_up = False

    def draws(self, redraw: Callable[[], None]) -> None:
        self._redraw = redraw

    def load(self) -> None:
        """Read the course's steps, and the draft of a session that was under way."""
        diary, known = self.state.snapshot.diary, self.state.knowledge
        course = diary.courses.get(self.course)
        if course is None:
            return
        draft, now = still_open(self.state.settings, diary, self.course), self.state.handed.door.now()
        begins = Moment(draft.player.began_at, now.zone) if draft else now
        self.script = session_script(diary, known, course, begins)
        self.checks = list(pre_checks(diary, known, course, self.state.snapshot.today))
        if draft is None:
            self.draft = None
            return
        watched = draft.player if draft.player.seen_at else msgspec.structs.replace(draft.player, seen_at=draft.kept_at)
        self.draft = play.found(watched, self.script, self.now)
        self.led_elsewhere = draft.page != self._page and self.now - draft.kept_at < STILL_LED

    @property
    def now(self) -> datetime:
        return self.state.handed.door.now().at

    @property
    def shown(self) -> Shown:
        if self.away:
            return "elsewhere"
        if self.player is None:
            return "list" if self.draft is None else "keep" if self.draft.phase == "after_care" else "resume"
        shown: dict[str, Shown] = {"steps": "play", "stopping": "stop", "after_care": "keep", "done": "done"}
        return self._before if self._logging else shown.get(self.player.phase, "list")

    @property
    def flows(self) -> bool:
        """Whether it goes on by itself from the step at hand when that is over."""
        step = play.step_at_hand(self.player, self.script) if self.player and self.script else None
        if step is None or self.player is None or self.player.waits or not goes_on(self.state.settings):
            return False
        return may_go_on(step, sound=self.sounds())

    # Keeping

    async def _keep(self, player: Player) -> None:
        """Make that the session, keep it, and show it. While it is asked why it stopped, nothing is done any more."""
        if self._is_led_elsewhere():
            return
        asking = self.player is not None and self.player.phase == player.phase == "stopping"
        self.player = player if asking else play.seen(player, self.now)
        await self._write()
        self._redraw()

    async def _write(self) -> None:
        async with self._writing:
            player = self.player
            if player is None or self.away:
                return
            draft = None if player.phase == "done" else Draft(player, self.now, self._page)
            try:
                await self.state.put(draft_name(self.course), msgspec.to_builtins(draft) if draft else None)
                self._kept_at = draft.kept_at if draft else None
            except self.state.handed.storage_error as error:  # the session goes on; only its place is not safe
                if self._kept_at is not None:
                    self.state.tell_trouble(str(error))
                self._kept_at = None

    def _is_led_elsewhere(self) -> bool:
        """Whether another page has taken the session over, or ended it. Then this one only says so."""
        if self.away or self._kept_at is None or self._logging or self.shown == "done":
            return self.away
        draft = read_draft(self.state.settings, self.course)
        self.away = draft is None or draft.page != self._page
        if self.away:
            self._redraw()
        return self.away

    async def beat(self) -> None:
        """A second has gone by: the timer is drawn anew, and what is not the timer only when something is up."""
        if self.player is None or self.script is None or self.shown not in ("play", "stop") or self._is_led_elsewhere():
            return
        left, before = play.remaining(self.player, self.script, self.now), self._left
        self._left = left if self.player.since else None
        if self.player.since is not None and left is not None:
            for draw in tuple(self.followers):
                draw()
            if not left:
                await self._keep(play.pause(self.player, self.script, self.now))
                self.signal("step_end")
            elif before is not None and left <= LAST_SECONDS < before:
                self.signal("ten_seconds")
        elif self.flows:
            flowed = flow_on(self.player, self.script, self.now, sound=self.sounds())
            if flowed is not self.player:
                await self._keep(flowed)
                return
        long_up = self.player.up is not None and self.now - self.player.up >= JUST_NOW
        if long_up != self._long_up:  # whoever looks again only now is told when it was
            self._long_up = long_up
            self._redraw()
        every = WATCHED_EVERY if self.player.since else LED_EVERY
        if self._kept_at is not None and not timedelta() <= self.now - self._kept_at < every:
            if self.player.phase == "steps":
                self.player = play.seen(self.player, self.now)
            await self._write()
