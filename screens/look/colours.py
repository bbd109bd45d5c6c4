"""The names of the colours. A name is resolved in the client by the theme, in light, dark and high contrast alike.

Flet's colour scheme has no places of its own for liquid, ok, caution and info: they stand in its twelve "fixed" ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import flet as ft

Area = Literal["face", "glow", "scalp"]
"""Where care happens. "glow" is the check-in of the face and looks like it."""

SURFACE = ft.Colors.SURFACE
PAPER = ft.Colors.SURFACE_CONTAINER_LOWEST
"""Cards and detail panes."""
LOW = ft.Colors.SURFACE_CONTAINER_LOW
"""Navigation, flat cards."""
CONTAINER = ft.Colors.SURFACE_CONTAINER
"""Table heads, empty nodes."""
HIGH = ft.Colors.SURFACE_CONTAINER_HIGH
"""Baseline bands, empty segments."""
TEXT = ft.Colors.ON_SURFACE
TEXT_SOFT = ft.Colors.ON_SURFACE_VARIANT
EDGE = ft.Colors.OUTLINE
"""Edges of controls, ticks."""
HAIRLINE = ft.Colors.OUTLINE_VARIANT
PRIMARY = ft.Colors.PRIMARY
ON_PRIMARY = ft.Colors.ON_PRIMARY
CHOSEN = ft.Colors.PRIMARY_CONTAINER
ON_CHOSEN = ft.Colors.ON_PRIMARY_CONTAINER
FACE = ft.Colors.SECONDARY
ON_FACE = ft.Colors.ON_SECONDARY
FACE_CONTAINER = ft.Colors.SECONDARY_CONTAINER
ON_FACE_CONTAINER = ft.Colors.ON_SECONDARY_CONTAINER
FACE_LIQUID = ft.Colors.SECONDARY_FIXED
SCALP = ft.Colors.TERTIARY
ON_SCALP = ft.Colors.ON_TERTIARY
SCALP_CONTAINER = ft.Colors.TERTIARY_CONTAINER
ON_SCALP_CONTAINER = ft.Colors.ON_TERTIARY_CONTAINER
SCALP_LIQUID = ft.Colors.TERTIARY_FIXED
OK = ft.Colors.PRIMARY_FIXED
OK_CONTAINER = ft.Colors.PRIMARY_FIXED_DIM
ON_OK_CONTAINER = ft.Colors.ON_PRIMARY_FIXED
CAUTION = ft.Colors.TERTIARY_FIXED_DIM
CAUTION_CONTAINER = ft.Colors.ON_TERTIARY_FIXED
ON_CAUTION_CONTAINER = ft.Colors.ON_TERTIARY_FIXED_VARIANT
STOP = ft.Colors.ERROR
ON_STOP = ft.Colors.ON_ERROR
STOP_CONTAINER = ft.Colors.ERROR_CONTAINER
ON_STOP_CONTAINER = ft.Colors.ON_ERROR_CONTAINER
INFO = ft.Colors.SECONDARY_FIXED_DIM
INFO_CONTAINER = ft.Colors.ON_SECONDARY_FIXED
ON_INFO_CONTAINER = ft.Colors.ON_SECONDARY_FIXED_VARIANT
INVERSE = ft.Colors.INVERSE_SURFACE
ON_INVERSE = ft.Colors.ON_INVERSE_SURFACE


@dataclass(frozen=True)
class Tone:
    """The colours that belong together: a strong one, a container and its text, and the liquid of a level."""

    strong: ft.Colors
    on_strong: ft.Colors
    container: ft.Colors
    on_container: ft.Colors
    liquid: ft.Colors


APP_TONE = Tone(PRIMARY, ON_PRIMARY, CHOSEN, ON_CHOSEN, HIGH)
FACE_TONE = Tone(FACE, ON_FACE, FACE_CONTAINER, ON_FACE_CONTAINER, FACE_LIQUID)
SCALP_TONE = Tone(SCALP, ON_SCALP, SCALP_CONTAINER, ON_SCALP_CONTAINER, SCALP_LIQUID)
INFO_TONE = Tone(INFO, INFO_CONTAINER, INFO_CONTAINER, ON_INFO_CONTAINER, INFO_CONTAINER)
CAUTION_TONE = Tone(CAUTION, CAUTION_CONTAINER, CAUTION_CONTAINER, ON_CAUTION_CONTAINER, CAUTION_CONTAINER)
STOP_TONE = Tone(STOP, ON_STOP, STOP_CONTAINER, ON_STOP_CONTAINER, STOP_CONTAINER)
OK_TONE = Tone(OK, OK_CONTAINER, OK_CONTAINER, ON_OK_CONTAINER, OK_CONTAINER)


def tone_of(area: str | None) -> Tone:
    """The tone of an area ("face" or "glow", "scalp"), or of the app itself for None."""
    if area == "scalp":
        return SCALP_TONE
    return FACE_TONE if area else APP_TONE
