"""The times of a day: morning and evening care, when a day starts, quiet hours."""

from __future__ import annotations

import flet as ft
from msgspec.structs import replace

from care.verbs.profile import SetProfile
from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import filled
from screens.look.choices import switch_row
from screens.look.fields import time_field
from screens.look.surfaces import card
from screens.look.surroundings import use_look
from screens.page_state import use_page_state
from screens.settings import settings_shell
from screens.settings_drafts import profile_with, times_draft, times_problems


@screen(name="The times of your day", safe=False)
def TimesPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    words, profile = state.wording, state.snapshot.diary.profile
    draft, set_draft = ft.use_state(lambda: times_draft(profile))
    problems, set_problems = ft.use_state({})

    def field(name: str, label: str, note: str = "") -> ft.Control:
        return time_field(
            label,
            getattr(draft, name),
            lambda value: set_draft(replace(draft, **{name: value})),
            problem=problems.get(name),
            note=note or None,
            key=name,
        )

    async def save() -> None:
        found = times_problems(words, draft)
        set_problems(found)
        if not found:
            await state.do(SetProfile(profile_with(draft, profile)), said=words.text("Times kept."), undoable=True)

    quiet = [field("quiet_from", words.text("Quiet from")), field("quiet_to", words.text("Quiet until"))]
    return settings_shell(
        state,
        look,
        words.text("Times of your day"),
        "times",
        card(
            look,
            field("am", words.text("Morning care")),
            field("pm", words.text("Evening care")),
            text.small(
                words.text("Spacing between products is reckoned from these times, and their reminders ring then.")
            ),
            gap=12,
        ),
        card(
            look,
            field(
                "start",
                words.text("A day starts at"),
                words.text("Care after midnight and before this time counts for the evening."),
            ),
        ),
        card(
            look,
            switch_row(
                words.text("Quiet hours"),
                words.text("A reminder that falls into them rings when they end. None is lost."),
                draft.quiet,
                lambda on: set_draft(replace(draft, quiet=on)),
            ),
            *(quiet if draft.quiet else []),
            gap=12,
        ),
        filled(words.text("Save"), save),
    )
