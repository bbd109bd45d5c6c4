"""What the system must allow before anything is shown: how it stands, by what it says and whether it was asked."""

from __future__ import annotations

import logging
from typing import Any, Protocol

from care.notifying import ASKED, Permission

log = logging.getLogger(__name__)
DECIDES_WITHIN = 120.0  # seconds that the system's question to the person may stand open


class Settings(Protocol):
    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


def standing(settings: Settings, *, allowed: bool) -> Permission:
    """A system says only whether it lets us; that it asked the person before, and was told no, we note ourselves."""
    if allowed:
        return "allowed"
    return "denied" if settings.get(ASKED) is True else "open"


def note_asked(settings: Settings) -> None:
    """Blocks on the disk. Where it cannot be kept, the same is offered once more, and no harm is done."""
    try:
        settings.update(**{ASKED: True})
    except Exception:
        log.warning("it could not be kept that the system has asked", exc_info=True)
