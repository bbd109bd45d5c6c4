"""The state of one page: refusals and failures in one sentence, one more reading for many, an undo that may be late."""

from __future__ import annotations

import asyncio
import errno
import threading
from datetime import date
from pathlib import Path

import pytest

from care.diary import Diary
from care.records import Profile
from care.verbs.profile import SetProfile
from care.verbs.routine import Tick, TickAll
from companion import Vault
from tests.headless import settle
from tests.screens.kept_day import keep, open_vault, page_on, routine, said, take_back
from tests.screens.opened_app import OpenedApp
from tests.storage.store_makers import FailingFiles

DAY = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path, [Profile(areas=["face"], birth_year=1990), routine("pm", "Wash", "Cream", "Night")])
    return tmp_path


def ticks(vault: Vault) -> set[str]:
    return {s.step for s in vault.companion.diary().steps_done}


async def test_a_refusal_says_why_and_changes_nothing(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        before, position = app.state.snapshot, app.vault.store.position
        assert await app.state.do(Tick("pm", "gone", DAY), said="Noted.", undoable=True) is None
        bar = await said(app, "That step is no longer part of the routine. Nothing was changed.")
        assert bar.action is None
        assert (app.state.snapshot, app.vault.store.position) == (before, position)


async def test_what_was_done_is_seen_before_it_is_said(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        changes = await app.state.do(Tick("pm", "s0", DAY), said="Noted.", undoable=True)
        assert changes
        assert {s.step for s in app.state.snapshot.diary.steps_done} == {"s0"}
        assert (await said(app, "Noted.")).action is not None


async def test_what_changes_nothing_offers_no_undo(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.state.do(Tick("pm", "s0", DAY))
        assert await app.state.do(Tick("pm", "s0", DAY), said="Noted.", undoable=True) is not None
        assert (await said(app, "Noted.")).action is None


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "The disk is full, so this was not kept"), (errno.EIO, "The disk reported an error")],
)
async def test_a_failing_disk_says_one_sentence_and_nothing_is_lost(folder: Path, number: int, sentence: str) -> None:
    files = FailingFiles(number=number)
    vault = open_vault(folder, files=files)  # type: ignore[arg-type]
    async with page_on(vault) as app:
        assert await app.state.do(Tick("pm", "s0", DAY))
        files.fail_at = files.count + 2  # opening the log goes well, writing to it does not
        assert await app.state.do(Tick("pm", "s1", DAY), said="Noted.") is None
        await said(app, sentence)
        assert ticks(vault) == ticks(open_vault(folder)) == {"s0"}
        assert {s.step for s in app.state.snapshot.diary.steps_done} == {"s0"}
        assert await app.state.do(Tick("pm", "s2", DAY)), "it goes on when the disk does"
        assert ticks(open_vault(folder)) == {"s0", "s2"}


class Turnstile:
    """Counts the readings of a diary, and holds each until it is let through."""

    def __init__(self, app: OpenedApp) -> None:
        self.read, self.count, self.free = app.vault.companion.diary, 0, threading.Event()
        app.vault.companion.diary = self.diary  # type: ignore[method-assign]

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary:
        found = self.read(since, whole=whole)
        self.count += 1
        assert self.free.wait(10)
        return found


async def test_reloads_that_come_together_are_answered_by_one_more_reading(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        other = open_vault(folder)
        other.companion.do(Tick("pm", "s0", DAY))
        app.vault.store.refresh()
        gate = Turnstile(app)
        first = asyncio.ensure_future(app.state.reload())
        await app.until(lambda: gate.count == 1)
        other.companion.do(Tick("pm", "s1", DAY))
        app.vault.store.refresh()
        await asyncio.gather(*(app.state.reload() for _ in range(20)))
        gate.free.set()
        await first
        assert gate.count == 2
        assert {s.step for s in app.state.snapshot.diary.steps_done} == {"s0", "s1"}


async def test_an_undo_takes_back_and_says_so(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.state.do(TickAll(("pm",), DAY), said="3 steps noted.", undoable=True)
        await take_back(app, "3 steps noted.")
        await said(app, "Taken back.")
        assert ticks(app.vault) == set()
        assert app.state.snapshot.diary.steps_done == ()


async def test_an_undo_that_comes_too_late_says_so_and_changes_nothing(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        mine, theirs = (Profile(areas=["face"], birth_year=year) for year in (1991, 1992))
        await app.state.do(SetProfile(mine), said="Kept.", undoable=True)
        open_vault(folder).companion.do(SetProfile(theirs))
        await take_back(app, "Kept.")
        await said(app, "This was changed elsewhere meanwhile; nothing was changed here")
        assert open_vault(folder).companion.profile().birth_year == 1992


async def test_an_undo_that_the_disk_refuses_says_that(folder: Path) -> None:
    files = FailingFiles(number=errno.ENOSPC)
    vault = open_vault(folder, files=files)  # type: ignore[arg-type]
    async with page_on(vault) as app:
        changes = await app.state.do(Tick("pm", "s0", DAY))
        assert changes
        files.fail_at = files.count + 2
        assert await app.state.undo(changes) is False
        await said(app, "The disk is full")
        assert ticks(open_vault(folder)) == {"s0"}


async def test_a_closed_page_hears_nothing_more(folder: Path) -> None:
    vault = open_vault(folder)
    async with page_on(vault) as app:
        state = app.state
    before = state.snapshot
    vault.companion.do(Tick("pm", "s0", DAY))
    await settle()
    await asyncio.sleep(0.1)
    assert state.snapshot is before


async def test_a_setting_of_this_installation_survives(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.state.put("theme", "dark")
    assert open_vault(folder).local.get("theme") == "dark"
