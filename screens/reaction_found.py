"""A reaction by its id, wherever it lies: in the snapshot, or long ago with all that belongs to it."""

from __future__ import annotations

import flet as ft
from msgspec import Struct
from msgspec.structs import replace

from care.diary import Diary
from care.records import Reaction
from screens.hooks import changing
from screens.look.feedback import empty_state
from screens.page_state import PageState
from screens.snapshot import Snapshot
from screens.waiting import waiting


class Found(Struct, frozen=True):
    """A reaction, and a snapshot with all that belongs to it."""

    reaction: Reaction
    shot: Snapshot


def use_reaction(state: PageState, which: str) -> Found | ft.Control:
    """The reaction with that id; until it is read, or where there is none, what is to be shown instead."""
    shot, words = state.snapshot, state.wording
    older, keep = changing(None)

    async def read() -> None:
        if which and not _is_whole(shot.diary, _in(shot.diary, which)):
            keep((which, await state.load(lambda door: door.diary(whole=True))))

    ft.use_effect(read, [which, shot.version])
    here = _in(shot.diary, which)
    if here is not None and _is_whole(shot.diary, here):
        return Found(here, shot)
    if older is None or older[0] != which:
        return waiting(words.text("Reading the entry"))
    if (here := _in(older[1], which)) is not None:
        return Found(here, replace(shot, diary=older[1]))
    return empty_state(words.text("This entry is no longer there"), words.text("It may have been taken back."))


def _in(diary: Diary, which: str) -> Reaction | None:
    return next((r for r in diary.reactions if r.id == which), None)


def _is_whole(diary: Diary, reaction: Reaction | None) -> bool:
    """Whether the diary holds a reaction with the session that it is about, if it is about one."""
    return reaction is not None and (not reaction.session or any(s.id == reaction.session for s in diary.sessions))
