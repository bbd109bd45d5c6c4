"""The line at the foot of a page: what was done, with an undo; or what did not work."""

from __future__ import annotations

import flet as ft

from screens.look.feedback import toast as line
from screens.page_state import PageState
from screens.snapshot import Toast


def show_toast(page: ft.Page, state: PageState, toast: Toast) -> None:
    """Show a line for ten seconds. A newer one takes the place of an older one."""
    undo = toast.undo

    async def take_back() -> None:
        if undo is not None:
            await state.undo(undo)

    action = state.wording.text("Undo") if undo is not None else None
    page.show_dialog(line(toast.text, action=action, on_action=take_back if undo is not None else None))
