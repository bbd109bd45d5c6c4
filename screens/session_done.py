"""The page after a session: what was kept, how the skin is, what to leave alone until when, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from care.verbs.routine import Tick
from screens.look import type as text
from screens.look.buttons import actions, filled, plain, tonal
from screens.look.marks import area_mark
from screens.look.surfaces import card, clinician_card, column, info_card, section
from screens.look.surroundings import Look
from screens.navigation import task
from screens.page_state import PageState
from screens.session_after import AfterSession
from screens.session_done_view import AfterCareView, after_care_view
from screens.session_handlers import Session
from screens.today_reactions import check_card
from screens.today_reactions_view import session_checks
from screens.wording import Wording


def done_part(look: Look, words: Wording, state: PageState, buttons: Session, close: Callable[[], None]) -> ft.View:
    """Kept: what comes next, and what to leave alone until when."""
    reason = buttons.player.reason if buttons.player else ""
    plan = next((s for s in state.snapshot.plan.sessions if s.course == buttons.course), None)
    stopped = buttons.player is not None and buttons.player.outcome == "stopped"
    said = words.text("Stopped and kept.") if stopped else words.text("Done. It is in your diary.")
    parts: list[ft.Control] = [
        ft.Row([area_mark(look, plan.area)]) if plan else ft.Row([]),
        text.display(said, heading=2),
    ]
    felt = reason in ("pain", "burning", "dizziness")
    asked = session_checks(state.snapshot, state.knowledge, buttons.course)
    parts += [check_card(state, look, one, may_be_quiet=not felt) for one in asked]
    if felt:
        parts.append(
            clinician_card(
                look,
                words.text("Watch your skin."),
                words.text("Rinse with cool water. If pain or burning stays, or gets worse, ask a clinician."),
            )
        )
    view = after_care_view(state.snapshot, state.knowledge, buttons.course)
    parts += _waits(look, words, view)
    parts.append(AfterSession(state, look, buttons.course))
    if view.counted:
        parts.append(_counted(state, look, view))
    if view.coming:
        parts.append(section(words.text("What comes"), *[text.body(line) for line in view.coming]))
    return task(
        look,
        words.text("After the session"),
        parts,
        on_close=close,
        close_name=words.text("Close the session"),
        tools=[plain(words.text("Help"), buttons.help)],
        bottom=actions(look, filled(words.text("Back to Today"), close, size="session", expand=True)),
        route=f"/session/{buttons.course}",
    )


def _waits(look: Look, words: Wording, view: AfterCareView) -> list[ft.Control]:
    """What is left alone until when, the soonest first."""
    if not view.waits:
        return []
    rows = [column(text.label(until), text.body(things), gap=0) for until, things in view.waits]
    return [info_card(look, words.text("Let these wait"), view.always, column(*rows, gap=10))]


def _counted(state: PageState, look: Look, view: AfterCareView) -> ft.Control:
    """The session has washed and moisturised: the routine need not do it again."""
    words = state.wording

    async def note() -> None:
        for one in view.counted:
            if await state.do(Tick(one.routine, one.step, state.snapshot.today)) is None:
                return

    names = ", ".join(one.title for one in view.counted)
    said = words.text("This session has done these steps of your routine already: {steps}.", steps=names)
    tick = tonal(words.text("Tick them"), note, icon=ft.Icons.CHECK)
    return card(look, text.body(said), ft.Row([tick], wrap=True), padding=16)
