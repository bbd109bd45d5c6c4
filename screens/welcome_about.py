"""About you: areas, concerns, sensitive skin, birth year, the times of the day."""

from __future__ import annotations

import flet as ft

from screens.look import type as text
from screens.look.choices import chip, chips, switch_row
from screens.look.colours import STOP
from screens.look.fields import number_field, time_field
from screens.look.surfaces import column
from screens.look.surroundings import Look
from screens.welcome_flow import WelcomeFlow
from screens.welcome_view import Choice
from screens.wording import Wording


def about_parts(look: Look, words: Wording, flow: WelcomeFlow, concerns: tuple[Choice, ...]) -> list[ft.Control]:
    draft, wrong = flow.draft, flow.problems
    areas = (Choice("face", words.text("Face")), Choice("scalp", words.text("Scalp")))
    parts: list[ft.Control | None] = [
        column(
            text.headline(words.text("What do you care for?"), heading=2),
            chips(*(_choice(flow, "areas", area) for area in areas)),
            _problem(wrong.get("areas")),
        ),
        column(
            text.subtitle(words.text("What would you like to look after?"), heading=2),
            text.small(words.text("Leave out what does not apply. Appearance and comfort, not a disease.")),
            chips(*(_choice(flow, "concerns", concern) for concern in concerns)),
            gap=4,
        )
        if concerns
        else None,
        switch_row(
            words.text("Sensitive skin"),
            words.text("Sessions start shorter and further apart."),
            draft.sensitive,
            lambda on: flow.enter(sensitive=on),
        ),
        number_field(
            words.text("Birth year, if you like"),
            draft.birth_year,
            lambda value: flow.enter(birth_year=value),
            problem=wrong.get("birth_year"),
            note=words.text("Devices are for adults. Without it you are asked once."),
        ),
        column(
            text.subtitle(words.text("Your mornings and evenings"), heading=2),
            text.small(words.text("Spacing between products is reckoned from these times.")),
            _times(look, words, flow),
            gap=8,
        ),
    ]
    return [part for part in parts if part is not None]


def _choice(flow: WelcomeFlow, field: str, choice: Choice) -> ft.Control:
    chosen = choice.value in getattr(flow.draft, field)
    return chip(choice.words, chosen, lambda: flow.toggle(field, choice.value), key=choice.value)


def _times(look: Look, words: Wording, flow: WelcomeFlow) -> ft.Control:
    draft, wrong = flow.draft, flow.problems
    fields = [
        time_field(
            words.text("Morning care"),
            draft.am_time,
            lambda value: flow.enter(am_time=value),
            problem=wrong.get("am_time"),
        ),
        time_field(
            words.text("Evening care"),
            draft.pm_time,
            lambda value: flow.enter(pm_time=value),
            problem=wrong.get("pm_time"),
        ),
    ]
    if look.large_text:
        return column(*fields, gap=12)
    return ft.Row([ft.Container(content=field, expand=True) for field in fields], spacing=12)


def _problem(said: str | None) -> ft.Control | None:
    return ft.Semantics(content=text.small(said, color=STOP), live_region=True) if said else None
