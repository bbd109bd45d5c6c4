"""The picture "When can you fairly tell?": hatched while it is too early, light for a first look, full when fair."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from screens.look import type as text
from screens.look.colours import EDGE, HIGH, tone_of
from screens.look.marks import area_mark
from screens.look.surfaces import card, column
from screens.look.surroundings import Look
from screens.welcome_view import FairRow
from screens.wording import Wording

BAR, STRIPE = 14, 9


def fair_chart(look: Look, words: Wording, rows: Sequence[FairRow]) -> ft.Control:
    """All rows on one scale of weeks."""
    legend = ft.Row(
        [
            _key(look, _hatched(look, 18, 18), words.text("Too early")),
            _key(look, _two("liquid"), words.text("First look")),
            _key(look, _two("strong"), words.text("Fair to judge")),
        ],
        wrap=True,
        spacing=14,
        run_spacing=2,
    )
    scale = ft.Row(
        [
            text.small(words.text("Start"), expand=True),
            text.small(words.count("{count} week", "{count} weeks", rows[-1].last)),
        ]
    )
    inset = 0 if look.large_text else 46
    return card(
        look,
        text.subtitle(words.text("When can you fairly tell?"), heading=2),
        legend,
        *(_row(look, row) for row in rows),
        ft.Container(content=scale, padding=look.inset(start=inset)),
        gap=12,
    )


def _row(look: Look, row: FairRow) -> ft.Control:
    head = ft.Row(
        [text.subtitle(row.title, expand=True), text.small(row.weeks)],
        vertical_alignment=ft.CrossAxisAlignment.END,
        spacing=8,
    )
    words = column(head, _bar(look, row), gap=4)
    if look.large_text:
        drawn: ft.Control = words
    else:
        mark = area_mark(look, row.area, 34)
        drawn = ft.Row([mark, ft.Container(content=words, expand=True)], spacing=12)
    return ft.Semantics(
        content=ft.Semantics(content=drawn, exclude_semantics=True), label=row.spoken, image=True, container=True
    )


def _bar(look: Look, row: FairRow) -> ft.Control:
    tone = tone_of(row.area)
    parts: list[ft.Control] = []
    if row.first_look:
        parts.append(_hatched(look, look.width * 0.7 * row.first_look / row.last, BAR, expand=row.first_look))
    if row.fair > row.first_look:
        parts.append(ft.Container(expand=row.fair - row.first_look, height=BAR, bgcolor=tone.liquid))
    parts.append(ft.Container(expand=max(1, row.last - row.fair), height=BAR, bgcolor=tone.strong))
    return ft.Container(
        content=ft.Row(parts, spacing=0), border_radius=BAR / 2, clip_behavior=ft.ClipBehavior.ANTI_ALIAS, height=BAR
    )


def _hatched(look: Look, width: float, height: float, *, expand: int | None = None) -> ft.Control:
    """Stripes. `width` is about how wide it will be, so that the stripes stand at the same angle everywhere."""
    across, down = 2 * STRIPE / max(width, STRIPE), 2 * STRIPE / height
    return ft.Container(
        width=None if expand else width,
        height=height,
        expand=expand,
        gradient=ft.LinearGradient(
            colors=[HIGH, HIGH, EDGE, EDGE],
            stops=[0, 0.78, 0.78, 1],
            begin=ft.Alignment(-1, -1),
            end=ft.Alignment(-1 + across, -1 + down),
            tile_mode=ft.GradientTileMode.REPEATED,
        ),
    )


def _two(which: str) -> ft.Control:
    """A sample in the colours of face and scalp."""
    halves = [ft.Container(width=9, height=18, bgcolor=getattr(tone_of(area), which)) for area in ("face", "scalp")]
    return ft.Row(list(halves), spacing=0, tight=True)


def _key(look: Look, sample: ft.Control, words: str) -> ft.Control:
    framed = ft.Container(content=sample, border_radius=5, clip_behavior=ft.ClipBehavior.ANTI_ALIAS)
    return ft.Row([framed, text.small(words)], spacing=6, tight=True)
