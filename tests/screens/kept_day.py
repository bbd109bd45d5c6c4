"""A data folder with a day to live: a face course that may begin, a morning and an evening; and a clock in the hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import flet as ft

from care.changes import adding
from care.records import Record, Routine, RoutineStep
from companion import Vault
from screens.app import open_page
from screens.ports import Handed
from storage.errors import StorageError
from storage.filesystem import FileSystem
from storage.ids import UlidIds
from storage.keeping import Keeping
from storage.photo_book import PhotoBook
from storage.store import Store
from tests.care.course_makers import diary as course_diary
from tests.care.course_makers import knowledge
from tests.headless import find, fire, settle, start, until
from tests.screens.opened_app import ASSETS, NOW, ZONE, OpenedApp, QuietDoorbell

KNOWN = knowledge()


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, start: str = NOW) -> None:
        self.at = datetime.fromisoformat(start)

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def zone(self) -> str:
        return ZONE


def routine(slot: str, *steps: str, id: str = "") -> Routine:
    made = [RoutineStep(id=f"s{n}", title=title) for n, title in enumerate(steps)]
    return Routine(id=id or slot, title=slot, slot=slot, steps=made)  # type: ignore[arg-type]


def course_records() -> list[Record]:
    """Somebody who has answered everything with no, their kit, and a course of galvanic sessions due on 2 March."""
    made = course_diary(KNOWN)
    things = (made.answers, made.products, made.devices, made.courses)
    return [made.profile, *(record for one in things for record in one.values())]


def open_vault(folder: Path, clock: HandClock | None = None, files: FileSystem | None = None) -> Vault:
    """Open a data folder by a clock, on a file system that may fail."""
    clock = clock or HandClock()
    store = Store.open(folder, clock=clock, ids=UlidIds(clock), files=files)
    return Vault(folder, store, KNOWN, clock, store.local)


def keep(folder: Path, records: Iterable[Record]) -> None:
    """Put records into a data folder before anything is opened on it."""
    vault = open_vault(folder)
    vault.store.commit(adding(records))
    vault.close()


@asynccontextmanager
async def page_on(vault: Vault, *, route: str = "/", width: float = 400, **given: Any) -> AsyncIterator[OpenedApp]:
    """One more page of an open vault. given: what it is handed besides."""
    bell = QuietDoorbell()
    handed = Handed(
        door=vault.companion,
        settings=vault.local,
        folder=vault.folder,
        assets=ASSETS,
        doorbell=bell,
        keeping=lambda: Keeping(vault.companion, vault.local),
        photos=lambda: PhotoBook(vault.companion),
        storage_error=StorageError,
        **given,
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


def lines(app: OpenedApp) -> list[str]:
    """What was said at the foot of the page, oldest first."""
    return [bar.content.value for bar in find(app.page, ft.SnackBar) if isinstance(bar.content, ft.Text)]


async def said(app: OpenedApp, words: str) -> ft.SnackBar:
    """Wait until a line at the foot of the page says so."""

    def bars() -> list[ft.SnackBar]:
        return [b for b in find(app.page, ft.SnackBar) if any(words in t.value for t in find(b, ft.Text))]

    await app.until(bars)
    return bars()[-1]


async def take_back(app: OpenedApp, words: str) -> None:
    """Press "Undo" in the line that says so."""
    action: Any = (await said(app, words)).action
    assert isinstance(action, ft.SnackBarAction)
    await fire(action, "click")
