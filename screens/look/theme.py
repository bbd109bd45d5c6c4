"""The theme that a page gets: colours, type at the chosen size, shapes, 48 dp targets, no elevation.

Inside a theme Flet resolves role names against the scheme that it makes itself, not against the one given here;
therefore every colour in this module is a hexadecimal one from the palette.
"""

from __future__ import annotations

from dataclasses import fields

import flet as ft

from screens.look.palette import Palette
from screens.look.scales import THUMB
from screens.look.type import NAVIGATION_AT_MOST, READING, STYLES, fonts, text_style

__all__ = ["fonts", "theme"]


def theme(palette: Palette, text_scale: float = 1.0, *, tall: bool = False, still: bool = False) -> ft.Theme:
    """A page's theme. `text_scale` from 1.0 to 2.0 (headlines stop at 1.75); `tall` gives scripts like Arabic 15 % more
    line height; `still` takes away page transitions."""
    scale = max(1.0, min(2.0, text_scale))
    styles = {name: text_style(name, scale, color=palette.on_surface, tall=tall) for name in STYLES}
    label, small = styles["label_large"], styles["body_small"]
    text = ft.TextTheme(**styles)
    pill = ft.StadiumBorder()
    clear = ft.Colors.TRANSPARENT
    button = ft.ButtonStyle(
        shape=pill, elevation=0, text_style=label, padding=ft.Padding.symmetric(horizontal=24, vertical=14)
    )
    navigation = text_style("label_medium", min(scale, NAVIGATION_AT_MOST), color=palette.on_surface, tall=tall)
    card = ft.RoundedRectangleBorder(radius=24)
    return ft.Theme(
        color_scheme_seed=palette.primary,
        color_scheme=_scheme(palette),
        font_family=READING,
        text_theme=text,
        primary_text_theme=text,
        visual_density=ft.VisualDensity.STANDARD,
        scaffold_bgcolor=palette.surface,
        canvas_color=palette.surface,
        card_bgcolor=palette.surface_container_lowest,
        divider_color=palette.outline_variant,
        hint_color=palette.on_surface_variant,
        disabled_color=palette.outline,
        splash_color=_veil(palette.primary, 0.12),
        highlight_color=_veil(palette.primary, 0.08),
        hover_color=_veil(palette.primary, 0.06),
        focus_color=_veil(palette.primary, 0.20),
        page_transitions=_transitions(still),
        filled_button_theme=ft.FilledButtonTheme(style=button),
        outlined_button_theme=ft.OutlinedButtonTheme(style=button),
        text_button_theme=ft.TextButtonTheme(style=button),
        button_theme=ft.ButtonTheme(style=button),
        navigation_bar_theme=ft.NavigationBarTheme(
            bgcolor=palette.surface_container_low,
            indicator_color=palette.primary_container,
            elevation=0,
            height=84 if scale <= 1.0 else 92,
            label_text_style=navigation,
            label_behavior=ft.NavigationBarLabelBehavior.ALWAYS_SHOW
            if scale < 1.5
            else ft.NavigationBarLabelBehavior.ONLY_SHOW_SELECTED,
        ),
        navigation_rail_theme=ft.NavigationRailTheme(
            bgcolor=palette.surface_container_low,
            indicator_color=palette.primary_container,
            elevation=0,
            selected_label_text_style=navigation,
            unselected_label_text_style=navigation,
        ),
        appbar_theme=ft.AppBarTheme(
            bgcolor=palette.surface,
            color=palette.on_surface,
            elevation=0,
            elevation_on_scroll=0,
            center_title=False,
            title_text_style=styles["title_large"],
            toolbar_height=64 * min(scale, 1.4),
        ),
        dialog_theme=ft.DialogTheme(
            bgcolor=palette.surface_container_lowest,
            elevation=0,
            shape=card,
            title_text_style=styles["title_large"],
            content_text_style=styles["body_medium"],
            actions_padding=ft.Padding.all(16),
        ),
        bottom_sheet_theme=ft.BottomSheetTheme(
            bgcolor=palette.surface_container_lowest, elevation=0, shape=card, show_drag_handle=True
        ),
        snackbar_theme=ft.SnackBarTheme(
            bgcolor=palette.inverse_surface,
            action_text_color=palette.primary_container,
            content_text_style=text_style("body_medium", scale, color=palette.on_inverse_surface, tall=tall),
            elevation=0,
            behavior=ft.SnackBarBehavior.FLOATING,
            shape=ft.RoundedRectangleBorder(radius=18),
        ),
        popup_menu_theme=ft.PopupMenuTheme(
            color=palette.surface_container_lowest,
            elevation=0,
            shape=ft.RoundedRectangleBorder(radius=18, side=ft.BorderSide(1, palette.outline_variant)),
            label_text_style=styles["body_medium"],
        ),
        divider_theme=ft.DividerTheme(color=palette.outline_variant, thickness=1, space=1),
        switch_theme=ft.SwitchTheme(
            track_outline_color=palette.outline,
            track_color={
                ft.ControlState.SELECTED: palette.primary,
                ft.ControlState.DEFAULT: palette.surface_container_lowest,
            },
            thumb_color={ft.ControlState.SELECTED: palette.on_primary, ft.ControlState.DEFAULT: palette.outline},
        ),
        scrollbar_theme=ft.ScrollbarTheme(thumb_color=_veil(palette.outline, 0.6), thickness=6, radius=3),
        tooltip_theme=ft.TooltipTheme(
            text_style=text_style("body_small", scale, color=palette.on_inverse_surface, tall=tall),
            decoration=ft.BoxDecoration(bgcolor=palette.inverse_surface, border_radius=ft.BorderRadius.all(10)),
            padding=ft.Padding.symmetric(horizontal=12, vertical=8),
        ),
        slider_theme=ft.SliderTheme(value_indicator_text_style=small, thumb_size=ft.Size(THUMB, THUMB)),
        tab_bar_theme=ft.TabBarTheme(label_text_style=label, unselected_label_text_style=label, divider_color=clear),
    )


def _veil(colour: str, opacity: float) -> str:
    """#RRGGBB with an opacity, as Flet's #AARRGGBB."""
    return f"#{round(opacity * 255):02X}{colour[1:]}"


def _transitions(still: bool) -> ft.PageTransitionsTheme:
    way = ft.PageTransitionTheme.NONE if still else ft.PageTransitionTheme.FADE_UPWARDS
    return ft.PageTransitionsTheme(
        android=way, ios=way if still else ft.PageTransitionTheme.CUPERTINO, linux=way, macos=way, windows=way
    )


_PLACES = {
    "secondary": "face",
    "on_secondary": "on_face",
    "secondary_container": "face_container",
    "on_secondary_container": "on_face_container",
    "secondary_fixed": "face_liquid",
    "tertiary": "scalp",
    "on_tertiary": "on_scalp",
    "tertiary_container": "scalp_container",
    "on_tertiary_container": "on_scalp_container",
    "tertiary_fixed": "scalp_liquid",
    "primary_fixed": "ok",
    "primary_fixed_dim": "ok_container",
    "on_primary_fixed": "on_ok_container",
    "tertiary_fixed_dim": "caution",
    "on_tertiary_fixed": "caution_container",
    "on_tertiary_fixed_variant": "on_caution_container",
    "secondary_fixed_dim": "info",
    "on_secondary_fixed": "info_container",
    "on_secondary_fixed_variant": "on_info_container",
    "surface_container_highest": "surface_container_high",
    "surface_bright": "surface_container_lowest",
    "surface_dim": "surface_container",
    "inverse_primary": "primary_container",
    "surface_tint": "surface",
}


def _scheme(palette: Palette) -> ft.ColorScheme:
    """The colour scheme; `screens.look.colours` names its places."""
    places = {field.name for field in fields(ft.ColorScheme)}
    tokens = {field.name for field in fields(Palette)} - {"dark", "high_contrast"}
    given = {name: getattr(palette, name) for name in tokens & places}
    given |= {place: getattr(palette, token) for place, token in _PLACES.items()}
    return ft.ColorScheme(**given, shadow="#000000", scrim="#000000")
