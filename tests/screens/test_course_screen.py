"""One course, and a new one, on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import flet as ft

from care.diary import Diary
from care.records import Course, Device, DeviceMode, Phase, Product, Profile
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.session import LogSession
from tests.headless import find, fire
from tests.screens.opened_app import OpenedApp, opened_app


def shelf(app: OpenedApp) -> str:
    do = app.vault.companion.do
    do(SetProfile(Profile(birth_year=1990, areas=["face", "scalp"], concerns=["dullness"])))
    do(Save(Device(name="Wand", modes=[DeviceMode(modality="galvanic")])))
    return do(Save(Product(name="Serum", form="serum", areas=["face"]))).puts[0].after.id


async def course(app: OpenedApp) -> str:
    """A course at work, its page open; returns its id."""
    serum = shelf(app)
    phases = [Phase(every_days=7, sessions=8)]
    record = Course(title="Glow", area="face", product=serum, phases=phases, starts_on=date(2026, 3, 2))
    which = app.vault.companion.do(Save(record)).puts[0].after.id
    await app.go(f"/courses/{which}")
    await app.shows("Session 1 of 8, once a week")
    return which


def diary(app: OpenedApp) -> Diary:
    return app.vault.companion.diary()


async def undo(app: OpenedApp) -> None:
    await app.until(lambda: find(app.page, ft.SnackBar))
    action = find(app.page, ft.SnackBar)[-1].action
    assert isinstance(action, ft.SnackBarAction)
    await fire(action, "click")


async def test_its_time_is_changed(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.write("Time of day", "late")
        assert [f.error for f in app.fields() if f.error] == ["A time like 20:00, please."]
        await app.write("Time of day", "19.15")
        await app.press("Keep this time")
        await app.until(lambda: diary(app).courses[which].time == "19:15")


async def test_its_slip_rule_is_changed(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.press("The days stay as they are")
        await app.until(lambda: diary(app).courses[which].slip == "grid")


async def test_it_is_paused_and_goes_on(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await course(app)
        await app.press("2 weeks", "Paused until 15 March.")
        assert [(p.areas, p.to) for p in diary(app).pauses] == [(["face"], date(2026, 3, 15))]
        await app.press("End the pause", "Or until this day")
        assert not diary(app).pauses


async def test_it_is_paused_until_a_day_or_without_end(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await course(app)
        for written, problem in (
            ("soon", "A date like 2026-11-24, please."),
            ("1.3.2026", "That day is over already."),
        ):
            await app.write("Or until this day", written)
            await app.press("Pause the course", problem)
        assert not diary(app).pauses
        await app.write("Or until this day", "20.3.2026")
        await app.press("Pause the course", "Paused until 20 March.")
        await app.press("End the pause", "Or until this day")
        await app.write("Or until this day", "")
        await app.press("Pause the course", "Paused since 2 March.")


async def test_it_is_stopped_and_taken_up_again(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.press("Stop this course", "Stopped. No session is planned.")
        assert diary(app).courses[which].state == "stopped"
        await undo(app)
        await app.shows("Stop this course")
        assert diary(app).courses[which].state == "active"


async def test_a_course_of_long_ago_counts_its_sessions(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        serum = shelf(app)
        record = Course(
            title="Old glow",
            area="face",
            product=serum,
            phases=[Phase(every_days=7, sessions=8)],
            starts_on=date(2025, 1, 6),
            state="stopped",
        )
        do = app.vault.companion.do
        which = do(Save(record)).puts[0].after.id
        for day in (6, 13, 20):
            at = datetime(2025, 1, day, 19, tzinfo=UTC)
            do(LogSession(course=which, started_at=at, ended_at=at + timedelta(minutes=10), guided=False))
        await app.go(f"/courses/{which}")
        await app.shows("3 sessions done")
        assert "3 of 8" in app.text()
        await app.press("Go on with this course", "Session 4 of 8, once a week")


async def test_a_course_that_is_gone_is_said(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/courses/01K0000000000000000000000Z") as app:
        shelf(app)
        await app.shows("This course is no longer there")


async def test_a_new_course_stands_ready_for_one_tap(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        serum = shelf(app)
        await app.go("/courses/new")
        await app.shows("Glow, by hand")
        await app.until(lambda: app.state.snapshot.diary.products)
        await app.press("Serum")
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        [made] = diary(app).courses.values()
        assert (made.title, made.product, made.device) == ("Glow, by hand", serum, None)
        assert (made.starts_on, made.primary) == (date(2026, 3, 2), "F-GLOW")
        assert await app.follow() == "/"


async def test_a_course_under_way_goes_on_where_it_is(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        await app.go("/courses/new")
        await app.shows("Wand")
        await app.press("Wand", "Glow, with a device")
        await app.press("I began before Mesoday", "Sessions already done")
        await app.press("Begin the course", "A whole number from 1 to 200, please.")
        assert not diary(app).courses
        await app.write("Sessions already done", "4")
        await app.write("The next session is on", "2026-03-05")
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        [made] = diary(app).courses.values()
        assert (made.phases[0].sessions, made.starts_on) == (4, date(2026, 3, 5))


async def test_two_weeks_of_rating_come_first_where_chosen(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        await app.go("/courses/new")
        await app.shows("Wand")
        await app.press("Wand")
        await app.press("Two weeks of rating first", "Monday 16 March")
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        assert next(iter(diary(app).courses.values())).starts_on == date(2026, 3, 16)


async def test_without_anything_on_the_shelf_it_cannot_begin(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        app.vault.companion.do(SetProfile(Profile(birth_year=1990, areas=["face"])))
        await app.go("/courses/new")
        await app.shows("Add one to the shelf")
        begin = [b for b in find(app.view(), ft.FilledButton) if b.disabled]
        assert len(begin) == 1
