"""One product of the shelf: its clock, its patch test, what stands on its label."""

from __future__ import annotations

from typing import Any

import flet as ft
from msgspec.structs import replace

from care.records import Product, Retired
from care.shelf import INJECTION_RULE
from care.templates import duplicate_of
from care.verbs.catalogue import Delete, Save
from screens.boundary import screen
from screens.leaving import Leaving
from screens.look import type as text
from screens.look.bottles import level_drawing
from screens.look.buttons import tonal
from screens.look.marks import sign
from screens.look.surfaces import closed_card, column
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.patch_test_row import patch_row, wants_test
from screens.shelf_conflicts import conflict_cards
from screens.shelf_conflicts_view import conflict_lines
from screens.shelf_contents import Contents
from screens.shelf_contents_view import active_lines
from screens.shelf_forms import ProductForm
from screens.shelf_frame import item_task
from screens.shelf_now import clock_now, supply, taken_by
from screens.shelf_product_fields import dates, kind_of_use, naming, patch_test, the_rest, ways
from screens.shelf_trace import ShelfTrace
from screens.shelf_view import ShelfRow, product_row


class ProductHandlers:
    """What can be done with one product. `product` is the record as it now stands."""

    def __init__(self, state: PageState, product: Product) -> None:
        self.state, self.product = state, product
        self.form = ProductForm(product, state.snapshot.now.zone)
        self.redraw: Any = lambda: None
        self.leaving = Leaving(lambda: state.go("/shelf"), lambda: self.form.edited, lambda: self.redraw())

    def stands(self, product: Product) -> None:
        """Another page, or a button here, changed it: what is being typed stays, all else is taken over."""
        if product != self.product:
            typed = self.form
            self.product, self.form = product, ProductForm(product, self.state.snapshot.now.zone)
            self.form.take_over(typed)

    def typed(self, field: str, value: Any) -> None:
        self.form.write(field, value)
        self.redraw()

    def area(self, area: str) -> None:
        self.typed("areas", self.form.areas ^ {area})

    async def save(self) -> None:
        shot, words = self.state.snapshot, self.state.wording
        record = self.form.read(words, self.state.knowledge, shot.today)
        self.redraw()
        if record is None:
            return
        if await self.state.do(Save(record, self.product), said=words.text("Kept."), undoable=True) is not None:
            self.state.go("/shelf")

    async def open_now(self) -> None:
        """Opened a moment ago: an ampoule is taken from the sealed ones."""
        opened = replace(self.product, opened_at=self.state.snapshot.now.at)
        if self.product.single_use and self.product.count:
            opened = replace(opened, count=self.product.count - 1)
        await self._put(opened, self.state.wording.text("Opened now."))

    async def used_one(self) -> None:
        left = max(0, (self.product.count or 0) - 1)
        await self._put(replace(self.product, count=left), self.state.wording.text("One less on the shelf."))

    async def put_away(self) -> None:
        words = self.state.wording
        retired = None if self.product.retired else Retired(on=self.state.snapshot.today)
        said = words.text("Back on the shelf.") if self.product.retired else words.text("Put away.")
        if await self._put(replace(self.product, retired=retired), said):
            self.state.go("/shelf")

    async def duplicate(self) -> None:
        """Another bottle of the same: what is typed here stays, and the new one opens."""
        said = self.state.wording.text("A second one stands on the shelf.")
        changes = await self.state.do(Save(duplicate_of(self.product)), said=said, undoable=True)
        if changes:
            self.state.go(f"/shelf/{changes.puts[0].after.id}")

    async def delete(self) -> None:
        said = self.state.wording.text("Deleted.")
        if await self.state.do(Delete(self.product), said=said, undoable=True) is not None:
            self.state.go("/shelf")

    async def _put(self, record: Product, said: str) -> bool:
        return await self.state.do(Save(record, self.product), said=said, undoable=True) is not None


@screen(name="The product")
def ProductPage(product: Product) -> ft.View:
    state, look = use_page_state(), use_look()
    handlers = ft.use_memo(lambda: ProductHandlers(state, product), [])
    handlers.stands(product)
    _, beat = ft.use_state(0)
    handlers.redraw = lambda: beat(lambda n: n + 1)
    form, words = handlers.form, state.wording
    refused = form.refused
    if refused is None and (product.use == "professional_only" or not product.external_only):
        refused = state.knowledge.refusals[INJECTION_RULE]
    shot, known = state.snapshot, state.knowledge
    row = product_row(shot, known, product)
    closed = row.sign == "caution"
    taken = ft.use_memo(lambda: () if closed else taken_by(shot, known, product), [shot, product])
    parts: list[ft.Control | None] = [
        _clock(look, state, product, row, handlers),
        closed_card(look, words.text(refused.title), f"{words.text(refused.text)} {words.text(refused.instead)}")
        if refused
        else None,
        clock_now(look, state, product.id),
        patch_row(look, state, product) if wants_test(shot, known, product) else None,
        supply(state, taken),
        *conflict_cards(look, state, conflict_lines(state.snapshot, state.knowledge, product.id)),
        *naming(state, handlers),
        Contents(form, handlers.redraw),
        patch_test(look, state, handlers),
        *dates(state, handlers),
        kind_of_use(state, handlers),
        *the_rest(look, state, handlers),
        ShelfTrace(state, look, product.id),
        ways(state, handlers),
    ]
    return item_task(look, state, product.name, parts, handlers, f"/shelf/{product.id}")


def _clock(look: Look, state: PageState, product: Product, row: ShelfRow, handlers: ProductHandlers) -> ft.Control:
    """What the list says, larger, and what is done with the product most."""
    words = state.wording
    inside = active_lines(words, state.knowledge, product.actives)
    picture = level_drawing(row.shape, row.level, area=row.area, past=row.sign == "caution", size=96)
    marks = [] if row.sign == "away" else [sign(row.sign, 26)]
    said = column(
        ft.Row([*marks, text.title(row.sign_words, heading=2, expand=True)], spacing=10),
        text.body(row.sub) if row.sub else None,
        text.small("; ".join(one.title for one in inside)) if inside else None,
        gap=4,
    )
    buttons: list[ft.Control] = []
    if not product.retired and row.sign != "caution":
        if product.single_use and product.count:
            buttons.append(tonal(words.text("Used one"), handlers.used_one))
        if product.opened_at is None and (not product.single_use or product.label_hours):
            buttons.append(tonal(words.text("Opened today"), handlers.open_now))
    return column(
        ft.Row([picture, ft.Container(content=said, expand=True)], spacing=18),
        ft.Row(buttons, wrap=True, spacing=10) if buttons else None,
        gap=12,
    )
