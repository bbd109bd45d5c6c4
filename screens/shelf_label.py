"""Paste the label: what is written or pasted is read at once; what was read is shown, with what stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from care.conflicts import scented
from care.label import Label
from care.records import Product
from screens.look import type as text
from screens.look.buttons import tonal
from screens.look.colours import TEXT, TEXT_SOFT
from screens.look.fields import text_field
from screens.look.surfaces import Press, caution_card, closed_card, column, flat_card
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.shelf_contents_view import LabelView, ReadLine, label_view


def label_panel(
    look: Look, state: PageState, pasted: str, label: Label, on_write: Callable[[str], Any], on_fill: Press | None
) -> ft.Control:
    """The field, and below it what was read. `on_fill`: fills the fields of the product; None where that goes by
    itself."""
    words = state.wording
    view = label_view(words, state.knowledge, label)
    field = text_field(
        words.text("Text of the label"),
        pasted,
        on_write,
        lines=4,
        hint=words.text("Ingredients: Aqua, Glycerin, Niacinamide 5%"),
        note=words.text("Pasted or typed, as it stands on the box or bottle."),
        key="label",
    )
    scent = scented(state.snapshot.diary, Product(name=words.text("This product"), actives=list(label.actives)))
    return column(
        field,
        caution_card(look, words.say(scent.text), "") if scent else None,
        None if label.empty else _read(look, state, view, on_fill),
        gap=12,
    )


def _read(look: Look, state: PageState, view: LabelView, on_fill: Press | None) -> ft.Control:
    words = state.wording
    return column(
        *(closed_card(look, words.text("Not for home sessions"), one) for one in view.closes),
        flat_card(
            look,
            text.subtitle(words.text("Read from the label"), heading=2),
            *(_line(line) for line in view.found),
            None if view.found else text.small(words.text("No ingredient that Mesoday knows."), color=TEXT_SOFT),
            text.small(f"{view.facts}.", color=TEXT) if view.facts else None,
            *(text.small(one, color=TEXT) for one in view.minds),
            _apart(words.text("Not known to Mesoday: the label goes first"), view.unknown),
            _apart(words.text("Sentences, not read as ingredients"), view.sentences),
            tonal(words.text("Fill in what is missing"), on_fill, key="fill") if on_fill and view.fills else None,
            text.small(words.text("What you typed yourself stays as it is."), color=TEXT_SOFT)
            if on_fill and view.fills
            else None,
            gap=10,
        ),
        gap=12,
    )


def _line(line: ReadLine) -> ft.Control:
    said = [text.subtitle(line.title)]
    if "".join(line.said.split()).casefold() != "".join(line.title.split()).casefold():
        said.append(text.small(line.said, color=TEXT_SOFT))
    return ft.Row(
        # It was found, which is not to say that it is good for this skin.
        [ft.Icon(ft.Icons.CHECK, color=TEXT_SOFT, size=24), ft.Column(said, spacing=0, expand=True)],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _apart(title: str, said: str) -> ft.Control | None:
    return column(text.label(title), text.small(said, color=TEXT), gap=2) if said else None
