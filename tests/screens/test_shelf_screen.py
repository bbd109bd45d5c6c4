"""The shelf on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import flet as ft

from care.records import Device, DeviceMode, Product, Profile
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from tests.headless import find, fire
from tests.screens.opened_app import OpenedApp, opened_app


def begin(app: OpenedApp) -> None:
    app.vault.companion.do(SetProfile(Profile(birth_year=1990, areas=["face", "scalp"])))


def put(app: OpenedApp, record: Product | Device) -> str:
    return app.vault.companion.do(Save(record)).puts[0].after.id


async def opened(app: OpenedApp, record: Product | Device) -> str:
    """Put something on the shelf and go to its page; returns its id."""
    which = put(app, record)
    await app.go(f"/shelf/{which}")
    await app.shows("Name")
    return which


def products(app: OpenedApp) -> list[Product]:
    return list(app.vault.companion.diary().products.values())


async def undo(app: OpenedApp) -> None:
    await app.until(lambda: find(app.page, ft.SnackBar))
    action = find(app.page, ft.SnackBar)[-1].action
    assert isinstance(action, ft.SnackBarAction)
    await fire(action, "click")


async def test_an_empty_shelf_says_what_belongs_there(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        await app.shows("Nothing on the shelf yet")
        await app.press("Add a product")
        assert await app.follow() == "/shelf/add"
        await app.shows("Hyaluronic ampoule, box of 10")


async def test_adding_takes_one_tap_and_opens_the_page_of_the_thing(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf/add") as app:
        begin(app)
        await app.write("Find", "niacin")
        assert "Bland cleanser" not in app.text()
        await app.press("Niacinamide serum")
        await app.until(lambda: products(app))
        assert await app.follow() == f"/shelf/{products(app)[0].id}"
        await app.shows("Patch test")


async def test_a_refused_word_is_answered_while_looking(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf/add") as app:
        begin(app)
        await app.write("Find", "dermapen")
        assert "Something else" not in app.text()
        assert "by hand, or with a needle-free device" in app.text()


async def test_what_is_typed_is_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        await opened(app, Product(name="Serum", form="serum", areas=["face"]))
        await app.write("Good until (on the label)", "24.12.2026")
        await app.write("Sealed ones left", "4")
        await app.press("Used four weeks or longer without trouble")
        await app.press("Save")
        await app.until(lambda: products(app)[0].count == 4)
        kept = products(app)[0]
        assert (kept.expires_on, kept.patch_test and kept.patch_test.state) == (date(2026, 12, 24), "tolerated")
        assert await app.follow() == "/shelf"
        await undo(app)
        await app.until(lambda: products(app)[0].count is None)


async def test_a_bad_date_is_said_at_its_field_and_nothing_is_lost(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        await opened(app, Product(name="Serum"))
        await app.write("Brand", "Mine")
        await app.write("Opened on", "2027-01-01")
        await app.press("Save")
        assert [f.error for f in app.fields() if f.error] == ["That day is still to come."]
        assert "Mine" in [f.value for f in app.fields()]
        assert products(app)[0].brand == ""


async def test_a_refusal_shows_why_and_what_instead_and_keeps_the_input(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        await opened(app, Product(name="Serum"))
        await app.write("Name", "Hyaluron pen filler")
        await app.press("Save", "Hyaluron pens and pressure pens")
        assert "A hyaluronic serum on the surface is enough for a session." in app.text()
        assert "Hyaluron pen filler" in [f.value for f in app.fields()]
        assert products(app)[0].name == "Serum"


async def test_leaving_with_something_new_asks_first(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        await opened(app, Product(name="Serum"))
        await app.write("Lot", "A1")
        await app.press("Back to the shelf", "Leave without keeping?")
        await app.press("Stay here", "Save")
        assert "A1" in [f.value for f in app.fields()]


async def test_using_one_counts_down_without_losing_what_is_typed(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        await opened(app, Product(name="Ampoule", form="ampoule", single_use=True, count=6))
        await app.write("Brand", "Mine")
        await app.press("Used one")
        await app.until(lambda: products(app)[0].count == 5)
        await app.shows("5 sealed")
        assert {"Mine", "5"} <= {f.value for f in app.fields()}


async def test_what_is_past_its_date_is_put_away_in_one_tap(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        put(app, Product(name="Old serum", expires_on=date(2026, 1, 1)))
        await app.shows("Old serum was good until 1 January")
        await app.press("Put it away")
        await app.until(lambda: products(app)[0].retired)
        await undo(app)
        await app.until(lambda: products(app)[0].retired is None)


async def test_a_device_asks_once_about_unusual_figures(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        which = await opened(app, Device(name="Wand", modes=[DeviceMode(modality="galvanic")]))
        await app.write("Minutes a session (manual)", "30")
        await app.press("Save", "Is that what the manual says? Save once more to keep it.")
        device = app.vault.companion.diary().devices[which]
        assert device.modes[0].minutes is None
        await app.press("Save")
        await app.until(lambda: app.vault.companion.diary().devices[which].modes[0].minutes == 30)


async def test_something_that_is_gone_is_said(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf/01K0000000000000000000000Z") as app:
        begin(app)
        await app.shows("This is no longer on the shelf")
