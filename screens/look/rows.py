"""Rows of lists: a step to tick, a row that opens something.

`step_row` is memoised. Flet compares the arguments of a memoised component one by one with `is`, then `==`, and skips
the drawing when all are equal. So a row is drawn anew only when its `StepView` differs, as long as `on_press` compares
equal too: hand the same function each time (a bound method of an object that lives on, or `ft.use_callback`), never a
new lambda. Values in a view must be immutable and compare by value. Give each row its `key`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import flet as ft

from screens.look import type as text
from screens.look.colours import EDGE, INFO, PRIMARY, STOP, TEXT, TEXT_SOFT
from screens.look.marks import dashed_circle
from screens.look.surfaces import Press, pressable

StepState = Literal["do", "done", "rest", "skip", "closed"]


@dataclass(frozen=True)
class StepView:
    """A step as it is shown. key: what `on_press` is given; note: the line below; spoken: read in place of both."""

    key: str
    name: str
    note: str = ""
    state: StepState = "do"
    spoken: str | None = None


_PICTURES: dict[StepState, tuple[ft.IconData, ft.Colors]] = {
    "do": (ft.Icons.CIRCLE_OUTLINED, EDGE),
    "done": (ft.Icons.CHECK_CIRCLE, PRIMARY),
    "skip": (ft.Icons.REMOVE_CIRCLE_OUTLINE, EDGE),
}


def _circle(state: StepState) -> ft.Control:
    if state in _PICTURES:
        icon, color = _PICTURES[state]
        # A glyph of 33.6 dp draws a circle of 28; one icon that changes keeps the message of a tick short.
        return ft.Icon(icon, color=color, size=33.6)
    if state == "rest":
        bars = ft.Icon(ft.Icons.PAUSE_ROUNDED, color=TEXT_SOFT, size=20)
        return ft.Stack([dashed_circle(28), bars], width=28, height=28, alignment=ft.Alignment.CENTER, margin=2.8)
    return ft.Container(
        content=ft.Icon(ft.Icons.LOCK, color=STOP, size=18),
        width=28,
        height=28,
        margin=2.8,
        border_radius=8,
        border=ft.Border.all(2, STOP),
        alignment=ft.Alignment.CENTER,
    )


def draw_step_row(view: StepView, on_press: Callable[[str], Any]) -> ft.Control:
    """The row itself, for a component that follows its own step."""
    note_color = INFO if view.state == "rest" else STOP if view.state == "closed" else TEXT_SOFT
    note = text.small(view.note, color=note_color)
    note.visible = bool(view.note)  # there in any case: a note that changes is a shorter message than one that comes
    words = ft.Column(
        [text.subtitle(view.name), note],
        spacing=0,
        expand=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    ticks = view.state in ("do", "done")

    async def pressed() -> None:
        answer = on_press(view.key)
        if inspect.isawaitable(answer):
            await answer

    return pressable(
        ft.Row([_circle(view.state), words], spacing=9, vertical_alignment=ft.CrossAxisAlignment.CENTER),
        pressed,
        name=view.spoken,
        checked=view.state == "done" if ticks else None,
        shape=14,
        padding=ft.Padding.symmetric(vertical=5),
    )


_memoised = ft.memo(ft.component(draw_step_row))


def step_row(view: StepView, on_press: Callable[[str], Any]) -> ft.Control:
    """A step of a routine: the whole row is pressed, `on_press(view.key)` may be sync or async.

    To do and done are read as a checkbox; resting, skipped and closed as a button that tells more.
    """
    return _memoised(view, on_press, key=view.key)


def open_row(
    title: str,
    note: str,
    on_click: Press,
    *,
    mark: ft.Control | None = None,
    end: ft.Control | None = None,
    chevron: bool = True,
    color: ft.Colors | None = None,
    border: ft.Border | None = None,
    padding: ft.PaddingValue | None = None,
    selected: bool = False,
    key: str | None = None,
) -> ft.Control:
    """A row that opens something: mark, title, note, a sign at its end, a chevron."""
    words = ft.Column([text.subtitle(title), *([text.small(note)] if note else [])], spacing=0, expand=True)
    after = ft.Icon(ft.Icons.CHEVRON_RIGHT, color=TEXT, size=24) if chevron else None
    parts = [part for part in (mark, words, end, after) if part is not None]
    return pressable(
        ft.Row(parts, spacing=14),
        on_click,
        color=color,
        border=border,
        shape=24,
        padding=ft.Padding.symmetric(horizontal=18 if border or color else 0, vertical=14)
        if padding is None
        else padding,
        selected=selected or None,
        key=key,
    )


def fact_row(icon: ft.IconData | ft.Control, words: str, *, color: ft.Colors = TEXT) -> ft.Control:
    """A line of fact with a small picture: "14 min, 6 steps"."""
    picture = icon if isinstance(icon, ft.Control) else ft.Icon(icon, color=color, size=22)
    return ft.Row(
        [picture, text.body(words, color=color, expand=True)],
        spacing=10,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def expander(title: str, note: str, is_open: bool, on_click: Press, *, mark: ft.Control | None = None) -> ft.Control:
    """A row that shows or hides what stands below it (the caller draws that when `is_open`)."""
    words = ft.Column([text.subtitle(title), *([text.small(note)] if note else [])], spacing=0, expand=True)
    arrow = ft.Icon(ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE, color=TEXT, size=26)
    row = ft.Row([part for part in (mark, words, arrow) if part is not None], spacing=12)
    return pressable(row, on_click, expanded=is_open, shape=14, padding=ft.Padding.symmetric(vertical=4))
