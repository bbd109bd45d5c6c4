"""The written word: one function a style. Text always wraps and is never cut with an ellipsis.

A font family holds one weight in Flet (`page.fonts` maps a name to one file), so each weight is a family of its own;
the theme hides that. `heading=1..3` also makes the text a heading for screen readers; every screen needs one heading.
"""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from screens.look.colours import TEXT, TEXT_SOFT

READING = "Atkinson Hyperlegible Next"
NUMERALS = "Mesoday Numerals"
FALLBACK = ["Noto Sans Arabic", "Noto Sans", "Noto Sans Math"]
FALLBACK_BOLD = ["Noto Sans Arabic Bold", "Noto Sans Bold", "Noto Sans Math"]
HEADLINE_AT_MOST = 1.75
NAVIGATION_AT_MOST = 1.3


@dataclass(frozen=True)
class Style:
    """Size and line height in dp at 100 %, weight, and how far the size may grow."""

    size: float
    line: float
    weight: int
    at_most: float = 2.0


STYLES: dict[str, Style] = {
    "display_large": Style(57, 60, 800, HEADLINE_AT_MOST),
    "display_medium": Style(45, 50, 800, HEADLINE_AT_MOST),
    "display_small": Style(34, 39, 800, HEADLINE_AT_MOST),
    "headline_large": Style(30, 35, 800, HEADLINE_AT_MOST),
    "headline_medium": Style(26, 31, 800, HEADLINE_AT_MOST),
    "headline_small": Style(22, 28, 800, HEADLINE_AT_MOST),
    "title_large": Style(20, 26, 700),
    "title_medium": Style(17, 23, 700),
    "title_small": Style(15, 21, 700),
    "body_large": Style(17, 26, 400),
    "body_medium": Style(16, 23, 400),
    "body_small": Style(14.5, 21, 500),
    "label_large": Style(16.5, 22, 700),
    "label_medium": Style(14.5, 20, 600),
    "label_small": Style(14, 18, 600),
}


def family(weight: int) -> str:
    """The font family that holds a weight (400, 500, 600, 700 or 800) of the reading face."""
    return READING if weight == 400 else f"{READING} {weight}"


def fallback(weight: int) -> list[str]:
    """The families for what the reading face does not draw, at about that weight."""
    return FALLBACK_BOLD if weight >= 600 else FALLBACK


def fonts() -> dict[str, str]:
    """For `page.fonts`: family name to file under `assets`."""
    stem = READING.replace(" ", "")
    return {
        **{family(weight): f"fonts/{stem}-{weight}.ttf" for weight in (400, 500, 600, 700, 800)},
        NUMERALS: "fonts/MesodayNumerals-700.ttf",
        "Noto Sans Arabic": "fonts/NotoSansArabic-Regular.ttf",
        "Noto Sans Arabic Bold": "fonts/NotoSansArabic-Bold.ttf",
        "Noto Sans": "fonts/NotoSans-Regular.ttf",
        "Noto Sans Bold": "fonts/NotoSans-Bold.ttf",
        "Noto Sans Math": "fonts/NotoSansMath-Regular.ttf",
    }


def _text(
    style: ft.TextThemeStyle,
    value: str,
    color: ft.Colors,
    heading: int | None,
    align: ft.TextAlign,
    expand: bool,
    selectable: bool = False,
) -> ft.Control:
    said = ft.Text(value, theme_style=style, color=color, text_align=align)
    if selectable:
        # A text that is selectable by itself would be read out as a field without a name.
        return ft.SelectionArea(content=ft.Semantics(content=said, container=True), expand=expand or None)
    if heading is None:
        said.expand = expand or None
        return said
    return ft.Semantics(content=said, heading_level=heading, container=True, expand=expand or None)


def display(
    value: str,
    *,
    color: ft.Colors = TEXT,
    heading: int | None = 1,
    align: ft.TextAlign = ft.TextAlign.START,
    expand: bool = False,
) -> ft.Control:
    """34/39: the welcome."""
    return _text(ft.TextThemeStyle.DISPLAY_SMALL, value, color, heading, align, expand)


def headline(
    value: str,
    *,
    color: ft.Colors = TEXT,
    heading: int | None = 1,
    align: ft.TextAlign = ft.TextAlign.START,
    expand: bool = False,
) -> ft.Control:
    """26/31: the one sentence that leads a screen, a verdict. A heading of level 1 unless told otherwise."""
    return _text(ft.TextThemeStyle.HEADLINE_MEDIUM, value, color, heading, align, expand)


def title(
    value: str,
    *,
    color: ft.Colors = TEXT,
    heading: int | None = None,
    align: ft.TextAlign = ft.TextAlign.START,
    expand: bool = False,
) -> ft.Control:
    """20/26: cards and the top bar."""
    return _text(ft.TextThemeStyle.TITLE_LARGE, value, color, heading, align, expand)


def subtitle(
    value: str,
    *,
    color: ft.Colors = TEXT,
    heading: int | None = None,
    align: ft.TextAlign = ft.TextAlign.START,
    expand: bool = False,
) -> ft.Control:
    """17/23 bold: rows and sections (a section takes `heading=2`)."""
    return _text(ft.TextThemeStyle.TITLE_MEDIUM, value, color, heading, align, expand)


def lead(
    value: str,
    *,
    color: ft.Colors = TEXT,
    align: ft.TextAlign = ft.TextAlign.START,
    expand: bool = False,
    selectable: bool = False,
) -> ft.Control:
    """17/26: lead text, the player, articles."""
    return _text(ft.TextThemeStyle.BODY_LARGE, value, color, None, align, expand, selectable)


def body(
    value: str,
    *,
    color: ft.Colors = TEXT,
    align: ft.TextAlign = ft.TextAlign.START,
    expand: bool = False,
    selectable: bool = False,
) -> ft.Control:
    """16/23: everything else."""
    return _text(ft.TextThemeStyle.BODY_MEDIUM, value, color, None, align, expand, selectable)


def label(
    value: str, *, color: ft.Colors = TEXT, align: ft.TextAlign = ft.TextAlign.START, expand: bool = False
) -> ft.Control:
    """16.5/22 bold: buttons and chips."""
    return _text(ft.TextThemeStyle.LABEL_LARGE, value, color, None, align, expand)


def small(
    value: str, *, color: ft.Colors = TEXT_SOFT, align: ft.TextAlign = ft.TextAlign.START, expand: bool = False
) -> ft.Control:
    """14.5/21: secondary lines. Nothing is smaller."""
    return _text(ft.TextThemeStyle.BODY_SMALL, value, color, None, align, expand)


def leading_words(strong: str, rest: str, *, color: ft.Colors = TEXT, expand: bool = False) -> ft.Text:
    """Body text whose first words are bold: "Why retinol waits. It rests 48 hours ..."."""
    return ft.Text(
        expand=expand or None,
        theme_style=ft.TextThemeStyle.BODY_MEDIUM,
        spans=[
            ft.TextSpan(strong + " ", ft.TextStyle(font_family=family(700), weight=ft.FontWeight.W_700, color=color)),
            ft.TextSpan(rest, ft.TextStyle(color=color)),
        ],
    )


def numerals(
    value: str,
    size: float,
    *,
    color: ft.Colors = TEXT,
    align: ft.TextAlign = ft.TextAlign.START,
    spoken: str | None = None,
) -> ft.Text:
    """Figures of one width at `size` dp (already scaled, see `Look.scaled`), so that digits never jump.

    `spoken` is what a screen reader says instead, "" for nothing at all.
    """
    return ft.Text(
        value,
        color=color,
        text_align=align,
        semantics_label=spoken,
        no_wrap=True,
        style=ft.TextStyle(
            size=size,
            height=0.96,
            weight=ft.FontWeight.W_700,
            font_family=NUMERALS,
            font_family_fallback=FALLBACK_BOLD,
        ),
    )


def text_style(name: str, text_scale: float = 1.0, *, color: str | None = None, tall: bool = False) -> ft.TextStyle:
    """A style of `STYLES` as Flet wants it; `tall` for scripts that need 15 % more line height."""
    style = STYLES[name]
    return ft.TextStyle(
        size=round(style.size * min(text_scale, style.at_most), 2),
        height=round(style.line / style.size * (1.15 if tall else 1.0), 4),
        weight=ft.FontWeight(f"w{style.weight}"),
        font_family=family(style.weight),
        font_family_fallback=fallback(style.weight),
        letter_spacing=0,
        color=color,
    )
