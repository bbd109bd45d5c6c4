"""What stands in the place of something that is still being read from the disk."""

from __future__ import annotations

import flet as ft

from screens.look.colours import PRIMARY


def waiting(name: str, height: float = 120) -> ft.Control:
    """A ring; `name` is what is being read, for screen readers."""
    ring = ft.ProgressRing(width=32, height=32, color=PRIMARY, semantics_label=name)
    return ft.Container(content=ring, height=height, alignment=ft.Alignment.CENTER)
