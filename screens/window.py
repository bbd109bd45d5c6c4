"""The app in a window of its own, where Flet's desktop client is there."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any


def has_display(env: Mapping[str, str]) -> bool:
    """Whether a window could be shown at all."""
    return sys.platform in ("win32", "darwin") or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def client_is_installed() -> bool:
    """Whether Flet's desktop client is on this machine already, so that opening a window asks nobody for anything."""
    try:
        import flet.version
        import flet_desktop
    except ImportError:
        return False
    bundled = Path(flet_desktop.get_package_bin_dir())
    if bundled.is_dir() and any(bundled.iterdir()):
        return True
    fetched = Path.home() / ".flet" / "client"
    return fetched.is_dir() and any(fetched.glob(f"flet-desktop-*-{flet.version.flet_version}*"))


def run_window(main: Callable[[Any], Awaitable[None]], alongside: Callable[[], Awaitable[None]], assets: Path) -> None:
    """Open a window and stay until it is closed; `alongside` runs on the same loop meanwhile."""
    import flet as ft

    async def run() -> None:
        other = asyncio.ensure_future(alongside())
        try:
            await ft.run_async(main, view=ft.AppView.FLET_APP, assets_dir=str(assets))
        finally:
            other.cancel()
            await asyncio.gather(other, return_exceptions=True)

    asyncio.run(run())
