"""What the safety answers open and close, as cards: by hand and with each device, products, and what to mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import flet as ft

from care.records import Area
from screens.look import type as text
from screens.look.buttons import outlined, plain
from screens.look.colours import TEXT
from screens.look.marks import area_mark, sign
from screens.look.surfaces import card, column, flat_card
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reasons import reason
from screens.safety_summary_view import OutcomeView, ProductView, ReasonView, SummaryView

OnClear = Callable[[str], Any] | None
"""Records a professional's word about an answer; None where that is not offered."""
ByHand = Mapping[Area, Callable[[], Any]]


def summary_parts(
    state: PageState, look: Look, view: SummaryView, on_clear: OnClear = None, by_hand: ByHand | None = None
) -> list[ft.Control]:
    """What is open first, then what is closed and how it opens, then products, what to mind, and where nothing goes.

    `by_hand`: for the areas where it can be done, a button that leaves the closed device out.
    """
    words = state.wording
    parts: list[ft.Control] = []
    open_ones = [one for one in view.outcomes if one.state != "closed"]
    if open_ones:
        parts.append(card(look, *(_head(look, one) for one in open_ones), gap=12))
    for one in view.outcomes:
        if one.state == "closed":
            parts.append(_closed(state, look, one, on_clear, (by_hand or {}).get(one.area)))
    parts += [_product(state, look, one, on_clear) for one in view.products]
    if view.cautions:
        title = text.subtitle(words.text("To mind in a session"), heading=3)
        parts.append(flat_card(look, title, *(_sentence(state, one) for one in view.cautions), gap=2))
    if view.never:
        title = text.subtitle(words.text("No session touches these"), heading=3)
        parts.append(flat_card(look, title, text.small(view.never), gap=4))
    return parts


def _head(look: Look, one: OutcomeView) -> ft.Control:
    kinds = {"open": "ok", "closed": "closed", "unanswered": "why"}
    said = column(text.subtitle(one.title, heading=3), text.small(one.note), gap=0)
    return ft.Row(
        [
            area_mark(look, one.area),
            ft.Container(content=said, expand=True),
            sign(kinds[one.state], 26),  # type: ignore[arg-type]
        ],
        spacing=14,
    )


def _closed(
    state: PageState, look: Look, one: OutcomeView, on_clear: OnClear, by_hand: Callable[[], Any] | None
) -> ft.Control:
    words = state.wording
    instead: ft.Control = ft.Row(
        [sign("ok", 22), text.body(one.instead, expand=True)],
        spacing=10,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    if by_hand is not None and one.hands_left:
        said = words.text("Face sessions by hand instead")
        if one.area == "scalp":
            said = words.text("Scalp sessions by hand instead")
        instead = column(instead, outlined(said, by_hand, icon=ft.Icons.BACK_HAND), gap=12)
    return card(look, _head(look, one), *_reasons(state, one.reasons, on_clear), instead, gap=18)


def _reasons(state: PageState, reasons: Iterable[ReasonView], on_clear: OnClear) -> list[ft.Control]:
    return [_reason(state, one, on_clear) for one in reasons]


def _reason(state: PageState, one: ReasonView, on_clear: OnClear) -> ft.Control:
    parts: list[ft.Control | None] = [_sentence(state, one), text.small(one.opens) if one.opens else None]
    if one.clearable and on_clear is not None:
        said, answer = state.wording.text("A professional has cleared this"), one.answer
        parts.append(ft.Row([plain(said, lambda: on_clear(answer), key=f"clear-{one.rule}")]))
    return column(*parts, gap=2)


def _sentence(state: PageState, one: ReasonView) -> ft.Control:
    """What it is about, and the sentence that leads to its source."""
    title = text.label(one.title) if one.title else None
    return column(title, reason(state, one.reason, one.rule, color=TEXT), gap=0)


def _product(state: PageState, look: Look, one: ProductView, on_clear: OnClear) -> ft.Control:
    said = column(text.subtitle(one.name, heading=3), text.small(one.note), gap=0)
    head = ft.Row([ft.Container(content=said, expand=True), sign("closed" if one.closed else "info", 26)], spacing=14)
    return card(look, head, _reason(state, one.reason, on_clear), gap=8)
