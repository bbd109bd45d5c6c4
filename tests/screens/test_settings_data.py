"""Taking a file in and reading everything, from the settings, on real files; and stopping long work."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from care.messages import message
from care.progress import Cancelled
from care.records import Product, Profile
from screens.long_work import LongWork
from screens.ports import Reporting
from screens.settings_data_view import SAID, check_lines
from screens.wording import Wording
from storage.exchange import write_exchange
from tests.headless import settle, until, wire_of
from tests.screens.kept_day import HandClock, keep, open_vault, page_on, said, take_back
from tests.screens.opened_app import OpenedApp

SERUM = Product(id="01K00000000000000000000003", name="Serum", form="serum", areas=["face"], actives=["I10"])
ROUTE = "/settings/data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path, [Profile(areas=["face"], birth_year=1990)])
    return tmp_path


async def choose(app: OpenedApp, content: bytes) -> None:
    """Answer the dialog with a file of that content, as the client does."""
    answer = [{"id": 1, "name": "file.json", "size": len(content), "path": None, "bytes": content}]
    wire_of(app.page).replies["pick_files"] = answer
    await app.press("Choose a file")


async def test_a_file_is_looked_at_taken_in_and_taken_back(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.go(ROUTE)
        await app.shows("One entry")
        await choose(app, write_exchange([SERUM], HandClock().now()))
        await app.shows("An export of Mesoday")
        await app.shows("One new entry")
        assert not app.state.snapshot.diary.products, "a look changes nothing"
        await app.press("Take it in")
        await said(app, "It is in your diary now.")
        assert app.state.snapshot.diary.products[SERUM.id].name == "Serum"
        await app.shows("2 entries")
        await take_back(app, "It is in your diary now.")
        await app.until(lambda: not app.state.snapshot.diary.products)


async def test_a_file_that_is_none_is_one_sentence(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.go(ROUTE)
        await choose(app, b"\x00 not a diary")
        await said(app, "The file is not JSON that Mesoday can read.")
        assert "Take it in" not in app.text()


async def test_everything_is_read_and_what_is_wrong_is_named(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.go(ROUTE)
        await app.press("Read and compare", "Everything was read, and all of it agrees.")
        [log] = (folder / "log").glob("*.jsonl")
        raw = log.read_bytes()
        log.write_bytes(raw.replace(b"1990", b"1991", 1))
        await app.press("Read and compare", "Not everything agrees")


async def test_an_export_is_handed_to_the_person(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        wire_of(app.page).replies["save_file"] = None
        await app.go(ROUTE)
        await app.press("Everything in one file")
        await app.until(lambda: [name for name, _ in wire_of(app.page).calls if name == "save_file"])
        [saved] = [arguments for name, arguments in wire_of(app.page).calls if name == "save_file"]
        assert saved["file_name"] == "mesoday-2026-03-02.json"
        assert b'"kind":"profile"' in saved["src_bytes"]


async def test_long_work_shows_how_far_it_is_and_can_be_stopped() -> None:
    drawn: list[tuple[int, bool]] = []
    work = LongWork(lambda: drawn.append((work.done, work.running)))
    begun = threading.Event()

    def slow(report: Reporting) -> None:
        report.progress(30, 100)
        begun.set()
        while not report.cancelled():
            threading.Event().wait(0.005)
        raise Cancelled

    running = asyncio.ensure_future(work.run("Slow", slow))
    await until(lambda: begun.is_set() and (30, True) in drawn)
    work.cancel()
    assert work.stopping
    with pytest.raises(Cancelled):
        await running
    await settle()
    assert drawn[-1] == (30, False)


def test_of_much_that_does_not_agree_the_first_is_named_and_the_rest_counted() -> None:
    words = Wording("en")
    found = [message("{n}: This picture is damaged.", n=n) for n in range(SAID + 5)]
    lines = check_lines(words, found)
    assert (len(lines), lines[0], lines[-1]) == (SAID + 1, "0: This picture is damaged.", "And 5 more.")
    assert check_lines(words, found[:SAID])[-1] == f"{SAID - 1}: This picture is damaged."
    assert check_lines(words, []) == ("Everything was read, and all of it agrees.",)
