"""Ratings from 0 to 10 in half steps. Nothing is set to begin with, and no earlier score is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.colours import CHOSEN, EDGE, ON_CHOSEN, TEXT, TEXT_SOFT, tone_of
from screens.look.surfaces import column, pressable
from screens.look.surroundings import Look
from screens.look.vessel import level_bar, vessel

LOWEST, HIGHEST, STEP, MIDDLE = 0.0, 10.0, 0.5, 5.0
VESSEL_WIDTH, VESSEL_HEIGHT = 84, 320
THUMB = 28

SetScore = Callable[[float], Any]


def stepped(score: float | None, steps: int) -> float:
    """A score some half steps up or down, within 0 to 10. The first press on an unset scale sets the middle."""
    return MIDDLE if score is None else clamped(score + steps * STEP)


def clamped(score: float) -> float:
    """The nearest half step within 0 to 10."""
    return max(LOWEST, min(HIGHEST, round(score / STEP) * STEP))


def anchored_scale(
    look: Look,
    score: float | None,
    on_score: SetScore,
    *,
    name: str,
    shown: str,
    anchors: Sequence[tuple[float, str]],
    less: str,
    more: str,
    area: str = "face",
) -> ft.Control:
    """The vessel of a check-in: press it, or minus and plus, to set the level.

    name: what is rated, read with the value; shown: the score in figures, or words for "not set"; anchors: scores and
    their words from the highest to the lowest; less, more: the names of the two buttons ("Less glow").
    """
    tone = tone_of(area)
    height = VESSEL_HEIGHT

    def pressed_at(y: float | None) -> None:
        if y is not None:
            on_score(clamped((1 - y / height) * HIGHEST))

    figure = None
    if score is not None:
        above = min(0.78, max(0.02, 1 - score / HIGHEST + 0.03))
        figure = ft.Stack(
            [
                ft.Container(
                    content=text.numerals(shown, 34, color=tone.on_container),
                    top=above * height,
                    left=0,
                    right=0,
                    alignment=ft.Alignment.CENTER,
                )
            ]
        )
    glass = vessel(
        look,
        None if score is None else score / HIGHEST,
        area=area,
        width=VESSEL_WIDTH,
        height=height,
        content=figure,
        shape=look.shape_of(area, VESSEL_WIDTH / 2),
    )
    # Pressing the glass is for eyes and fingers; screen readers and keyboards have the two buttons below.
    touch = ft.Semantics(
        content=ft.GestureDetector(
            content=glass,
            on_tap_down=lambda e: pressed_at(e.local_position.y if e.local_position else None),
            on_vertical_drag_update=lambda e: pressed_at(e.local_position.y if e.local_position else None),
            drag_interval=80,
        ),
        exclude_semantics=True,
    )
    said = ft.Semantics(content=touch, label=f"{name}: {shown}", image=True, live_region=True, container=True)
    buttons = _less_more(score, on_score, less, more)
    if look.large_text:
        return column(ft.Row([said], alignment=ft.MainAxisAlignment.CENTER), buttons, *_anchor_list(anchors), gap=14)
    return column(ft.Row([said, _anchor_marks(anchors, height)], spacing=8), buttons, gap=18)


def _less_more(score: float | None, on_score: SetScore, less: str, more: str) -> ft.Control:
    def button(icon: ft.IconData, name: str, steps: int) -> ft.Control:
        return pressable(
            ft.Icon(icon, color=ON_CHOSEN, size=28),
            lambda: on_score(stepped(score, steps)),
            name=name,
            color=CHOSEN,
            height=56,
            shape=20,
            align=ft.Alignment.CENTER,
            expand=True,
        )

    return ft.Row([button(ft.Icons.REMOVE, less, -1), button(ft.Icons.ADD, more, 1)], spacing=12)


def _anchor_marks(anchors: Sequence[tuple[float, str]], height: float) -> ft.Control:
    rows: list[ft.Control] = []
    line = 50
    for score, words in anchors:
        middle = (1 - score / HIGHEST) * height
        top = max(-8.0, min(height - line + 8, middle - line / 2))
        rows.append(
            ft.Container(
                content=ft.Row(
                    [
                        ft.Container(width=14, height=2, bgcolor=EDGE),
                        ft.Container(
                            content=text.numerals(f"{score:g}", 16, align=ft.TextAlign.CENTER, color=TEXT), width=30
                        ),
                        text.body(words, expand=True),
                    ],
                    spacing=6,
                ),
                top=top,
                left=0,
                right=0,
                height=line,
            )
        )
    return ft.Stack(rows, height=height, expand=True, clip_behavior=ft.ClipBehavior.NONE)


def _anchor_list(anchors: Sequence[tuple[float, str]]) -> list[ft.Control]:
    return [text.body(f"{score:g}  {words}") for score, words in anchors]


def bar_scale(
    look: Look,
    score: float | None,
    on_score: SetScore,
    *,
    name: str,
    shown: str,
    words: tuple[str, str, str],
    area: str = "face",
    key: str | None = None,
) -> ft.Control:
    """A rating as a lying vessel with a thumb; no thumb while nothing is set. `words` stand at 0, 5 and 10."""
    tone = tone_of(area)
    slider = ft.Slider(
        min=LOWEST,
        max=HIGHEST,
        divisions=int((HIGHEST - LOWEST) / STEP),
        value=LOWEST if score is None else clamped(score),
        active_color=ft.Colors.TRANSPARENT,
        inactive_color=ft.Colors.TRANSPARENT,
        thumb_color=ft.Colors.TRANSPARENT if score is None else tone.strong,
        padding=ft.Padding.symmetric(vertical=10),
        # The newer shape of Material: a thumb without a shadow, which would show even where the thumb does not.
        year_2023=False,
        # on_change alone would miss a press at 0 on an unset scale: the value does not change there.
        on_change=lambda e: on_score(clamped(e.control.value or LOWEST)),
        on_change_end=lambda e: on_score(clamped(e.control.value or LOWEST)),
    )
    track = ft.Container(
        content=level_bar(None if score is None else score / HIGHEST, area=area),
        left=0,
        right=0,
        top=0,
        bottom=0,
        alignment=ft.Alignment.CENTER,
    )
    figure = text.small(shown) if score is None else text.title(shown)
    header = ft.Row([text.subtitle(name, expand=True), figure], spacing=12)
    anchors: ft.Control
    if look.large_text:
        anchors = text.small(" – ".join(word for word in words if word))
    else:
        first, middle, last = words
        anchors = ft.Row(
            [
                text.small(first, expand=True),
                ft.Container(content=text.small(middle, align=ft.TextAlign.CENTER), expand=2),
                text.small(last, align=ft.TextAlign.END, expand=True),
            ],
            spacing=8,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    bar = ft.Semantics(content=ft.Stack([track, slider], height=48), label=f"{name}: {shown}", container=True)
    return ft.Column([header, bar, anchors], spacing=2, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, key=key)


def hidden_scores_note(words: str) -> ft.Control:
    """ "Earlier scores stay hidden until you save, so they cannot pull this one."."""
    return ft.Row(
        [ft.Icon(ft.Icons.VISIBILITY_OFF, color=TEXT_SOFT, size=22), text.small(words, expand=True)],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
