"""Adding to the shelf: some thirty generic things to start from, found by name and area. The label goes first."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.records import Device, Product
from care.shelf import refusal
from care.templates import device_from, product_from
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.look import type as text
from screens.look.bottles import level_drawing
from screens.look.choices import chip, chips
from screens.look.colours import TEXT_SOFT
from screens.look.fields import text_field
from screens.look.rows import open_row
from screens.look.surfaces import closed_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.shelf_view import Found, devices_to_add, products_to_add


class Adding:
    """What is looked for, and putting one thing on the shelf: its page opens, to be filled in from the label."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.wanted = self.area = ""

    async def product(self, template: str) -> None:
        await self._add(product_from(self.state.knowledge.product_templates[template]))

    async def device(self, template: str) -> None:
        await self._add(device_from(self.state.knowledge.device_templates[template]))

    async def own(self) -> None:
        """A product that no template names."""
        name = self.wanted.strip() or self.state.wording.text("My product")
        await self._add(Product(name=name[:200], areas=[self.area] if self.area else []))  # type: ignore[list-item]

    async def _add(self, record: Product | Device) -> None:
        said = self.state.wording.text("Added to the shelf.")
        changes = await self.state.do(Save(record), said=said, undoable=True)
        if changes:
            self.state.go(f"/shelf/{changes.puts[0].after.id}")


@screen(name="The list")
def AddToShelf() -> ft.View:
    state, look = use_page_state(), use_look()
    words, known = state.wording, state.knowledge
    adding = ft.use_memo(lambda: Adding(state), [])
    _, beat = ft.use_state(0)

    def want(written: str) -> None:
        adding.wanted = written
        beat(lambda n: n + 1)

    def only(area: str) -> None:
        adding.area = "" if adding.area == area else area
        beat(lambda n: n + 1)

    refused = refusal(known, adding.wanted)
    products = () if refused else products_to_add(words, known, adding.wanted, adding.area or None)
    devices = () if refused or adding.area else devices_to_add(words, known, adding.wanted)
    areas = (("face", words.text("Face")), ("scalp", words.text("Scalp")))
    rows = [_row(one, partial(adding.product, one.id)) for one in products]
    own = open_row(
        words.text("Something else"),
        words.text("With your own words"),
        adding.own,
        mark=_mark(ft.Icons.EDIT_OUTLINED),
        key="own",
    )
    pasted = open_row(
        words.text("Paste the label"),
        words.text("Ingredients, strengths and dates are read from it."),
        lambda: state.go("/shelf/label"),
        mark=_mark(ft.Icons.CONTENT_PASTE),
        key="paste",
    )
    parts: list[ft.Control | None] = [
        text_field(
            words.text("Find"),
            adding.wanted,
            want,
            hint=words.text("hyaluronic, wand"),
            key="find",
        ),
        chips(*(chip(said, adding.area == area, partial(only, area), key=area) for area, said in areas)),
        closed_card(look, words.text(refused.title), f"{words.text(refused.text)} {words.text(refused.instead)}")
        if refused
        else None,
        section(words.text("Products"), pasted, *rows, own, gap=0) if not refused else None,
        _devices(look, state, adding, devices) if devices else None,
    ]
    return task(
        look,
        words.text("Add to the shelf"),
        parts,
        on_close=lambda: state.go("/shelf"),
        close_name=words.text("Back to the shelf"),
        back=True,
        route="/shelf/add",
    )


def _mark(what: ft.IconData | ft.Control) -> ft.Control:
    drawn = ft.Icon(what, size=24, color=TEXT_SOFT) if isinstance(what, ft.IconData) else what
    return ft.Container(content=drawn, width=40, alignment=ft.Alignment.CENTER)


def _row(one: Found, on_click: object) -> ft.Control:
    mark = _mark(level_drawing(one.shape, 0.6, area=one.area, size=38))
    return open_row(one.name, one.note, on_click, mark=mark, key=one.id)  # type: ignore[arg-type]


def _devices(look: Look, state: PageState, adding: Adding, devices: tuple[Found, ...]) -> ft.Control:
    rows = [
        open_row(one.name, one.note, partial(adding.device, one.id), mark=_mark(ft.Icons.VIBRATION), key=one.id)
        for one in devices
    ]
    note = state.wording.text("Needles, pens and pressure jets are never used with Mesoday.")
    return section(state.wording.text("Devices"), *rows, text.small(note, color=TEXT_SOFT), gap=0)
