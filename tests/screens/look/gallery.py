"""Every named control on a few pages, with invented content, for eyes and for the browser tests.

    python tests/screens/look/gallery.py          # then open /sheet, /today, /glow, /scalp, /question, /player, /forms

Each address takes ?dark=1&scale=200&rtl=1&contrast=1. Presses are written to standard output as "pressed NAME VALUE".
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import flet as ft  # noqa: E402

from screens.boundary import keep_updating  # noqa: E402
from screens.look.palette import DARK, LIGHT, high_contrast  # noqa: E402
from screens.look.surroundings import Look, LookContext, look_of  # noqa: E402
from screens.look.theme import fonts, theme  # noqa: E402
from tests.screens.look.gallery_content import pressed  # noqa: E402
from tests.screens.look.gallery_sheet import Sheet, Today  # noqa: E402
from tests.screens.look.gallery_tasks import Forms, Glow, Player, Question, Scalp  # noqa: E402


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    path: str
    dark: bool = False
    scale: float = 1.0
    rtl: bool = False
    contrast: bool = False


def asked_by(route: str) -> Asked:
    """The address as it was typed."""
    parts = urlparse(route)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return Asked(
        parts.path.strip("/") or "sheet",
        query.get("dark") == "1",
        float(query.get("scale", "100")) / 100,
        query.get("rtl") == "1",
        query.get("contrast") == "1",
    )


PAGES = {
    "sheet": Sheet,
    "today": Today,
    "glow": Glow,
    "scalp": Scalp,
    "question": Question,
    "player": Player,
    "forms": Forms,
}


@ft.observable
class Surroundings:
    """What the page is drawn under; replaced when its size changes."""

    def __init__(self, look: Look) -> None:
        self.look = look


@ft.component
def App(around: Surroundings, path: str) -> Any:
    return LookContext(around.look, lambda: [PAGES[path]()])


def main(page: ft.Page) -> None:
    asked = asked_by(page.route)
    light, dark = (high_contrast(LIGHT), high_contrast(DARK)) if asked.contrast else (LIGHT, DARK)
    page.fonts = fonts()
    page.theme = theme(light, asked.scale)
    page.dark_theme = theme(dark, asked.scale)
    page.theme_mode = ft.ThemeMode.DARK if asked.dark else ft.ThemeMode.LIGHT
    page.rtl = asked.rtl
    keep_updating(page, pressed("error"))

    def seen() -> Look:
        return look_of(page, text_scale=asked.scale, dark=asked.dark, high_contrast=asked.contrast)

    around = Surroundings(seen())

    def resized() -> None:
        if seen() != around.look:
            around.look = seen()

    page.on_resize = resized
    page.render_views(App, around, asked.path)


if __name__ == "__main__":
    ft.run(main, assets_dir=str(ROOT / "assets"), no_cdn=True)
