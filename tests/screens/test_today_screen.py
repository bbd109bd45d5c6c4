"""Today on a page without a client, over a real data folder."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import flet as ft
import pytest
from flet.controls.base_control import BaseControl

from care.days import instant
from care.knowledge import Knowledge
from care.records import (
    Occurrence,
    Product,
    Profile,
    Record,
    Reminder,
    Routine,
    RoutineStep,
    StepDone,
    occurrence_id,
    step_done_id,
)
from care.verbs.routine import Tick
from screens import today_cards
from screens.snapshot import Snapshot
from screens.today_view import TodayView, today_view
from tests.headless import find, fire, go, text_of, until, wire_of
from tests.screens.kept_day import HandClock, course_records, keep, lines, open_vault, page_on, routine, said, take_back
from tests.screens.opened_app import ZONE, OpenedApp

DAY = date(2026, 3, 2)
ME = Profile(id="profile", areas=["face"], birth_year=1990)
MOST_BYTES = 450


def steps(number: int) -> list[Record]:
    return [ME, routine("pm", *(f"Step {n:03d}" for n in range(number)))]


def ticks(app: OpenedApp) -> list[str]:
    return sorted(s.step for s in app.vault.companion.diary().steps_done)


def row(app: OpenedApp, name: str) -> BaseControl:
    """The row with that title, as it is pressed."""
    [found] = [
        c
        for c in find(app.view(), BaseControl)  # type: ignore[type-abstract]
        if getattr(c, "on_click", None) and any(t.value == name for t in find(getattr(c, "content", None), ft.Text))
    ]
    return found


async def press_row(app: OpenedApp, name: str, shows: str) -> int:
    """Press a row and wait for the answer; returns the bytes that were sent because of it."""
    wire = wire_of(app.page)
    before = len(wire.sizes)
    await fire(row(app, name), "click")
    await app.shows(shows)
    await app.until(lambda: not app.state._reading)
    return sum(wire.sizes[before:])


async def test_a_tick_is_kept_answered_and_taken_back(tmp_path: Path) -> None:
    keep(tmp_path, steps(4))
    async with page_on(open_vault(tmp_path)) as app:
        assert "0 of 4 steps done" in app.text()
        await press_row(app, "Step 001", "1 of 4 steps done")
        assert ticks(app) == ["s1"]
        assert "Done at 18:00" in app.text()
        assert open_vault(tmp_path).store.get("step_done", f"{DAY}/pm/s1") is not None, "it is on disk already"
        await press_row(app, "Step 001", "0 of 4 steps done")
        assert ticks(app) == []
        assert "Done at 18:00" not in app.text()


async def test_two_taps_on_a_row_before_the_answer_are_one_tick(tmp_path: Path) -> None:
    keep(tmp_path, steps(4))
    async with page_on(open_vault(tmp_path)) as app:
        pressed = row(app, "Step 001")
        await asyncio.gather(pressed.on_click(), pressed.on_click())  # type: ignore[attr-defined]
        await app.shows("1 of 4 steps done")
        assert ticks(app) == ["s1"]


async def test_the_answer_to_a_tick_is_short_however_many_rows_there_are(tmp_path: Path) -> None:
    sent = {}
    for number in (10, 300):
        keep(tmp_path / str(number), steps(number))
        async with page_on(open_vault(tmp_path / str(number))) as app:
            done, undone = f"1 of {number} steps done", f"0 of {number} steps done"
            await press_row(app, "Step 004", done)  # the first tick of a page also opens what a tick needs
            await press_row(app, "Step 004", undone)
            sent[number] = await press_row(app, "Step 004", done)
            assert ticks(app) == ["s4"]
    assert max(sent.values()) <= MOST_BYTES, sent
    assert sent[300] <= 1.1 * sent[10], sent


async def test_did_all_notes_what_is_open_and_is_taken_back_whole(tmp_path: Path) -> None:
    keep(tmp_path, steps(4))
    async with page_on(open_vault(tmp_path)) as app:
        await press_row(app, "Step 002", "1 of 4 steps done")
        await app.press("Did all", "4 of 4 steps done")
        assert ticks(app) == ["s0", "s1", "s2", "s3"]
        assert "All done for today." in app.text()
        await take_back(app, "3 steps noted.")
        await app.shows("1 of 4 steps done")
        assert ticks(app) == ["s2"]


async def test_an_undo_stays_for_ten_seconds(tmp_path: Path) -> None:
    keep(tmp_path, steps(2))
    async with page_on(open_vault(tmp_path)) as app:
        await app.press("Did all")
        bar = await said(app, "2 steps noted.")
        duration = bar.duration
        assert isinstance(duration, ft.Duration)
        assert duration.seconds == 10 or duration.in_milliseconds == 10_000


async def test_not_today_is_kept_and_taken_back(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path)) as app:
        assert "A face session is due." in app.text()
        await app.press("Not today", "Not today. Tomorrow is soon enough.")
        assert [c.about for c in app.vault.companion.diary().choices] == ["course"]
        assert "Start session" not in app.text()
        await take_back(app, "Nothing is lost, and nothing is caught up.")
        await app.shows("A face session is due.")
        assert app.vault.companion.diary().choices == ()


async def test_a_session_starts_from_its_card(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path)) as app:
        await app.press("Start session")
        assert await app.follow() == "/session/course"
        await app.shows("None of these, start")


RETINOL = Product(id="retinol", name="Night retinol", form="retinoid", areas=["face"], actives=["I01"])
EVENING = Routine(
    id="pm",
    title="Evening",
    slot="pm",
    area="face",
    steps=[RoutineStep(id="wash", title="Wash"), RoutineStep(id="retinol", title="Night retinol", product="retinol")],
)


def beside_retinol(*more: Record) -> list[Record]:
    return [*course_records(), RETINOL, EVENING, *more]


async def test_what_was_changed_is_told_kept_and_let_rest_again(tmp_path: Path) -> None:
    keep(tmp_path, beside_retinol())
    async with page_on(open_vault(tmp_path)) as app:
        assert "Evening care is shorter for it." in app.text()
        await app.press("Changed tonight. Why?", "our cautious default.")
        await app.press("Keep it today", "You keep it today.")
        (choice,) = app.vault.companion.diary().choices
        assert (choice.what, choice.about, choice.rule) == ("keep_step", "pm/retinol", "I01")
        await app.shows("You keep Night retinol today. A session waits 48 hours after it.")
        await app.press("Let it rest after all", "Resting until Wednesday evening")
        assert app.vault.companion.diary().choices == ()


async def test_a_row_that_rests_leads_to_what_may_be_done(tmp_path: Path) -> None:
    keep(tmp_path, beside_retinol())
    async with page_on(open_vault(tmp_path)) as app:
        await fire(row(app, "Night retinol"), "click")
        assert await app.follow() == "/can-i/product/retinol"


async def test_advice_is_set_aside_after_it_has_been_said_in_full_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    at = instant(DAY - timedelta(days=1), "21:30", ZONE)
    used = StepDone(
        id=step_done_id(DAY - timedelta(days=1), "pm", "retinol"),
        at=at,
        zone=ZONE,
        day=DAY - timedelta(days=1),
        routine="pm",
        step="retinol",
    )
    keep(tmp_path, beside_retinol(used))
    async with page_on(open_vault(tmp_path)) as app:
        assert "Start session" not in app.text()
        await app.press("I decide this myself", "This is advice, and yours to decide.")
        await app.press("Offer the session today", "Start session")
        await app.shows("You decided this yourself: ")
        assert [(c.what, c.about, c.rule) for c in app.vault.companion.diary().choices] == [
            ("own_decision", "course", "I01")
        ]
        await app.press("Take my decision back", "I decide this myself")
        assert "Start session" not in app.text()


def reminded(state: str, *, reminder: str = "wipe", slot: str = "17:30") -> list[Record]:
    due = instant(DAY, slot, ZONE)
    occurrence = Occurrence(
        id=occurrence_id(reminder, DAY, slot),
        reminder=reminder,
        date=DAY,
        slot=slot,
        due_at=due,
        state=state,  # type: ignore[arg-type]
    )
    wipe = Reminder(id="wipe", title="Wipe the wand", times=["17:30"])
    return [ME, routine("pm", "Wash", "Cream"), wipe, occurrence]


def state_of(app: OpenedApp) -> str:
    [occurrence] = app.vault.companion.diary().ledger.values()
    return occurrence.state


@pytest.mark.parametrize(
    ("answer", "state", "line"),
    [
        ("Done", "done", "Noted."),
        ("Not today", "skipped", "Not today. Nothing is lost."),
        ("In 30 min", "snoozed", "Again in 30 minutes."),
    ],
)
async def test_a_ringing_reminder_is_answered_and_the_answer_taken_back(
    tmp_path: Path, answer: str, state: str, line: str
) -> None:
    keep(tmp_path, reminded("delivered"))
    async with page_on(open_vault(tmp_path)) as app:
        assert "It is time. Planned 17:30." in app.text()
        await app.press(answer)
        await app.until(lambda: "Wipe the wand" not in app.text())
        assert state_of(app) == state
        await take_back(app, line)
        await app.shows("Wipe the wand")
        assert state_of(app) == "delivered"


@pytest.mark.parametrize(("answer", "state"), [("I did it", "done"), ("I did not", "skipped")])
async def test_a_missed_reminder_is_answered(tmp_path: Path, answer: str, state: str) -> None:
    keep(tmp_path, reminded("missed_shown"))
    async with page_on(open_vault(tmp_path)) as app:
        assert "Welcome back. One reminder did not ring." in app.text()
        assert "Monday 2 March, planned 17:30" in app.text()
        await app.press(answer)
        await app.until(lambda: "Wipe the wand" not in app.text())
        assert state_of(app) == state


async def test_a_missed_routine_that_was_done_is_ticked_and_taken_back_whole(tmp_path: Path) -> None:
    keep(tmp_path, reminded("missed_shown", reminder="pm"))
    async with page_on(open_vault(tmp_path)) as app:
        await app.press("I did it", "2 of 2 steps done")
        await app.until(lambda: state_of(app) == "done")
        await take_back(app, "Noted.")
        await app.shows("0 of 2 steps done")
        assert ticks(app) == []
        assert state_of(app) == "missed_shown"
        assert "I did it" in app.text()


async def test_all_that_was_missed_can_be_left_out_at_once(tmp_path: Path) -> None:
    records = reminded("missed_shown") + reminded("missed_shown", slot="09:00")[-1:]
    keep(tmp_path, records)
    async with page_on(open_vault(tmp_path)) as app:
        await app.press("Leave all out")
        await said(app, "All left out. That is fine.")
        ledger = app.vault.companion.diary
        assert {o.state for o in ledger().ledger.values()} == {"skipped"}
        await take_back(app, "All left out. That is fine.")
        await app.until(lambda: {o.state for o in ledger().ledger.values()} == {"missed_shown"})
        await app.shows("Leave all out")


async def test_a_part_that_cannot_be_drawn_is_a_card_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> ft.Control:
        raise ValueError("a broken picture")

    keep(tmp_path, [*course_records(), routine("pm", "Wash", "Cream")])
    monkeypatch.setattr(today_cards, "session_card", fails)
    async with page_on(open_vault(tmp_path)) as app:
        await app.shows("could not be drawn")
        assert "Your entries are safe. The rest of the app works." in app.text()
        assert "a broken picture" in caplog.text
        await press_row(app, "Wash", "1 of 2 steps done")
        await app.go("/shelf")
        await app.shows("Hyaluronic ampoule")
        monkeypatch.undo()
        await app.go("/")
        await app.shows("Start session")


async def test_all_of_today_failing_leaves_a_way_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> object:
        raise ValueError("a broken view")

    keep(tmp_path, steps(2))
    monkeypatch.setattr("screens.today_handlers.today_view", fails)
    async with page_on(open_vault(tmp_path)) as app:
        await app.shows("Today could not be drawn")
        await app.go("/shelf")
        await app.shows("Nothing on the shelf yet")
        monkeypatch.undo()
        await app.go("/")
        await app.shows("0 of 2 steps done")


async def test_a_failure_while_the_page_is_open_leaves_it_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, steps(2))
    async with page_on(open_vault(tmp_path)) as app:

        def fails_once_done(shot: Snapshot, known: Knowledge, before: tuple[Snapshot, TodayView] | None) -> TodayView:
            if shot.diary.steps_done:
                raise ValueError("a broken view")
            return today_view(shot, known, before)

        monkeypatch.setattr("screens.today_handlers.today_view", fails_once_done)
        await press_row(app, "Step 000", "Today could not be drawn")
        monkeypatch.undo()
        await app.press("Try again", "1 of 2 steps done")
        assert ticks(app) == ["s0"]


async def test_two_pages_of_one_vault_agree(tmp_path: Path) -> None:
    keep(tmp_path, steps(3))
    vault = open_vault(tmp_path)
    async with page_on(vault) as one, page_on(vault) as other:
        await press_row(one, "Step 000", "1 of 3 steps done")
        await until(lambda: "1 of 3 steps done" in text_of(other.page.views))
        await press_row(other, "Step 001", "2 of 3 steps done")
        await until(lambda: "2 of 3 steps done" in text_of(one.page.views))
        assert lines(one) == lines(other) == []


async def test_a_page_that_is_closed_is_left_in_peace(tmp_path: Path) -> None:
    keep(tmp_path, steps(3))
    vault = open_vault(tmp_path)
    async with page_on(vault) as one:
        async with page_on(vault) as other:
            sent = wire_of(other.page)
        before = len(sent.sizes)
        await press_row(one, "Step 000", "1 of 3 steps done")
        assert len(sent.sizes) == before


async def test_what_another_process_wrote_is_shown(tmp_path: Path) -> None:
    keep(tmp_path, steps(3))
    async with page_on(open_vault(tmp_path)) as app:
        other = open_vault(tmp_path)
        other.companion.do(Tick("pm", "s2", DAY))
        assert "0 of 3 steps done" in app.text()
        assert app.vault.companion.refresh()
        await app.shows("1 of 3 steps done")


async def test_a_new_day_begins_at_four(tmp_path: Path) -> None:
    clock = HandClock("2026-03-03T03:59:50+01:00")
    keep(tmp_path, steps(2))
    async with page_on(open_vault(tmp_path, clock)) as app:
        await press_row(app, "Step 000", "1 of 2 steps done")
        clock.passes(60)
        await app.state.clock_moved()
        await app.shows("0 of 2 steps done")
        assert "Tuesday 3 March" in app.text()


async def test_quick_shows_only_what_is_open(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), routine("am", "Dab"), routine("pm", "Wash", "Cream")])
    vault = open_vault(tmp_path)
    vault.companion.do(Tick("am", "s0", DAY))
    async with page_on(vault, route="/quick") as app:
        await app.shows("Cream")
        assert "Dab" not in app.text()
        assert "Start session" not in app.text()
        await app.press("Did all", "A face session is due.")
        await app.until(lambda: "Cream" not in app.text())


async def test_an_empty_first_day_offers_a_beginning(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    async with page_on(open_vault(tmp_path)) as app:
        await app.press("Set up a course")
        assert await app.follow() == "/courses/new"
        await go(app.page, "/")
