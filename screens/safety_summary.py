"""What the safety answers open and close, as cards: by hand and with each device, and how the closed ones open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.buttons import plain
from screens.look.marks import area_mark, sign
from screens.look.surfaces import card, column
from screens.look.surroundings import Look
from screens.safety_view import OutcomeView, ReasonView
from screens.wording import Wording


def outcome_cards(
    look: Look,
    words: Wording,
    outcomes: Sequence[OutcomeView],
    on_clear: Callable[[str], Any] | None = None,
) -> list[ft.Control]:
    """One card an outcome. `on_clear(rule)` records a professional's word; None where that is not offered."""
    return [_card(look, words, one, on_clear) for one in outcomes]


def _card(look: Look, words: Wording, one: OutcomeView, on_clear: Callable[[str], Any] | None) -> ft.Control:
    kinds = {"open": "ok", "closed": "closed", "unanswered": "why"}
    note = one.note or words.text("Closed for now")
    head = ft.Row(
        [
            area_mark(look, one.area),
            ft.Container(content=column(text.subtitle(one.title, heading=3), text.small(note), gap=0), expand=True),
            sign(kinds[one.state], 26),  # type: ignore[arg-type]
        ],
        spacing=14,
    )
    return card(look, head, *(_reason(words, reason, on_clear) for reason in one.reasons), gap=12)


def _reason(words: Wording, reason: ReasonView, on_clear: Callable[[str], Any] | None) -> ft.Control:
    parts: list[ft.Control | None] = [text.body(reason.reason), text.small(reason.opens)]
    if reason.clearable and on_clear is not None:
        rule = reason.rule
        parts.append(ft.Row([plain(words.text("A professional has cleared this"), lambda: on_clear(rule))]))
    return column(*parts, gap=2)
