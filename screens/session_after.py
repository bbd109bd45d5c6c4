"""What is noted on a session's last page with one tap each: the device is clean, one ampoule is used up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import flet as ft
from msgspec import Struct
from msgspec.structs import replace

from care.clocks import to_clean
from care.courses import kit_of
from care.knowledge import Knowledge
from care.shelf import open_until
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import outlined
from screens.look.surfaces import card, column, hairline
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.snapshot import Snapshot
from screens.today_clocks import cleaned, thrown_away

OPENING = "open_ampoule"


class AfterView(Struct, frozen=True):
    """What the last session of a course leaves to note. `device`: still to be cleaned; `product`: single ones of which
    one was opened in it, and `left` stand sealed; `until`: the clock of the one that was opened runs until then."""

    device: str
    device_name: str
    product: str
    product_name: str
    left: int
    until: datetime | None = None


def after_view(shot: Snapshot, knowledge: Knowledge, course: str) -> AfterView:
    diary = shot.diary
    had = max((s for s in diary.sessions if s.course == course), key=lambda s: (s.started_at, s.id), default=None)
    if had is None:
        return AfterView("", "", "", "", 0)
    product, device = (diary.products.get(kit_of(diary, had)[0] or ""), diary.devices.get(kit_of(diary, had)[1] or ""))
    dirty = device is not None and to_clean(diary, device, shot.now) is not None
    opened = any(step.id == OPENING and not step.skipped for step in had.steps)
    until = open_until(product, knowledge) if product else None
    stood_open = until is not None and had.started_at < until  # then that one was used, and no sealed one
    runs = product is not None and product.opened_at is not None and product.opened_at >= had.started_at
    used = product is not None and product.single_use and bool(product.count) and opened and not stood_open
    return AfterView(
        device.id if device and dirty else "",
        device.name if device and dirty else "",
        product.id if product and (used or runs) else "",
        product.name if product and (used or runs) else "",
        (product.count or 0) if product and (used or runs) else 0,
        until if runs else None,
    )


@screen(name="After the session")
def AfterSession(state: PageState, look: Look, course: str) -> ft.Control:
    noted, note = changing(False)
    words, view = state.wording, after_view(state.snapshot, state.knowledge, course)
    rows: list[ft.Control] = []
    if view.device:
        said = words.text("{device}: wipe it with a damp cloth and dry it.", device=view.device_name)
        rows.append(_row(said, words.text("Cleaned"), cleaned(state, view.device)))

    async def used_one() -> None:
        found = state.snapshot.diary.products.get(view.product)
        if found is None or not found.count:
            return
        one_less = Save(replace(found, count=found.count - 1), found)
        if await state.do(one_less, said=words.text("One less on the shelf."), undoable=True) is not None:
            note(True)

    if view.product and view.until and not noted:
        said = words.text("{product}: one stands open.", product=view.product_name)
        kept = words.text("It keeps until {moment} at most.", moment=words.moment(view.until))
        rows += [hairline()] if rows else []
        rows.append(_row(f"{said} {kept}", words.text("It is thrown away"), thrown_away(state, view.product)))
    elif view.product and not noted:
        said = words.count(
            "{product}: one sealed on the shelf.",
            "{product}: {count} sealed on the shelf.",
            view.left,
            product=view.product_name,
        )
        rows += [hairline()] if rows else []
        rows.append(_row(said, words.text("One of them is used"), used_one))
    shown = column(card(look, *rows, gap=4, padding=16) if rows else None)
    shown.visible = bool(rows)
    return shown


def _row(said: str, answer: str, do: Callable[[], object]) -> ft.Control:
    return column(text.body(said), ft.Row([outlined(answer, do, icon=ft.Icons.CHECK)], wrap=True))
