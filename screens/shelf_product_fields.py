"""The fields of a product: what it is, its patch test, its dates, what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from screens.date_field import date_field
from screens.history import history_route
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.choices import Option, answer_tiles, chip, chips, switch_row
from screens.look.fields import dropdown, number_field, text_field
from screens.look.surfaces import caution_card, column, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.patch_test_row import patch_row, wants_test
from screens.shelf_contents_view import brand_offers
from screens.shelf_forms import NO_TEST
from screens.shelf_view import form_words

if TYPE_CHECKING:
    from screens.shelf_product import ProductHandlers


def naming(state: PageState, handlers: ProductHandlers) -> list[ft.Control]:
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
        *brand_chips(state, form.brand, partial(handlers.typed, "brand")),
        dropdown(words.text("What it is"), kinds, form.form, partial(handlers.typed, "form"), key="form"),
        column(
            text.subtitle(words.text("Where it is used")),
            chips(*(chip(said, area in form.areas, partial(handlers.area, area), key=area) for area, said in areas)),
            gap=0,
        ),
    ]


def brand_chips(state: PageState, written: str, on_choose: Callable[[str], Any]) -> list[ft.Control]:
    """The person's own brands that begin so."""
    offers = brand_offers(state.snapshot.diary.products.values(), written)
    return [chips(*(chip(brand, False, partial(on_choose, brand), key=brand) for brand in offers))] if offers else []


def kind_of_use(state: PageState, handlers: ProductHandlers) -> ft.Control:
    """What a label may say of its use: a label that was pasted turns these as well."""
    words, form = state.wording, handlers.form
    return section(
        words.text("What the label says of its use"),
        switch_row(
            words.text("Single use"),
            words.text("Once opened it is used up, or thrown away."),
            form.single_use,
            partial(handlers.typed, "single_use"),
            key="single-use",
        ),
        switch_row(
            words.text("For the outside of the skin"),
            words.text("Turn it off if it may be injected. Sessions then leave it out."),
            form.for_outside,
            partial(handlers.typed, "for_outside"),
            key="for-outside",
        ),
        switch_row(
            words.text("For professionals only"),
            words.text("Turn it on if the label says so. Sessions then leave it out."),
            form.for_professionals,
            partial(handlers.typed, "for_professionals"),
            key="for-professionals",
        ),
        gap=4,
    )


def patch_test(look: Look, state: PageState, handlers: ProductHandlers) -> ft.Control:
    words, form = state.wording, handlers.form
    tests = [
        Option(NO_TEST, words.text("Not yet")),
        Option("tolerated", words.text("Used four weeks or longer without trouble")),
        Option("passed", words.text("Tested, no reaction")),
        Option("failed", words.text("My skin reacted")),
    ]
    if form.patch == "running":
        tests.insert(1, Option("running", words.text("The test is running")))
    offered = wants_test(state.snapshot, state.knowledge, handlers.product)  # then it stands at the top
    return section(
        words.text("Patch test"),
        text.small(words.text("A session product needs one. Daily care that you use already goes on.")),
        None if offered else patch_row(look, state, handlers.product),
        answer_tiles(words.text("Patch test"), tests, form.patch, partial(handlers.typed, "patch")),
        gap=8,
    )


def dates(state: PageState, handlers: ProductHandlers) -> list[ft.Control | None]:
    words, form = state.wording, handlers.form
    problem = form.problems.get
    return [
        date_field(
            words.text("Good until (on the label)"),
            form.expires,
            partial(handlers.typed, "expires"),
            problem=problem("expires"),
            note=words.text("As on the label, such as 11/2027."),
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
        if form.single_use
        else None,
    ]


def the_rest(look: Look, state: PageState, handlers: ProductHandlers) -> list[ft.Control | None]:
    words, form, product = state.wording, handlers.form, handlers.product
    used = any(course.product == product.id for course in state.snapshot.diary.active_courses())
    return [
        number_field(
            words.text("Sealed ones left"),
            form.count,
            partial(handlers.typed, "count"),
            problem=form.problems.get("count"),
            key="count",
        ),
        number_field(
            words.text("Volume of one"),
            form.volume,
            partial(handlers.typed, "volume"),
            problem=form.problems.get("volume"),
            suffix=words.text("ml"),
            key="volume",
        ),
        text_field(words.text("Lot"), form.lot, partial(handlers.typed, "lot"), key="lot"),
        text_field(words.text("Note"), form.note, partial(handlers.typed, "note"), lines=2, key="note"),
        caution_card(look, words.text("A course uses this product."), words.text("Put away, its sessions are closed."))
        if used
        else None,
    ]


def ways(state: PageState, handlers: ProductHandlers) -> ft.Control:
    """What else can be done with it, and where it leads."""
    words, product = state.wording, handlers.product
    away = words.text("Back on the shelf") if product.retired else words.text("Put away")
    return ft.Row(
        [
            plain(words.text("Can I use it now?"), lambda: state.go(f"/can-i/product/{product.id}")),
            plain(away, handlers.put_away),
            plain(words.text("Duplicate"), handlers.duplicate),
            plain(words.text("History"), lambda: state.go(history_route("product", product.id))),
            plain(words.text("Delete"), handlers.delete),
        ],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        wrap=True,
    )
