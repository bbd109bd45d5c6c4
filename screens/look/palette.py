"""The colours: porcelain greys with a trace of green, bottle green for the app, lagoon for face, amber for scalp.

Screens never write a hexadecimal colour. They name a role from `screens.look.colours`; the theme made from a `Palette`
gives the role its colour in the client, so that nothing is drawn anew when the theme changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Palette:
    """Every colour token as `#RRGGBB`. Text pairs hold 7:1, graphics and control edges 3:1."""

    dark: bool
    surface: str
    surface_container_lowest: str
    surface_container_low: str
    surface_container: str
    surface_container_high: str
    on_surface: str
    on_surface_variant: str
    outline: str
    outline_variant: str
    primary: str
    on_primary: str
    primary_container: str
    on_primary_container: str
    face: str
    on_face: str
    face_container: str
    on_face_container: str
    face_liquid: str
    scalp: str
    on_scalp: str
    scalp_container: str
    on_scalp_container: str
    scalp_liquid: str
    ok: str
    ok_container: str
    on_ok_container: str
    caution: str
    caution_container: str
    on_caution_container: str
    error: str
    on_error: str
    error_container: str
    on_error_container: str
    info: str
    info_container: str
    on_info_container: str
    inverse_surface: str
    on_inverse_surface: str
    high_contrast: bool = False


LIGHT = Palette(
    dark=False,
    surface="#F3F7F4",
    surface_container_lowest="#FFFFFF",
    surface_container_low="#EBF1ED",
    surface_container="#E2EAE5",
    surface_container_high="#D7E2DC",
    on_surface="#12201D",
    on_surface_variant="#34433F",
    outline="#64736E",
    outline_variant="#BFCCC6",
    primary="#0B4A44",
    on_primary="#FFFFFF",
    primary_container="#C9E5DC",
    on_primary_container="#04302B",
    face="#0A4A6B",
    on_face="#FFFFFF",
    face_container="#CBE6F4",
    on_face_container="#05334B",
    face_liquid="#9FD2EA",
    scalp="#633D00",
    on_scalp="#FFFFFF",
    scalp_container="#F6E1A6",
    on_scalp_container="#432900",
    scalp_liquid="#E9C45C",
    ok="#12522C",
    ok_container="#CDEBD5",
    on_ok_container="#083A1D",
    caution="#7C2D00",
    caution_container="#FFDCCB",
    on_caution_container="#5A2000",
    error="#8F0F28",
    on_error="#FFFFFF",
    error_container="#FFD9DD",
    on_error_container="#650A1C",
    info="#2C4454",
    info_container="#DBE6ED",
    on_info_container="#1D313E",
    inverse_surface="#24332F",
    on_inverse_surface="#EEF5F1",
)

DARK = Palette(
    dark=True,
    surface="#0C1513",
    surface_container_lowest="#070E0C",
    surface_container_low="#121D1A",
    surface_container="#182521",
    surface_container_high="#22322D",
    on_surface="#E6EFEB",
    on_surface_variant="#BAC9C3",
    outline="#8A9A94",
    outline_variant="#3B4B46",
    primary="#93D8C8",
    on_primary="#00332C",
    primary_container="#0D3A34",
    on_primary_container="#C4EFE4",
    face="#93CFEC",
    on_face="#00344C",
    face_container="#0A3247",
    on_face_container="#D8EFFB",
    face_liquid="#114A68",
    scalp="#ECC66E",
    on_scalp="#3D2700",
    scalp_container="#3F2C00",
    on_scalp_container="#FCE9BE",
    scalp_liquid="#5A4006",
    ok="#97D8AC",
    ok_container="#123F24",
    on_ok_container="#C9F0D5",
    caution="#FFB692",
    caution_container="#5A2402",
    on_caution_container="#FFDCCB",
    error="#FFB1B9",
    on_error="#070E0C",
    error_container="#64101F",
    on_error_container="#FFDADE",
    info="#B4CBDA",
    info_container="#22343F",
    on_info_container="#D8E7F1",
    inverse_surface="#E6EFEB",
    on_inverse_surface="#16211E",
)


def high_contrast(palette: Palette) -> Palette:
    """The palette with containers as plain as the surface and every hairline as strong as an edge.

    Cards then show themselves by an outline of 2 dp (`Look.high_contrast`) and text by the colours of the surface. What
    is chosen and what explains keep their containers: they have no other sign of their extent.
    """
    plain = palette.surface
    return replace(
        palette,
        high_contrast=True,
        surface_container_low=plain,
        surface_container=plain,
        on_surface_variant=palette.on_surface,
        outline=palette.on_surface_variant,
        outline_variant=palette.on_surface_variant,
        face_container=plain,
        on_face_container=palette.on_surface,
        scalp_container=plain,
        on_scalp_container=palette.on_surface,
        ok_container=plain,
        on_ok_container=palette.on_surface,
        caution_container=plain,
        on_caution_container=palette.on_surface,
        error_container=plain,
        on_error_container=palette.on_surface,
    )
