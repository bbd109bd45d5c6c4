"""Reminders of the shelf on Today: what each is called, and when none needs an answer any more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.patch_test import log
from care.records import Device, PatchTest, Product, Retired
from screens.reminder_view import missed, ringing
from tests.care.course_makers import STARTS_ON, at, diary, session
from tests.screens.kept_day import KNOWN, course_records, keep, open_vault, page_on
from tests.screens.snapshots import snapshot
from tests.screens.test_reminder_view import row

DAY = timedelta(days=1)
CREAM = Product(
    id="cream",
    name="Cream",
    actives=["I27"],
    expires_on=STARTS_ON,
    patch_test=PatchTest(state="running", started_on=STARTS_ON - DAY),
)
WAND = Device(id="wand", name="Wand")
HAD = replace(session(STARTS_ON - DAY), course="", device="wand")


def entered(*walls: str) -> Product:
    thing = CREAM
    for wall in walls:
        thing = log(thing, KNOWN, diary(KNOWN), "applied", "none", at(STARTS_ON, wall))
    return thing


@pytest.mark.parametrize(
    ("reminder", "things", "sort", "title"),
    [
        ("patch_test/cream", (CREAM,), "patch", "Patch test: Cream"),
        ("patch_test/cream", (entered("15:00"),), None, ""),
        ("patch_test/cream", (entered("08:00"),), "patch", "Patch test: Cream"),
        ("patch_test/cream", (replace(CREAM, patch_test=PatchTest(state="failed")),), None, ""),
        ("patch_test/cream", (), None, ""),
        ("expiry/cream", (CREAM,), "expiry", "Its date comes up: Cream"),
        ("expiry/cream", (replace(CREAM, retired=Retired(on=STARTS_ON)),), None, ""),
        ("device_care/wand", (WAND, HAD), "clean", "To be cleaned: Wand"),
        ("device_care/wand", (replace(WAND, cleaned_at=at(STARTS_ON, "07:00").at), HAD), None, ""),
        ("device_care/wand", (WAND,), None, ""),
    ],
)
def test_a_reminder_of_the_shelf_is_named_and_falls_silent_when_it_is_done(
    reminder: str, things: tuple[Any, ...], sort: str | None, title: str
) -> None:
    for state, read in (("delivered", ringing), ("missed_shown", missed)):
        found = read(snapshot(KNOWN, STARTS_ON, *things, row(reminder, "17:30", state)))
        assert [(v.sort, v.thing, v.title) for v in found] == ([(sort, reminder.split("/")[1], title)] if sort else [])


async def test_from_what_rings_one_gets_to_the_spot_and_notes_what_is_clean(tmp_path: Path) -> None:
    rows = [row("patch_test/cream", "17:30", "delivered"), row("device_care/wand", "17:45", "missed_shown")]
    keep(tmp_path, [*course_records(), CREAM, HAD, *rows])
    async with page_on(open_vault(tmp_path)) as app:
        await app.shows("It is time. Planned 17:30.")
        await app.shows("To be cleaned: Galvanic wand")
        await app.press("Look now")
        assert await app.follow() == "/patch-test/cream"
        await app.go("/settings/reminders")
        await app.shows("Patch test: Cream")
