"""The shelf: what stands in the bathroom, with its clocks; adding from templates; one product or device."""

from __future__ import annotations

import flet as ft
from msgspec.structs import replace

from care.records import Device, Product, Retired
from care.templates import device_from, product_from
from care.verbs.catalogue import Delete, Save
from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import actions, filled, icon_button, plain
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.colours import PAPER, tone_of
from screens.look.feedback import empty_state
from screens.look.fields import date_field, dropdown, number_field, text_field
from screens.look.marks import drawing, sign
from screens.look.rows import open_row
from screens.look.surfaces import caution_card, column, outline, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell, task
from screens.page_state import PageState, use_page_state
from screens.shelf_forms import DeviceForm, ProductForm
from screens.shelf_view import ShelfRow, shelf_view, template_rows


@screen(name="The shelf")
def Shelf() -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    view = shelf_view(state.snapshot, state.knowledge)
    parts: list[ft.Control] = []
    if not (view.products or view.devices):
        parts.append(
            empty_state(
                words.text("Nothing on the shelf yet"),
                words.text("Add what you already own. The label goes first."),
                action=words.text("Add a product"),
                on_action=lambda: state.go("/shelf/add"),
            )
        )
    parts += [_row(look, row, state) for row in view.products]
    if view.devices:
        parts.append(section(words.text("Devices"), *(_row(look, row, state) for row in view.devices), gap=12))
    if view.put_away:
        parts.append(section(words.text("Put away"), *(_row(look, row, state) for row in view.put_away), gap=12))
    add = icon_button(ft.Icons.ADD, words.text("Add to the shelf"), lambda: state.go("/shelf/add"))
    return shell(look, Place.SHELF, words.text, state.go, parts, title=words.text("Shelf"), tools=[add])


def _row(look: Look, row: ShelfRow, state: PageState) -> ft.Control:
    picture = drawing(row.drawing, 30, 48, color=tone_of(row.area).strong)
    end = sign(row.sign, 26, name=row.sign_words) if row.kind == "product" else None
    return open_row(
        row.title,
        row.sub,
        lambda: state.go(f"/shelf/{row.id}"),
        mark=ft.Container(content=picture, width=36, alignment=ft.Alignment.CENTER),
        end=end,
        chevron=row.kind == "device",
        color=PAPER,
        border=outline(look),
        key=row.id,
    )


@screen(name="The shelf")
def ShelfItem() -> ft.View:
    """`/shelf/add`, or one product or device by its id."""
    state, look = use_page_state(), use_look()
    which = ft.use_route_params().get("product", "")
    diary, words = state.snapshot.diary, state.wording
    if which == "add":
        return AddToShelf()
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


@screen(name="The list")
def AddToShelf() -> ft.View:
    """Some thirty generic things to start from; the label goes first."""
    state, look = use_page_state(), use_look()
    words = state.wording
    wanted, want = ft.use_state("")
    area, only = ft.use_state("")

    async def add_product(template: str) -> None:
        made = product_from(state.knowledge.product_templates[template])
        changes = await state.do(Save(made), said=words.text("Added to the shelf."), undoable=True)
        if changes is not None:
            state.go(f"/shelf/{changes.puts[0].after.id}")

    async def add_device(template: str) -> None:
        made = device_from(state.knowledge.device_templates[template])
        changes = await state.do(Save(made), said=words.text("Added to the shelf."), undoable=True)
        if changes is not None:
            state.go(f"/shelf/{changes.puts[0].after.id}")

    areas = [("face", words.text("Face")), ("scalp", words.text("Scalp"))]
    rows = [
        open_row(name, note, lambda t=template: state.page.run_task(add_product, t), key=template)
        for template, name, note in template_rows(words, state.knowledge, wanted, area or None)
    ]
    devices = [
        open_row(words.text(t.name), "", lambda t=t: state.page.run_task(add_device, t.id), key=t.id)
        for t in state.knowledge.device_templates.values()
        if wanted.strip().lower() in words.text(t.name).lower()
    ]
    parts: list[ft.Control] = [
        text_field(words.text("Find"), wanted, want, key="find"),
        chips(*(chip(said, area == a, lambda a=a: only("" if area == a else a), key=a) for a, said in areas)),
        section(words.text("Products"), *rows, gap=0),
        section(words.text("Devices"), *devices, gap=0),
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


@screen(name="The product")
def ProductPage(product: Product) -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    form = ft.use_ref(lambda: ProductForm(product, state.snapshot.now.zone)).current
    _, beat = ft.use_state(0)

    def typed(field: str, value: str) -> None:
        setattr(form, field, value)
        beat(lambda n: n + 1)

    async def save() -> None:
        record = form.read(words)
        beat(lambda n: n + 1)
        if (
            record is not None
            and await state.do(Save(record, product), said=words.text("Kept."), undoable=True) is not None
        ):
            state.go("/shelf")

    async def put_away() -> None:
        retired = None if product.retired else Retired(on=state.snapshot.today)
        said = words.text("Back on the shelf.") if product.retired else words.text("Put away.")
        if await state.do(Save(replace(product, retired=retired), product), said=said, undoable=True) is not None:
            state.go("/shelf")

    async def delete() -> None:
        if await state.do(Delete(product), said=words.text("Deleted."), undoable=True) is not None:
            state.go("/shelf")

    problem = form.problems.get
    tests = [
        Option("none", words.text("Not yet")),
        Option("tolerated", words.text("Used four weeks or longer without trouble")),
        Option("passed", words.text("Tested, no reaction")),
        Option("failed", words.text("My skin reacted")),
    ]
    parts: list[ft.Control | None] = [
        text_field(words.text("Name"), form.name, lambda v: typed("name", v), problem=problem("name"), key="name"),
        text_field(words.text("Brand"), form.brand, lambda v: typed("brand", v), key="brand"),
        column(
            text.subtitle(words.text("Patch test"), heading=2),
            text.small(words.text("A session product needs one. Daily care that you use already goes on.")),
            answer_tiles(words.text("Patch test"), tests, form.patch, lambda v: typed("patch", v)),
        ),
        date_field(
            words.text("Good until (on the label)"),
            form.expires,
            lambda v: typed("expires", v),
            problem=problem("expires"),
            key="expires",
        ),
        date_field(
            words.text("Opened on"), form.opened, lambda v: typed("opened", v), problem=problem("opened"), key="opened"
        ),
        number_field(
            words.text("Months after opening"),
            form.months,
            lambda v: typed("months", v),
            problem=problem("months"),
            note=words.text("The open jar on the label: 6M, 12M."),
            key="months",
        ),
        number_field(
            words.text("Sealed ones left"),
            form.count,
            lambda v: typed("count", v),
            problem=problem("count"),
            key="count",
        ),
        text_field(words.text("Lot"), form.lot, lambda v: typed("lot", v), key="lot"),
        text_field(words.text("Note"), form.note, lambda v: typed("note", v), lines=2, key="note"),
        ft.Row(
            [
                plain(words.text("Back on the shelf") if product.retired else words.text("Put away"), put_away),
                plain(words.text("Delete"), delete),
            ],
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
            wrap=True,
        ),
    ]
    return _item_task(state, look, product.name, parts, save, product.id)


@screen(name="The device")
def DevicePage(device: Device) -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    form = ft.use_ref(lambda: DeviceForm(device)).current
    _, beat = ft.use_state(0)

    def typed(field: str, value: str) -> None:
        setattr(form, field, value)
        beat(lambda n: n + 1)

    async def save() -> None:
        record = form.read(words, state.knowledge)
        beat(lambda n: n + 1)
        if (
            record is not None
            and await state.do(Save(record, device), said=words.text("Kept."), undoable=True) is not None
        ):
            state.go("/shelf")

    async def delete() -> None:
        if await state.do(Delete(device), said=words.text("Deleted."), undoable=True) is not None:
            state.go("/shelf")

    problem = form.problems.get
    kinds = [
        Option(m.modality, words.text(m.title)) for m in state.knowledge.modalities.values() if m.modality != "serum"
    ]
    used = any(c.device == device.id and c.state == "active" for c in state.snapshot.diary.courses.values())
    parts: list[ft.Control | None] = [
        text_field(words.text("Name"), form.name, lambda v: typed("name", v), problem=problem("name"), key="name"),
        dropdown(words.text("What it does"), kinds, form.modality, lambda v: typed("modality", v), key="modality"),
        number_field(
            words.text("Minutes a session (manual)"),
            form.minutes,
            lambda v: typed("minutes", v),
            problem=problem("minutes"),
            note=words.text("Left empty, our cautious default holds."),
            key="minutes",
        ),
        number_field(
            words.text("Hours between sessions (manual)"),
            form.gap,
            lambda v: typed("gap", v),
            problem=problem("gap"),
            note=words.text("Left empty, our cautious default holds."),
            key="gap",
        ),
        text_field(words.text("Note"), form.note, lambda v: typed("note", v), lines=2, key="note"),
        caution_card(
            look,
            words.text("A course uses this device."),
            words.text("Deleted, its sessions are treated with the strictest rules."),
        )
        if used
        else None,
        ft.Row([plain(words.text("Delete"), delete)]),
    ]
    return _item_task(state, look, device.name, parts, save, device.id)


def _item_task(
    state: PageState, look: Look, title: str, parts: list[ft.Control | None], save: object, which: str
) -> ft.View:
    words = state.wording
    return task(
        look,
        title,
        parts,
        on_close=lambda: state.go("/shelf"),
        close_name=words.text("Back to the shelf"),
        bottom=actions(look, filled(words.text("Save"), save, expand=True)),  # type: ignore[arg-type]
        back=True,
        route=f"/shelf/{which}",
    )
