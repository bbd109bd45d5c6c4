"""Flet's hooks with the types that its own signatures lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import flet as ft

T = TypeVar("T")


def kept(make: Callable[[], T]) -> T:
    """An object that is made when the component is first drawn, and stays for its life."""
    return cast(T, ft.use_ref(make).current)


def changing(initial: T) -> tuple[T, Callable[[Any], None]]:
    """A value and the way to replace it, which draws the component anew."""
    value, replace = ft.use_state(initial)  # type: ignore[arg-type]
    return cast(T, value), replace


def redrawing() -> Callable[[], None]:
    """The way to draw the component anew, for what changes outside of its own values."""
    _, beat = changing(0)
    return lambda: beat(lambda n: n + 1)
