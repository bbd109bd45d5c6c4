"""How a page looks here: the theme, text size and direction that this installation and the language ask for."""

from __future__ import annotations

import flet as ft

from screens.look.palette import DARK, LIGHT
from screens.look.surroundings import Look, look_of
from screens.look.theme import theme
from screens.ports import Settings
from screens.wording import Wording

TALL_SCRIPTS = ("ar", "ko", "ja")


def text_scale(settings: Settings) -> float:
    """The chosen text size, 1.0 to 2.0."""
    return float(settings.get("text_size", 100)) / 100


def is_dark(page: ft.Page, settings: Settings) -> bool:
    """Whether the dark theme is in force: chosen here, or the system's."""
    chosen = settings.get("theme", "system")
    return chosen == "dark" or (chosen == "system" and page.platform_brightness == ft.Brightness.DARK)


def dress(page: ft.Page, settings: Settings, words: Wording) -> None:
    """Give the page its theme and direction. Nothing is sent to the client yet.

    Only the theme in force is given: a theme is as large as a screen, and the other one is seldom asked for.
    """
    scale, tall = text_scale(settings), words.language[:2] in TALL_SCRIPTS
    still = bool(settings.get("still", False))
    if is_dark(page, settings):
        page.dark_theme, page.theme_mode = theme(DARK, scale, tall=tall, still=still), ft.ThemeMode.DARK
    else:
        page.theme, page.theme_mode = theme(LIGHT, scale, tall=tall, still=still), ft.ThemeMode.LIGHT
    page.rtl = words.rtl


def look_now(page: ft.Page, settings: Settings) -> Look:
    """The surroundings at this moment; equal values mean nothing to redraw."""
    still = bool(settings.get("still", False))
    return look_of(page, text_scale=text_scale(settings), dark=is_dark(page, settings), still=still)
