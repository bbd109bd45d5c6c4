"""The ways to the patch test, and what a page of the shelf says of its clock and of what courses still take."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.records import Course, Device, PatchTest, Phase, Product, Record
from screens.patch_test_row import patch_words, wants_test
from tests.care.course_makers import STARTS_ON, at, diary, session
from tests.screens.kept_day import KNOWN, course_records, keep, open_vault, page_on
from tests.screens.snapshots import snapshot

DAY = timedelta(days=1)
CREAM = Product(id="cream", name="Cream", actives=["I27"])
WAND = Device(id="wand", name="Wand")
COURSE = Course(
    id="c", title="Glow", area="face", product="cream", device="wand", phases=[Phase(every_days=7)], starts_on=STARTS_ON
)
LONG_AGO = PatchTest(state="passed", started_on=STARTS_ON - 200 * DAY)
HAD = replace(session(STARTS_ON, course="c"), device="wand")


@pytest.mark.parametrize(
    ("thing", "others", "wanted"),
    [
        (CREAM, (), False),
        (replace(CREAM, rev=1), (), True),
        (replace(CREAM, rev=1, medicine=True), (), False),
        (CREAM, (COURSE,), True),
        (replace(CREAM, patch_test=PatchTest(state="running")), (), True),
        (replace(CREAM, patch_test=PatchTest(state="passed")), (COURSE,), False),
        (replace(CREAM, patch_test=LONG_AGO), (COURSE,), True),
        (replace(CREAM, patch_test=LONG_AGO), (COURSE, HAD), False),
        (WAND, (COURSE,), True),
        (WAND, (COURSE, HAD), False),
    ],
)
def test_a_new_thing_and_one_that_a_course_waits_for_want_a_test(
    thing: Any, others: tuple[Any, ...], wanted: bool
) -> None:
    assert wants_test(snapshot(KNOWN, STARTS_ON, thing, *others), KNOWN, thing) is wanted


@pytest.mark.parametrize(
    ("thing", "title", "note"),
    [
        (CREAM, "Begin the patch test", "A spot on your forearm, and some days of looking"),
        (WAND, "Try it on your forearm first", "Once, at its lowest level, then a day of looking"),
        (
            replace(CREAM, patch_test=PatchTest(state="running", started_on=STARTS_ON)),
            "The patch test asks for a look",
            "Not put on yet",
        ),
        (replace(CREAM, patch_test=PatchTest(state="failed")), "Your skin reacted in its patch test", ""),
        (replace(CREAM, patch_test=LONG_AGO), "Try it on a small place again", "No use noted since 14 August 2025"),
        (replace(CREAM, patch_test=PatchTest(state="tolerated")), "Known to your skin: no patch test is needed", ""),
    ],
)
def test_the_row_says_where_the_test_stands(thing: Any, title: str, note: str) -> None:
    found = patch_words(snapshot(KNOWN, STARTS_ON, thing), KNOWN, thing)
    assert found[0] == title
    assert not note or found[1] == note


def untested(**changed: Any) -> list[Record]:
    """The course of a galvanic wand whose ampoule has no test yet."""
    ampoule = replace(diary(KNOWN).products["ampoule"], patch_test=None, single_use=True, count=5, **changed)
    return [ampoule if record.id == "ampoule" else record for record in course_records()]


async def test_a_session_that_waits_for_the_test_leads_to_it(tmp_path: Path) -> None:
    keep(tmp_path, untested())
    async with page_on(open_vault(tmp_path)) as app:
        await app.shows("has not passed its patch test yet")
        await app.press("Patch test")
        assert await app.follow() == "/patch-test/ampoule"
        await app.go("/courses/course")
        await app.shows("Try it on your forearm first")
        await app.press("Begin the patch test")
        assert await app.follow() == "/patch-test/ampoule"


async def test_the_products_page_leads_to_the_test_and_says_what_its_course_takes(tmp_path: Path) -> None:
    keep(tmp_path, untested())
    async with page_on(open_vault(tmp_path), route="/shelf/ampoule") as app:
        await app.shows("What its course still takes")
        assert "8 more ampoules are needed. 5 stand on the shelf. 3 are missing." in app.text()
        await app.press("See Glow")
        assert await app.follow() == "/courses/course"
        await app.go("/shelf/ampoule")
        await app.press("Begin the patch test")
        assert await app.follow() == "/patch-test/ampoule"


async def test_an_open_ampoule_that_is_over_is_thrown_away_on_its_page(tmp_path: Path) -> None:
    keep(tmp_path, untested(opened_at=at(STARTS_ON - 2 * DAY).at))
    async with page_on(open_vault(tmp_path), route="/shelf/ampoule") as app:
        await app.shows("Discard what is left.")
        await app.press("Thrown away")
        await app.until(lambda: app.vault.companion.diary().products["ampoule"].opened_at is None)


async def test_a_device_is_cleaned_on_its_page(tmp_path: Path) -> None:
    had = replace(session(STARTS_ON - DAY), course="", device="wand")
    keep(tmp_path, [*course_records(), had])
    async with page_on(open_vault(tmp_path), route="/shelf/wand") as app:
        await app.shows("To be cleaned, since the session on Sunday 1 March.")
        await app.press("Cleaned")
        await app.until(lambda: app.vault.companion.diary().devices["wand"].cleaned_at)
        await app.until(lambda: "To be cleaned" not in app.text())


async def test_before_the_first_session_with_a_device_it_is_better_tried_first(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/session/course") as app:
        await app.shows("Is one of these true today?")
        assert "None of these, start" in app.text(), "it is advice, and closes nothing"
        await app.press("Try it on your forearm first")
        assert await app.follow() == "/patch-test/wand"
