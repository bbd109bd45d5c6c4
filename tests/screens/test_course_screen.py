"""One course, and a new one, on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import flet as ft
from msgspec.structs import replace

from care.diary import Diary
from care.records import Answer, Course, Device, DeviceMode, PatchTest, Phase, Product, Profile
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.session import LogSession
from tests.headless import find, fire, walk
from tests.screens.opened_app import OpenedApp, opened_app


def shelf(app: OpenedApp) -> str:
    do = app.vault.companion.do
    do(SetProfile(Profile(birth_year=1990, areas=["face", "scalp"], concerns=["dullness"])))
    do(Save(Device(name="Wand", modes=[DeviceMode(modality="galvanic")])))
    return do(Save(Product(name="Serum", form="serum", areas=["face"]))).puts[0].after.id


def answer_all(app: OpenedApp) -> None:
    """Every safety question with no, and the serum tried."""
    do, today = app.vault.companion.do, date(2026, 3, 2)
    for rule in app.state.knowledge.screening:
        do(Save(Answer(id=rule, rule=rule, answer="no", answered_on=today)))
    [serum] = diary(app).products.values()
    do(Save(replace(serum, patch_test=PatchTest(state="passed")), serum))


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


async def write_into(app: OpenedApp, key: str, value: str) -> None:
    """Write into the field with that key, where several are called the same."""
    [field] = [c for c in walk(app.view()) if c.key == key]
    await fire(find(field, ft.TextField)[0], "change", value=value)


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


async def test_it_may_wait_until_tomorrow_and_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        answer_all(app)
        await app.shows("A session is due.")
        await app.press("Not tonight", "Today after all")
        assert [(c.what, c.about) for c in diary(app).choices] == [("not_today", which)]
        await app.press("Today after all", "Not tonight")
        assert not diary(app).choices
        await app.press("Start session")
        assert await app.follow() == f"/session/{which}"


async def test_each_reason_leads_to_its_source(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.shows("Closed for now.")
        whys = [c for c in walk(app.view()) if "Where this comes from" in str(getattr(c, "label", ""))]
        assert len(whys) == 2
        for why, rule in zip(whys, ("PATCH", "GATE"), strict=True):
            await fire(next(c for c in walk(why) if getattr(c, "on_click", None)), "click")
            assert await app.follow() == f"/why/{rule}"
            await app.go(f"/courses/{which}")
        await app.press("Answer safety questions")
        assert await app.follow() == "/settings/safety"


async def test_a_finished_course_can_be_kept_up_or_left(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        serum = shelf(app)
        record = Course(
            title="Glow",
            area="face",
            product=serum,
            phases=[Phase(every_days=5, sessions=2)],
            starts_on=date(2026, 3, 2),
            done_before=2,
            primary="F-GLOW",
        )
        which = app.vault.companion.do(Save(record)).puts[0].after.id
        await app.go(f"/courses/{which}")
        await app.shows("What now?")
        assert "Pause the course" not in app.text()
        await app.press("Finish it here", "This course is finished.")
        assert diary(app).courses[which].state == "finished"
        await app.press("Keep it up, every 2 weeks", "Then every 2 weeks, for as long as you like")
        kept = diary(app).courses[which]
        assert (kept.state, [p.sessions for p in kept.phases]) == ("active", [2, None])
        await undo(app)
        await app.shows("What now?")


async def test_the_plan_is_changed(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.press("Change the plan")
        assert await app.follow() == f"/courses/{which}/change"
        await app.write("A session every so many days", "x")
        await app.write("How many sessions", "0")
        await app.press("Save", "A whole number from 1 to 366, please.")
        assert "A whole number from 1 to 500, please." in [f.error for f in app.fields()]
        await app.write("A session every so many days", "10")
        await app.write("How many sessions", "6")
        await app.press("Wand")
        await app.press("Save")
        await app.until(lambda: diary(app).courses[which].device)
        changed = diary(app).courses[which]
        assert (changed.phases, bool(changed.device)) == ([Phase(every_days=10, sessions=6)], True)
        assert await app.follow() == f"/courses/{which}"


async def test_a_rhythm_closer_than_the_rest_is_asked_about_once(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.go(f"/courses/{which}/change")
        await app.press("Wand")
        await app.write("A session every so many days", "1")
        await app.press("Save", "Skin rests")
        assert diary(app).courses[which].phases == [Phase(every_days=7, sessions=8)]
        await app.press("Save")
        await app.until(lambda: diary(app).courses[which].phases[0].every_days == 1)


async def test_phases_come_and_go_and_only_the_last_has_no_end(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.go(f"/courses/{which}/change")
        await app.press("Add a phase", "Then")
        await write_into(app, "sessions/0", "")
        await app.press("Save", "Only the last one may go on for good.")
        await write_into(app, "sessions/0", "8")
        await app.press("Save")
        await app.until(lambda: len(diary(app).courses[which].phases) == 2)
        assert diary(app).courses[which].phases == [Phase(every_days=7, sessions=8), Phase(every_days=7)]


async def test_leaving_a_changed_plan_asks_first(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = await course(app)
        await app.go(f"/courses/{which}/change")
        await app.press("None, by hand")
        await app.press("Wand")
        await app.press("Back to the course", "Leave without keeping?")
        await app.press("Stay here", "Save")
        await app.press("Back to the course", "Leave without keeping?")
        await app.press("Leave it")
        assert await app.follow() == f"/courses/{which}"
        assert diary(app).courses[which].device is None


async def new_course(app: OpenedApp, template: str = "Glow, by hand") -> None:
    """The person named one concern, so the courses for it stand there at once."""
    await app.until(lambda: app.state.snapshot.version == app.vault.companion.version)
    await app.go("/courses/new")
    await app.shows(template)
    await app.press(template, "When does it start?")


async def test_a_new_course_stands_ready_for_two_taps_where_the_concern_is_known(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        serum = shelf(app)
        await new_course(app)
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        [made] = diary(app).courses.values()
        assert (made.title, made.product, made.device) == ("Glow, by hand", serum, None)
        assert (made.starts_on, made.primary) == (date(2026, 3, 16), "F-GLOW"), "the patch test runs meanwhile"
        assert await app.follow() == "/"


async def test_a_new_course_takes_three_taps_from_nothing_known(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        app.vault.companion.do(SetProfile(Profile(birth_year=1990, areas=["face"])))
        await app.until(lambda: app.state.snapshot.version == app.vault.companion.version)
        await app.go("/courses/new")
        await app.shows("What would you like to look after?")
        assert "Thinning hair" not in app.text()
        await app.press("Dry or tight", "Comfort, by hand")
        assert app.text().index("Comfort, by hand") < app.text().index("Comfort, with a device")
        await app.press("Read more: Dull and dehydrated skin")
        assert await app.follow() == "/read/dull-and-dehydrated"
        await app.press("Back")
        assert await app.follow() == "/courses/new"
        await app.press("Comfort, by hand", "Judged by: Comfort")
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)


async def test_one_step_back_leads_to_the_courses_and_the_concerns(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        await new_course(app)
        await app.press("One step back", "Something else")
        await app.press("Something else", "What would you like to look after?")
        await app.press("Back to Today")
        assert await app.follow() == "/"


async def test_what_is_ready_starts_now(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        ready = Product(name="A ready one", form="serum", areas=["face"], patch_test=PatchTest(state="passed"))
        app.vault.companion.do(Save(ready))
        await new_course(app)
        assert "The first session is planned for today." in app.text()
        await app.press("Serum", "Its patch test comes first.")
        assert "The first session is planned for Monday 16 March." in app.text()
        await app.press("Start now", "The first session is planned for today.")
        await app.press("A ready one", "The first session is planned for today.")


async def test_a_course_under_way_is_told_as_session_five(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        await new_course(app, "Glow, with a device")
        await app.press("I began before Mesoday", "Sessions already done")
        assert "The first session" not in app.text()
        await app.press("Begin the course", "A whole number from 1 to 200, please.")
        assert not diary(app).courses
        await app.write("Sessions already done", "4")
        await app.shows("Session 5 of 12 comes next, planned for Monday 9 March.")
        await app.write("The last one was on", "2026-04-01")
        await app.press("Begin the course", "That day is still to come.")
        await app.write("The last one was on", "2026-02-27")
        await app.shows("planned for Friday 6 March.")
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        [made] = diary(app).courses.values()
        assert (made.done_before, made.starts_on, made.phases[0].sessions) == (4, date(2026, 3, 6), 8)
        await app.go(f"/courses/{made.id}")
        await app.shows("Session 5 of 12, once a week")


async def test_two_weeks_of_rating_come_first_where_chosen(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        await new_course(app, "Glow, with a device")
        await app.press("Two weeks of rating first", "Monday 16 March")
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        [made] = diary(app).courses.values()
        assert made.starts_on == date(2026, 3, 16)
        await app.go(f"/courses/{made.id}")
        await app.shows("Day 1 of 14 of rating")


async def test_an_empty_shelf_is_filled_on_the_way(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        app.vault.companion.do(SetProfile(Profile(birth_year=1990, areas=["face"], concerns=["dullness"])))
        await new_course(app, "Glow, with a device")
        assert [b for b in find(app.view(), ft.FilledButton) if b.disabled]
        offered = [t.name for t in app.state.knowledge.product_templates.values() if t.session and "face" in t.areas]
        chosen = next(name for name in offered if name in app.text())
        await app.press(chosen)
        await app.until(lambda: diary(app).products)
        await app.press("Galvanic wand")
        await app.until(lambda: diary(app).devices)
        await app.press("Begin the course")
        await app.until(lambda: diary(app).courses)
        [made] = diary(app).courses.values()
        assert (made.product in diary(app).products, made.device in diary(app).devices) == (True, True)


async def test_sensitive_skin_is_warned_of_fragrance_and_begins_gently(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        shelf(app)
        sensitive = Profile(birth_year=1990, areas=["face"], concerns=["dullness"], sensitive=True)
        app.vault.companion.do(SetProfile(sensitive))
        scented = Product(name="Scented", form="serum", areas=["face"], actives=["I14", "I10"])
        app.vault.companion.do(Save(scented))
        await new_course(app)
        assert "Scented holds fragrance" in app.text()
        assert "the first 3 sessions are shorter, and come every 2 weeks" in app.text()
        await app.press("Serum")
        await app.until(lambda: "holds fragrance" not in app.text())
