"""Daily care: the routines to begin with, their steps to edit, and what is said about reminders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft
from msgspec.structs import replace

from care.knowledge import Knowledge, RoutineTemplate
from screens.look import type as text
from screens.look.buttons import icon_button, plain
from screens.look.choices import switch_row
from screens.look.fields import text_field
from screens.look.surfaces import card, info_card
from screens.look.surroundings import Look
from screens.reminder_permission import PermissionCard
from screens.welcome_draft import RoutineDraft, routine_draft
from screens.welcome_flow import WelcomeFlow
from screens.welcome_view import times_line
from screens.wording import Wording


def routine_parts(
    look: Look,
    words: Wording,
    flow: WelcomeFlow,
    knowledge: Knowledge,
    opened: frozenset[str],
    open_steps: Callable[[str], Any],
) -> list[ft.Control]:
    """`opened`: the routines whose steps are being edited."""
    there = [t for t in knowledge.routine_templates.values() if t.area in flow.draft.areas]
    return [
        text.headline(words.text("Your daily care"), heading=2),
        text.body(words.text("Sessions stand beside it and do not replace it.")),
        *(_routine(look, words, flow, knowledge, t, t.id in opened, open_steps) for t in there),
        info_card(
            look,
            words.text("Reminders"),
            times_line(words, flow.draft),
            text.body(
                words.text(
                    "They ring while Mesoday is open. How they reach you while it is closed, by your own calendar for "
                    "example, is found in the settings, under Reminders."
                )
            ),
        ),
        PermissionCard(),
    ]


def _routine(
    look: Look,
    words: Wording,
    flow: WelcomeFlow,
    knowledge: Knowledge,
    template: RoutineTemplate,
    is_open: bool,
    open_steps: Callable[[str], Any],
) -> ft.Control:
    edited = routine_draft(flow.draft, template.id, knowledge)

    def change(**fields: Any) -> None:
        flow.enter_routine(template.id, replace(edited, **fields))

    title = words.text(template.title)
    steps = ", ".join(s.strip() for s in edited.steps if s.strip())
    parts: list[ft.Control | None] = [
        switch_row(title, steps or words.text("No steps"), edited.wanted, lambda on: change(wanted=on))
    ]
    if edited.wanted and is_open:
        parts += [_step(words, edited, number, change) for number in range(len(edited.steps))]
        parts.append(plain(words.text("Add a step"), lambda: change(steps=(*edited.steps, "")), icon=ft.Icons.ADD))
    elif edited.wanted:
        edit = pressable_edit(words, title, lambda: open_steps(template.id))
        parts.append(ft.Row([edit]))
    return card(look, *parts, gap=8)


def pressable_edit(words: Wording, title: str, on_click: Callable[[], Any]) -> ft.Control:
    """ "Change the steps", read out with the routine's name."""
    return ft.MergeSemantics(
        content=ft.Semantics(content=plain(words.text("Change the steps"), on_click, icon=ft.Icons.EDIT), label=title)
    )


def _step(words: Wording, edited: RoutineDraft, number: int, change: Callable[..., None]) -> ft.Control:
    steps = edited.steps

    def write(value: str) -> None:
        change(steps=(*steps[:number], value, *steps[number + 1 :]))

    label = words.text("Step {n}", n=number + 1)
    remove = icon_button(
        ft.Icons.CLOSE,
        words.text("Remove step {n}", n=number + 1),
        lambda: change(steps=(*steps[:number], *steps[number + 1 :])),
    )
    field = text_field(label, steps[number], write, key=f"step-{number}")
    return ft.Row([ft.Container(content=field, expand=True), remove], spacing=4)
