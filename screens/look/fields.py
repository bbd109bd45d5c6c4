"""Fields to write in and lists to choose from.

A field is controlled: hand it the text that is in your state and set that state at once in `on_change` (never after an
`await`, or letters are lost); save later if saving is slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.choices import Option
from screens.look.colours import EDGE, PAPER, PRIMARY, STOP, TEXT, TEXT_SOFT

SetText = Callable[[str], Any]


def text_field(
    label: str,
    value: str,
    on_change: SetText,
    *,
    problem: str | None = None,
    note: str | None = None,
    hint: str | None = None,
    lines: int = 1,
    longest: int | None = None,
    keyboard: ft.KeyboardType = ft.KeyboardType.TEXT,
    secret: bool = False,
    suffix: str | None = None,
    autofocus: bool = False,
    on_submit: SetText | None = None,
    beside: ft.Control | None = None,
    key: str | None = None,
) -> ft.Control:
    """A field at full width. problem: one clear sentence shown below it; note: what to know beforehand; beside: another
    way to fill it."""
    field = ft.TextField(
        value=value,
        on_change=lambda e: on_change(e.control.value or ""),
        on_submit=(lambda e: on_submit(e.control.value or "")) if on_submit else None,
        error=problem,
        helper=note,
        hint_text=hint,
        multiline=lines > 1,
        min_lines=lines if lines > 1 else None,
        max_lines=None if lines > 1 else 1,
        max_length=longest,
        keyboard_type=ft.KeyboardType.MULTILINE if lines > 1 else keyboard,
        password=secret,
        can_reveal_password=secret,
        suffix=suffix,
        autofocus=autofocus,
        expand=True,
        border=_edges(),
        filled=True,
        fill_color=PAPER,
        cursor_color=PRIMARY,
        content_padding=ft.Padding.symmetric(horizontal=18, vertical=18),
        text_style=ft.TextStyle(color=TEXT),
        hint_style=ft.TextStyle(color=TEXT_SOFT),
        helper_style=ft.TextStyle(color=TEXT_SOFT),
        helper_max_lines=4,
        error_style=ft.TextStyle(color=STOP),
        error_max_lines=4,
    )
    return _labelled(label, label, field, key, beside)


def _edges() -> dict[ft.ControlState, ft.InputBorder]:
    def edge(color: ft.Colors, width: float) -> ft.InputBorder:
        return ft.OutlineInputBorder(side=ft.BorderSide(width, color), border_radius=18)

    return {
        ft.ControlState.ERROR: edge(STOP, 2),
        ft.ControlState.FOCUSED: edge(PRIMARY, 2),
        ft.ControlState.DEFAULT: edge(EDGE, 1),
    }


def _labelled(
    label: str, spoken: str, field: ft.Control, key: str | None, beside: ft.Control | None = None
) -> ft.Control:
    """The label stands above in full size: Material's own shrinks to 12 dp. It is read as the name of the field."""
    above = ft.Semantics(content=text.subtitle(label), exclude_semantics=True)
    named: ft.Control = ft.MergeSemantics(content=ft.Semantics(content=ft.Row([field]), label=spoken))
    if beside is not None:
        named = ft.Row(
            [ft.Container(content=named, expand=True), ft.Container(content=beside, padding=ft.Padding.only(top=6))],
            spacing=4,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    return ft.Column([above, named], spacing=6, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, key=key)


def number_field(
    label: str,
    value: str,
    on_change: SetText,
    *,
    problem: str | None = None,
    note: str | None = None,
    suffix: str | None = None,
    key: str | None = None,
) -> ft.Control:
    """A field for a number, with the number keys. Read it with `read_number`."""
    return text_field(
        label,
        value,
        on_change,
        problem=problem,
        note=note,
        suffix=suffix,
        keyboard=ft.KeyboardType.NUMBER,
        key=key,
    )


def time_field(
    label: str,
    value: str,
    on_change: SetText,
    *,
    problem: str | None = None,
    note: str | None = None,
    key: str | None = None,
) -> ft.Control:
    """A field for a time of day. Read it with `read_time`; say a `problem` when that is None."""
    return text_field(
        label,
        value,
        on_change,
        problem=problem,
        note=note,
        hint="07:30",
        keyboard=ft.KeyboardType.DATETIME,
        key=key,
    )


def read_time(written: str) -> str | None:
    """ "HH:MM" from "7:30", "07.30", "0730", "7"; None when it is no time of day."""
    found = re.fullmatch(r"\s*(\d{1,2})(?:\s*[:.h ]?\s*(\d{2}))?\s*", written)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def read_date(written: str) -> date | None:
    """A date from "2026-11-24", "24.11.2026" or "24/11/2026" (day first); None when it is no date."""
    numbers = re.findall(r"\d+", written)
    if len(numbers) != 3 or not re.fullmatch(r"[\d\s./-]+", written.strip()):
        return None
    year, month, day = numbers if len(numbers[0]) == 4 else reversed(numbers)
    if len(year) != 4:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_number(written: str) -> float | None:
    """A number written with a comma or a point; None when it is none, or not finite."""
    found = re.fullmatch(r"\s*([+-]?\d{1,9}(?:[.,]\d{1,6})?)\s*", written)
    return float(found[1].replace(",", ".")) if found else None


def dropdown(
    label: str,
    options: Sequence[Option],
    chosen: str | None,
    on_choose: Callable[[str], Any],
    *,
    problem: str | None = None,
    key: str | None = None,
) -> ft.Control:
    """One of many (more than about five; fewer are chips or tiles). Read out with its label and what is chosen."""
    words = next((option.words for option in options if option.value == chosen), "")
    menu = ft.Dropdown(
        value=chosen,
        options=[ft.DropdownOption(key=option.value, text=option.words) for option in options],
        on_select=lambda e: on_choose(e.control.value or ""),
        error_text=problem,
        border=_edges(),
        filled=True,
        fill_color=PAPER,
        content_padding=ft.Padding.symmetric(horizontal=18, vertical=18),
        elevation=0,
        expand=True,
    )
    return _labelled(label, f"{label}: {words}" if words else label, menu, key)
