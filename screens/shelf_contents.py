"""What is inside a product: its label pasted, its ingredients with their strengths, others found by a search."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from care.label import Label, read_label
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import icon_button
from screens.look.choices import chip, chips
from screens.look.colours import TEXT_SOFT
from screens.look.fields import text_field
from screens.look.rows import expander
from screens.look.surfaces import card, column, section
from screens.look.surroundings import use_look
from screens.page_state import use_page_state
from screens.shelf_contents_view import ActiveLine, active_lines, actives_to_add
from screens.shelf_forms import ProductForm, strength_field
from screens.shelf_label import label_panel


@screen(name="What is in it")
def Contents(form: ProductForm, redraw: Callable[[], Any]) -> ft.Control:
    """The part of the page of a product. `redraw` draws all that shows the form, which is changed in place."""
    state, look = use_page_state(), use_look()
    words, known = state.wording, state.knowledge
    pasting, open_it = changing(False)
    pasted, paste = changing("")
    wanted, want = changing("")
    label: Label = ft.use_memo(lambda: read_label(pasted, known), [pasted])

    def turn(active: str) -> None:
        form.turn_active(active)
        want("")
        redraw()

    def strengthen(active: str, written: str) -> None:
        form.write_strength(active, written)
        redraw()

    def fill() -> None:
        form.take_label(label)
        open_it(False)
        redraw()
        state.say(words.text("Filled in from the label. Look it over, then save."))

    offers, own = actives_to_add(words, known, wanted, form.actives)
    panel = label_panel(look, state, pasted, label, paste, fill) if pasting else None
    head = expander(
        words.text("Paste the label"),
        words.text("Ingredients, strengths and dates are read from it."),
        pasting,
        lambda: open_it(not pasting),
        mark=ft.Icon(ft.Icons.CONTENT_PASTE, size=24),
    )
    rows = [
        _active(words, form, line, partial(strengthen, line.id), partial(turn, line.id))
        for line in active_lines(words, known, form.actives)
    ]
    found = [chip(one.title, False, partial(turn, one.id), key=one.id) for one in offers]
    if own:
        found.append(chip(words.text("“{name}” as it stands", name=own), False, partial(turn, own), key="own"))
    return section(
        words.text("What is in it"),
        card(look, column(head, panel, gap=14)),
        *rows,
        None if rows else text.small(words.text("No ingredient noted yet."), color=TEXT_SOFT),
        text_field(
            words.text("Find an ingredient"), wanted, want, hint=words.text("niacinamide, retinol"), key="find-active"
        ),
        chips(*found) if found else None,
        text.small(words.text("Not known to Mesoday: the label goes first."), color=TEXT_SOFT) if own else None,
        gap=12,
    )


def _active(words: Any, form: ProductForm, line: ActiveLine, on_write: Any, on_remove: Any) -> ft.Control:
    field = text_field(
        line.title,
        form.strengths.get(line.id, ""),
        on_write,
        problem=form.problems.get(strength_field(line.id)),
        hint=words.text("Strength, if stated"),
        keyboard=ft.KeyboardType.NUMBER,
        suffix="%",
        key=f"strength-{line.id}",
    )
    away = icon_button(ft.Icons.CLOSE, words.text("Leave out {ingredient}", ingredient=line.title), on_remove)
    row = ft.Row(
        [ft.Container(content=field, expand=True), ft.Container(content=away, padding=ft.Padding.only(bottom=4))],
        spacing=4,
        vertical_alignment=ft.CrossAxisAlignment.END,
        key=f"active-{line.id}",
    )
    if line.known:
        return row
    unknown = text.small(words.text("Not known to Mesoday: the label goes first."), color=TEXT_SOFT)
    return column(row, unknown, gap=2)
