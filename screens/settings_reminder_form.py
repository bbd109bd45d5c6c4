"""The form of one reminder of the person's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft
from msgspec.structs import replace

from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.date_field import date_field
from screens.look import type as text
from screens.look.buttons import filled
from screens.look.choices import Option, answer_tiles, buckets, chip, chips
from screens.look.colours import STOP
from screens.look.fields import number_field, text_field
from screens.look.surfaces import column
from screens.look.surroundings import use_look
from screens.navigation import task
from screens.page_state import use_page_state
from screens.settings_drafts import ReminderDraft, reminder_of, reminder_problems
from screens.settings_notifications_view import again_options
from screens.settings_view import place_of_zone, weekday_name


@screen(name="The reminder", safe=False)
def ReminderForm(draft: ReminderDraft, close: Callable[[], Any]) -> ft.Control:
    state, look = use_page_state(), use_look()
    words = state.wording
    draft, write = ft.use_state(draft)
    problems, set_problems = ft.use_state({})

    def enter(**fields: Any) -> None:
        set_problems({name: said for name, said in problems.items() if name not in fields})
        write(replace(draft, **fields))

    async def save() -> None:
        found = reminder_problems(words, draft, state.snapshot.now.local.date())
        set_problems(found)
        if found:
            return
        before = state.snapshot.diary.reminders.get(draft.id)
        command = Save(reminder_of(draft, before, state.snapshot.now.local.date()), before)
        if await state.do(command, said=words.text("Reminder kept."), undoable=True) is not None:
            close()

    how = words.text("How often?")
    options = [
        Option("daily", words.text("Every day")),
        Option("weekdays", words.text("On some weekdays")),
        Option("days", words.text("Every few days")),
        Option("weeks", words.text("Every few weeks")),
        Option("months", words.text("Every few months")),
    ]
    spans = {
        "days": words.text("Days from one to the next"),
        "weeks": words.text("Weeks from one to the next"),
        "months": words.text("Months from one to the next"),
    }
    ask, away = words.text("Ring again until it is answered?"), words.text("On a journey")
    zone = draft.zone if draft.zone != "local" else state.snapshot.now.zone
    place = place_of_zone(zone)
    clocks = [
        Option("local", words.text("By the clock of where I am")),
        Option("stays", words.text("By the clock of {place}, wherever I am", place=place)),
    ]

    def choose_clock(value: str) -> None:
        enter(zone="local" if value == "local" else zone)

    parts: list[ft.Control | None] = [
        text_field(
            words.text("What to remind you of"),
            draft.title,
            lambda value: enter(title=value),
            problem=problems.get("title"),
        ),
        text_field(
            words.text("Times"),
            draft.times,
            lambda value: enter(times=value),
            problem=problems.get("times"),
            note=words.text("One or more, such as 08:00, 20:30"),
        ),
        text.subtitle(how, heading=2),
        answer_tiles(how, options, draft.how, lambda value: enter(how=value)),
    ]
    if draft.how == "weekdays":
        parts.append(
            column(
                chips(*(_weekday(draft, number, weekday_name(words, number), enter) for number in range(7))),
                text.small(problems["weekdays"], color=STOP) if "weekdays" in problems else None,
            )
        )
    if draft.how in spans:
        parts.append(
            number_field(
                spans[draft.how],
                draft.days,
                lambda value: enter(days=value),
                problem=problems.get("days"),
            )
        )
    parts += [
        date_field(
            words.text("Until this day"),
            draft.until,
            lambda value: enter(until=value),
            problem=problems.get("until"),
            note=words.text("Left empty, it has no end."),
            key="until",
        ),
        text.subtitle(away, heading=2),
        answer_tiles(away, clocks, "local" if draft.zone == "local" else "stays", choose_clock),
        text.subtitle(ask, heading=2),
        buckets(
            look,
            ask,
            again_options(words),
            draft.again or "0",
            lambda value: enter(again="" if value == "0" else value),
        ),
        text.small(words.text("Twice at most, with the time it was planned for. Never within quiet hours.")),
    ]
    return task(
        look,
        words.text("Change a reminder") if draft.id else words.text("A new reminder"),
        parts,
        on_close=close,
        close_name=words.text("Close without saving"),
        bottom=filled(words.text("Save"), save),
        route="/settings/reminders",
    )


def _weekday(draft: ReminderDraft, number: int, name: str, enter: Callable[..., None]) -> ft.Control:
    chosen = number in draft.weekdays
    others = tuple(day for day in draft.weekdays if day != number)
    return chip(name, chosen, lambda: enter(weekdays=others if chosen else (*others, number)), key=f"day-{number}")
