"""The patch test on a page without a client: one tap an entry, undone, corrected, and led to what follows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from care.days import Moment
from care.patch_test import log, readings_of, status
from care.records import Device, PatchTest, Product, Record
from tests.care.course_makers import STARTS_ON, at, diary
from tests.screens.kept_day import KNOWN, HandClock, course_records, keep, open_vault, page_on, said, take_back
from tests.screens.opened_app import OpenedApp

DAY = timedelta(days=1)
CREAM = Product(id="cream", name="Cream", form="moisturiser", areas=["face"], actives=["I27"])
CALM = diary(KNOWN)


def running(*times: tuple[int, str]) -> Product:
    """A test that began some days before 2 March, with calm entries: (days from its first day, wall time)."""
    began = STARTS_ON - 2 * DAY
    thing = Product(id="cream", name="Cream", actives=["I27"], patch_test=PatchTest(state="running", started_on=began))
    for number, wall in times:
        now: Moment = at(began + number * DAY, wall)
        found = status(thing, KNOWN, CALM, now)
        assert found is not None
        thing = log(thing, KNOWN, CALM, found.next_kind or "looked", "none", now)
    return thing


TWO_DAYS = ((0, "08:00"), (0, "22:00"), (1, "08:00"), (1, "22:00"), (2, "08:00"))


def put(folder: Path, *records: Record) -> None:
    keep(folder, [*course_records(), *records])


def its(app: OpenedApp, which: str = "cream") -> PatchTest | None:
    found = app.vault.companion.diary()
    return (found.products.get(which) or found.devices[which]).patch_test


def skins(app: OpenedApp) -> list[str]:
    test = its(app)
    return [r.skin for r in readings_of(test)] if test else []


async def test_begun_put_on_and_told_when_to_look(tmp_path: Path) -> None:
    put(tmp_path, CREAM)
    async with page_on(open_vault(tmp_path), route="/patch-test/cream") as app:
        await app.shows("Try it on a small place first")
        await app.press("Begin the test", "Put it on for the first time")
        await app.press("I have put it on", "Nothing to do just now")
        await said(app, "Noted. Next tomorrow at 07:30.")
        assert skins(app) == ["none"]
        await take_back(app, "Noted. Next tomorrow")
        await app.shows("Put it on for the first time")
        assert skins(app) == []


async def test_an_entry_is_one_tap_and_a_clear_reaction_says_what_to_do(tmp_path: Path) -> None:
    put(tmp_path, running(*TWO_DAYS))
    async with page_on(open_vault(tmp_path), route="/patch-test/cream") as app:
        await app.shows("Day 3 of 7, 5 of 14 times")
        await app.press("Calm", "6 of 14 times", within="none")
        assert skins(app) == ["none"] * 6
        await app.press("Something shows on my skin", "Clearly sore")
        await app.press("Clearly sore, itchy or swollen", "Better not this one", within="clear")
        assert "Wash it off with plenty of water" in app.text()
        assert "breathing or swallowing changes, call 112" in app.text()
        test = its(app)
        assert test is not None
        assert test.state == "failed"


async def test_a_mis_tap_is_corrected_later_and_taken_out(tmp_path: Path) -> None:
    sore = log(running(*TWO_DAYS), KNOWN, CALM, "looked", "clear", at(STARTS_ON, "15:00"))
    put(tmp_path, sore)
    async with page_on(open_vault(tmp_path), route="/patch-test/cream") as app:
        await app.shows("Better not this one")
        await app.press("Clearly sore, itchy or swollen", "This was a mis-tap")
        await app.press("This was a mis-tap", "Day 3 of 7, 5 of 14 times", within="out")
        await app.until(lambda: skins(app) == ["none"] * 5)
        test = its(app)
        assert test is not None
        assert test.state == "running"


async def test_what_is_known_needs_no_test_and_that_can_be_taken_back(tmp_path: Path) -> None:
    put(tmp_path, CREAM)
    async with page_on(open_vault(tmp_path), route="/patch-test/cream") as app:
        await app.shows("Or otherwise")
        await app.press("I have used it for four weeks without trouble", "No test is needed")
        await app.press("That is not so", "Try it on a small place first")
        assert its(app) is None


async def test_a_labels_own_hours_go_first_and_few_are_asked_about_once(tmp_path: Path) -> None:
    put(tmp_path, CREAM)
    async with page_on(open_vault(tmp_path), route="/patch-test/cream") as app:
        await app.shows("My label says …")
        await app.press("My label says …", "Hours until the label looks at the spot")
        await app.press("Begin as the label says")
        assert [f.error for f in app.fields() if f.error] == ["A number of hours, please."]
        await app.write("Hours until the label looks at the spot", "12")
        await app.press("Begin as the label says")
        assert [f.error for f in app.fields() if f.error] == ["Is that what the label says? Press once more to begin."]
        assert its(app) is None
        await app.press("Begin as the label says", "Put it on for the first time")
        test = its(app)
        assert test is not None
        assert test.label_hours == 12


async def test_a_session_that_only_waits_for_it_can_be_offered_by_ones_own_decision(tmp_path: Path) -> None:
    untested = [r if r.id != "ampoule" else Product(id="ampoule", name="Ampoule") for r in course_records()]
    keep(tmp_path, untested)
    async with page_on(open_vault(tmp_path), route="/patch-test/ampoule") as app:
        await app.shows("I decide this myself")
        await app.press("I decide this myself", "This is advice, and yours to decide")
        await app.press("Offer Glow today", "You decided this yourself today: Glow is offered.")
        assert [s.state for s in app.vault.companion.plan().sessions] == ["due"]
        await app.press("Take it back", "I decide this myself")
        assert [s.state for s in app.vault.companion.plan().sessions] == ["blocked"]


async def test_a_device_is_tried_and_looked_at_after_its_hours(tmp_path: Path) -> None:
    put(tmp_path, Device(id="lamp", name="Lamp"))
    clock = HandClock()
    async with page_on(open_vault(tmp_path, clock), route="/patch-test/lamp") as app:
        await app.shows("Try it on your forearm first")
        await app.press("Begin the test", "Not put on yet")
        await app.press("I have tried it", "Put on once, 0 of 1 looks")
        clock.passes(24 * 3600)
        await app.state.clock_moved()
        await app.shows("How does the spot look?")
        await app.press("Calm", "It has passed", within="none")


async def test_what_is_closed_has_no_way_to_begin_and_what_is_gone_says_so(tmp_path: Path) -> None:
    put(tmp_path, Product(id="old", name="Old", expires_on=STARTS_ON - DAY))
    async with page_on(open_vault(tmp_path), route="/patch-test/old") as app:
        await app.shows("Not to be tried")
        assert "Begin the test" not in app.text()
        await app.go("/patch-test/nothing")
        await app.shows("This is no longer on the shelf")
