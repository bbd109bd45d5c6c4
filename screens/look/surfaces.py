"""What everything stands on: a pressable surface with one accessible name and state, and the cards.

In Flet a control with a click handler is a node of its own for screen readers; a `Semantics` around it leaves that node
without a name unless both are merged. `pressable` does it once, for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.colours import (
    CAUTION_TONE,
    EDGE,
    HAIRLINE,
    INFO_TONE,
    LOW,
    OK_TONE,
    PAPER,
    STOP_TONE,
    TEXT,
    Tone,
    tone_of,
)
from screens.look.surroundings import Look

Press = Callable[..., Any]
"""A handler, sync or async, of no argument or of Flet's event."""


def pressable(
    content: ft.Control,
    on_click: Press | None,
    *,
    name: str | None = None,
    checked: bool | None = None,
    selected: bool | None = None,
    expanded: bool | None = None,
    disabled: bool = False,
    color: ft.Colors | None = None,
    border: ft.Border | None = None,
    shape: ft.BorderRadius | float = 18,
    padding: ft.PaddingValue = 0,
    width: float | None = None,
    height: float | None = None,
    align: ft.Alignment | None = None,
    tooltip: str | None = None,
    expand: bool | int = False,
    key: str | None = None,
) -> ft.Control:
    """A surface that can be pressed, one node for screen readers: a button, or a checkbox when `checked` is given.

    name: what is read; left out, it is the text inside. `tooltip` is only for pictures without words.
    """
    inside = content if name is None else ft.Semantics(content=content, exclude_semantics=True)
    surface = ft.Container(
        content=inside,
        on_click=None if disabled else on_click,
        ink=True,
        bgcolor=color,
        border=border,
        border_radius=shape,
        # The ink keeps to the corners by itself; clipping would cut letters that stand in them.
        clip_behavior=ft.ClipBehavior.NONE,
        padding=padding,
        width=width,
        height=height,
        alignment=align,
    )
    named = ft.Semantics(
        content=surface,
        label=name,
        button=None if checked is not None else True,
        checked=checked,
        selected=selected,
        expanded=expanded,
        tooltip=tooltip,
        disabled=disabled,
    )
    return ft.MergeSemantics(content=named, expand=expand or None, key=key)


def outline(look: Look, color: ft.Colors = HAIRLINE) -> ft.Border:
    """The edge of a card: a hairline, or 2 dp in high contrast."""
    return ft.Border.all(2, EDGE) if look.high_contrast else ft.Border.all(1, color)


def column(*controls: ft.Control | None, gap: float = 8) -> ft.Column:
    """Controls one below another at full width; Nones are left out."""
    return ft.Column(
        [control for control in controls if control is not None],
        spacing=gap,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def card(
    look: Look,
    *controls: ft.Control | None,
    gap: float = 8,
    padding: float = 18,
    color: ft.Colors = PAPER,
    edge: bool = True,
    area: str | None = None,
    on_click: Press | None = None,
    name: str | None = None,
) -> ft.Control:
    """A card of radius 24 with a hairline, or in the shape of an `area`. With `on_click` all of it is a button."""
    content = column(*controls, gap=gap)
    border = outline(look) if edge or look.high_contrast else None
    if on_click is not None:
        return pressable(
            content, on_click, name=name, color=color, border=border, shape=look.shape_of(area), padding=padding
        )
    return ft.Container(
        content=content, bgcolor=color, border=border, border_radius=look.shape_of(area), padding=padding
    )


def flat_card(look: Look, *controls: ft.Control | None, gap: float = 8, padding: float = 18) -> ft.Control:
    """A card without an edge, for what is quiet."""
    return card(look, *controls, gap=gap, padding=padding, color=LOW, edge=False)


def area_card(
    look: Look,
    area: str,
    *controls: ft.Control | None,
    gap: float = 10,
    padding: float = 18,
    chosen: bool = False,
    on_click: Press | None = None,
    name: str | None = None,
) -> ft.Control:
    """The card of a face ("face", "glow": drop, lagoon) or scalp (arch, amber) session or product.

    Text on it takes `tone_of(area).on_container`. `chosen` draws the edge that marks the one shown in the other pane.
    """
    tone = tone_of(area)
    edge = ft.Border.all(2, tone.strong)
    border = edge if chosen else outline(look) if look.high_contrast else None
    content = column(*controls, gap=gap)
    if on_click is not None:
        return pressable(
            content,
            on_click,
            name=name,
            color=tone.container,
            border=border,
            shape=look.shape_of(area),
            padding=padding,
            selected=chosen or None,
        )
    return ft.Container(
        content=content, bgcolor=tone.container, border=border, border_radius=look.shape_of(area), padding=padding
    )


def _note(
    look: Look,
    icon: ft.IconData,
    tone: Tone,
    title: str,
    words: str,
    below: Sequence[ft.Control],
    live: bool,
    inline: bool,
) -> ft.Control:
    if inline and title:
        inner: list[ft.Control] = [text.leading_words(title, words, color=tone.on_container)]
    else:
        inner = [text.subtitle(title, color=tone.on_container)] if title else []
        inner += [text.body(words, color=tone.on_container)] if words else []
    content = ft.Row(
        [
            ft.Icon(icon, color=tone.on_container, size=24),
            ft.Container(content=column(*inner, *below, gap=4), expand=True),
        ],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    box = ft.Container(
        content=content,
        bgcolor=tone.container,
        border=outline(look) if look.high_contrast else None,
        border_radius=20,
        padding=ft.Padding.symmetric(horizontal=18, vertical=14),
    )
    return ft.Semantics(content=box, live_region=True, container=True) if live else box


def info_card(look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = False) -> ft.Control:
    """What, why, and where the rule comes from. `inline` lets the title lead the sentence."""
    return _note(look, ft.Icons.INFO, INFO_TONE, title, words, below, False, inline)


def why_card(look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = True) -> ft.Control:
    """The answer to "Why?"."""
    return _note(look, ft.Icons.HELP, INFO_TONE, title, words, below, False, inline)


def clinician_card(look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = True) -> ft.Control:
    """See a professional: caution colours, a medical bag."""
    return _note(look, ft.Icons.MEDICAL_SERVICES, CAUTION_TONE, title, words, below, False, inline)


def caution_card(look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = False) -> ft.Control:
    """Mind this: a triangle."""
    return _note(look, ft.Icons.WARNING_ROUNDED, CAUTION_TONE, title, words, below, False, inline)


def stop_card(
    look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = False, live: bool = True
) -> ft.Control:
    """Stop, or a doctor today: an octagon. Read out at once, unless it is only a part of something to read."""
    return _note(look, ft.Icons.REPORT, STOP_TONE, title, words, below, live, inline)


def closed_card(look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = False) -> ft.Control:
    """Closed by a rule: a padlock."""
    return _note(look, ft.Icons.LOCK, STOP_TONE, title, words, below, False, inline)


def ok_card(look: Look, title: str, words: str = "", *below: ft.Control, inline: bool = False) -> ft.Control:
    """In order: a tick in a circle. Never for a verdict."""
    return _note(look, ft.Icons.CHECK_CIRCLE, OK_TONE, title, words, below, False, inline)


def hairline() -> ft.Control:
    """A line between parts of a card."""
    return ft.Divider(height=17, thickness=1, color=HAIRLINE)


def between(parts: Iterable[ft.Control]) -> list[ft.Control]:
    """Parts with a line between each two."""
    shown: list[ft.Control] = []
    for part in parts:
        if shown:
            shown.append(hairline())
        shown.append(part)
    return shown


def section(title: str, *controls: ft.Control | None, gap: float = 8) -> ft.Control:
    """A part of a screen under a heading of level 2."""
    return column(text.subtitle(title, heading=2, color=TEXT), *controls, gap=gap)
