"""Text pairs hold 7:1 and edges 3:1, in light, dark and high contrast; the theme gives each role its colour."""

from __future__ import annotations

import flet as ft
import pytest

from screens.look import colours
from screens.look.palette import DARK, LIGHT, Palette, high_contrast
from screens.look.theme import theme
from screens.look.type import STYLES, fonts

PALETTES = {
    "light": LIGHT,
    "dark": DARK,
    "light, high contrast": high_contrast(LIGHT),
    "dark, high contrast": high_contrast(DARK),
}
GROUNDS = (
    "surface",
    "surface_container_lowest",
    "surface_container_low",
    "surface_container",
    "surface_container_high",
)
TEXT_PAIRS = [
    *[("on_surface", ground) for ground in GROUNDS],
    *[
        ("on_surface_variant", ground)
        for ground in (*GROUNDS, "face_container", "scalp_container", "primary_container")
    ],
    ("on_primary", "primary"),
    ("on_primary_container", "primary_container"),
    ("on_face", "face"),
    ("on_face_container", "face_container"),
    ("on_face_container", "face_liquid"),
    ("face", "face_container"),
    ("face", "surface_container_lowest"),
    ("on_scalp", "scalp"),
    ("on_scalp_container", "scalp_container"),
    ("on_scalp_container", "scalp_liquid"),
    ("scalp", "scalp_container"),
    ("on_ok_container", "ok_container"),
    ("on_caution_container", "caution_container"),
    ("on_error_container", "error_container"),
    ("on_error", "error"),
    ("error", "surface_container_lowest"),
    ("on_info_container", "info_container"),
    ("on_inverse_surface", "inverse_surface"),
]
EDGES = [
    ("outline", "surface"),
    ("outline", "surface_container_lowest"),
    ("face", "face_liquid"),
    ("scalp", "scalp_liquid"),
]


def luminance(colour: str) -> float:
    """WCAG relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_text_and_edges_have_their_contrast(name: str) -> None:
    palette = PALETTES[name]
    poor = [
        (ink, ground, round(contrast(getattr(palette, ink), getattr(palette, ground)), 2), least)
        for pairs, least in ((TEXT_PAIRS, 7.0), (EDGES, 3.0))
        for ink, ground in pairs
        if contrast(getattr(palette, ink), getattr(palette, ground)) < least
    ]
    assert poor == []


def _role(place: ft.Colors, palette: Palette) -> str | None:
    scheme = theme(palette).color_scheme
    assert scheme is not None
    return getattr(scheme, place.name.lower())


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_theme_gives_each_named_role_the_colour_of_its_token(palette: Palette) -> None:
    tokens = {
        "FACE_LIQUID": "face_liquid",
        "SCALP_LIQUID": "scalp_liquid",
        "FACE_CONTAINER": "face_container",
        "SCALP": "scalp",
        "OK": "ok",
        "OK_CONTAINER": "ok_container",
        "ON_OK_CONTAINER": "on_ok_container",
        "CAUTION": "caution",
        "CAUTION_CONTAINER": "caution_container",
        "ON_CAUTION_CONTAINER": "on_caution_container",
        "INFO": "info",
        "INFO_CONTAINER": "info_container",
        "ON_INFO_CONTAINER": "on_info_container",
        "PAPER": "surface_container_lowest",
        "INVERSE": "inverse_surface",
        "ON_INVERSE": "on_inverse_surface",
    }
    given = {name: _role(getattr(colours, name), palette) for name in tokens}
    assert given == {name: getattr(palette, token) for name, token in tokens.items()}


def test_no_role_is_left_to_the_colours_that_flet_would_make_up() -> None:
    names = [name for name in vars(colours) if name.isupper() and isinstance(getattr(colours, name), ft.Colors)]
    assert len(names) > 35
    assert [name for name in names if _role(getattr(colours, name), LIGHT) is None] == []


def test_a_theme_holds_no_role_names_since_they_would_be_resolved_against_another_scheme() -> None:
    def names_in(value: object) -> list[str]:
        if isinstance(value, ft.Colors):
            return [] if value is ft.Colors.TRANSPARENT else [value.name]
        if isinstance(value, dict):
            return [name for one in value.values() for name in names_in(one)]
        return [name for one in getattr(value, "_values", {}).values() for name in names_in(one)]

    assert names_in(theme(LIGHT)) == []


@pytest.mark.parametrize(
    ("scale", "headline", "body"), [(1.0, 26, 16), (1.5, 39, 24), (2.0, 45.5, 32), (9.0, 45.5, 32)]
)
def test_text_grows_to_200_percent_and_headlines_to_175(scale: float, headline: float, body: float) -> None:
    styles = theme(LIGHT, scale).text_theme
    assert styles is not None
    assert styles.headline_medium.size == headline
    assert styles.body_medium.size == body


def test_each_style_names_a_family_that_the_page_loads_and_fallbacks_for_other_scripts() -> None:
    styles = theme(LIGHT).text_theme
    for name in STYLES:
        style = getattr(styles, name)
        assert style.font_family in fonts()
        assert set(style.font_family_fallback) <= set(fonts())
        assert style.font_family_fallback[0].startswith("Noto Sans Arabic")
        assert style.size >= 14
