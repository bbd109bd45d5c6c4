"""The page after a session: what was kept, how the skin is, what to leave alone until when, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.marks import area_mark
from screens.look.surfaces import clinician_card, info_card
from screens.look.surroundings import Look
from screens.navigation import task
from screens.page_state import PageState
from screens.session_after import AfterSession
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
    hours = state.knowledge.figure("after_care_hours")
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
    parts.append(
        info_card(
            look,
            words.text("For the next {hours} hours", hours=hours),
            words.text("No acids or retinoids, no sauna, no hard sweat and no scratching. Sunscreen by day."),
        )
    )
    parts.append(AfterSession(state, look, buttons.course))
    if plan and plan.next_on:
        day = words.long_date(plan.next_on)
        parts.append(text.body(words.text("The next session is planned for {day}.", day=day)))
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
