"""What held when pictures were taken, as small ticked words that nobody can press."""

from __future__ import annotations

from collections.abc import Iterable

import flet as ft

from screens.look import type as text
from screens.look.colours import CHOSEN, ON_CHOSEN


def ticks(names: Iterable[str]) -> ft.Control:
    """Each word with its tick; they wrap."""
    return ft.Row([_tick(name) for name in names], wrap=True, spacing=8, run_spacing=8)


def _tick(name: str) -> ft.Control:
    parts: list[ft.Control] = [ft.Icon(ft.Icons.CHECK, size=18, color=ON_CHOSEN), text.label(name, color=ON_CHOSEN)]
    return ft.Container(
        content=ft.Row(parts, spacing=8, wrap=True, run_spacing=0),
        bgcolor=CHOSEN,
        border_radius=28,
        padding=ft.Padding.symmetric(horizontal=14, vertical=6),
    )
