"""What moves in a session by itself: the figures and the liquid. Each second they are drawn anew, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.boundary import screen
from screens.hooks import redrawing
from screens.look import type as text
from screens.look.colours import tone_of
from screens.look.surroundings import Look
from screens.look.vessel import falling
from screens.session_handlers import Session
from screens.session_view import TimerView, timer_view

BAR = 104  # dp of the bar at the top, with the steps
STILL_STEP = 5.0  # seconds: where motion is reduced, the liquid falls in steps of these


def _timer(session: Session) -> TimerView | None:
    """The timer of the step at hand, followed second by second; None where it has none."""
    draw = redrawing()

    def follow() -> Callable[[], None]:
        session.followers.append(draw)
        return lambda: session.followers.remove(draw) if draw in session.followers else None

    ft.use_effect(follow, [])
    if session.player is None or session.script is None:
        return None
    return timer_view(session.state.wording, session.script, session.player, session.now)


@screen(name="The timer")
def Figures(session: Session, look: Look, size: float) -> ft.Control:
    view = _timer(session)
    if view is None or session.script is None:
        return ft.Container()
    ink = tone_of(session.script.area).on_container
    return text.numerals(view.numerals, size, color=ink, align=ft.TextAlign.CENTER, spoken=view.spoken)


@screen(name="The liquid")
def Liquid(session: Session, look: Look) -> ft.Control:
    view = _timer(session)
    area = session.script.area if session.script else "face"
    level = None
    if view is not None:
        left = view.left - view.left % -STILL_STEP if look.still else view.left
        level = min(1.0, left / view.all)
    return falling(look, level, area=area, below=BAR)
