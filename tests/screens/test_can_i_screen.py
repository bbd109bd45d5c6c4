""" "Can I?" on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import flet as ft

from care.records import Course, Device, DeviceMode, LabelHours, PatchTest, Phase, Product, Profile, Record
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.screening import AnswerQuestions
from tests.headless import find, fire
from tests.screens.opened_app import OpenedApp, opened_app

TODAY = date(2026, 3, 2)


def put(app: OpenedApp, record: Record) -> str:
    return app.vault.companion.do(Save(record)).puts[0].after.id  # type: ignore[arg-type]


def begin(app: OpenedApp) -> dict[str, str]:
    """Somebody with a galvanic course of the face, due tonight, and a retinol; the ids of it all."""
    companion = app.vault.companion
    companion.do(SetProfile(Profile(birth_year=1990, areas=["face"])))
    companion.do(AnswerQuestions(dict.fromkeys(companion.knowledge.screening, "no")))
    ampoule = put(app, Product(name="Ampoule", areas=["face"], actives=["I26"], patch_test=PatchTest(state="passed")))
    wand = put(app, Device(name="Wand", modes=[DeviceMode(modality="galvanic")]))
    weekly = [Phase(every_days=7)]
    course = Course(title="Glow", area="face", product=ampoule, device=wand, phases=weekly, starts_on=TODAY)
    return {
        "ampoule": ampoule,
        "wand": wand,
        "course": put(app, course),
        "retinol": put(app, Product(name="Night retinol", areas=["face"], actives=["I01"])),
    }


async def undo(app: OpenedApp) -> None:
    await app.until(lambda: find(app.page, ft.SnackBar))
    action = find(app.page, ft.SnackBar)[-1].action
    assert isinstance(action, ft.SnackBarAction)
    await fire(action, "click")


async def test_the_field_filters_at_once_and_a_tap_answers(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i") as app:
        begin(app)
        await app.shows("Night retinol")
        await app.write("What would you like to use or do?", "shav")
        assert "Shaving" in app.text()
        assert "Night retinol" not in app.text()
        await app.press("Shaving")
        assert (await app.follow()).startswith("/can-i/activity/")
        await app.shows("Not until Wednesday 20:00.")
        await app.press("Back")
        assert await app.follow() == "/can-i"
        assert "shav" in [f.value for f in app.fields()]


async def test_what_is_refused_is_answered_while_it_is_written_and_the_unknown_has_a_way_on(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i") as app:
        begin(app)
        await app.write("What would you like to use or do?", "dermapen")
        assert "by hand, or with a needle-free device" in app.text()
        await app.write("What would you like to use or do?", "moon dust")
        await app.press("Add to the shelf")
        assert await app.follow() == "/shelf/add"


async def test_a_reason_leads_to_its_source_and_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = begin(app)
        await app.go(f"/can-i/product/{which['retinol']}")
        await app.shows("Glow, planned for 20:00 today, would then fit from Wednesday 18:00 on.")
        why = next(c for c in find(app.view(), ft.Semantics) if str(c.label).endswith("Where this comes from"))
        await fire(find(why, ft.Container)[0], "click")
        assert await app.follow() == "/why/I01"


async def test_an_own_decision_is_noted_told_and_can_be_taken_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = begin(app)
        await app.go(f"/can-i/product/{which['retinol']}")
        await app.shows("Not until Wednesday 20:00.")
        await app.press("I decide this myself", "You decided this yourself today")
        await app.shows("Yes, with care.")
        (choice,) = app.vault.companion.diary().choices
        assert (choice.what, choice.about, choice.rule) == ("own_decision", which["retinol"], "I01")
        await app.press("Take back", "I decide this myself")
        assert app.vault.companion.diary().choices == ()
        await app.shows("Not until Wednesday 20:00.")
        await app.press("I decide this myself", "You decided this yourself today")
        await undo(app)
        await app.until(lambda: app.vault.companion.diary().choices == ())


async def test_what_is_closed_by_a_refusal_offers_no_own_decision(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        begin(app)
        old = put(app, Product(name="Old", expires_on=date(2026, 1, 1)))
        await app.go(f"/can-i/product/{old}")
        await app.shows("No.")
        assert "I decide this myself" not in app.text()


async def test_the_label_goes_first_once_it_is_written_down(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        which = begin(app)
        await app.go(f"/can-i/product/{which['retinol']}")
        await app.shows("Not until Wednesday 20:00.")
        await app.press("My label says …", "Hours to leave before a session")
        await app.press("Save", "A number of hours, please; 0 where the label asks for none.")
        await app.write("Hours to leave before a session", "1")
        await app.write("Hours to wait after a session", "2")
        await app.press("Save", "Yes.")

        def kept() -> LabelHours | None:
            return app.vault.companion.diary().products[which["retinol"]].session_hours

        assert kept() == LabelHours(before=1, after=2)
        await app.press("My label says …", "Use our hours")
        await app.press("Use our hours", "Not until Wednesday 20:00.")
        assert kept() is None
        await undo(app)
        await app.until(lambda: kept() == LabelHours(before=1, after=2))


async def test_what_is_gone_is_said_and_a_page_of_the_shelf_leads_here(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i/product/gone") as app:
        which = begin(app)
        await app.shows("This is no longer here")
        await app.go(f"/shelf/{which['retinol']}")
        await app.shows("Can I use it now?")
        await app.press("Can I use it now?")
        assert await app.follow() == f"/can-i/product/{which['retinol']}"
        await app.go(f"/shelf/{which['wand']}")
        await app.shows("Can I use it now?")
        await app.press("Can I use it now?")
        assert await app.follow() == f"/can-i/device/{which['wand']}"
        await app.shows("Yes.")


async def test_question_and_answer_stand_side_by_side_on_a_desktop(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i", width=1280) as app:
        which = begin(app)
        await app.shows("Night retinol")
        assert "Choose something" in app.text()
        await app.press("Night retinol")
        assert await app.follow() == f"/can-i/product/{which['retinol']}"
        await app.shows("Not until Wednesday 20:00.")
        assert "What would you like to use or do?" in app.text()


async def test_the_important_day_keeps_its_date_in_the_address(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i") as app:
        begin(app)
        await app.press("An important day")
        assert await app.follow() == "/can-i/day"
        await app.shows("Give the date")
        await app.write("Which day?", "2026-02-01")
        await app.shows("That day is over. A later one, please.")
        await app.write("Which day?", "11.4.2026")
        await app.shows("Saturday 11 April, in 40 days")
        assert await app.follow() == "/can-i/day/2026-04-11"
        await app.go("/why/patch_days")
        await app.go("/can-i/day/2026-04-11")
        await app.shows("Saturday 11 April, in 40 days")


async def test_reminders_of_the_days_are_made_at_once_and_taken_back_at_once(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i/day/2026-04-11") as app:
        begin(app)
        await app.shows("Last session: Glow")
        await app.press("Remind me of these days", "You are reminded of these days.")
        made = app.vault.companion.diary().reminders
        assert "From here on nothing new" in [r.title for r in made.values()]
        await undo(app)
        await app.until(lambda: not app.vault.companion.diary().reminders)
        await app.shows("Remind me of these days")


async def test_sessions_before_the_day_can_be_let_wait(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/can-i/day/2026-03-17") as app:
        begin(app)
        await app.shows("Better after the day")
        await app.press("Let them wait")
        await app.until(lambda: app.vault.companion.diary().pauses)
        assert "Better after the day" not in app.text()
        await undo(app)
        await app.until(lambda: not app.vault.companion.diary().pauses)
        await app.shows("Better after the day")
