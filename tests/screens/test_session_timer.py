"""The timer of a session on the wire and on the clock: a second is a few bytes, and true whatever the page did."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import Vault
from screens import session_step
from tests.headless import wire_of
from tests.screens.kept_day import HandClock, course_records, keep, open_vault, page_on
from tests.screens.opened_app import OpenedApp
from tests.screens.test_session_screen import ROUTE, forward, to_the_forehead

MOST_BYTES = 200


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def vault(tmp_path: Path, clock: HandClock) -> Vault:
    keep(tmp_path, course_records())
    return open_vault(tmp_path, clock)


async def second(app: OpenedApp, clock: HandClock, shows: str, passes: float = 1) -> int:
    """Let a second go by and wait for its drawing; returns the bytes it took."""
    wire = wire_of(app.page)
    before = len(wire.sizes)
    clock.passes(passes)
    await app.shows(shows)
    return sum(wire.sizes[before:])


async def test_a_second_is_a_few_bytes_and_draws_nothing_but_the_timer(
    vault: Vault, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    real = session_step._said
    monkeypatch.setattr(session_step, "_said", lambda *given: drawn.append(1) or real(*given))
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        await second(app, clock, "0:44")
        drawn.clear()
        sent = [await second(app, clock, f"0:{left}") for left in (43, 42, 41)]
        assert max(sent) <= MOST_BYTES, sent
        assert drawn == []


async def test_a_machine_that_slept_is_told_when_the_time_was_up(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        await second(app, clock, "0:25", passes=20)
        clock.passes(3600)
        await app.shows("Time is up. Lift the wand. It was up at 18:00.")
        assert "0:00" in app.text()
        await forward(app, "Right cheek")
        assert "It was up at" not in app.text()


async def test_an_end_that_is_seen_is_not_told_like_news(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        clock.passes(45)
        await app.shows("Time is up. Lift the wand.")
        assert "It was up at" not in app.text()
        clock.passes(40)
        await app.shows("It was up at 18:00.")


async def test_what_was_watched_of_a_step_counts_when_it_is_killed_and_no_more(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        await second(app, clock, "0:33", passes=12)
        on_disk, seen = vault.folder / "local.json", f'"seen_at": "{clock.now().isoformat()}"'
        await app.until(lambda: seen in on_disk.read_text("utf-8"))
    clock.passes(3600)
    async with page_on(open_vault(vault.folder, clock), route=ROUTE) as app:
        await app.shows("It stands at step 9 of 21: Forehead.")
        assert "Mesoday saw 0:12 of its 0:45." in app.text()
        assert "Its time was up at 18:00, while nobody was counting." in app.text()
        await app.press("I finished it without Mesoday", "Done. It is in your diary.")
        [kept] = app.vault.companion.diary().sessions
        assert (kept.ended_at - kept.started_at).total_seconds() == 12
        assert len(kept.steps) == 21
        assert {s.id: s.done_s for s in kept.steps}["device_pass/forehead"] == 12
        assert kept.steps[-1].skipped


async def test_a_second_page_is_told_and_takes_the_session_over_from_the_first(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as one:
        await to_the_forehead(one)
        async with page_on(vault, route=ROUTE) as other:
            await other.shows("It was open in another window a moment ago.")
            await forward(one, "Right cheek")
            await other.press("Carry on", "Right cheek")
            assert "Step 10 of 21" in other.text(), "it goes on where the first one was, not where it was found"
            await one.shows("This session goes on in another window")
            await other.press("Stop now", "Why did you stop?")
            await other.press("Something else", "Stopped and kept.")
        assert len(vault.companion.diary().sessions) == 1
        await one.press("Look again here", "From Thursday")


async def test_a_page_that_comes_late_changes_nothing_of_what_another_page_leads(
    vault: Vault, clock: HandClock
) -> None:
    async with page_on(vault, route=ROUTE) as one, page_on(vault, route=ROUTE) as other:
        await to_the_forehead(one)
        await other.shows("Is one of these true today?")
        await other.press("None of these, start", "This session is still open")
        await forward(one, "Right cheek")


async def test_it_goes_on_by_itself_for_whoever_chose_so_and_can_be_told_to_wait(
    vault: Vault, clock: HandClock
) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("Go on by itself")
        await app.press("Go on by itself")
        await app.until(lambda: vault.local.get("session_goes_on"))
        await to_the_forehead(app)
        await app.press("Start", "Then it goes on by itself.")
        await second(app, clock, "It goes on by itself in a moment.", passes=45)
        assert "Step 9 of 21" in app.text()
        await second(app, clock, "Step 10 of 21", passes=6)
        await second(app, clock, "0:49")
        await second(app, clock, "It goes on by itself in a moment.", passes=50)
        await app.press("Wait here", "Time is up. Lift the wand.")
        await second(app, clock, "Step 10 of 21", passes=20)
        vault.local.update(signal_sound=False)
        await forward(app, "Step 11 of 21")
        await app.press("Start", "Then it waits for you.")
