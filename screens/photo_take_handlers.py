"""What the buttons of taking a picture do. Nothing is kept before "Keep"."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlparse

import flet as ft

from care.verbs.photo import KeepPhoto
from screens.over import back_below
from screens.page_state import PageState
from screens.photo_camera import Camera, NoCamera
from screens.photo_take_view import day_of, moment_of
from screens.ports import ExpectedFile, PhotoBook, PictureTaken, Uploads

ROUTE = "/photos/take"
SENDING = 180.0  # seconds that a browser may take to send a file
SECONDS_TO_PLACE = 5  # until a picture with a delay is taken


class NotSent(Exception):
    """A file did not come from the browser."""


class TakeHandlers:
    """One picture being taken. `phase`: what is shown; `counting`: seconds until the camera takes it; `day`: the one
    that it counts for, as in `ReviewView.days`; `trouble`: why the last try gave nothing."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.area = self.view = self._asked = ""
        self.phase: Literal["prepare", "camera", "reading", "review"] = "prepare"
        self.ticked: frozenset[str] = frozenset()
        self.told = self.ghost = self.ready = self.keeping = False
        self.counting = 0
        self.taken: PictureTaken | None = None
        self.day = ""
        self.trouble = ""
        self.camera = Camera(state.page)
        self.picker = ft.FilePicker(on_result=self.picked, on_upload=self.told_of_sending)
        self._expected: ExpectedFile | None = None
        self.redraw: Callable[[], None] = lambda: None

    def ask(self, route: str) -> None:
        """Take what a route names, when it is another one than before."""
        if route != self._asked and route.startswith(ROUTE):
            asked = parse_qs(urlparse(route).query)
            self.area, self.view = (asked.get(name, [""])[0] for name in ("area", "view"))
            self._asked = route

    @property
    def book(self) -> PhotoBook:
        book = self.state.handed.photos()
        assert book is not None, "a page without pictures leads nowhere here"
        return book

    def choose(self, view: str) -> None:
        self.view = view
        self.redraw()

    def tick(self, check: str) -> None:
        self.ticked = self.ticked ^ {check}
        self.redraw()

    def tick_all(self, checks: tuple[str, ...]) -> None:
        self.ticked = self.ticked | set(checks)
        self.redraw()

    def tell(self) -> None:
        self.told = not self.told
        self.redraw()

    def close(self) -> None:
        """Leave; a picture that was not kept is nowhere."""
        self.counting = 0
        back_below(self.state)

    # Files

    async def picked(self, e: ft.FilePickerResultEvent) -> None:
        """A file was chosen; on a phone it may come from the system's own camera."""
        if not e.files:
            return
        chosen = e.files[0]
        if chosen.path:
            path = Path(chosen.path)
            await self._read(asyncio.to_thread(lambda: self.book.look_at_file(path)))
        elif chosen.bytes is not None:
            content = chosen.bytes
            await self._read(asyncio.to_thread(lambda: self.book.look_at(content)))
        elif self.state.handed.uploads is not None:
            await self._read(self._sent(chosen, self.state.handed.uploads))

    async def _sent(self, chosen: ft.FilePickerFile, uploads: Uploads) -> PictureTaken:
        """Let the browser send the file over HTTP, and look at it. Raises `storage_error`, or `NotSent`."""
        self.book.check_size(chosen.size)
        self._expected = expected = uploads.expect(self.book.most_bytes)
        try:
            await self.picker.upload([ft.FilePickerUploadFile(expected.address, "PUT", chosen.id, chosen.name)])
            content = await expected.content(SENDING)
        except Exception as error:
            raise NotSent from error
        return await asyncio.to_thread(lambda: self.book.look_at(content))

    def told_of_sending(self, e: ft.FilePickerUploadEvent) -> None:
        if e.error and self._expected is not None:
            self._expected.fail()

    # The camera

    async def open_camera(self, back: bool) -> None:
        self.phase, self.ready, self.trouble, self.ghost = "camera", False, "", True
        self.redraw()
        await asyncio.sleep(0.1)  # the preview must be on the page before it can be asked for anything
        try:
            await self.camera.start(back=back)
        except NoCamera:
            self._no_camera()
            return
        self.ready = True
        self.redraw()

    def close_camera(self) -> None:
        self.phase, self.counting = "prepare", 0
        self.camera = Camera(self.state.page)
        self.redraw()

    def show_ghost(self) -> None:
        self.ghost = not self.ghost
        self.redraw()

    async def shoot_later(self) -> None:
        """Count down first, for whoever needs both hands."""
        if self.counting:
            self.counting = 0
            self.redraw()
            return
        self.counting = SECONDS_TO_PLACE
        self.redraw()
        while self.counting:
            await asyncio.sleep(1)
            if not self.counting:
                return
            self.counting -= 1
            self.redraw()
        await self.shoot()

    async def shoot(self) -> None:
        if self.phase != "camera" or not self.ready:
            return
        self.counting = 0
        try:
            data = await self.camera.take()
        except NoCamera:
            self._no_camera()
            return
        mirrored = self.camera.picture_mirrored
        await self._read(asyncio.to_thread(lambda: self.book.look_at(data, mirrored)))

    def _no_camera(self) -> None:
        self.trouble = self.state.wording.text(
            "The camera cannot be used here just now. A file can be chosen instead; on a phone that offers its camera."
        )
        self.close_camera()

    # What came of it

    async def _read(self, reading: Awaitable[PictureTaken]) -> None:
        self.phase, self.trouble = "reading", ""
        self.redraw()
        try:
            self.taken = await reading
            self.phase, self.day = "review", day_of(self.taken, self.state.snapshot).isoformat()
        except self.state.handed.storage_error as error:
            self.taken, self.phase, self.trouble = None, "prepare", self.state.reason_of(error)
        except NotSent:
            self.taken, self.phase = None, "prepare"
            self.trouble = self.state.wording.text("The file did not arrive whole; please choose it again.")
        self.camera = Camera(self.state.page)
        self.redraw()

    def count_for(self, day: str) -> None:
        self.day = day
        self.redraw()

    def again(self) -> None:
        self.taken, self.phase = None, "prepare"
        self.redraw()

    async def keep(self, view: str) -> None:
        """The bytes first, then their entry."""
        taken, state = self.taken, self.state
        if taken is None or self.keeping:
            return
        self.keeping = True
        self.redraw()
        try:
            sha256 = await state.attempt(asyncio.to_thread(lambda: self.book.keep(taken)))
            if sha256 is None:
                return
            today = date.fromisoformat(self.day) == state.snapshot.today
            command = KeepPhoto(
                sha256=sha256,
                view=view,
                width=taken.width,
                height=taken.height,
                light=taken.light,
                same=tuple(sorted(self.ticked)),
                at=None if today else moment_of(taken, state.snapshot),
            )
            if await state.do(command, said=state.wording.text("The picture is kept."), undoable=True) is not None:
                self.close()
        finally:
            self.keeping = False
            self.redraw()
