"""What a device does: its modes one below another, each with the figures of its manual; added, removed, put back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from care.knowledge import Knowledge, ModalityRow
from screens.look import type as text
from screens.look.buttons import outlined, plain
from screens.look.choices import Option
from screens.look.fields import dropdown, number_field
from screens.look.surfaces import card, column, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reasons import reason
from screens.shelf_device_form import MOST_MODES, DeviceForm, ModeFields, has_poles
from screens.wording import Wording

SECONDS_A_MINUTE = 60


class ModesHandlers:
    """What the fields and buttons of the modes do."""

    def __init__(self, form: DeviceForm, redraw: Callable[[], object]) -> None:
        self.form, self.redraw = form, redraw

    def typed(self, key: int, field: str, value: str) -> None:
        self.form.write_mode(key, field, value)
        self.redraw()

    def add(self) -> None:
        self.form.add_mode()
        self.redraw()

    def remove(self, key: int) -> None:
        self.form.remove_mode(key)
        self.redraw()

    def put_back(self) -> None:
        self.form.put_back()
        self.redraw()


def modes_part(look: Look, state: PageState, handlers: ModesHandlers) -> ft.Control:
    """One mode stands by itself; several each on a card."""
    words, form = state.wording, handlers.form
    alone = len(form.modes) == 1
    shown: list[ft.Control] = []
    for mode in form.modes:
        fields = _fields(state, handlers, mode, alone=alone)
        shown.append(column(*fields, gap=14) if alone else card(look, *fields, gap=14, padding=16))
    add = outlined(words.text("Add another mode"), handlers.add, icon=ft.Icons.ADD)
    back = words.text("Put {mode} back", mode=_title(state, form.removed)) if form.removed else ""
    return section(
        words.text("What it does"),
        text.small(words.text("Not sure is a good answer: the strictest rules hold then.")),
        *shown,
        ft.Row([plain(back, handlers.put_back, icon=ft.Icons.UNDO)], wrap=True) if back else None,
        ft.Row([add], wrap=True) if len(form.modes) < MOST_MODES else None,
        text.small(words.text("With several modes the strictest of them holds for a session.")) if not alone else None,
        gap=14,
    )


def _fields(state: PageState, handlers: ModesHandlers, mode: ModeFields, *, alone: bool) -> list[ft.Control | None]:
    words, problem = state.wording, handlers.form.problems.get
    kinds = [
        Option(m.modality, words.text(m.title)) for m in state.knowledge.modalities.values() if m.modality != "serum"
    ]
    title, minutes_note = _title(state, mode), ours(words, state.knowledge.modalities.get(mode.modality))[0]
    number = handlers.form.modes.index(mode) + 1
    kind = words.text("Kind") if alone else words.text("Kind of mode {n}", n=number)
    minutes = words.text("Minutes a session (manual)")
    level = words.text("Level to begin with")
    if not alone:
        minutes = words.text("Minutes with {mode} (manual)", mode=title)
        level = words.text("Level with {mode} to begin with", mode=title)
    poles = words.text("Polarity") if alone else words.text("Polarity of {mode}", mode=title)
    sides = [
        Option("", words.text("Not sure")),
        Option("manual", words.text("As the manual says")),
        Option("positive", words.text("Positive (+)")),
        Option("negative", words.text("Negative (−)")),
    ]
    remove = plain(words.text("Remove {mode}", mode=title), partial(handlers.remove, mode.key))
    return [
        dropdown(kind, kinds, mode.modality, partial(handlers.typed, mode.key, "modality"), key=f"modality-{mode.key}"),
        number_field(
            minutes,
            mode.minutes,
            partial(handlers.typed, mode.key, "minutes"),
            problem=problem(f"minutes-{mode.key}"),
            note=minutes_note,
            key=f"minutes-{mode.key}",
        ),
        number_field(
            level,
            mode.level,
            partial(handlers.typed, mode.key, "level"),
            problem=problem(f"level-{mode.key}"),
            note=words.text("Left empty, the lowest one."),
            key=f"level-{mode.key}",
        ),
        column(
            dropdown(
                poles, sides, mode.polarity, partial(handlers.typed, mode.key, "polarity"), key=f"pole-{mode.key}"
            ),
            text.small(words.text("Which one a serum wants stands on its label. A session says what is chosen here.")),
            gap=4,
        )
        if has_poles(state.knowledge, mode.modality)
        else None,
        reason(state, words.text("Where the manual is silent, ours hold; what it says goes first."), mode.modality),
        ft.Row([remove], wrap=True) if not alone else None,
    ]


def _title(state: PageState, mode: ModeFields) -> str:
    row = state.knowledge.modalities.get(mode.modality)
    return state.wording.text(row.title) if row else mode.modality


def ours(words: Wording, row: ModalityRow | None) -> tuple[str, str]:
    """What holds where the manual's minutes and hours are left empty."""
    if row is None:
        left = words.text("Left empty, our cautious default holds.")
        return left, left
    if row.minutes is None:
        minutes = words.text("Left empty, Mesoday guides no minutes: the manual alone does.")
    else:
        time = words.duration(row.minutes * SECONDS_A_MINUTE)
        minutes = words.text("Left empty, our cautious default holds: {time}.", time=time)
    hours = words.text("Left empty, our cautious default holds: {hours} hours.", hours=row.gap_hours)
    return minutes, hours


def strictest_gap(words: Wording, knowledge: Knowledge, form: DeviceForm) -> str:
    """What holds between sessions where the manual says nothing: the longest of its modes."""
    rows = [row for mode in form.modes if (row := knowledge.modalities.get(mode.modality)) is not None]
    return ours(words, max(rows, key=lambda row: row.gap_hours, default=None))[1]
