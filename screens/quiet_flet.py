"""Takes two habits from Flet 1.0.5 that cost each tap and the first screen more than drawing them does.

Its connection writes out each message, with all the controls in it, for a debug log before that log is asked whether
it wants any. And it finds out anew at each event, from the type hints of the control, what sort of event it is.
"""

from __future__ import annotations

from typing import Any

from flet.controls import base_control
from flet.messaging.protocol import Message

FINDING = "get_event_field_type"


def quiet() -> None:
    """Give messages a short name in Flet's debug log, and let it remember the types of events."""
    Message.__repr__ = _short  # type: ignore[method-assign]
    find = vars(base_control)[FINDING]
    if not isinstance(find, _EventTypes):
        setattr(base_control, FINDING, _EventTypes(find))


class _EventTypes:
    """Flet's own finding, asked once for each field of each sort of control."""

    def __init__(self, find: Any) -> None:
        self._find = find
        self._known: dict[tuple[type, str], Any] = {}

    def __call__(self, control: Any, field: str) -> Any:
        key = (type(control), field)
        if key not in self._known:
            self._known[key] = self._find(control, field)
        return self._known[key]


def _short(message: Message) -> str:
    return f"Message({message.action.name})"
