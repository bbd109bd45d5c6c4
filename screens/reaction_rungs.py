"""A rung of "How is your skin?": how grave it is as bars, its words, and the signs to tick once it is opened."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.colours import (
    CAUTION_TONE,
    EDGE,
    INFO_TONE,
    OK_TONE,
    PAPER,
    STOP_TONE,
    TEXT,
    TEXT_SOFT,
    Tone,
)
from screens.look.surfaces import column, outline, pressable
from screens.look.surroundings import Look
from screens.reaction_draft import ReactionDraft
from screens.reaction_view import RungView, Severity, SignTick
from screens.wording import Wording

BARS = 4
TONES: dict[Severity, Tone] = {
    "emergency": STOP_TONE,
    "urgent": STOP_TONE,
    "clinician": CAUTION_TONE,
    "monitor": INFO_TONE,
    "expected": OK_TONE,
}
ICONS: dict[Severity, ft.IconData] = {
    "emergency": ft.Icons.EMERGENCY,
    "urgent": ft.Icons.LOCAL_HOSPITAL,
    "clinician": ft.Icons.MEDICAL_SERVICES,
    "monitor": ft.Icons.VISIBILITY,
    "expected": ft.Icons.CHECK_CIRCLE_OUTLINE,
}


def rung_card(look: Look, words: Wording, view: RungView, is_open: bool, draft: ReactionDraft) -> ft.Control:
    """The rung as an answer: pressed, it shows its signs. With one of them ticked it takes its colour."""
    tone = TONES[view.severity]
    coloured = view.ticked > 0
    ink, soft = (tone.on_container, tone.on_container) if coloured else (TEXT, TEXT_SOFT)
    mark = tone.on_container if coloured else tone.strong
    arrow = ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE
    title = ft.Row(
        [
            _bars(view.steps, mark, look),
            ft.Icon(ICONS[view.severity], color=mark, size=26),
            text.subtitle(view.title, color=ink, expand=True),
            ft.Icon(arrow, color=ink, size=26),
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    head = pressable(
        column(title, text.small(_list(view.leads), color=soft), text.label(view.means, color=mark), gap=6),
        partial(draft.open, view.severity),
        name=". ".join((view.title, *(line.rstrip(".") for line in view.leads), view.means)),
        expanded=is_open,
        shape=20,
        padding=ft.Padding.symmetric(horizontal=16, vertical=14),
    )
    inner: list[ft.Control] = [head]
    if is_open:
        ticks = [_tick(sign, ink, draft) for sign in view.signs]
        inner.append(ft.Container(content=column(*ticks, gap=0), padding=look.inset(start=4, end=4, bottom=8)))
    edge = ft.Border.all(2, tone.strong) if coloured or view.severity == "emergency" else outline(look, EDGE)
    return ft.Container(
        content=ft.Column(inner, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=tone.container if coloured else PAPER,
        border=edge,
        border_radius=20,
        key=view.severity,
    )


def _tick(sign: SignTick, ink: ft.Colors, draft: ReactionDraft) -> ft.Control:
    box = ft.Icon(ft.Icons.CHECK_BOX if sign.ticked else ft.Icons.CHECK_BOX_OUTLINE_BLANK, color=ink, size=26)
    return pressable(
        ft.Row(
            [box, text.body(sign.words, color=ink, expand=True)],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        partial(draft.tick, sign.id),
        name=sign.words,
        checked=sign.ticked,
        shape=14,
        padding=ft.Padding.symmetric(horizontal=12, vertical=12),
        key=sign.id,
    )


def _bars(steps: int, color: ft.Colors, look: Look) -> ft.Control:
    """How grave it is: filled bars that rise, of four. The words beside say the same."""
    bars: list[ft.Control] = [
        ft.Container(
            width=5,
            height=8 + 6 * place,
            border_radius=3,
            bgcolor=color if place < steps else None,
            border=None if place < steps else ft.Border.all(1, color),
        )
        for place in range(BARS)
    ]
    shown = ft.Row(bars, spacing=3, vertical_alignment=ft.CrossAxisAlignment.END, tight=True)
    shown.visible = not look.large_text
    return shown


def _list(leads: tuple[str, ...]) -> str:
    """The lines one after another: a sentence stands as it is, titles are parted by full stops."""
    return " ".join(line if line.endswith(".") else f"{line}." for line in leads)
