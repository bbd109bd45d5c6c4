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


def dress(page: ft.Page, settings: Settings, words: Wording) -> None:
    """Give the page its theme and direction. Nothing is sent to the client yet."""
    scale, tall = text_scale(settings), words.language[:2] in TALL_SCRIPTS
    still = bool(settings.get("still", False))
    page.theme = theme(LIGHT, scale, tall=tall, still=still)
    page.dark_theme = theme(DARK, scale, tall=tall, still=still)
    page.theme_mode = ft.ThemeMode(settings.get("theme", "system"))
    page.rtl = words.rtl


def look_now(page: ft.Page, settings: Settings) -> Look:
    """The surroundings at this moment; equal values mean nothing to redraw."""
    mode = page.theme_mode
    dark = mode == ft.ThemeMode.DARK or (mode == ft.ThemeMode.SYSTEM and page.platform_brightness == ft.Brightness.DARK)
    return look_of(page, text_scale=text_scale(settings), dark=dark, still=bool(settings.get("still", False)))
