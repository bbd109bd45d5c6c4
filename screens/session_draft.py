"""The draft of a session under way: what is kept of it after every change, and which page leads it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from care.diary import Diary
from care.player import Player
from screens.ports import Settings


def draft_name(course: str) -> str:
    """Where the draft of a course's session is kept: one under way stays when another course's begins."""
    return f"session_draft/{course}"


class Draft(msgspec.Struct, frozen=True):
    """A session under way. `kept_at`: later than that nothing is known to have been done; `page`: the page (tab,
    window) that leads it, the only one that may change it."""

    player: Player
    kept_at: datetime
    page: str = ""


def read_draft(settings: Settings, course: str) -> Draft | None:
    """The draft of a course's session; None where there is none, or it cannot be read."""
    found = settings.get(draft_name(course))
    try:
        return msgspec.convert(found, Draft) if found else None
    except msgspec.ValidationError:
        return None


def still_open(settings: Settings, diary: Diary, course: str) -> Draft | None:
    """The draft of a course's session, unless the diary holds it: Mesoday may have been killed before it could go."""
    draft = read_draft(settings, course)
    if draft is None or draft.player.course != course:
        return None
    kept = any(s.course == course and s.started_at == draft.player.began_at for s in diary.sessions)
    return None if kept else draft
