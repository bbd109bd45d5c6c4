"""The whole app on a page without a client, over a real data folder: what the tests of screens walk through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import flet as ft
from flet.controls.base_control import BaseControl

from companion import Vault
from reminders.clock import SetClock
from screens.app import open_page
from screens.page_state import PageState
from screens.ports import Handed
from storage.errors import StorageError
from storage.keeping import Keeping
from storage.photo_book import PhotoBook
from tests.headless import find, fire, go, settle, start, text_of, until, walk, wire_of

ASSETS = Path(__file__).parents[2] / "assets"
NOW = "2026-03-02T18:00:00+01:00"
ZONE = "Europe/Berlin"


class QuietDoorbell:
    """Knows the pages that are open; nothing rings in these tests."""

    def __init__(self) -> None:
        self.pages: list[PageState] = []

    def joined(self, state: PageState) -> None:
        self.pages.append(state)

    def left(self, state: PageState) -> None:
        self.pages.remove(state)


@dataclass
class OpenedApp:
    """A page and the vault behind it."""

    page: ft.Page
    vault: Vault
    state: PageState

    async def press(self, name: str, shows: str = "", *, within: str | None = None) -> None:
        """Press what is called so, in the part with the key `within`; then wait until `shows` is read on the page."""
        root = self.view() if within is None else next(c for c in walk(self.view()) if c.key == within)
        found = [c for c in walk(root) if getattr(c, "on_click", None) and name in names_of(c)]
        assert len(found) == 1, f"{len(found)} controls are called {name!r} in:\n{text_of(root)}"
        await fire(found[0], "click")
        await self.shows(shows)

    async def write(self, label: str, value: str) -> None:
        """Write into the field with this label, as the client reports it."""
        found = [f for f in self.fields() if label in (f.label, getattr(f.parent.parent, "label", None))]
        assert found, f"no field is called {label!r} in:\n{self.text()}"
        [field] = found
        await fire(field, "change", value=value)

    def fields(self) -> list[ft.TextField]:
        return find(self.view(), ft.TextField)

    async def shows(self, words: str) -> None:
        await until(lambda: words in self.text())
        await settle()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until a condition holds, and the page has settled."""
        await until(true)
        await settle()

    async def follow(self) -> str:
        """Go where the app last asked the client to go, as the client does; returns that route."""
        await until(lambda: self._asked())
        await go(self.page, self._asked())
        return self.page.route

    def _asked(self) -> str:
        routes = [arguments["route"] for name, arguments in wire_of(self.page).calls if name == "push_route"]
        return routes[-1] if routes else ""

    async def go(self, route: str) -> None:
        await go(self.page, route)

    def view(self) -> ft.View:
        """The screen in front."""
        return find(self.page.views, ft.View)[-1]

    def text(self) -> str:
        """What is read on the screen in front."""
        return text_of(self.view())


@asynccontextmanager
async def opened_app(
    folder: Path, *, route: str = "/", now: str = NOW, width: float = 400, **handed_more: Any
) -> AsyncIterator[OpenedApp]:
    """Open a data folder and the app on it; close both afterwards. `handed_more`: fields of `Handed`."""
    vault = Vault.open(folder, clock=SetClock(datetime.fromisoformat(now), zone=ZONE), assets=ASSETS)
    bell = QuietDoorbell()
    handed = Handed(
        door=vault.companion,
        settings=vault.local,
        folder=folder,
        assets=ASSETS,
        doorbell=bell,
        keeping=lambda: Keeping(vault.companion, vault.local),
        photos=lambda: PhotoBook(vault.companion),
        storage_error=StorageError,
        **handed_more,
    )
    page = await start(lambda p: open_page(p, handed), route=route, width=width)
    try:
        await until(lambda: bell.pages)
        await settle()
        yield OpenedApp(page, vault, bell.pages[0])
    finally:
        if page.on_close:
            page.on_close(None)  # type: ignore[misc]
        await settle()
        vault.close()


def names_of(control: BaseControl) -> list[str]:
    """What a control that is pressed is called: the words in it, its tooltip, the name for screen readers around it."""
    given = [getattr(control, one, None) for one in ("tooltip", "content")]
    given += [text.value for text in walk(getattr(control, "content", None)) if isinstance(text, ft.Text)]
    given.append(getattr(control.parent, "label", None))
    return [one for one in given if isinstance(one, str)]
