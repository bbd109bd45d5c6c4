"""The reminders: those that follow from the plan, and the person's own to add, change, switch off and delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft
from msgspec.structs import replace

from care.records import Reminder
from care.verbs.catalogue import Delete, Save
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import filled, plain
from screens.look.choices import switch_row
from screens.look.colours import TEXT_SOFT
from screens.look.rows import fact_row, open_row
from screens.look.surfaces import card, hairline, info_card, section
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.settings import settings_shell
from screens.settings_drafts import ReminderDraft, reminder_draft
from screens.settings_pause import pause_everything
from screens.settings_reminder_form import ReminderForm
from screens.settings_view import RemindersView, reminders_view
from screens.wording import Wording

Edit = Callable[[ReminderDraft | None], Any]


@screen(name="Reminders", safe=False)
def RemindersPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    words = state.wording
    editing, edit = changing(None)
    if editing is not None:
        return ReminderForm(editing, lambda: edit(None), key=editing.id or "new")
    view = reminders_view(state.snapshot, state.knowledge)
    return settings_shell(
        state,
        look,
        words.text("Reminders"),
        "reminders",
        open_row(
            words.text("Notifications on this device"),
            words.text("What reaches you, how many a day, and a test"),
            lambda: state.go("/settings/notifications"),
            mark=ft.Icon(ft.Icons.NOTIFICATIONS_OUTLINED, size=26, color=TEXT_SOFT),
            key="notifications",
        ),
        _own(state, look, view, edit),
        filled(words.text("Add a reminder"), lambda: edit(ReminderDraft()), icon=ft.Icons.ADD),
        _derived(look, words, view),
        pause_everything(state, look),
        info_card(
            look,
            words.text("When Mesoday is closed"),
            words.text(
                "On a computer, main.py remind calls without a window, and main.py service install starts it with you. "
                "Your own calendar can ring on any device. What did not ring is shown the next time."
            ),
        ),
    )


def _derived(look: Look, words: Wording, view: RemindersView) -> ft.Control:
    lines = [
        fact_row(ft.Icons.SCHEDULE, words.text("{title}. {note}", title=d.title, note=d.note)) for d in view.derived
    ]
    note = words.text("They follow your routines, courses and check-ins. Their times are set there, and under Times.")
    none = text.body(words.text("Nothing is planned in the coming weeks."))
    return section(words.text("From your plan"), card(look, *(lines or [none]), text.small(note), gap=10))


def _own(state: PageState, look: Look, view: RemindersView, edit: Edit) -> ft.Control:
    words, there = state.wording, state.snapshot.diary.reminders
    rows: list[ft.Control] = []
    for one in view.own:
        if rows:
            rows.append(hairline())
        rows += _own_row(state, there[one.reminder], one.title, one.note, edit)
    none = text.body(
        words.text("Whatever you would like to be reminded of: wash the brush, order serum, see the doctor.")
    )
    return section(words.text("Your own"), card(look, *(rows or [none]), gap=2))


def _own_row(state: PageState, reminder: Reminder, title: str, note: str, edit: Edit) -> list[ft.Control]:
    words = state.wording

    def switch(on: bool) -> None:
        said = words.text("Switched on.") if on else words.text("Switched off.")
        command = Save(replace(reminder, enabled=on), reminder)
        state.page.run_task(state.do, command, said=said, undoable=True)

    async def delete() -> None:
        said = words.text("{title} deleted.", title=title)
        await state.do(Delete(reminder), said=said, undoable=True)

    def named(button: ft.Control) -> ft.Control:
        return ft.MergeSemantics(content=ft.Semantics(content=button, label=title))

    return [
        switch_row(title, note, reminder.enabled, switch, key=reminder.id),
        ft.Row(
            [
                named(plain(words.text("Change"), lambda: edit(reminder_draft(reminder)), icon=ft.Icons.EDIT)),
                named(plain(words.text("Delete"), delete, icon=ft.Icons.DELETE_OUTLINE)),
            ],
            spacing=4,
            wrap=True,
        ),
    ]
