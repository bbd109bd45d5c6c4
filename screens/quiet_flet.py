"""Keeps Flet 1.0.5 from writing out every message for a log that nobody reads.

Its connection formats each message, with all the controls in it, before the log is asked whether it wants it. For the
first screen that takes longer than drawing it.
"""

from __future__ import annotations

from flet.messaging.protocol import Message


def quiet() -> None:
    """Give messages a short name in Flet's debug log."""
    Message.__repr__ = _short  # type: ignore[method-assign]


def _short(message: Message) -> str:
    return f"Message({message.action.name})"
