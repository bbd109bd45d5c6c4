"""Invented content for the gallery, and handlers that write down that they were called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from screens.look.rows import StepView

STEPS = (
    StepView("cleanse", "Gentle cleanser", "Counts as step 1 of the session"),
    StepView("serum", "Hyaluronic serum", "Done 07:08", "done"),
    StepView("retinol", "Retinol 0.3 %", "Resting until Thursday evening", "rest"),
    StepView("eye", "Eye cream", "Skipped, no penalty", "skip"),
    StepView("device", "Device pass", "Closed: fever today", "closed"),
)
ANCHORS = (
    (10.0, "The most radiant I have seen my skin"),
    (8.0, "Fresh, even, not oily"),
    (5.0, "Ordinary for me"),
    (3.0, "Flat"),
    (0.0, "Very dull or grey"),
)


def pressed(name: str) -> Callable[..., None]:
    """A handler that writes down that it was called."""
    return lambda *value: print("pressed", name, *[v for v in value if not isinstance(v, ft.Event)], flush=True)


def say(source: str, /, **values: Any) -> str:
    return source.format_map(values)
