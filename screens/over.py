"""What opens over the screen that led to it (a rule, the emergency page), and leaves it as it was."""

from __future__ import annotations

from screens.page_state import PageState

OVER = ("/why/", "/read/", "/reckoned/", "/emergency", "/put-on", "/photos/take")


def lies_over(route: str) -> bool:
    """Whether what a route shows lies over another screen, which goes on below."""
    return route.startswith(OVER)


def back_below(state: PageState) -> None:
    """Back to the screen below, the same way that the system's own way back takes."""
    if state.page.on_view_pop is not None:
        state.page.on_view_pop(None)  # type: ignore[arg-type]
