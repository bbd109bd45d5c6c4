"""Pills to press. 56 dp high, 76 in a session; they grow with the text and wrap it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import flet as ft

from screens.look.colours import APP_TONE, CHOSEN, EDGE, HIGH, ON_CHOSEN, PAPER, PRIMARY, STOP, TEXT, TEXT_SOFT, Tone
from screens.look.surfaces import Press
from screens.look.surroundings import Look

Size = Literal["small", "main", "session"]
RING = 3  # dp of the edge that shows where the keyboard is
_SIZES: dict[Size, tuple[ft.TextThemeStyle, float, float, float]] = {
    # text style, padding above and below, padding at the sides, icon
    "small": (ft.TextThemeStyle.LABEL_LARGE, 13, 8, 22),
    "main": (ft.TextThemeStyle.LABEL_LARGE, 17, 26, 24),
    "session": (ft.TextThemeStyle.TITLE_LARGE, 25, 22, 28),
}


def _pill(
    make: Callable[..., ft.Control],
    words: str,
    on_click: Press | None,
    icon: ft.IconData | None,
    style: ft.ButtonStyle,
    ink: ft.Colors,
    size: Size,
    expand: bool,
    disabled: bool,
    key: str | None,
) -> ft.Control:
    written, above, beside, icon_size = _SIZES[size]
    style.padding = ft.Padding.symmetric(horizontal=beside, vertical=above)
    style.elevation = 0
    style.side = ringed(ink, style.side if isinstance(style.side, ft.BorderSide) else None)
    style.icon_size = icon_size
    if style.shape is None:
        style.shape = ft.StadiumBorder()
    if disabled:
        ink = TEXT_SOFT
    return make(
        content=ft.Text(words, theme_style=written, color=ink, text_align=ft.TextAlign.CENTER),
        icon=ft.Icon(icon, color=ink, size=icon_size) if icon is not None else None,
        style=style,
        on_click=on_click,
        disabled=disabled,
        expand=expand or None,
        key=key,
    )


def ringed(ink: ft.Colors, edge: ft.BorderSide | None = None) -> dict[ft.ControlState, ft.BorderSide]:
    """The edge of a button, and the one it has while the keyboard is on it: a tint alone is hard to see."""
    focused = {ft.ControlState.FOCUSED: ft.BorderSide(RING, ink)}
    return focused if edge is None else {**focused, ft.ControlState.DEFAULT: edge}


def filled(
    words: str,
    on_click: Press | None,
    *,
    icon: ft.IconData | None = None,
    tone: Tone = APP_TONE,
    size: Size = "main",
    expand: bool = False,
    disabled: bool = False,
    key: str | None = None,
) -> ft.Control:
    """The one main action of a screen or card. `tone=tone_of(area)` for a session."""
    fill: dict[ft.ControlState, ft.ColorValue] = {ft.ControlState.DISABLED: HIGH, ft.ControlState.DEFAULT: tone.strong}
    style = ft.ButtonStyle(bgcolor=fill)
    return _pill(ft.FilledButton, words, on_click, icon, style, tone.on_strong, size, expand, disabled, key)


def tonal(
    words: str,
    on_click: Press | None,
    *,
    icon: ft.IconData | None = None,
    size: Size = "main",
    expand: bool = False,
    disabled: bool = False,
    key: str | None = None,
) -> ft.Control:
    """A good second action ("I did it")."""
    style = ft.ButtonStyle(bgcolor=CHOSEN)
    return _pill(ft.FilledButton, words, on_click, icon, style, ON_CHOSEN, size, expand, disabled, key)


def outlined(
    words: str,
    on_click: Press | None,
    *,
    icon: ft.IconData | None = None,
    size: Size = "main",
    expand: bool = False,
    disabled: bool = False,
    key: str | None = None,
) -> ft.Control:
    """An action of the same rank as a tonal one beside it ("I did not")."""
    style = ft.ButtonStyle(bgcolor=PAPER, side=ft.BorderSide(1, EDGE))
    return _pill(ft.OutlinedButton, words, on_click, icon, style, TEXT, size, expand, disabled, key)


def stop_button(
    words: str,
    on_click: Press | None,
    *,
    icon: ft.IconData = ft.Icons.DANGEROUS,
    size: Size = "session",
    expand: bool = False,
    key: str | None = None,
) -> ft.Control:
    """Stop now, delete everything: an octagon and an edge in the stop colour, on paper."""
    style = ft.ButtonStyle(bgcolor=PAPER, side=ft.BorderSide(2, STOP), shape=ft.RoundedRectangleBorder(radius=20))
    return _pill(ft.OutlinedButton, words, on_click, icon, style, STOP, size, expand, False, key)


def plain(
    words: str,
    on_click: Press | None,
    *,
    icon: ft.IconData | None = None,
    color: ft.Colors = PRIMARY,
    expand: bool = False,
    disabled: bool = False,
    key: str | None = None,
) -> ft.Control:
    """A quiet action: words alone, on a target of 48 dp. On an area card `color=tone_of(area).strong`."""
    style = ft.ButtonStyle()
    return _pill(ft.TextButton, words, on_click, icon, style, color, "small", expand, disabled, key)


def icon_button(
    icon: ft.IconData,
    name: str,
    on_click: Press | None,
    *,
    color: ft.Colors = TEXT,
    size: float = 26,
    disabled: bool = False,
    key: str | None = None,
) -> ft.Control:
    """A picture to press on a 48 dp target; `name` is read out and shown as a tooltip."""
    button = ft.IconButton(
        icon,
        tooltip=name,
        icon_color=color,
        icon_size=size,
        disabled=disabled,
        on_click=on_click,
        style=ft.ButtonStyle(side=ringed(color)),
        size_constraints=ft.BoxConstraints(min_width=48, min_height=48),
    )
    return ft.MergeSemantics(content=button, key=key)


def menu_button(
    icon: ft.IconData, name: str, items: list[tuple[str, ft.IconData | None, Press]], *, color: ft.Colors = TEXT
) -> ft.Control:
    """A picture that opens a list of (words, icon or None, handler)."""
    return ft.MergeSemantics(
        content=ft.PopupMenuButton(
            icon=icon,
            icon_color=color,
            icon_size=26,
            tooltip=name,
            items=[
                ft.PopupMenuItem(content=words, icon=picture, on_click=on_click, height=52)
                for words, picture, on_click in items
            ],
        )
    )


def actions(look: Look, *buttons: ft.Control | None, gap: float = 12, fill: bool = True) -> ft.Control:
    """Buttons side by side; with large text one below another at full width.

    Give the main one last: it stands at the end of a row, and first in a column.

    fill: share the width evenly (else they keep their own width and wrap). Buttons made with `expand=True` take the
    room that others leave.
    """
    shown = [button for button in buttons if button is not None]
    if look.large_text:
        for button in shown:
            button.expand = None  # type: ignore[attr-defined]
        return ft.Column(list(reversed(shown)), spacing=gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    if not fill:
        return ft.Row(shown, spacing=gap, run_spacing=4, wrap=True)
    if all(isinstance(button, ft.TextButton) for button in shown):
        return ft.Row(shown, spacing=gap, run_spacing=0, wrap=True, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    if not any(getattr(button, "expand", None) for button in shown):
        for button in shown:
            button.expand = True  # type: ignore[attr-defined]
    return ft.Row(shown, spacing=gap)
