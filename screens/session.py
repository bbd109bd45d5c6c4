"""A guided session: the short list before it, its steps, and what was done. Its place survives a killed app."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft

from care import player as play
from screens.boundary import screen
from screens.emergency import call_card, here, put_on_row
from screens.hooks import kept
from screens.look.feedback import empty_state
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.over import lies_over
from screens.page_state import PageState, use_page_state
from screens.patch_test_row import course_patch_rows
from screens.session_done import done_part
from screens.session_early import early_part, not_now
from screens.session_handlers import Session
from screens.session_parts import elsewhere_part, help_part, keep_part, list_part, resume_part, stop_part
from screens.session_place import Sign
from screens.session_signals import dark_line, spoken_line, use_signals
from screens.session_step import keep_off_part, step_part
from screens.session_view import check_views, found_lines, player_view, rungs
from screens.signals import Signals
from screens.split_course import split_note

SECOND = 1.0


@screen(name="The session")
def SessionScreen() -> ft.View:
    state, look = use_page_state(), use_look()
    course = ft.use_route_params().get("course", "")
    session = kept(lambda: _loaded(state, course))
    _, beat = ft.use_state(0)
    signals = use_signals(state, awake=session.shown in ("play", "stop"))
    session.sounds = lambda: signals.sounds
    session.signal = lambda sign: signals.signal(sign, _spoken(session, sign))
    session.draws(lambda: beat(lambda n: n + 1))
    ft.use_effect(lambda: _ticking(state, session), [])
    if session.script is None:
        return _missing(look, state, course)
    if session.helping:
        ladder = rungs(state.wording, state.knowledge, session.script.area)
        call, show = call_card(look, state, here(state)), put_on_row(look, state)
        return help_part(look, state.wording, ladder, call, show, session)
    return _shown(look, state, session, signals)


def _shown(look: Look, state: PageState, session: Session, signals: Signals) -> ft.View:
    words, script, player = state.wording, session.script, session.player

    def close() -> None:
        state.go("/")

    assert script is not None
    match session.shown:
        case "play" if player is not None and session.keeping_off:
            return keep_off_part(look, words, session)
        case "play" if player is not None:
            view = player_view(words, script, player, session.now, flows=session.flows)
            return step_part(look, words, view, session, spoken_line(signals))
        case "stop":
            return stop_part(look, words, session)
        case "done":
            return done_part(look, words, state, session, close)
        case "keep":
            return keep_part(look, words, session, close)
        case "elsewhere":
            return elsewhere_part(look, words, session, close)
        case "resume" if session.draft is not None:
            return resume_part(look, words, found_lines(words, script, session.draft), session, close)
        case "list" if (waits := not_now(state, session.course)) is not None:
            return early_part(look, state, waits, session, close)
        case _:
            checks, diary = check_views(words, session.checks), state.snapshot.diary
            known = diary.courses.get(session.course)
            first = [*course_patch_rows(look, state, known), *split_note(look, words, known)] if known else []
            return list_part(look, words, checks, session, close, first, dark_line(words, signals))


def _missing(look: Look, state: PageState, course: str) -> ft.View:
    words = state.wording
    return task(
        look,
        words.text("Session"),
        [empty_state(words.text("This course is no longer there"), words.text("Go back to Today."))],
        on_close=lambda: state.go("/"),
        close_name=words.text("Close the session"),
        route=f"/session/{course}",
    )


def _loaded(state: PageState, course: str) -> Session:
    session = Session(state, course)
    session.load()
    return session


def _spoken(session: Session, sign: Sign) -> str:
    """What a screen reader is told where a sound alone would not say what comes; "" for the sign's own line."""
    if sign != "step_end" or session.player is None or session.script is None:
        return ""
    words, script, player = session.state.wording, session.script, session.player
    view = player_view(words, script, player, session.now, flows=session.flows)
    return f"{view.title}. {view.of} {view.next_line}"


def _ticking(state: PageState, session: Session) -> Any:
    """A beat just after each second of the timer; the time itself comes from the clock, not from counting."""

    async def tick() -> None:
        while session.shown != "done" and state.page.session is not None and not session_gone(state, session):
            await asyncio.sleep(_to_next_second(session))
            await session.beat()

    state.page.run_task(tick)


def _to_next_second(session: Session) -> float:
    if session.player is None or session.script is None or session.player.since is None:
        return SECOND
    left = play.remaining(session.player, session.script, session.now)
    return SECOND if not left else (left % SECOND or SECOND) + 0.01


def session_gone(state: PageState, session: Session) -> bool:
    """Whether the person has gone elsewhere, so that nothing needs to be drawn any more."""
    route = state.page.route or ""
    return f"/session/{session.course}" not in route and not lies_over(route)
