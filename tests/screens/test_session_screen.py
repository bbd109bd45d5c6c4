"""A guided session on a page without a client: the list before it, its steps, stopping, and being killed in between."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.records import Course, Session
from care.verbs.choice import Choose
from care.verbs.screening import AnswerQuestions
from care.verbs.session import LogSession
from companion import Vault
from screens.session_draft import draft_name
from tests.headless import fire, walk
from tests.screens.kept_day import HandClock, course_records, keep, open_vault, page_on, said
from tests.screens.opened_app import NOW, OpenedApp, names_of

DAY = date(2026, 3, 2)
ROUTE = "/session/course"
DRAFT = draft_name("course")
READY = ["Wash your hands", "Clean your face", "Pat dry", "Take jewellery off", "Look at the product"]
READY += ["Open the ampoule", "Put the serum on", "Set the device"]
FOREHEAD = 45  # seconds of the first session, half of the usual time


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def vault(tmp_path: Path, clock: HandClock) -> Vault:
    keep(tmp_path, course_records())
    return open_vault(tmp_path, clock)


def sessions(app: OpenedApp) -> list[Session]:
    return list(app.vault.companion.diary().sessions)


def can_press(app: OpenedApp, name: str) -> bool:
    return any(getattr(c, "on_click", None) and name in names_of(c) for c in walk(app.view()))


async def forward(app: OpenedApp, shows: str) -> None:
    """Leave the step at hand."""
    await app.press("Next" if can_press(app, "Next") else "Next step", shows)


async def begin(app: OpenedApp) -> None:
    await app.shows("Is one of these true today?")
    await app.press("None of these, start", "Step 1 of 21")


async def to_the_forehead(app: OpenedApp) -> None:
    """Go through what comes before the wand."""
    await begin(app)
    for number, title in enumerate(READY):
        assert title in app.text()
        await forward(app, f"Step {number + 2} of 21")
    assert "Forehead" in app.text()


def seconds(session: Session) -> dict[str, float]:
    return {s.id: s.done_s for s in session.steps}


async def test_a_tick_on_the_list_closes_today_by_its_rule(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("Is one of these true today?")
        await app.press("Fever, or feeling ill", "Keep this, not today")
        assert not can_press(app, "None of these, start")
        await app.press("Keep this, not today")
        await said(app, "Kept. Skin comes first; the session waits.")
        assert await app.follow() == "/"
        await app.shows("Closed for now")
        answer = vault.companion.diary().answers["K12"]
        assert (answer.answer, answer.answered_on) == ("yes", DAY)
        [plan] = vault.companion.plan().sessions
        assert plan.state == "blocked"
        assert "K12" in {w.rule for w in plan.why}
        assert sessions(app) == []
        assert vault.local.get(DRAFT) is None


async def test_a_tick_can_be_taken_off_again(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("Is one of these true today?")
        await app.press("Fever, or feeling ill", "Keep this, not today")
        await app.press("Fever, or feeling ill", "None of these, start")
        assert vault.companion.diary().answers["K12"].answer == "no"


async def test_from_the_list_to_the_diary(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        assert "0:45" in app.text()
        assert "Level 1" in app.text()
        await app.press("Start", "Pause")
        clock.passes(20)
        await app.press("Pause", "0:25")
        clock.passes(300)
        await app.press("Carry on", "Pause")
        clock.passes(600)
        await app.shows("Time is up. Lift the wand.")
        await forward(app, "Step 10 of 21")
        for number in range(10, 21):
            await forward(app, f"Step {number + 1} of 21")
        await app.press("Finish", "Done. It is in your diary.")
        assert "The next session is planned for Monday 9 March." in app.text()
        [kept] = sessions(app)
        assert (kept.outcome, kept.stop_reason, kept.course, kept.level) == ("finished", "", "course", 1)
        assert kept.started_at == datetime.fromisoformat(NOW)
        assert kept.ended_at - kept.started_at == timedelta(seconds=920)
        assert len(kept.steps) == 21
        assert seconds(kept)["device_pass/forehead"] == FOREHEAD, "a step ends by itself, however late one comes back"
        assert seconds(kept)["device_pass/chin"] == 0
        assert kept.precheck == dict.fromkeys(("K09", "K12", "K14", "K16", "K21", "K32"), "no")
        assert vault.local.get(DRAFT) is None
        await app.press("Back to Today")
        assert await app.follow() == "/"
        await app.shows("Done. Next one on Monday 9 March.")


async def test_going_back_gives_what_was_left_and_no_more(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        clock.passes(15)
        await forward(app, "Right cheek")
        await app.press("One back", "Forehead")
        assert "0:30" in app.text()
        assert can_press(app, "Carry on"), "it waits until the wand is in hand"


async def test_help_keeps_the_place_and_the_time(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        clock.passes(10)
        await app.press("Help", "Call the emergency number now")
        clock.passes(500)
        back = [c for c in walk(app.view()) if getattr(c, "on_click", None) and "Back to the step" in names_of(c)]
        await fire(back[-1], "click")
        await app.shows("0:35")
        assert "Step 9 of 21" in app.text()


@pytest.mark.parametrize(
    ("answer", "reason", "watch"),
    [("Burning", "burning", True), ("Pain", "pain", True), ("I was interrupted", "interrupted", False)],
)
async def test_stopping_keeps_what_was_really_done(
    vault: Vault, clock: HandClock, answer: str, reason: str, watch: bool
) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        clock.passes(12)
        await app.press("Stop now", "Why did you stop?")
        clock.passes(60)
        await app.press(answer, "Stopped and kept.")
        assert ("Watch your skin." in app.text()) is watch
        [kept] = sessions(app)
        assert (kept.outcome, kept.stop_reason) == ("stopped", reason)
        assert seconds(kept)["device_pass/forehead"] == 12
        assert [s.id for s in kept.steps][-1] == "device_pass/forehead"
        assert vault.local.get(DRAFT) is None


async def test_stopping_can_be_thought_over(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        clock.passes(12)
        await app.press("Stop now", "Why did you stop?")
        await app.press("Go on with the session", "0:33")
        assert sessions(app) == []


async def test_by_hand_nothing_is_said_of_a_wand(tmp_path: Path, clock: HandClock) -> None:
    keep(tmp_path, [replace(r, device=None) if isinstance(r, Course) else r for r in course_records()])
    async with page_on(open_vault(tmp_path, clock), route=ROUTE) as app:
        await app.shows("Is one of these true today?")
        await app.press("None of these, start", "Step 1 of")
        await app.press("Stop now", "Take your hands away.")
        await app.press("Go on with the session", "Step 1 of")
        await app.until(lambda: (app.vault.local.get(DRAFT) or {})["player"]["phase"] == "steps")
    async with page_on(open_vault(tmp_path, clock), route=ROUTE) as app:
        await app.shows("This session is still open")
        assert "device" not in app.text()


async def test_two_taps_on_the_last_button_keep_one_session(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await begin(app)
        await app.press("Stop now", "Why did you stop?")
        [button] = [c for c in walk(app.view()) if getattr(c, "on_click", None) and "Pain" in names_of(c)]
        button.on_click()  # type: ignore[attr-defined]
        button.on_click()  # type: ignore[attr-defined]
        await app.shows("Stopped and kept.")
        assert len(sessions(app)) == 1


async def killed_at_the_forehead(vault: Vault, clock: HandClock, *, after: float) -> None:
    """Leave a session in the middle of a running step, with nothing closed, and let time go by."""
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        await app.until(lambda: (app.vault.local.get(DRAFT) or {})["player"]["since"])
    clock.passes(after)


async def test_a_killed_app_finds_its_place_again(vault: Vault, clock: HandClock) -> None:
    await killed_at_the_forehead(vault, clock, after=14)
    async with page_on(open_vault(vault.folder, clock)) as app:
        await app.shows("A session is still open.")
        await app.press("Go on with the session")
        assert await app.follow() == ROUTE
        await app.shows("This session is still open")
        assert "Serum may have dried." in app.text()
        await app.press("Carry on", "0:45")
        assert "Step 9 of 21" in app.text()
        await app.press("Start", "Pause")
        clock.passes(46)
        await app.shows("Time is up. Lift the wand.")
        await forward(app, "Step 10 of 21")
        await app.press("Stop now", "Why did you stop?")
        await app.press("Something else", "Stopped and kept.")
        [kept] = sessions(app)
        assert kept.started_at == datetime.fromisoformat(NOW)
        assert seconds(kept)["device_pass/forehead"] == FOREHEAD


async def test_what_was_done_before_the_kill_can_be_kept(vault: Vault, clock: HandClock) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Start", "Pause")
        clock.passes(20)
        await app.press("Pause", "0:25")
        await app.until(lambda: (vault.local.get(DRAFT) or {})["player"]["since"] is None)
    clock.passes(30 * 3600)
    async with page_on(open_vault(vault.folder, clock), route=ROUTE) as app:
        await app.shows("This session is still open")
        await app.press("I stopped there", "Why did you stop?")
        await app.press("I was interrupted", "Stopped and kept.")
        [kept] = sessions(app)
        assert (kept.outcome, kept.stop_reason, kept.day) == ("stopped", "interrupted", DAY)
        assert kept.ended_at - kept.started_at == timedelta(seconds=20), "not when it was found, a day later"
        assert seconds(kept)["device_pass/forehead"] == 20


async def test_it_can_be_thrown_away(vault: Vault, clock: HandClock) -> None:
    await killed_at_the_forehead(vault, clock, after=14)
    async with page_on(open_vault(vault.folder, clock), route=ROUTE) as app:
        await app.shows("This session is still open")
        await app.press("Throw it away", "Is one of these true today?")
        assert app.vault.local.get(DRAFT) is None
        assert sessions(app) == []
    async with page_on(open_vault(vault.folder, clock), route=ROUTE) as app:
        await app.shows("Is one of these true today?")


async def test_a_session_killed_just_after_it_was_kept_is_not_kept_twice(vault: Vault, clock: HandClock) -> None:
    await killed_at_the_forehead(vault, clock, after=30)
    began = datetime.fromisoformat(NOW)
    vault.companion.do(LogSession(course="course", started_at=began, ended_at=clock.now(), outcome="stopped"))
    async with page_on(open_vault(vault.folder, clock), route=ROUTE) as app:
        await app.shows("From Thursday 18:00")
        assert "This session is still open" not in app.text()


async def test_a_draft_that_cannot_be_read_does_not_keep_one_from_beginning(vault: Vault) -> None:
    vault.local.update(**{DRAFT: {"player": {"course": 7}, "kept_at": "yesterday"}})
    async with page_on(vault, route=ROUTE) as app:
        await begin(app)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (AnswerQuestions({"K12": "yes"}), ""),
        (Choose("not_today", "course"), "not due today"),
        (
            LogSession(
                course="course",
                started_at=datetime.fromisoformat("2026-03-02T17:00:00+01:00"),
                ended_at=datetime.fromisoformat("2026-03-02T17:20:00+01:00"),
            ),
            "Never two to catch up",
        ),
    ],
)
async def test_a_session_that_the_plan_has_closed_meanwhile_does_not_start(
    vault: Vault, command: object, why: str
) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("Is one of these true today?")
        had = len(sessions(app))
        start = next(
            c for c in walk(app.view()) if getattr(c, "on_click", None) and "None of these, start" in names_of(c)
        )
        other = open_vault(vault.folder)
        other.companion.do(command)
        vault.companion.refresh()
        await start.on_click()  # type: ignore[attr-defined]
        await said(app, why)
        assert "Step 1 of 21" not in app.text()
        assert vault.local.get(DRAFT) is None
        assert len(sessions(app)) == had + isinstance(command, LogSession)


async def test_too_soon_it_says_from_when_and_why(vault: Vault, clock: HandClock) -> None:
    began = clock.now()
    clock.passes(1200)
    vault.companion.do(LogSession(course="course", started_at=began, ended_at=clock.now()))
    clock.passes(24 * 3600)
    async with page_on(vault, route=ROUTE) as app:
        await app.shows("From Monday 20:00")
        assert "Skin rests 72 hours between sessions, our cautious default." in app.text()
        assert not can_press(app, "None of these, start")
        await app.press("Back to Today")
        assert await app.follow() == "/"


async def test_an_open_session_that_the_plan_has_closed_meanwhile_is_not_carried_on(
    vault: Vault, clock: HandClock
) -> None:
    await killed_at_the_forehead(vault, clock, after=5)
    vault.companion.do(AnswerQuestions({"K12": "yes"}))
    async with page_on(open_vault(vault.folder, clock), route=ROUTE) as app:
        await app.press("Carry on")
        await said(app, "")
        assert "Step 9 of 21" not in app.text()
        await app.press("I stopped there", "Why did you stop?")
        await app.press("Something else", "Stopped and kept.")


async def test_a_course_that_is_gone_is_said(vault: Vault) -> None:
    async with page_on(vault, route="/session/gone") as app:
        await app.shows("This course is no longer there")


async def test_at_its_end_it_asks_how_the_skin_is(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Stop now", "Why did you stop?")
        await app.press("Something else", "How is your skin?")
        [had] = sessions(app)
        await app.press("All quiet")
        await app.until(lambda: "How is your skin?" not in app.text())
        [told] = app.vault.companion.diary().reactions
        assert (told.session, told.check, told.signs) == (had.id, "end", [])


async def test_stopped_for_a_burn_it_asks_for_a_closer_look_alone(vault: Vault) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Stop now", "Why did you stop?")
        await app.press("Burning", "How is your skin?")
        assert not can_press(app, "All quiet")
        [had] = sessions(app)
        await app.press("Look closer")
        assert await app.follow() == f"/reaction/{had.id}"


async def test_help_shows_the_number_and_what_was_put_on_and_the_session_waits_below(
    vault: Vault, clock: HandClock
) -> None:
    async with page_on(vault, route=ROUTE) as app:
        await to_the_forehead(app)
        await app.press("Help", "The emergency number in Germany")
        await app.press("What I put on")
        assert await app.follow() == "/put-on"
        await app.press("Close the list")
        assert await app.follow() == ROUTE
        [back, _] = [c for c in walk(app.view()) if getattr(c, "on_click", None) and "Back to the step" in names_of(c)]
        await fire(back, "click")
        await app.shows("Forehead")
        await app.press("Start", "Pause")
        clock.passes(5)
        await app.shows("0:40")  # the time is still drawn as it runs
