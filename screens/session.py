"""A guided session: the short list before it, its steps, and what was done. Its place survives a killed app."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import flet as ft
import msgspec

from care import player as play
from care.player import Player
from care.precheck import answers_of, pre_checks
from care.session_script import Script, session_script
from care.verbs.session import LogSession, StartSession
from screens.boundary import screen
from screens.emergency import call_card, here, put_on_row
from screens.hooks import kept
from screens.look.feedback import empty_state
from screens.look.surroundings import use_look
from screens.navigation import task
from screens.over import lies_over
from screens.page_state import PageState, use_page_state
from screens.patch_test_row import course_patch_rows
from screens.session_parts import done_part, help_part, list_part, player_part, resume_part, stop_part
from screens.session_view import check_views, player_view, rungs


def draft_name(course: str) -> str:
    """Where the draft of a course's session is kept: one under way stays when another course's begins."""
    return f"session_draft/{course}"


class Draft(msgspec.Struct, frozen=True):
    """A session under way, and when it was last touched: later than that nothing is known to have been done."""

    player: Player
    kept_at: datetime


class Session:
    """What the buttons of one session do. Every change is kept before it is shown."""

    def __init__(self, state: PageState, course: str) -> None:
        self.state, self.course = state, course
        self.script: Script | None = None
        self.player: Player | None = None
        self.draft: Player | None = None
        self.checks: list[Any] = []
        self.ticked: frozenset[str] = frozenset()
        self.phase = "list"
        self.reason = ""
        self._left_at: Any = None  # when the draft was last touched
        self._logging = False
        self._redraw: Any = lambda: None

    def draws(self, redraw: Any) -> None:
        self._redraw = redraw

    def load(self) -> None:
        """Read the course's steps, and the draft of a session that was under way."""
        diary, known = self.state.snapshot.diary, self.state.knowledge
        course = diary.courses.get(self.course)
        if course is None:
            return
        self.script = session_script(diary, known, course)
        self.checks = list(pre_checks(diary, known, course, self.state.snapshot.today))
        kept = self.state.settings.get(draft_name(self.course))
        try:
            draft = msgspec.convert(kept, Draft) if kept else None
        except msgspec.ValidationError:
            draft = None
        if draft:
            self.draft, self._left_at = draft.player, draft.kept_at
        if self.draft and (self.draft.course != self.course or self.draft.index >= len(self.script.steps)):
            self.draft = None
        if self.draft and any(s.started_at == self.draft.began_at for s in diary.course_sessions(course)):
            self.draft = None  # it was kept already; Mesoday was killed before the draft could go
        if self.draft:
            self.phase = "resume"

    @property
    def now(self) -> Any:
        return self.state.handed.door.now().at

    async def _keep(self, player: Player | None) -> None:
        self.player = player
        try:
            await self.state.put(
                draft_name(self.course), msgspec.to_builtins(Draft(player, self.now)) if player else None
            )
        except self.state.handed.storage_error as error:  # the session goes on; only its place is not safe
            self.state.tell_trouble(str(error))
        self._redraw()

    # The list before

    def tick(self, rule: str) -> None:
        self.ticked = self.ticked ^ {rule}
        self._redraw()

    async def start(self) -> None:
        """None of these: begin, unless the plan has closed meanwhile."""
        if self.script is None:
            return
        if await self.state.do(StartSession(self.course)) is None:
            return
        self.phase = "play"
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

    async def carry_on(self) -> None:
        """Go on with the draft, unless the plan has closed meanwhile."""
        if await self.state.do(StartSession(self.course)) is None:
            return
        self.phase = "play"
        await self._keep(self.draft)

    # The steps

    async def next(self) -> None:
        if self.player is None or self.script is None:
            return
        player = play.go_on(self.player, self.script, self.now)
        if play.step_at_hand(player, self.script) is None:
            await self._log(player, "finished", "")
        else:
            await self._keep(player)

    async def skip(self) -> None:
        if self.player is not None and self.script is not None:
            player = play.go_on(self.player, self.script, self.now, skip=True)
            if play.step_at_hand(player, self.script) is None:
                await self._log(player, "finished", "")
            else:
                await self._keep(player)

    async def back(self) -> None:
        if self.player is not None and self.script is not None:
            await self._keep(play.go_back(self.player, self.script, self.now))

    async def pause_or_run(self) -> None:
        if self.player is not None:
            turn = play.pause if self.player.since else play.resume
            await self._keep(turn(self.player, self.now))

    # Stopping and help

    async def stop(self) -> None:
        if self.player is not None:
            self.phase = "stop"
            await self._keep(play.pause(self.player, self.now))

    async def help(self) -> None:
        self.phase = "help"
        await self._keep(play.pause(self.player, self.now) if self.player else None)

    def return_to_steps(self) -> None:
        self.phase = "play" if self.player else "list"
        self._redraw()

    def stopped(self, reason: str) -> None:
        """End it for that reason, and keep what was really done."""
        if self.player is not None:
            self.state.page.run_task(self._log, self.player, "stopped", reason)

    async def throw_away(self) -> None:
        """Forget the draft without logging it."""
        self.phase, self.draft = "list", None
        await self._keep(None)

    async def log_draft(self) -> None:
        """Log the draft as it was left: what was really done, no more."""
        if self.draft is not None:
            await self._log(self.draft, "stopped", "interrupted")

    async def _log(self, player: Player, outcome: Any, reason: str) -> None:
        """Keep it in the diary, once: a second tap while it is being kept says nothing new."""
        if self.script is None or self._logging:
            return
        ended = max(player.began_at, min(self.now, self._left_at or self.now) if player is self.draft else self.now)
        command = LogSession(
            course=self.course,
            started_at=player.began_at,
            ended_at=ended,
            steps=play.steps_done(play.pause(player, ended), self.script, ended),
            outcome=outcome,
            stop_reason=reason,
            precheck=player.precheck,
            level=player.level if self.script.device_seconds else None,
        )
        self._logging = True
        try:
            if await self.state.do(command) is not None:
                self.phase, self.reason = "done", reason
                await self._keep(None)
        finally:
            self._logging = False


@screen(name="The session")
def SessionScreen() -> ft.Control:
    state, look = use_page_state(), use_look()
    course = ft.use_route_params().get("course", "")
    session = kept(lambda: _loaded(state, course))
    _, beat = ft.use_state(0)
    words = state.wording
    session.draws(lambda: beat(lambda n: n + 1))
    ft.use_effect(lambda: _ticking(state, session, beat), [])

    def close() -> None:
        state.go("/")

    if session.script is None:
        missing = empty_state(words.text("This course is no longer there"), words.text("Go back to Today."))
        return task(
            look,
            words.text("Session"),
            [missing],
            on_close=close,
            close_name=words.text("Close the session"),
            route=f"/session/{course}",
        )
    if session.phase == "play" and session.player is not None:
        view = player_view(words, session.script, session.player, session.now)
        return player_part(look, words, view, session, close)
    if session.phase == "help":
        ladder = rungs(words, state.knowledge, session.script.area)
        return help_part(look, words, ladder, call_card(look, state, here(state)), put_on_row(look, state), session)
    if session.phase == "stop":
        return stop_part(look, words, session)
    if session.phase == "done":
        return done_part(look, words, state, session, close)
    if session.phase == "resume":
        return resume_part(look, words, session, close)
    checks = check_views(words, session.checks)
    diary = state.snapshot.diary
    first = course_patch_rows(look, state, diary.courses[course]) if course in diary.courses else []
    return list_part(look, words, checks, session, close, first)


def _loaded(state: PageState, course: str) -> Session:
    session = Session(state, course)
    session.load()
    return session


def _ticking(state: PageState, session: Session, beat: Any) -> None:
    """Redraw each second while a step runs; the time itself comes from the clock, not from counting."""

    async def tick() -> None:
        while session.phase != "done" and state.page.session is not None and not session_gone(state, session):
            await asyncio.sleep(1)
            if session.phase == "play" and session.player is not None and session.player.since is not None:
                beat(lambda n: n + 1)

    state.page.run_task(tick)


def session_gone(state: PageState, session: Session) -> bool:
    """Whether the person has gone elsewhere, so that nothing needs to be drawn any more."""
    route = state.page.route or ""
    return f"/session/{session.course}" not in route and not lies_over(route)
