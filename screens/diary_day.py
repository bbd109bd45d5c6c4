"""One day of the diary: what was kept, in order; and logging what was done then, with its real time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import cast

import flet as ft

from care.diary import Diary
from care.records import CheckIn
from care.verbs.catalogue import Delete
from screens.boundary import screen
from screens.check_in_change import change_route
from screens.diary_day_view import EntryView, day_view, record_of
from screens.diary_log import LogPanel
from screens.history import history_route
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.colours import CONTAINER, TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.marks import area_mark
from screens.look.surfaces import card, column, pressable
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.photo_hooks import DiaryPicture
from screens.reaction_view import told_route
from screens.waiting import waiting

LOOK_BACK = timedelta(days=31)
SIGNS = {
    "steps": ft.Icons.CHECK,
    "choice": ft.Icons.BACK_HAND_OUTLINED,
    "photo": ft.Icons.PHOTO_CAMERA_OUTLINED,
    "reaction": ft.Icons.WARNING_ROUNDED,
}


@screen(name="The day")
def DayPane(state: PageState, look: Look, day: date) -> ft.Control:
    """A care day whole: its entries, and what can be logged for it."""
    words, shot = state.wording, state.snapshot
    found, keep = ft.use_state(cast("tuple[date, Diary] | None", None))

    async def read() -> None:
        keep((day, await state.load(lambda door: door.diary(day - LOOK_BACK))))

    ft.use_effect(read, [day, shot])
    diary = found[1] if found is not None and found[0] == day else None
    head = ft.Row(
        [
            text.title(words.dated(day), heading=2, expand=True),
            icon_button(ft.Icons.CHEVRON_LEFT, words.text("The day before"), partial(_to, state, day, -1)),
            icon_button(
                ft.Icons.CHEVRON_RIGHT,
                words.text("The day after"),
                partial(_to, state, day, 1),
                disabled=day >= shot.today,
            ),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control] = [head]
    if diary is None:
        parts.append(waiting(words.text("Reading the day")))
    else:
        view = day_view(words, state.knowledge, diary, day, shot.now.zone)
        parts += [_entry(look, state, entry, diary) for entry in view.entries]
        if not view.entries:
            nothing = words.text("Nothing is here yet") if day == shot.today else words.text("Nothing was logged")
            parts.append(empty_state(nothing, words.text("That is fine. A missing day stays empty.")))
        parts.append(LogPanel(state, look, day, diary, key=f"log-{day}"))
    return ft.Column(parts, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _to(state: PageState, day: date, days: int) -> None:
    state.go(f"/diary/{(day + timedelta(days=days)).isoformat()}")


def _entry(look: Look, state: PageState, entry: EntryView, diary: Diary) -> ft.Control:
    if entry.kind == "photo":
        return DiaryPicture(state, look, diary, entry.id, entry.at, key=entry.id)
    words = state.wording
    record = record_of(diary, entry)

    async def delete() -> None:
        if record is not None:
            await state.do(Delete(record), said=words.text("Deleted."), undoable=True)  # type: ignore[arg-type]

    named = words.text("Delete: {title}, {time}", title=entry.title, time=entry.at)
    pencil = None
    if isinstance(record, CheckIn):
        change = words.text("Change: {title}, {time}", title=entry.title, time=entry.at)
        pencil = icon_button(ft.Icons.EDIT_OUTLINED, change, partial(state.go, change_route(record)), color=TEXT_SOFT)
    bin_ = icon_button(ft.Icons.DELETE_OUTLINE, named, delete, color=TEXT_SOFT) if record is not None else None
    title, at = text.subtitle(entry.title, heading=3, expand=not look.large_text), text.small(entry.at)
    beside = [title, *([at] if entry.at else [])]
    head = column(*beside, gap=0) if look.large_text else ft.Row(beside, spacing=8)
    said = column(head, *(text.body(line) for line in entry.lines), gap=2)
    if record is not None:
        reacted = entry.kind == "reaction"
        route = told_route(entry.id) if reacted else history_route(entry.kind, entry.id)
        leads = words.text("What to do, and where it came from") if reacted else words.text("Show the history")
        said = pressable(said, lambda: state.go(route), tooltip=leads, shape=12)
    parts = [
        entry_sign(look, entry.kind, entry.area, quiet=entry.quiet),
        ft.Container(content=said, expand=True),
        pencil,
        bin_,
    ]
    return card(
        look,
        ft.Row(
            [part for part in parts if part is not None], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START
        ),
        padding=14,
    )


def entry_sign(look: Look, kind: str, area: str, *, quiet: bool = False) -> ft.Control:
    """The sign of a sort of entry; of a session or a check-in, that of its area. `quiet`: the skin did nothing."""
    if kind in ("session", "check_in"):
        return area_mark(look, area, 40)
    sign = ft.Icons.CHECK_CIRCLE_OUTLINE if quiet else SIGNS.get(kind, ft.Icons.EDIT_NOTE)
    icon = ft.Icon(sign, color=TEXT_SOFT, size=22)
    return ft.Container(
        content=icon, width=40, height=40, bgcolor=CONTAINER, border_radius=20, alignment=ft.Alignment.CENTER
    )
