"""What the buttons of one session do. Every change is kept before it is shown, by the one page that leads it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from care import player as play
from care.days import Moment
from care.kit import modalities
from care.player import Player
from care.precheck import PreCheck, answers_of, pre_checks
from care.session_script import Script, session_script
from care.verbs.session import LogSession, OpenAmpoule, StartSession
from screens.page_state import PageState
from screens.session_draft import Draft, draft_name, read_draft
from screens.session_map_view import NeverView, never_views

OPENING = "open_ampoule"
WATCHED_EVERY = timedelta(seconds=5)  # of a running step that may be lost when the app is killed
LED_EVERY = timedelta(seconds=30)  # how often a waiting session says that it is still led
STILL_LED = timedelta(seconds=75)  # a draft younger than that may be led by another page
LAST_SECONDS = 10

Shown = Literal["list", "resume", "elsewhere", "play", "stop", "keep", "done"]
Sign = Literal["step_end", "ten_seconds", "session_end", "pause"]


class Session:
    """One session on one page."""

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
        self.followers: list[Callable[[], None]] = []
        self._page = state.page.session.id
        self._kept_at: datetime | None = None  # when this page last kept the draft; None: it is not safe on the disk
        self._logging = False
        self._before: Shown = "list"
        self._writing = asyncio.Lock()
        self._redraw: Callable[[], None] = lambda: None
        self._left: float | None = None

    def draws(self, redraw: Callable[[], None]) -> None:
        self._redraw = redraw

    def load(self) -> None:
        """Read the course's steps, and the draft of a session that was under way."""
        diary, known = self.state.snapshot.diary, self.state.knowledge
        course = diary.courses.get(self.course)
        if course is None:
            return
        draft, now = read_draft(self.state.settings, self.course), self.state.handed.door.now()
        begins = Moment(draft.player.began_at, now.zone) if draft else now
        self.script = session_script(diary, known, course, begins)
        self.checks = list(pre_checks(diary, known, course, self.state.snapshot.today))
        if draft is None or draft.player.course != self.course or not self._is_open(draft.player):
            self.draft = None
            return
        watched = draft.player if draft.player.seen_at else msgspec.structs.replace(draft.player, seen_at=draft.kept_at)
        self.draft = play.found(watched, self.script, self.now)
        self.led_elsewhere = draft.page != self._page and self.now - draft.kept_at < STILL_LED

    def _is_open(self, player: Player) -> bool:
        """Whether the diary does not hold it yet: Mesoday may have been killed before the draft could go."""
        return all(
            s.course != self.course or s.started_at != player.began_at for s in self.state.snapshot.diary.sessions
        )

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
        every = WATCHED_EVERY if self.player.since else LED_EVERY
        if self._kept_at is not None and not timedelta() <= self.now - self._kept_at < every:
            if self.player.phase == "steps":
                self.player = play.seen(self.player, self.now)
            await self._write()

    # The list before

    def tick(self, rule: str) -> None:
        self.ticked = self.ticked ^ {rule}
        self._redraw()

    async def start(self) -> None:
        """None of these: begin, unless the plan has closed meanwhile."""
        if await self.state.do(StartSession(self.course)) is None or self.player is not None:
            return
        self.load()
        if self.draft is not None or self.script is None:  # another page has begun it meanwhile
            self._redraw()
            return
        await self._keep(play.begin(self.script, self.now, {c.rule: "no" for c in self.checks}))

    async def close_today(self) -> None:
        """Something is ticked: keep it as an answer, so that the plan closes by its rule."""
        diary, known = self.state.snapshot.diary, self.state.knowledge
        course = diary.courses.get(self.course)
        if course is None:
            return
        answers = answers_of(diary, known, course, self.checks, self.ticked)
        said = self.state.wording.text("Kept. Skin comes first; the session waits.")
        if await self.state.do(answers, said=said, undoable=True) is not None:
            self.state.go("/")

    # A session that was open

    def _newest_draft(self) -> Player | None:
        """The draft as it is now: another page may have gone on with it."""
        self.load()
        if self.draft is None:
            self._redraw()
        return self.draft

    async def carry_on(self) -> None:
        """Go on with the draft, unless the plan has closed meanwhile."""
        if await self.state.do(StartSession(self.course)) is None or self.player is not None:
            return
        if draft := self._newest_draft():
            await self._keep(draft)

    async def finish_draft(self) -> None:
        """It was finished without Mesoday: what was not seen is noted as left out."""
        if self.script is not None and (draft := self._newest_draft()):
            await self._log(play.finish(draft, self.script, self._left_at(draft)))

    async def stop_draft(self) -> None:
        """It was stopped: say why. It ended when it was left, not when it was found."""
        if self.script is not None and (draft := self._newest_draft()):
            self.player = play.stop(draft, self.script, self.now)
            await self._write()
            self._redraw()

    def _left_at(self, player: Player) -> datetime:
        return max(player.began_at, min(self.now, player.seen_at or self.now))

    async def throw_away(self) -> None:
        """Forget the draft without logging it."""
        self.draft = self.player = None
        await self.state.attempt(self.state.put(draft_name(self.course), None))
        self._kept_at = None
        self._redraw()

    def come_back(self) -> None:
        """Look again, on a page whose session another one has taken over."""
        self.away, self.player, self._kept_at = False, None, None
        self.load()
        self._redraw()

    # The steps

    async def next(self) -> None:
        if self.player is None or self.script is None:
            return
        opens = self.player.at == OPENING
        player = play.go_on(self.player, self.script, self.now)
        if player.phase == "after_care":
            await self._log(player)
            return
        await self._keep(player)
        if opens and not self.away:
            await self.state.do(OpenAmpoule(self.course))

    async def back(self) -> None:
        if self.player is not None and self.script is not None:
            await self._keep(play.go_back(self.player, self.script, self.now))

    async def pause_or_run(self) -> None:
        if self.player is None or self.script is None:
            return
        if self.player.since is not None:
            await self._keep(play.pause(self.player, self.script, self.now))
            self.signal("pause")
        else:
            await self._keep(play.resume(self.player, self.script, self.now))

    # Stopping and help

    async def stop(self) -> None:
        if self.player is not None and self.script is not None:
            await self._keep(play.stop(self.player, self.script, self.now))

    async def help(self) -> None:
        self.helping = True
        await self._hold()

    async def _hold(self) -> None:
        if self.player is not None and self.script is not None and self.player.phase == "steps":
            await self._keep(play.pause(self.player, self.script, self.now))
        self._redraw()

    async def show_never(self) -> None:
        """Where this session never goes. The time stands still meanwhile."""
        self.keeping_off = True
        await self._hold()

    def never(self) -> tuple[NeverView, ...]:
        diary, script = self.state.snapshot.diary, self.script
        course = diary.courses.get(self.course)
        if course is None or script is None:
            return ()
        used = modalities(diary, course.product, course.device)
        return never_views(self.state.wording, self.state.knowledge, script.area, list(used))

    def leave_help(self) -> None:
        self.helping = self.keeping_off = False
        self._redraw()

    async def return_to_steps(self) -> None:
        if self.player is not None:
            await self._keep(play.return_to_steps(self.player))

    def stopped(self, reason: str) -> None:
        """End it for that reason, and keep what was really done."""
        if self.player is not None and self.script is not None and self.player.phase == "stopping":
            ended = play.leave(self.player, self.script, self._left_at(self.player), reason)
            self.state.page.run_task(self._log, ended)

    async def keep_again(self) -> None:
        """It is over but could not be kept."""
        player = self.player or self.draft
        if player is not None:
            await self._log(player)

    async def _log(self, player: Player) -> None:
        """Keep it in the diary, once: a second tap while it is being kept says nothing new."""
        if self.script is None or self._logging or self._is_led_elsewhere() or player.phase != "after_care":
            return
        self._before, self._logging = self.shown, True  # what is seen changes when all of it is kept
        try:
            self.player = player
            await self._write()  # its end is safe, whatever becomes of the next line
            if await self.state.do(self._command(player, self.script)) is not None:
                self.player = play.kept(player)
                await self._write()
                self.signal("session_end")
        finally:
            self._logging = False
        self._redraw()

    def _command(self, player: Player, script: Script) -> Any:
        ended = max(player.began_at, player.ended_at or self.now)
        return LogSession(
            course=self.course,
            started_at=player.began_at,
            ended_at=ended,
            steps=play.steps_done(player, script, ended),
            outcome=player.outcome,
            stop_reason=player.reason,
            precheck=player.precheck,
            level=player.level if script.device_seconds else None,
        )
