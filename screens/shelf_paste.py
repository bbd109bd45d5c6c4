"""Adding a product from its label: the text is pasted, a name is given, the rest is filled in from what was read."""

from __future__ import annotations

from functools import partial
from typing import Any

import flet as ft

from care.label import Label, read_label
from care.records import Product
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.hooks import kept, redrawing
from screens.leaving import Leaving
from screens.look import type as text
from screens.look.buttons import actions, filled
from screens.look.choices import chip, chips
from screens.look.fields import text_field
from screens.look.surfaces import closed_card, column
from screens.look.surroundings import use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.shelf_forms import ProductForm
from screens.shelf_label import label_panel
from screens.shelf_product_fields import brand_chips


class Pasting:
    """What is pasted and typed, and putting it on the shelf."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        areas = state.snapshot.diary.profile.areas
        self.form = ProductForm(Product(name="", areas=list(areas) if len(areas) == 1 else []), state.snapshot.now.zone)
        self.pasted, self.label = "", Label()
        self.redraw: Any = lambda: None
        self.leaving = Leaving(lambda: state.go("/shelf/add"), lambda: self.edited, lambda: self.redraw())

    def paste(self, written: str) -> None:
        self.pasted, self.label = written, read_label(written, self.state.knowledge)
        self.redraw()

    def typed(self, field: str, value: Any) -> None:
        self.form.write(field, value)
        self.redraw()

    async def add(self) -> None:
        state = self.state
        filled_in = ProductForm(Product(name=""), state.snapshot.now.zone)
        filled_in.take_over(self.form)
        filled_in.areas = self.form.areas
        filled_in.take_label(self.label)
        record = filled_in.read(state.wording, state.knowledge, state.snapshot.today)
        self.form.problems, self.form.refused = filled_in.problems, filled_in.refused
        self.redraw()
        if record is None:
            return
        changes = await state.do(Save(record), said=state.wording.text("Added to the shelf."), undoable=True)
        if changes:
            state.go(f"/shelf/{changes.puts[0].after.id}")

    @property
    def edited(self) -> bool:
        """Whether something was pasted or typed that is not kept."""
        return bool(self.pasted.strip()) or self.form.edited


@screen(name="The label")
def FromLabel() -> ft.View:
    state, look = use_page_state(), use_look()
    pasting = kept(lambda: Pasting(state))
    pasting.redraw = redrawing()
    words, form, refused = state.wording, pasting.form, pasting.form.refused
    areas = (("face", words.text("Face")), ("scalp", words.text("Scalp")))
    parts: list[ft.Control | None] = [
        label_panel(look, state, pasting.pasted, pasting.label, pasting.paste, None),
        closed_card(look, words.text(refused.title), f"{words.text(refused.text)} {words.text(refused.instead)}")
        if refused
        else None,
        text_field(
            words.text("Name"),
            form.name,
            partial(pasting.typed, "name"),
            problem=form.problems.get("name"),
            key="name",
        ),
        text_field(words.text("Brand"), form.brand, partial(pasting.typed, "brand"), key="brand"),
        *brand_chips(state, form.brand, partial(pasting.typed, "brand")),
        column(
            text.subtitle(words.text("Where it is used")),
            chips(
                *(
                    chip(said, area in form.areas, partial(pasting.typed, "areas", form.areas ^ {area}), key=area)
                    for area, said in areas
                )
            ),
            gap=0,
        ),
    ]
    add = actions(look, filled(words.text("Add to the shelf"), pasting.add, expand=True))
    return task(
        look,
        words.text("Paste the label"),
        parts,
        on_close=pasting.leaving.close,
        close_name=words.text("Back to the list"),
        bottom=pasting.leaving.foot(look, words, add),
        back=True,
        held=pasting.edited,
        route="/shelf/label",
    )
