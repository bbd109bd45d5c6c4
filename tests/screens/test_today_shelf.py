"""What the shelf asks for on Today: patch tests whose entry is due, and the clocks that matter today."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.patch_test import log
from care.records import Device, PatchTest, Product, Retired, Session
from screens.today_clocks_view import clocks_view
from screens.today_patch_view import patch_cards_view
from tests.care.course_makers import STARTS_ON, at, diary, session
from tests.screens.kept_day import KNOWN, HandClock, course_records, keep, open_vault, page_on, said, take_back
from tests.screens.snapshots import snapshot

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
RUNNING = PatchTest(state="running", started_on=STARTS_ON)
CREAM = Product(id="cream", name="Cream", actives=["I27"], patch_test=RUNNING)
AMPOULE = replace(CREAM, single_use=True)
WAND = Device(id="wand", name="Wand", patch_test=RUNNING)


def begun(thing: Any) -> Any:
    return log(thing, KNOWN, diary(KNOWN), "applied", "none", at(STARTS_ON, "08:00"))


@pytest.mark.parametrize(
    ("thing", "hours", "asks", "calm"),
    [
        (CREAM, 0, "first", "I have put it on"),
        (WAND, 0, "first", "I have tried it"),
        (begun(CREAM), 1, None, ""),
        (begun(CREAM), 7, "apply", "Calm, put on"),
        (begun(AMPOULE), 23, None, ""),
        (begun(AMPOULE), 24, "look", "Calm"),
        (replace(CREAM, retired=Retired(on=STARTS_ON)), 0, None, ""),
        (replace(CREAM, patch_test=PatchTest(state="passed")), 0, None, ""),
    ],
)
def test_a_test_is_shown_while_its_entry_is_due(thing: Any, hours: int, asks: str | None, calm: str) -> None:
    now = at(STARTS_ON, "08:00").at + hours * HOUR
    shot = snapshot(KNOWN, STARTS_ON, thing)
    shot = replace(shot, now=replace(shot.now, at=now))
    found = patch_cards_view(shot, KNOWN)
    assert [(c.asks, c.calm) for c in found] == ([(asks, calm)] if asks else [])


OPEN = Product(id="a", name="Ampoule", single_use=True, opened_at=at(STARTS_ON, "09:40").at)
BOTTLE = Product(id="b", name="Bottle")


@pytest.mark.parametrize(
    ("thing", "said", "action", "quiet"),
    [
        (replace(OPEN, label_hours=12), "Open. Use it up or discard it by 21:40 today.", "", False),
        (OPEN, "Open. Use it up or discard it by 09:40 tomorrow.", "", False),
        (replace(OPEN, label_hours=72), "Open. Use it up or discard it by 09:40 on Thursday 5 March.", "", False),
        (replace(OPEN, label_hours=2), "Its open time ended 11:40 today. Discard what is left.", "Thrown away", False),
        (replace(BOTTLE, expires_on=STARTS_ON), "Today is its last day.", "", False),
        (replace(BOTTLE, expires_on=STARTS_ON + DAY), "Good until 3 March: one more day.", "", True),
        (replace(BOTTLE, expires_on=STARTS_ON + 9 * DAY), "Good until 11 March: 9 more days.", "", True),
    ],
)
def test_a_clock_says_until_when_and_what_to_do(thing: Product, said: str, action: str, quiet: bool) -> None:
    (view,) = clocks_view(snapshot(KNOWN, STARTS_ON, thing), KNOWN)
    assert (view.said, view.action, view.quiet) == (said, action, quiet)


def yesterday() -> Session:
    return replace(session(STARTS_ON - DAY), course="", device="wand")


def test_a_device_to_clean_names_the_session() -> None:
    (view,) = clocks_view(snapshot(KNOWN, STARTS_ON, WAND, yesterday(), at="08:00"), KNOWN)
    assert (view.said, view.action) == ("To be cleaned, since the session on Sunday 1 March.", "Cleaned")


async def test_one_tap_on_today_notes_it_and_can_be_taken_back(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), begun(CREAM)])
    async with page_on(open_vault(tmp_path)) as app:
        await app.shows("Patch test: Cream")
        await app.press("Calm, put on")
        await said(app, "Noted. Next tomorrow at 07:30.")
        await app.until(lambda: "Patch test: Cream" not in app.text())
        await take_back(app, "Noted. Next tomorrow")
        await app.shows("Patch test: Cream")
        await app.press("Not calm")
        assert await app.follow() == "/patch-test/cream"


async def test_a_test_comes_up_when_its_time_has_come(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), begun(CREAM)])
    clock = HandClock("2026-03-02T14:00:00+01:00")
    async with page_on(open_vault(tmp_path, clock)) as app:
        assert "Patch test" not in app.text()
        clock.passes(3600)
        await app.state.clock_moved()
        await app.shows("Patch test: Cream")


async def test_clean_and_thrown_away_are_noted_with_one_tap(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), yesterday(), replace(OPEN, label_hours=2, count=4)])
    async with page_on(open_vault(tmp_path)) as app:
        await app.shows("Thrown away")
        await app.press("Cleaned")
        await app.until(lambda: app.vault.companion.diary().devices["wand"].cleaned_at)
        await app.press("Thrown away")
        await app.until(lambda: app.vault.companion.diary().products["a"].opened_at is None)
        assert app.vault.companion.diary().products["a"].count == 4
        await app.until(lambda: "Thrown away" not in app.text() and "Cleaned" not in app.text())
        await take_back(app, "The open one is gone")
        await app.shows("Thrown away")
        await app.press("Ampoule")
        assert await app.follow() == "/shelf/a"
