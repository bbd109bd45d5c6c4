"""Answers to choose: tiles of a question, chips, buckets, a switch.

Where one of several is chosen they are radio buttons for screen readers: each tile holds a `ft.Radio`, drawn or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.colours import (
    CHOSEN,
    EDGE,
    INFO_CONTAINER,
    ON_CHOSEN,
    ON_INFO_CONTAINER,
    PAPER,
    PRIMARY,
    TEXT,
    tone_of,
)
from screens.look.surfaces import Press, pressable
from screens.look.surroundings import Look


@dataclass(frozen=True)
class Option:
    """One answer: its value, its words, and what it means where that is not plain."""

    value: str
    words: str
    note: str = ""


def answer_tiles(
    name: str, options: Sequence[Option], chosen: str | None, on_choose: Callable[[str], Any]
) -> ft.Control:
    """Big answers one below another (66 dp). None is chosen to begin with. `name` is the question."""

    def tile(option: Option) -> ft.Control:
        mine = option.value == chosen
        ink = ON_CHOSEN if mine else TEXT
        words = [text.title(option.words, color=ink)]
        if option.note:
            words.append(text.small(option.note, color=ink))
        row = ft.Row(
            [
                ft.Radio(value=option.value, fill_color=ink, visual_density=ft.VisualDensity.COMPACT),
                ft.Column(words, spacing=0, expand=True),
            ],
            spacing=12,
        )
        surface = ft.Container(
            content=row,
            ink=True,
            on_click=lambda: on_choose(option.value),
            bgcolor=CHOSEN if mine else PAPER,
            border=ft.Border.all(2, PRIMARY) if mine else ft.Border.all(1, EDGE),
            border_radius=20,
            padding=ft.Padding.symmetric(horizontal=16, vertical=9 if option.note else 19),
        )
        return ft.MergeSemantics(content=surface, key=option.value)

    return _radios(name, chosen, on_choose, ft.Column([tile(option) for option in options], spacing=12))


def buckets(
    look: Look,
    name: str,
    options: Sequence[Option],
    chosen: str | None,
    on_choose: Callable[[str], Any],
    *,
    area: str | None = None,
) -> ft.Control:
    """A few short answers side by side (56 dp); the chosen one takes the shape and colour of the area.

    With large text they stand one below another. `name` is read with the group; write it above as a subtitle.
    """
    tone = tone_of(area)

    def tile(option: Option) -> ft.Control:
        mine = option.value == chosen
        words = ft.Text(
            option.words,
            theme_style=ft.TextThemeStyle.LABEL_MEDIUM if look.width < 420 else ft.TextThemeStyle.LABEL_LARGE,
            color=tone.on_strong if mine else TEXT,
            text_align=ft.TextAlign.CENTER,
        )
        hidden = ft.Radio(value=option.value, fill_color=ft.Colors.TRANSPARENT, visual_density=ft.VisualDensity.COMPACT)
        surface = ft.Container(
            content=ft.Stack(
                [hidden, ft.Container(content=words, padding=ft.Padding.symmetric(horizontal=2, vertical=6))],
                alignment=ft.Alignment.CENTER,
            ),
            ink=True,
            on_click=lambda: on_choose(option.value),
            height=None if look.large_text else 60,
            bgcolor=tone.strong if mine else PAPER,
            border=None if mine else ft.Border.all(1, EDGE),
            border_radius=look.shape_of(area, 26 if area == "scalp" else 20) if mine and area else 16,
            alignment=ft.Alignment.CENTER,
            padding=ft.Padding.symmetric(vertical=10) if look.large_text else 0,
        )
        return ft.MergeSemantics(content=surface, expand=None if look.large_text else True, key=option.value)

    tiles = [tile(option) for option in options]
    content: ft.Control = (
        ft.Column(tiles, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
        if look.large_text
        else ft.Row(tiles, spacing=7)
    )
    return _radios(name, chosen, on_choose, content)


def _radios(name: str, chosen: str | None, on_choose: Callable[[str], Any], content: ft.Control) -> ft.Control:
    group = ft.RadioGroup(content=content, value=chosen, on_change=lambda e: on_choose(e.control.value or ""))
    return ft.Semantics(content=group, label=name, container=True)


def chip(words: str, chosen: bool, on_click: Press, *, disabled: bool = False, key: str | None = None) -> ft.Control:
    """A condition to switch on or off, 36 dp high in a target of 48; several stand in `chips`."""
    ink = ON_CHOSEN if chosen else TEXT
    parts: list[ft.Control] = [ft.Icon(ft.Icons.CHECK, size=18, color=ink)] if chosen else []
    parts.append(text.label(words, color=ink))
    pill = ft.Container(
        content=_wrapped(*parts),
        bgcolor=CHOSEN if chosen else PAPER,
        border=ft.Border.all(1, CHOSEN if chosen else EDGE),
        border_radius=28,
        padding=ft.Padding.symmetric(horizontal=14, vertical=6),
    )
    return pressable(
        pill, on_click, checked=chosen, disabled=disabled, shape=28, padding=ft.Padding.symmetric(vertical=6), key=key
    )


def chips(*those: ft.Control) -> ft.Control:
    """Chips that wrap."""
    return ft.Row(list(those), wrap=True, spacing=8, run_spacing=0)


def why_chip(words: str, is_open: bool, on_click: Press) -> ft.Control:
    """ "Changed tonight. Why?": opens and closes the card that tells (`surfaces.why_card`)."""
    pill = ft.Container(
        content=_wrapped(
            ft.Icon(ft.Icons.HELP, size=22, color=ON_INFO_CONTAINER), text.label(words, color=ON_INFO_CONTAINER)
        ),
        bgcolor=INFO_CONTAINER,
        border_radius=28,
        padding=ft.Padding.symmetric(horizontal=14, vertical=7),
    )
    chip = pressable(pill, on_click, expanded=is_open, shape=28, padding=ft.Padding.symmetric(vertical=6))
    return _wrapped(chip)


def _wrapped(*parts: ft.Control) -> ft.Row:
    """Parts side by side at their own width, which wrap where there is too little, inside rows and columns alike."""
    return ft.Row(list(parts), wrap=True, spacing=8, run_spacing=0, vertical_alignment=ft.CrossAxisAlignment.CENTER)


def switch_row(
    title: str, note: str, on: bool, on_change: Callable[[bool], Any], *, disabled: bool = False, key: str | None = None
) -> ft.Control:
    """A setting that is on or off; the whole row is pressed, and the keyboard stops at it once."""
    words = ft.Column([text.subtitle(title), *([text.small(note)] if note else [])], spacing=0, expand=True)
    row = ft.Container(
        content=ft.Row(
            [words, ft.Switch(value=on, on_change=lambda: on_change(not on), disabled=disabled)], spacing=14
        ),
        on_click=None if disabled else (lambda: on_change(not on)),
        border_radius=14,
        padding=ft.Padding.symmetric(vertical=6),
    )
    return ft.MergeSemantics(content=row, key=key)
