"""Answering how the skin is, on a page without a client: all quiet, a rash, a mis-tap corrected, settled, cleared."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import flet as ft
import pytest
from msgspec.structs import replace

from care.records import Reaction, Session
from care.verbs.reaction import TellSkin
from companion import Vault
from tests.care.course_makers import session as done_session
from tests.headless import find, walk
from tests.screens.kept_day import HandClock, course_records, keep, open_vault, page_on, said, take_back
from tests.screens.opened_app import OpenedApp, names_of

DAY = date(2026, 3, 2)
HAD = replace(done_session(DAY), id="had", lot="L7", level=2)  # ends at 20:20 in Berlin
NEXT_EVENING = "2026-03-03T21:00:00+01:00"
ROUTE = "/reaction/had"
RASH = "The skin itches, weeps or has a rash"


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NEXT_EVENING)


@pytest.fixture
def vault(tmp_path: Path, clock: HandClock) -> Vault:
    keep(tmp_path, [*course_records(), HAD])
    return open_vault(tmp_path, clock)


def told(vault: Vault) -> list[Reaction]:
    return list(vault.companion.diary().reactions)


def session_state(vault: Vault) -> str:
    return vault.companion.plan(DAY + timedelta(days=7)).sessions[0].state


def can_press(app: OpenedApp, name: str) -> bool:
    return any(getattr(c, "on_click", None) and name in names_of(c) for c in walk(app.view()))


async def press_part(app: OpenedApp, beginning: str, shows: str = "") -> None:
    """Press the one control whose name begins so."""
    names = {
        n for c in walk(app.view()) if getattr(c, "on_click", None) for n in names_of(c) if n.startswith(beginning)
    }
    assert names, f"nothing is called {beginning!r} in:\n{app.text()}"
    await app.press(max(names, key=len), shows)


async def tell_rash(app: OpenedApp) -> str:
    """Tick the itchy rash and keep it; the route of its page."""
    await app.shows("How is your skin?")
    await press_part(app, "Something is there that should not be", RASH)
    await press_part(app, RASH, "Keep this answer")
    await app.press("Keep this answer")
    return await app.follow()


async def test_all_quiet_is_one_tap_and_can_be_taken_back(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("How is your skin?")
        assert "a day after" in app.text()
        await app.press("All quiet")
        await app.until(lambda: told(vault))
        [one] = told(vault)
        assert (one.signs, one.check, one.session, one.product) == ([], "first", "had", "ampoule")
        await take_back(app, "Noted. All quiet.")
        await app.until(lambda: not told(vault))


async def test_a_rash_leads_to_what_to_do_and_closes_the_course(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        route = await tell_rash(app)
        [one] = told(vault)
        assert route == f"/reactions/{one.id}"
        await app.shows("See a clinician within two days.")
        text = app.text()
        assert "Face sessions are closed" in text
        assert "Sessions open by a clinician's word alone" in text
        assert "Lot L7" in text
        assert "Level 2" in text
        assert "We ask again on Thursday 5 March, 20:20." in text
        assert (one.signs, one.check) == (["G10"], "first")
        assert session_state(vault) == "blocked"


async def test_a_mis_tap_is_corrected_with_history_and_the_plan_is_open_again(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.go(await tell_rash(app))
        await app.press("I tapped wrongly")
        assert (await app.follow()).endswith("/change")
        await app.shows("Keep this answer")  # as it was told
        await press_part(app, RASH, "All quiet")
        await app.press("All quiet")
        await said(app, "Noted. All quiet.")
        [one] = told(vault)
        assert one.signs == []
        assert session_state(vault) != "blocked"
        versions = [r.signs for _, r in vault.companion.history("reaction", one.id)]  # type: ignore[attr-defined]
        assert versions == [["G10"], []]


async def test_monitor_opens_once_it_has_settled_and_closes_when_that_is_taken_back(vault: Vault) -> None:
    vault.companion.do(TellSkin(signs=("G11",), session="had", check="first"))
    [one] = told(vault)
    async with page_on(vault, route=f"/reactions/{one.id}") as app:
        await app.shows("Face sessions are closed")
        await app.press("It has settled", "Settled on 3 March.")
        assert session_state(vault) != "blocked"
        await app.press("It has not settled after all", "Face sessions are closed")
        assert told(vault)[0].resolved_at is None
        assert session_state(vault) == "blocked"


async def test_a_clinicians_word_is_noted_by_the_same_form_and_taken_back(vault: Vault) -> None:
    vault.companion.do(TellSkin(signs=("G21",), session="had", check="first"))
    [one] = told(vault)
    async with page_on(vault, route=f"/reactions/{one.id}") as app:
        await app.shows("Face and scalp sessions are closed")
        assert "breathing or swallowing changes, call 112." in app.text()
        await app.press("A clinician has cleared it", "Who cleared it")
        await app.press("Save", "Please write who cleared it.")
        assert "Please choose what it was cleared for." in app.text()
        await app.write("Who cleared it", "Dr Rose")
        for kind in ("serum", "galvanic"):
            await app.press(next(iter(names_in(app, kind))), within=kind)
        await app.press("Save", "Cleared by Dr Rose")
        word = told(vault)[0].cleared
        assert word
        assert (word.on, word.until, set(word.for_)) == (date(2026, 3, 3), None, {"serum", "galvanic"})
        assert session_state(vault) != "blocked"
        await take_back(app, "What it closed is open again")
        await app.shows("A clinician has cleared it")
        assert session_state(vault) == "blocked"


def names_in(app: OpenedApp, key: str) -> list[str]:
    root = next(c for c in walk(app.view()) if c.key == key)
    return [t.value for t in walk(root) if isinstance(t, ft.Text)]


async def test_get_help_opens_the_emergency_page_over_it_and_what_was_ticked_stays(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("How is your skin?")
        await press_part(app, "Something is there that should not be", RASH)
        await press_part(app, RASH, "Keep this answer")
        await app.press("Get help")
        assert await app.follow() == "/emergency"
        await app.shows("The emergency number in Germany")
        app.page.platform = ft.PagePlatform.LINUX
        await app.press("I am in another country", "Dial it on a phone.")
        assert "112" in app.text()
        assert "Where you are" in app.text()
        await app.press("Close the emergency page")
        assert await app.follow() == ROUTE
        await app.shows("Keep this answer")


async def test_on_a_phone_the_number_is_one_tap_away(vault: Vault) -> None:
    async with page_on(vault, route="/emergency") as app:
        app.page.platform = ft.PagePlatform.ANDROID
        await app.press("I am in another country", "Call 112")
        [call] = [b for b in find(app.view(), ft.FilledButton) if b.url]
        assert isinstance(call.url, ft.Url)
        assert call.url.url == "tel:112"


async def test_what_comes_by_itself_is_told_with_where_and_what(vault: Vault) -> None:
    async with page_on(vault, route="/reaction/new") as app:
        await app.shows("How is your skin?")
        await app.press("Scalp", "Bare patches", within="scalp")
        await app.press("Scalp", within="scalp")
        await app.press("Face", within="face")
        assert "Bare patches" not in app.text()
        await press_part(app, "Something is there that should not be", RASH)
        await press_part(app, RASH, "A product that may have to do with it")
        await app.press("Keep this answer")
        await app.follow()
        await app.shows("See a clinician within two days.")
        [one] = told(vault)
        assert (one.session, one.areas, one.signs, one.product) == (None, ["face"], ["G10"], None)


async def test_one_that_came_by_itself_is_corrected_too(vault: Vault) -> None:
    vault.companion.do(TellSkin(signs=("G13",), areas=("face",)))
    [one] = told(vault)
    async with page_on(vault, route=f"/reactions/{one.id}/change") as app:
        await app.shows("Keep this answer")
        await press_part(app, "Pus, crusts or tender bumps in the area.")
        await press_part(app, RASH, "Keep this answer")
        await app.press("Keep this answer")
        assert await app.follow() == f"/reactions/{one.id}"
        assert [r.signs for r in told(vault)] == [["G10"]]


async def test_one_that_came_by_itself_and_was_nothing_is_taken_back(vault: Vault) -> None:
    vault.companion.do(TellSkin(signs=("G10",), areas=("face",)))
    [one] = told(vault)
    assert session_state(vault) == "blocked"
    async with page_on(vault, route=f"/reactions/{one.id}/change") as app:
        await app.shows("Keep this answer")
        await press_part(app, RASH, "All quiet")
        await app.press("All quiet")
        await said(app, "Noted. All quiet.")
        assert session_state(vault) != "blocked"


LONG_AGO = replace(done_session(DAY - timedelta(days=400)), id="long ago", course=None, product="ampoule")
OLD = Reaction(
    id="old", at=LONG_AGO.ended_at, day=LONG_AGO.day, session="long ago", check="end", signs=["E2r"], product="ampoule"
)


@pytest.mark.parametrize("tapped", [[], ["G21"]])  # one that is let go, and one that lasts
async def test_one_of_long_ago_is_corrected_with_history(tmp_path: Path, clock: HandClock, tapped: list[str]) -> None:
    keep(tmp_path, [*course_records(), HAD, LONG_AGO, replace(OLD, signs=tapped)])
    vault = open_vault(tmp_path, clock)
    assert bool(told(vault)) is (tapped == ["G21"])
    async with page_on(vault, route="/reactions/old") as app:
        await app.shows("I tapped wrongly")
        await app.press("I tapped wrongly")
        assert await app.follow() == "/reactions/old/change"
        await app.shows("Your answer of 26 January 2025")
        signs = vault.companion.knowledge.signs
        for sign in tapped:
            await press_part(app, signs[sign].words, "All quiet")
        await press_part(app, "It has not calmed down", signs["G11m"].words)
        assert signs["G11"].words not in app.text(), "as it was asked then, at the end of the session"
        await press_part(app, "Something is there that should not be", RASH)
        await press_part(app, RASH, "Keep this answer")
        await app.press("Keep this answer")
        assert await app.follow() == "/reactions/old"
        await app.shows("A clinician in the next days")
    versions = [r.signs for _, r in vault.companion.history("reaction", "old")]  # type: ignore[attr-defined]
    assert versions == [tapped, ["G10"]]
    [one] = told(vault)
    assert (one.at, one.session, one.check) == (OLD.at, "long ago", "end")
    assert session_state(vault) == "blocked"


@pytest.mark.parametrize("route", ["/reaction/gone", "/reactions/gone", "/reactions/gone/change"])
async def test_what_is_gone_says_so(vault: Vault, route: str) -> None:
    async with page_on(vault, route=route) as app:
        await app.shows("no longer there")


async def test_a_double_tap_keeps_one_answer(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("How is your skin?")
        [button] = [b for b in find(app.view(), ft.FilledButton) if "All quiet" in names_of(b)]
        press = button.on_click
        assert press
        for _ in range(2):
            app.page.run_task(press)  # type: ignore[arg-type]
        await app.until(lambda: told(vault))
        assert len(told(vault)) == 1


def test_the_session_is_what_the_tests_say() -> None:
    assert isinstance(HAD, Session)
    assert HAD.ended_at == datetime.fromisoformat("2026-03-02T20:20:00+01:00")
