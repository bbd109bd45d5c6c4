"""Damage on Today and in the settings, over a folder whose files were really harmed."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from care.changes import adding
from care.days import instant
from care.records import CheckIn, Profile
from care.verbs.routine import Tick
from tests.screens.kept_day import keep, open_vault, page_on, routine, said
from tests.screens.opened_app import ZONE
from tests.storage.store_makers import FailingFiles

DAY = date(2026, 3, 2)
MENDED, MISSING = "Something was damaged, and is mended", "Something in your diary may be missing"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path, [Profile(areas=["face"], birth_year=1990), routine("pm", "Wash")])
    return tmp_path


def check_in(day: date) -> CheckIn:
    return CheckIn(at=instant(day, "07:00", ZONE), zone=ZONE, day=day, area="glow", note="harmed")


def flip_table(folder: Path) -> None:
    path = folder / "tables" / "catalog.json"
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"1990", b"1991"))


def lose_a_line(folder: Path) -> None:
    """A check-in that no checkpoint has taken in, and a flipped byte in its line."""
    vault = open_vault(folder)
    vault.store.commit(adding([check_in(DAY)]))
    log = max((folder / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b"harmed", b"harMed"))


async def test_a_mended_table_is_told_once_and_stands_in_the_settings_until_all_was_read(folder: Path) -> None:
    flip_table(folder)
    vault = open_vault(folder)
    async with page_on(vault) as app:
        assert MENDED in app.text()
        assert "There is nothing to do." in app.text()
        assert "Backups" not in app.text()
        await app.press("I have read this")
        await app.until(lambda: MENDED not in app.text())
        await app.go("/settings")
        await app.shows("Something was found damaged")
        vault.store.checkpoint()
    vault.close()
    vault = open_vault(folder)
    assert not vault.store.damages
    async with page_on(vault) as app:
        assert MENDED not in app.text(), "it was read"
        await app.go("/settings/data")
        await app.shows(MENDED)
        await app.shows("tables/catalog.json: A file of the diary was damaged; it is set aside")
        await app.press("Read and compare", "Everything was read, and all of it agrees.")
        await app.until(lambda: MENDED not in app.text())
        await app.go("/settings")
        await app.shows("In a folder on this device, not encrypted")


async def test_what_may_be_missing_is_named_by_day_and_stays_in_the_settings(folder: Path) -> None:
    lose_a_line(folder)
    async with page_on(open_vault(folder)) as app:
        assert MISSING in app.text()
        assert "As far as can be read, it concerns 2 March 2026." in app.text()
        await app.press("I have read this")
        await app.until(lambda: MISSING not in app.text())
        await app.go("/settings/data")
        await app.shows(MISSING)
        await app.press("Read and compare", "Not everything agrees")
        await app.shows(MISSING)
        await app.go("/")
        assert MISSING not in app.text(), "reading it once more is nothing new"


async def test_the_card_leads_to_the_backups(folder: Path) -> None:
    lose_a_line(folder)
    async with page_on(open_vault(folder)) as app:
        await app.press("Backups")
        assert await app.follow() == "/settings/backup"
        await app.shows("Back up now")


async def test_damage_that_is_met_while_the_page_is_open_shows_by_itself(folder: Path) -> None:
    keep(folder, [check_in(date(2024, 3, 2))])
    vault = open_vault(folder)
    path = folder / "tables" / "check_ins" / "2024.json"
    path.write_bytes(path.read_bytes().replace(b"harmed", b"harMed"))
    async with page_on(vault) as app:
        assert MENDED not in app.text()
        vault.store.records("check_in")
        await app.state.do(Tick("pm", "s0", DAY))
        await app.shows(MENDED)


async def test_a_disk_that_cannot_keep_that_it_was_read_says_so_and_tells_it_again(folder: Path) -> None:
    flip_table(folder)
    files = FailingFiles()
    async with page_on(open_vault(folder, files=files)) as app:  # type: ignore[arg-type]
        files.count, files.fail_at, files.number, files.lasting = 0, 1, errno.ENOSPC, True
        await app.press("I have read this")
        await said(app, "The disk is full")
        assert MENDED in app.text()
        files.fail_at = 0
