"""The shelf: what stands in the bathroom, with its clocks; and its items, one at a time."""

from __future__ import annotations

from functools import partial

import flet as ft
from msgspec.structs import replace

from care.records import Retired
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.look import type as text
from screens.look.bottles import level_drawing
from screens.look.buttons import icon_button, plain
from screens.look.colours import CAUTION, CHOSEN, PAPER, PRIMARY, TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.marks import sign
from screens.look.rows import open_row
from screens.look.surfaces import outline, section
from screens.look.surroundings import Look, use_look
from screens.navigation import MenuItem, Place, shell
from screens.page_state import PageState, use_page_state
from screens.shelf_add import AddToShelf
from screens.shelf_conflicts import conflict_cards
from screens.shelf_device import DevicePage
from screens.shelf_paste import FromLabel
from screens.shelf_product import ProductPage
from screens.shelf_view import ShelfRow, ShelfView, shelf_view


@screen(name="The shelf")
def Shelf() -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    view = shelf_view(state.snapshot, state.knowledge)
    add = icon_button(ft.Icons.ADD, words.text("Add to the shelf"), lambda: state.go("/shelf/add"))
    more: list[MenuItem] = [
        (words.text("Set up a course"), ft.Icons.PLAYLIST_ADD, lambda: state.go("/courses/new")),
        (
            words.text("A professional treated me"),
            ft.Icons.MEDICAL_SERVICES_OUTLINED,
            lambda: state.go("/treatments/new"),
        ),
    ]
    return shell(
        look,
        Place.SHELF,
        words.text,
        state.go,
        shelf_rows(look, state, view),
        title=words.text("Shelf"),
        tools=[add],
        more=more,
    )


def shelf_rows(look: Look, state: PageState, view: ShelfView) -> list[ft.Control | None]:
    """All that stands on the shelf: what is past its date or waits first."""
    words = state.wording
    parts: list[ft.Control | None] = []
    if view.empty:
        parts.append(
            empty_state(
                words.text("Nothing on the shelf yet"),
                words.text("Add what you already own. The label goes first."),
                action=words.text("Add a product"),
                on_action=lambda: state.go("/shelf/add"),
            )
        )
    parts += [_row(look, row, state) for row in view.products]
    if view.conflicts:
        cards = conflict_cards(look, state, view.conflicts)
        parts.append(section(words.text("What does not go together"), *cards, gap=12))
    if view.devices:
        parts.append(section(words.text("Devices"), *(_row(look, row, state) for row in view.devices), gap=12))
    if view.put_away:
        parts.append(section(words.text("Put away"), *(_row(look, row, state) for row in view.put_away), gap=12))
    return parts


def _row(look: Look, row: ShelfRow, state: PageState) -> ft.Control:
    words = state.wording
    in_use = row.kind == "device" and row.sign == "ok"  # a device has no date
    end = None if row.sign == "away" or in_use else sign(row.sign, 28)
    product = state.snapshot.diary.products.get(row.id)
    finished = row.finished
    opener = open_row(
        row.title,
        row.sub,
        partial(state.go, f"/shelf/{row.id}"),
        mark=ft.Container(content=picture(row), width=44, alignment=ft.Alignment.CENTER),
        end=end,
        chevron=end is None,
        color=PAPER,
        border=None if finished else outline(look),
        key=row.id,
    )
    if not finished or product is None:
        return opener

    async def put_away() -> None:
        away = Save(replace(product, retired=Retired(on=state.snapshot.today)), product)
        await state.do(away, said=words.text("Put away."), undoable=True)

    foot = ft.Row(
        [
            text.label(words.text("Not to be used any more"), color=CAUTION, expand=True),
            plain(words.text("Put it away"), put_away, color=PRIMARY),
        ],
        spacing=8,
    )
    return ft.Container(
        content=ft.Column(
            [opener, ft.Container(content=foot, padding=look.inset(start=18, end=10, bottom=6))],
            spacing=0,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=PAPER,
        border=outline(look),
        border_radius=24,
    )


def picture(row: ShelfRow, size: float = 46) -> ft.Control:
    """The vessel with what is left of its time; a device has its own sign."""
    if row.shape != "device":
        return level_drawing(row.shape, row.level, area=row.area, past=row.sign == "caution", size=size)
    return ft.Container(
        content=ft.Icon(ft.Icons.VIBRATION, color=TEXT_SOFT, size=size * 0.55),
        width=size * 0.9,
        height=size * 0.9,
        bgcolor=CHOSEN,
        border_radius=size * 0.45,
        alignment=ft.Alignment.CENTER,
    )


@screen(name="The shelf")
def ShelfItem() -> ft.View:
    """`/shelf/add`, `/shelf/label`, or one product or device by its id."""
    state, look = use_page_state(), use_look()
    which = ft.use_route_params().get("product", "")
    diary, words = state.snapshot.diary, state.wording
    if which == "add":
        return AddToShelf()
    if which == "label":
        return FromLabel()
    if product := diary.products.get(which):
        return ProductPage(product, key=which)
    if device := diary.devices.get(which):
        return DevicePage(device, key=which)
    gone = empty_state(words.text("This is no longer on the shelf"), words.text("It may have been taken back."))
    return shell(
        look,
        Place.SHELF,
        words.text,
        state.go,
        [gone],
        title=words.text("Shelf"),
        on_back=lambda: state.go("/shelf"),
        route=f"/shelf/{which}",
    )
