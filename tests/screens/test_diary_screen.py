"""The diary on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import flet as ft

from care.diary import Diary
from care.records import Course, Phase, Product, Profile, Routine, RoutineStep
from care.verbs.catalogue import Save
from care.verbs.check_in import SaveCheckIn
from care.verbs.profile import SetProfile
from tests.headless import find, fire
from tests.screens.opened_app import OpenedApp, opened_app


def begin(app: OpenedApp) -> None:
    do = app.vault.companion.do
    do(SetProfile(Profile(birth_year=1990, areas=["face", "scalp"])))
    serum = do(Save(Product(name="Serum", form="serum", areas=["face"]))).puts[0].after.id
    phases = [Phase(every_days=7, sessions=8)]
    do(Save(Course(title="Glow", area="face", product=serum, phases=phases, starts_on=date(2026, 2, 2))))
    steps = [RoutineStep(id="s1", title="Cleanse"), RoutineStep(id="s2", title="Moisturise")]
    do(Save(Routine(title="Evening", slot="pm", steps=steps)))


def diary(app: OpenedApp) -> Diary:
    return app.vault.companion.diary(whole=True)


async def log_form(app: OpenedApp) -> None:
    await app.shows("A session that is done")
    await app.press("A session that is done", "It began at")


def errors(app: OpenedApp) -> list[object]:
    return [f.error for f in app.fields() if f.error]


async def test_the_month_shows_what_was_kept_and_leads_to_its_day(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary") as app:
        begin(app)
        app.vault.companion.do(SaveCheckIn(area="glow", scores={"F-GLOW": 6}))
        await app.shows("0 sessions, one check-in")
        await app.shows("Monday 2 March, check-in, today")
        assert "Tuesday 3 March" in app.text()
        await app.press("Monday 2 March")
        assert await app.follow() == "/diary/2026-03-02"
        await app.shows("Glow: 6")


async def test_an_earlier_month_is_read_when_it_is_turned_to(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary") as app:
        begin(app)
        await app.shows("March 2026")
        await app.press("The month before", "February 2026")
        await app.shows("Nothing was kept in this month.")
        after = [b for b in find(app.view(), ft.IconButton) if b.tooltip == "The month after"]
        assert not after[0].disabled
        await app.press("The month after", "March 2026")


async def test_a_session_is_logged_with_its_real_time(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary/2026-02-26") as app:
        begin(app)
        await log_form(app)
        await app.write("It began at", "1.15")
        await app.write("Minutes", "12")
        await app.press("Keep it", "Finished, 12 min")
        kept = diary(app).sessions[0]
        assert (kept.day, kept.started_at.isoformat()) == (date(2026, 2, 26), "2026-02-27T00:15:00+00:00")
        assert (kept.outcome, kept.course) == ("finished", next(iter(diary(app).courses)))


async def test_bad_times_are_said_at_their_field_and_nothing_is_lost(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary/2026-03-02") as app:
        begin(app)
        await log_form(app)
        await app.write("It began at", "after dinner")
        await app.write("Minutes", "0")
        await app.press("Keep it")
        assert errors(app) == ["A time like 20:00, please.", "The minutes it took, from 1 to 240, please."]
        assert "after dinner" in [f.value for f in app.fields()]
        await app.write("It began at", "17:55")
        await app.write("Minutes", "10")
        await app.press("Keep it")
        assert errors(app) == ["By these times it is not over yet."]
        assert not diary(app).sessions


async def test_an_entry_is_deleted_and_brought_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary/2026-03-02") as app:
        begin(app)
        app.vault.companion.do(SaveCheckIn(area="glow", scores={"F-GLOW": 6}))
        await app.shows("Glow: 6")
        await app.press("Delete: Face check-in, 18:00")
        await app.until(lambda: not diary(app).check_ins)
        await app.until(lambda: find(app.page, ft.SnackBar))
        action = find(app.page, ft.SnackBar)[-1].action
        assert isinstance(action, ft.SnackBarAction)
        await fire(action, "click")
        await app.until(lambda: len(diary(app).check_ins) == 1)
        await app.shows("Glow: 6")


async def test_steps_of_a_past_day_are_ticked_and_taken_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary/2026-02-27") as app:
        begin(app)
        await app.shows("2 are open")
        await app.press("Daily steps")
        await app.press("Cleanse")
        await app.until(lambda: diary(app).steps_done)
        await app.shows("One is open")
        assert [(s.step, s.day) for s in diary(app).steps_done] == [("s1", date(2026, 2, 27))]
        await app.press("Cleanse", "2 are open")
        assert not diary(app).steps_done
        await app.press("Tick all that are open", "All are ticked")
        assert len(diary(app).steps_done) == 2


async def test_a_check_in_can_be_made_for_that_day(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary/2026-02-27") as app:
        begin(app)
        await app.shows("A scalp check-in")
        await app.press("A scalp check-in")
        assert await app.follow() == "/check-in/scalp?day=2026-02-27"
        await app.shows("Friday 27 February")


async def test_a_day_that_cannot_be_is_said(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary/2026-02-30") as app:
        begin(app)
        await app.shows("There is no such day in the diary")


async def test_on_a_desktop_month_and_day_stand_side_by_side(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/diary", width=1280) as app:
        begin(app)
        await app.shows("March 2026")
        await app.shows("Log something for this day")
