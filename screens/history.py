"""The history of one record: every version that was kept, and the way back to an earlier one."""

from __future__ import annotations

from urllib.parse import quote, unquote

import flet as ft

from care.history import Version, versions
from care.records import KINDS
from care.verbs.catalogue import GoBack
from screens.boundary import screen
from screens.history_view import VersionView, history_view
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import plain, stop_button
from screens.look.colours import STOP
from screens.look.feedback import empty_state
from screens.look.surfaces import card, column, stop_card
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.waiting import waiting


def history_route(kind: str, id: str) -> str:
    """Where the history of a record is shown."""
    return f"/history/{kind}/{quote(id, safe='')}"


@screen(name="The history")
def HistoryScreen() -> ft.View:
    params = ft.use_route_params()
    kind, id = params["kind"], unquote(params["id"])
    state, look = use_page_state(), use_look()
    words, shot = state.wording, state.snapshot
    kept, keep = changing(None)

    async def read() -> None:
        keep(await state.load(lambda door: versions(door.history(kind, id)) if kind in KINDS else ()))

    ft.use_effect(read, [kind, id, shot.version])
    parts: list[ft.Control | None]
    title = words.text("History")
    if kept is None:
        parts = [waiting(words.text("Reading the log"))]
    elif not kept:
        parts = [empty_state(words.text("Nothing was kept"), words.text("There is no such entry in this diary."))]
    else:
        view = history_view(words, state.knowledge, shot.diary, kept)
        parts = [
            text.headline(view.title, heading=2),
            *(_version(state, look, kept, row) for row in view.versions),
            _Purging(state, look, kind, id) if kept[0].record.deleted else None,
        ]
    return task(
        look,
        title,
        parts,
        on_close=lambda: state.go(_back_to(kind, id, kept)),
        close_name=words.text("Close the history"),
        route=history_route(kind, id),
    )


def _version(state: PageState, look: Look, kept: tuple[Version, ...], row: VersionView) -> ft.Control:
    words = state.wording

    async def go_back() -> None:
        wanted, now = kept[row.number].record, kept[0].record
        await state.do(GoBack(wanted, now), said=words.text("It is again as it was then."), undoable=True)  # type: ignore[arg-type]

    again = plain(words.text("Back to this version"), go_back, key=f"back-{row.number}") if row.may_return else None
    return card(
        look,
        column(text.subtitle(row.what, heading=3), text.small(row.at), gap=0),
        *(text.body(line) for line in row.lines),
        again,
        gap=6,
        padding=14,
    )


@screen(name="The history")
def _Purging(state: PageState, look: Look, kind: str, id: str) -> ft.Control:
    """What is deleted can be wiped: asked once more, because nothing takes that back."""
    asking, ask = changing(False)
    words = state.wording

    async def purge() -> None:
        if await state.attempt(state.load(lambda door: door.purge(kind, id))):
            state.say(words.text("It is gone for good."))
            state.go(_back_to(kind, id, None))

    if not asking:
        return plain(words.text("Delete for good"), lambda: ask(True), color=STOP)
    return stop_card(
        look,
        words.text("Delete it for good?"),
        words.text(
            "The entry and its history are wiped from this diary. Backups made before still have it. "
            "This cannot be taken back."
        ),
        ft.Container(height=4),
        stop_button(words.text("Delete for good"), purge, icon=ft.Icons.DELETE_FOREVER, size="main"),
        plain(words.text("Keep it"), lambda: ask(False)),
    )


def _back_to(kind: str, id: str, kept: tuple[Version, ...] | None) -> str:
    """The screen that the record stands on."""
    gone = not kept or kept[0].record.deleted
    if kind in ("product", "device"):
        return "/shelf" if gone else f"/shelf/{id}"
    if kind == "treatment":
        return "/treatments" if gone else f"/treatments/{id}"
    if kind == "course":
        return "/" if gone else f"/courses/{id}"
    day = getattr(kept[0].record, "day", None) if kept else None
    return f"/diary/{day.isoformat()}" if day else "/diary"
