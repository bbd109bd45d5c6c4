"""A session that may not begin now: why, and when it may."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from care.sessions import SessionPlan
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.marks import area_mark
from screens.look.surfaces import card
from screens.look.surroundings import Look
from screens.navigation import task
from screens.page_state import PageState
from screens.reasons import reason
from screens.session_handlers import Session
from screens.today_session_view import status_words
from screens.why_line import why_lines


def not_now(state: PageState, course: str) -> SessionPlan | None:
    """The plan of a session that may not begin now; None where it may."""
    plan = next((s for s in state.snapshot.plan.sessions if s.course == course), None)
    return None if plan is None or (plan.state == "due" and plan.earliest is None) else plan


def early_part(look: Look, state: PageState, plan: SessionPlan, buttons: Session, close: Callable[[], None]) -> ft.View:
    """The first instant at which it may begin, and what speaks against it now."""
    words, whys = state.wording, why_lines(state.wording, plan.why)
    said = status_words(words, plan, state.snapshot) or words.text("This session is not due today.")
    later = plan.state == "too_early" and plan.earliest is not None
    return task(
        look,
        words.text("Session"),
        [
            ft.Row([area_mark(look, plan.area)]),
            text.headline(said, heading=2),
            text.lead(words.text("Then the next session of {course} may begin.", course=plan.title)) if later else None,
            card(look, *(reason(state, why.text, why.rule) for why in whys), gap=10) if whys else None,
            text.body(words.text("Never two to catch up: skin needs the gap.")) if later else None,
        ],
        on_close=close,
        close_name=words.text("Close the session"),
        tools=[plain(words.text("Help"), buttons.help)],
        bottom=actions(look, filled(words.text("Back to Today"), close, size="session", expand=True)),
        route=f"/session/{buttons.course}",
    )
