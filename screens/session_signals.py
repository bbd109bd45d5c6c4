"""The signals of a session for the component that draws it.

    signals = use_signals(state, awake=session.phase == "play")
    signals.signal("step_end", words.text("Time is up. Lift the wand."))

and, always drawn, `spoken_line(signals)`; before the session `dark_line(words, signals)`.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.hooks import kept
from screens.page_state import PageState
from screens.signal_client import ClientSurface
from screens.signals import Signals
from screens.wording import Wording


def signals_of(state: PageState) -> Signals:
    """The signals of a page."""
    surface = ClientSurface(state.page, rtl=state.wording.rtl)
    return Signals(surface, state.settings, state.wording, state.page.run_task)


def use_signals(state: PageState, *, awake: bool) -> Signals:
    """The signals of the component that asks, for its life. `awake`: the screen shall stay lit now."""
    signals = kept(lambda: signals_of(state))
    _, beat = ft.use_state(0)
    signals.draws(lambda: beat(lambda n: n + 1))

    def lit() -> Callable[[], None] | None:
        if not awake:
            return None
        signals.get_ready()
        signals.keep_lit(True)
        return lambda: signals.keep_lit(False)

    ft.use_effect(signals.look_whether_lit, [])
    ft.use_effect(lit, [awake])
    ft.use_effect(lambda: state.when_shown(signals.came_back), [])
    return signals


def spoken_line(signals: Signals) -> ft.Control:
    """Where the last line stands for screen readers that read live regions; nothing to be seen. Draw it always."""
    return ft.Semantics(
        content=ft.Container(width=1, height=1), label=signals.line or None, live_region=True, container=True
    )


def dark_line(words: Wording, signals: Signals) -> str:
    """What to say before a session whose screen may go dark; nothing otherwise."""
    if not signals.may_go_dark:
        return ""
    return words.text("Your screen may go dark. The time goes on all the same, and is right when you look again.")
