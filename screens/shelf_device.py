"""One device of the shelf: what it does, and the figures of its manual."""

from __future__ import annotations

from functools import partial
from typing import Any

import flet as ft

from care.records import Device
from care.verbs.catalogue import Delete, Save
from screens.boundary import screen
from screens.history import history_route
from screens.leaving import Leaving
from screens.look.buttons import plain
from screens.look.fields import number_field, text_field
from screens.look.surfaces import caution_card, closed_card
from screens.look.surroundings import use_look
from screens.page_state import PageState, use_page_state
from screens.patch_test_row import patch_row, wants_test
from screens.shelf_device_form import DeviceForm
from screens.shelf_device_modes import ModesHandlers, modes_part, strictest_gap
from screens.shelf_frame import item_task
from screens.shelf_now import clock_now
from screens.shelf_trace import ShelfTrace


class DeviceHandlers:
    """What can be done with one device."""

    def __init__(self, state: PageState, device: Device) -> None:
        self.state, self.device = state, device
        self.form = DeviceForm(device)
        self.modes = ModesHandlers(self.form, lambda: self.redraw())
        self.redraw: Any = lambda: None
        self.leaving = Leaving(lambda: state.go("/shelf"), lambda: self.form.edited, lambda: self.redraw())

    def stands(self, device: Device) -> None:
        """Another page, or a button here, changed it (cleaned, tried on the forearm): what is typed here stays."""
        self.device = device
        self.form.stands(device)

    def typed(self, field: str, value: str) -> None:
        self.form.write(field, value)
        self.redraw()

    async def save(self) -> None:
        words = self.state.wording
        record = self.form.read(words, self.state.knowledge)
        self.redraw()
        if record is None:
            return
        if await self.state.do(Save(record, self.device), said=words.text("Kept."), undoable=True) is not None:
            self.state.go("/shelf")

    async def delete(self) -> None:
        said = self.state.wording.text("Deleted.")
        if await self.state.do(Delete(self.device), said=said, undoable=True) is not None:
            self.state.go("/shelf")


@screen(name="The device")
def DevicePage(device: Device) -> ft.View:
    state, look = use_page_state(), use_look()
    handlers = ft.use_memo(lambda: DeviceHandlers(state, device), [])
    _, beat = ft.use_state(0)
    handlers.redraw = lambda: beat(lambda n: n + 1)
    handlers.stands(device)
    form, words = handlers.form, state.wording
    problem, refused = form.problems.get, form.refused
    gap = strictest_gap(words, state.knowledge, form)
    new = wants_test(state.snapshot, state.knowledge, device)
    used = any(course.device == device.id for course in state.snapshot.diary.active_courses())
    parts: list[ft.Control | None] = [
        clock_now(look, state, device.id),
        patch_row(look, state, device) if new else None,
        closed_card(look, words.text(refused.title), f"{words.text(refused.text)} {words.text(refused.instead)}")
        if refused
        else None,
        text_field(
            words.text("Name"),
            form.name,
            partial(handlers.typed, "name"),
            problem=problem("name"),
            key="name",
        ),
        modes_part(look, state, handlers.modes),
        number_field(
            words.text("Hours between sessions (manual)"),
            form.gap,
            partial(handlers.typed, "gap"),
            problem=problem("gap"),
            note=gap,
            key="gap",
        ),
        text_field(words.text("Note"), form.note, partial(handlers.typed, "note"), lines=2, key="note"),
        caution_card(
            look,
            words.text("A course uses this device."),
            words.text("Deleted, its sessions are treated with the strictest rules."),
        )
        if used
        else None,
        None if new else patch_row(look, state, device),
        ShelfTrace(state, look, device.id),
        ft.Row(
            [
                plain(words.text("Can I use it now?"), lambda: state.go(f"/can-i/device/{device.id}")),
                plain(words.text("History"), lambda: state.go(history_route("device", device.id))),
                plain(words.text("Delete"), handlers.delete),
            ],
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
            wrap=True,
        ),
    ]
    return item_task(look, state, device.name, parts, handlers, f"/shelf/{device.id}")
