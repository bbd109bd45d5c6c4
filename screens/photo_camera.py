"""The camera of the device, where Flet's client has one: on phones, and in a browser that lets a page use it.

A browser gives a page its camera only at this machine's own address or over HTTPS. Where there is none the file picker
is always there, and on a phone it offers the camera too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, TypeVar

import flet as ft

log = logging.getLogger(__name__)
T = TypeVar("T")
HANDHELD = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)
ASKING = 60.0  # seconds: the person is asked whether it may be used
TAKING = 20.0


class NoCamera(Exception):
    """There is none that could be used, or it gave nothing."""


def may_have_camera(page: ft.Page) -> bool:
    """Whether the client behind a page knows cameras at all; a desktop's window does not."""
    return bool(page.web) or page.platform in HANDHELD


class Camera:
    """The camera behind one page. `facing_away`: it is the one at the back; `mirrored`: its preview shows the person as
    a mirror does."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._control: Any = None
        self.facing_away = False

    def preview(self) -> ft.Control:
        """What it sees. Made once: what is asked of the camera goes to this very control."""
        if self._control is None:
            from flet_camera import Camera as Preview

            self._control = Preview()
        return self._control

    @property
    def mirrored(self) -> bool:
        return not self.facing_away

    @property
    def picture_mirrored(self) -> bool:
        """Whether a picture is as the preview is: a browser turns both round, a phone the preview alone."""
        return bool(self._page.web) and self.mirrored

    async def start(self, *, back: bool) -> None:
        """Show the preview of a camera, of the one at the back if that is wanted and there. Raises `NoCamera`."""
        from flet_camera import CameraLensDirection as Lens
        from flet_camera import ResolutionPreset

        found = await self._asked(self._control.get_available_cameras(), ASKING)
        if not found:
            raise NoCamera
        wanted = Lens.BACK if back else Lens.FRONT
        chosen = next((camera for camera in found if camera.lens_direction == wanted), found[0])
        self.facing_away = chosen.lens_direction == Lens.BACK
        await self._asked(self._control.initialize(chosen, ResolutionPreset.VERY_HIGH, enable_audio=False), ASKING)

    async def take(self) -> bytes:
        """The bytes of a picture. Raises `NoCamera`."""
        data = await self._asked(self._control.take_picture(), TAKING)
        if not data:
            raise NoCamera
        return bytes(data)

    async def _asked(self, asking: Awaitable[T], seconds: float) -> T:
        try:
            return await asyncio.wait_for(asking, seconds)
        except Exception as error:  # whatever a client says: refused, in use, gone, no answer
            log.info("the camera cannot be used", exc_info=True)
            raise NoCamera from error
