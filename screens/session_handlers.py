"""What the buttons of one session do. Every change is kept before it is shown, by the one page that leads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from care import player as play
from care.going_on import may_go_on, wait_here
from care.kit import modalities
from care.player import Player
from care.precheck import answers_of
from care.session_script import Script
from care.verbs.session import LogSession, OpenAmpoule, StartSession
from screens.session_draft import draft_name
from screens.session_map_view import NeverView, never_views
from screens.session_place import SessionPlace
from screens.signals import GOES_ON

OPENING = "open_ampoule"


class Session(SessionPlace):
    """One session on one page, and its buttons."""

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

    @property
    def with_wand(self) -> bool:
        """Whether a device touches the skin in it."""
        return self.script is not None and any(step.device and step.site for step in self.script.steps)

    @property
    def may_flow(self) -> bool:
        """Whether it has a step from which it may go on by itself."""
        return self.script is not None and any(may_go_on(step, sound=True) for step in self.script.steps)

    async def wait_here(self) -> None:
        """Do not go on by itself, this once."""
        if self.player is not None:
            await self._keep(wait_here(self.player))

    def let_go_on(self, chosen: bool) -> None:
        """Whether sessions go on by themselves where a step allows it."""

        async def keep() -> None:
            await self.state.put(GOES_ON, chosen)
            self._redraw()

        self.state.page.run_task(keep)

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
