"""One product of the shelf: its clock, its patch test, what stands on its label."""

from __future__ import annotations

from functools import partial
from typing import Any

import flet as ft
from msgspec.structs import replace

from care.records import Product, Retired
from care.verbs.catalogue import Delete, Save
from screens.boundary import screen
from screens.history import history_route
from screens.look import type as text
from screens.look.bottles import level_drawing
from screens.look.buttons import plain, tonal
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.fields import date_field, dropdown, number_field, text_field
from screens.look.marks import sign
from screens.look.surfaces import caution_card, closed_card, column, section
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.shelf_forms import NO_TEST, ProductForm
from screens.shelf_frame import item_task
from screens.shelf_view import form_words, product_row


class ProductHandlers:
    """What can be done with one product. `product` is the record as it now stands."""

    def __init__(self, state: PageState, product: Product) -> None:
        self.state, self.product = state, product
        self.form = ProductForm(product, state.snapshot.now.zone)
        self.leaving = False
        self.redraw: Any = lambda: None

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

    async def delete(self) -> None:
        said = self.state.wording.text("Deleted.")
        if await self.state.do(Delete(self.product), said=said, undoable=True) is not None:
            self.state.go("/shelf")

    async def _put(self, record: Product, said: str) -> bool:
        return await self.state.do(Save(record, self.product), said=said, undoable=True) is not None

    def close(self) -> None:
        if self.form.edited and not self.leaving:
            self.leaving = True
            self.redraw()
        else:
            self.state.go("/shelf")

    def stay(self) -> None:
        self.leaving = False
        self.redraw()


@screen(name="The product")
def ProductPage(product: Product) -> ft.View:
    state, look = use_page_state(), use_look()
    handlers = ft.use_memo(lambda: ProductHandlers(state, product), [])
    handlers.stands(product)
    _, beat = ft.use_state(0)
    handlers.redraw = lambda: beat(lambda n: n + 1)
    form, words = handlers.form, state.wording
    refused = form.refused
    parts: list[ft.Control | None] = [
        _clock(look, state, product, handlers),
        closed_card(look, words.text(refused.title), f"{words.text(refused.text)} {words.text(refused.instead)}")
        if refused
        else None,
        *_fields(state, handlers),
        _patch_test(state, handlers),
        *_dates(state, handlers),
        *_last(look, state, handlers),
    ]
    return item_task(look, state, product.name, parts, handlers, f"/shelf/{product.id}")


def _clock(look: Look, state: PageState, product: Product, handlers: ProductHandlers) -> ft.Control:
    """What the list says, larger, and what is done with the product most."""
    words = state.wording
    row = product_row(state.snapshot, state.knowledge, product)
    known = [state.knowledge.ingredients[a] for a in product.actives if a in state.knowledge.ingredients]
    picture = level_drawing(row.shape, row.level, area=row.area, past=row.sign == "caution", size=96)
    marks = [] if row.sign == "away" else [sign(row.sign, 26)]
    said = column(
        ft.Row([*marks, text.title(row.sign_words, heading=2, expand=True)], spacing=10),
        text.body(row.sub) if row.sub else None,
        text.small(", ".join(words.text(one.title) for one in known)) if known else None,
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


def _fields(state: PageState, handlers: ProductHandlers) -> list[ft.Control]:
    words, form = state.wording, handlers.form
    problem = form.problems.get
    kinds = [Option(value, said) for value, said in form_words(words).items()]
    areas = (("face", words.text("Face")), ("scalp", words.text("Scalp")))
    return [
        text_field(
            words.text("Name"),
            form.name,
            partial(handlers.typed, "name"),
            problem=problem("name"),
            key="name",
        ),
        text_field(words.text("Brand"), form.brand, partial(handlers.typed, "brand"), key="brand"),
        dropdown(words.text("What it is"), kinds, form.form, partial(handlers.typed, "form"), key="form"),
        column(
            text.subtitle(words.text("Where it is used")),
            chips(*(chip(said, area in form.areas, partial(handlers.area, area), key=area) for area, said in areas)),
            gap=0,
        ),
    ]


def _patch_test(state: PageState, handlers: ProductHandlers) -> ft.Control:
    words, form = state.wording, handlers.form
    tests = [
        Option(NO_TEST, words.text("Not yet")),
        Option("tolerated", words.text("Used four weeks or longer without trouble")),
        Option("passed", words.text("Tested, no reaction")),
        Option("failed", words.text("My skin reacted")),
    ]
    if form.patch == "running":
        tests.insert(1, Option("running", words.text("The test is running")))
    return section(
        words.text("Patch test"),
        text.small(words.text("A session product needs one. Daily care that you use already goes on.")),
        answer_tiles(words.text("Patch test"), tests, form.patch, partial(handlers.typed, "patch")),
        gap=8,
    )


def _dates(state: PageState, handlers: ProductHandlers) -> list[ft.Control | None]:
    words, form, product = state.wording, handlers.form, handlers.product
    problem = form.problems.get
    return [
        date_field(
            words.text("Good until (on the label)"),
            form.expires,
            partial(handlers.typed, "expires"),
            problem=problem("expires"),
            key="expires",
        ),
        date_field(
            words.text("Opened on"),
            form.opened,
            partial(handlers.typed, "opened"),
            problem=problem("opened"),
            key="opened",
        ),
        number_field(
            words.text("Months after opening"),
            form.months,
            partial(handlers.typed, "months"),
            problem=problem("months"),
            note=words.text("The open jar on the label: 6M, 12M."),
            key="months",
        ),
        number_field(
            words.text("Hours an opened ampoule keeps"),
            form.hours,
            partial(handlers.typed, "hours"),
            problem=problem("hours"),
            note=words.text("Only where the label says so. Otherwise use it at once and discard the rest."),
            key="hours",
        )
        if product.single_use
        else None,
    ]


def _last(look: Look, state: PageState, handlers: ProductHandlers) -> list[ft.Control | None]:
    words, form, product = state.wording, handlers.form, handlers.product
    away = words.text("Back on the shelf") if product.retired else words.text("Put away")
    used = any(course.product == product.id for course in state.snapshot.diary.active_courses())
    return [
        number_field(
            words.text("Sealed ones left"),
            form.count,
            partial(handlers.typed, "count"),
            problem=form.problems.get("count"),
            key="count",
        ),
        text_field(words.text("Lot"), form.lot, partial(handlers.typed, "lot"), key="lot"),
        text_field(words.text("Note"), form.note, partial(handlers.typed, "note"), lines=2, key="note"),
        caution_card(look, words.text("A course uses this product."), words.text("Put away, its sessions are closed."))
        if used
        else None,
        ft.Row(
            [
                plain(words.text("Can I use it now?"), lambda: state.go(f"/can-i/product/{product.id}")),
                plain(away, handlers.put_away),
                plain(words.text("History"), lambda: state.go(history_route("product", product.id))),
                plain(words.text("Delete"), handlers.delete),
            ],
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
            wrap=True,
        ),
    ]
