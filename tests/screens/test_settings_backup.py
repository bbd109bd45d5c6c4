"""Backups from the settings: made, found, looked into, brought back and taken back, on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from care.records import Product, Profile
from care.verbs.catalogue import Delete, Save
from storage.backup_reader import check_backup
from tests.screens.kept_day import HandClock, keep, open_vault, page_on, said, take_back
from tests.screens.opened_app import OpenedApp

SERUM = Product(id="serum", name="Serum", form="serum", areas=["face"], actives=["I10"])
ROUTE = "/settings/backup"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path / "diary", [Profile(areas=["face"], birth_year=1990), SERUM])
    return tmp_path / "diary"


def products(app: OpenedApp) -> dict[str, Product]:
    return dict(app.state.snapshot.diary.products)  # type: ignore[arg-type]


async def back_up(app: OpenedApp) -> Path:
    await app.go(ROUTE)
    await app.press("Back up now")
    await said(app, "It was read again and compared.")
    [made] = app.vault.folder.glob("backups/mesoday-*.zip")
    return made


async def test_a_backup_is_made_and_brings_back_what_was_lost(folder: Path) -> None:
    clock = HandClock()
    async with page_on(open_vault(folder, clock)) as app:
        await app.go(ROUTE)
        await app.shows("No backups yet")
        made = await back_up(app)
        check_backup(made)
        await app.shows(made.name)
        clock.passes(60)
        await app.state.do(Delete(products(app)["serum"]))
        await app.press("2 March 2026, 18:00", "The backup of 2 March 2026, 18:00")
        await app.shows("One entry is newer here.")
        assert not products(app), "a look changes nothing"
        await app.press("Everything as it was then")
        await said(app, "It is back. What was here before is kept as a backup.")
        assert products(app)["serum"].name == "Serum"
        assert list(folder.glob("backups/before-restore-*.zip"))
        await take_back(app, "It is back.")
        await app.until(lambda: not products(app))


async def test_what_is_newer_here_stays_unless_it_is_wished_otherwise(folder: Path) -> None:
    clock = HandClock()
    async with page_on(open_vault(folder, clock)) as app:
        await back_up(app)
        clock.passes(60)
        kept = products(app)["serum"]
        await app.state.do(Save(replace(kept, name="Night serum"), kept))
        await app.press("2 March 2026, 18:00", "One entry is newer here.")
        assert "Bring back what is missing or older here" not in app.text()
        await app.press("Leave it")
        await app.until(lambda: "The backup of" not in app.text())
        assert products(app)["serum"].name == "Night serum"


async def test_a_folder_for_backups_is_chosen_and_a_wrong_one_is_said(folder: Path, tmp_path: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.go(ROUTE)
        await app.write("Folder for backups", str(tmp_path / "not there"))
        await app.press("Keep", "is not there, so no backup can be made in it")
        (tmp_path / "other disk").mkdir()
        await app.write("Folder for backups", str(tmp_path / "other disk"))
        await app.press("Keep")
        await said(app, "Once a day a backup is made there.")
        await app.press("Back up now")
        await said(app, "It was read again and compared.")
        assert list((tmp_path / "other disk").glob("mesoday-*.zip"))
        await app.go("/settings")
        await app.shows("Once a day, by themselves")


async def test_trouble_with_the_last_one_is_said_where_it_is_looked_for(folder: Path) -> None:
    async with page_on(open_vault(folder)) as app:
        await app.state.put("backup_trouble", "The disk is full, so this was not kept.")
        await app.go("/settings")
        await app.shows("The last one did not work")
        await app.go(ROUTE)
        await app.shows("The disk is full, so this was not kept.")
