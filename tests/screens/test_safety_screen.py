"""Walking the safety answers on a page without a client: what is told beneath a tick, words noted and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import flet as ft
from msgspec.structs import replace

from care.records import Answer, Area, Cleared, Device, DeviceMode, Profile
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.screening import AnswerQuestions
from screens.safety_view import asked, kits_in_use
from tests.headless import find, fire
from tests.screens.opened_app import OpenedApp, opened_app

TODAY = date(2026, 3, 2)
ROUTE = "/settings/safety"


def begin(app: OpenedApp, *areas: Area, born: int | None = 1990, device: bool = True, **replies: str) -> None:
    """Somebody with both areas and a galvanic wand, whose every question is answered with no but for those given."""
    do = app.vault.companion.do
    do(SetProfile(Profile(areas=list(areas or ("face", "scalp")), birth_year=born)))
    if device:
        do(Save(Device(name="Wand", modes=[DeviceMode(modality="galvanic")])))
    diary, knowledge = app.vault.companion.diary(), app.vault.knowledge
    rows = asked(diary, knowledge, kits_in_use(diary, knowledge), TODAY)
    do(AnswerQuestions({row.id: replies.get(row.id, "no") for row in rows}))  # type: ignore[misc]


def answer(app: OpenedApp, rule: str) -> Answer:
    return app.vault.companion.diary().answers[rule]


async def test_a_cold_sore_on_the_face_is_told_so_and_the_scalp_stays_open(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        begin(app)
        await app.shows("Your skin now")
        await app.press("Your skin now", "A cold sore")
        await app.press("A cold sore", "Where is it?")
        await app.press("Face", within="K14")
        await app.press("Continue", "Face sessions by hand")
        await app.until(lambda: answer(app, "K14").areas == ["face"])
        await app.shows("Yes, on the face")
        assert "It can spread" in app.text()


async def test_the_milder_form_and_its_day_are_asked_beneath_the_tick(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        begin(app)
        await app.shows("Medicines and allergies")
        await app.press("Medicines and allergies", "Isotretinoin tablets")
        await app.press("Isotretinoin tablets", "You have stopped the tablets.")
        assert "The day of the last one" not in app.text()
        await app.press("You have stopped the tablets.", "The day of the last one")
        await app.write("The day of the last one", "some time ago")
        await app.press("Continue")
        assert [f.error for f in app.fields() if f.error] == [
            "Please write a date such as 2026-11-24, or leave it empty."
        ]
        assert answer(app, "K20").answer == "no"
        await app.write("The day of the last one", "2026-01-02")
        await app.press("Continue", "What you ticked")
        kept = answer(app, "K20")
        assert (kept.answer, kept.eased, kept.since) == ("yes", True, date(2026, 1, 2))


async def test_a_word_is_taken_back_and_that_can_be_undone(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        begin(app, "face", K24="yes")
        before = answer(app, "K24")
        word = Cleared(on=TODAY, by="Dr. Example", for_=["galvanic"])
        app.vault.companion.do(Save(replace(before, cleared=word), before))
        await app.shows("Cleared by Dr. Example on 2 March 2026 for: Galvanic current.")
        await app.press("Take it back", "It opens when a professional has cleared it")
        assert answer(app, "K24").cleared is None
        action = find(app.page, ft.SnackBar)[-1].action
        assert isinstance(action, ft.SnackBarAction)
        await fire(action, "click")
        await app.shows("Cleared by Dr. Example")
        assert answer(app, "K24").cleared == word


async def test_somebody_under_age_notes_a_word_though_only_the_year_is_on_file(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        begin(app, "face", born=2011, device=False)
        await app.shows("It opens when you are 18, or earlier when a professional has cleared it.")
        assert "K11" not in app.vault.companion.diary().answers
        await app.press("A professional has cleared this", "Who cleared it")
        await app.write("Who cleared it", "Dr. Example")
        await app.press("Serum by hand")
        await app.press("Save", "Cleared by Dr. Example")
        assert answer(app, "K11").answer == "yes"
        assert "Closed for now" not in app.text()


async def test_still_true_shows_each_yes_and_lets_what_is_over_be_over(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        begin(app, "face", K39="yes", K31="yes")
        for rule in ("K12", "K31", "K39"):
            old = answer(app, rule)
            app.vault.companion.do(Save(replace(old, answered_on=TODAY - timedelta(days=92)), old))
        await app.shows("Still true?")
        assert "Diabetes" in app.text()
        assert "Nothing closes before." in app.text()
        assert "Filler in the last four weeks" not in app.text()
        await app.press("All still true")
        await app.until(lambda: answer(app, "K31").answer == "no")
        kept = answer(app, "K39")
        assert (kept.answer, kept.answered_on) == ("yes", TODAY)
        assert "Still true?" not in app.text()


async def test_going_back_in_the_welcome_keeps_what_was_told(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await app.shows("Steady care for face and scalp. An honest record.")
        await app.press("Begin", "What do you care for?")
        await app.press("Face", "Dull look")
        await app.press("Continue", "What do you use in a session?")
        await app.press("Hyaluronic serum", "Is it patch-tested?")
        await app.press("Used at least four weeks without trouble", "Device")
        await app.press("Continue", "You and your days")
        while "Hair dye" not in app.text() and "Recent procedures" not in app.text():
            before = app.text()
            await app.press("None of these")
            await app.until(lambda before=before: app.text() != before)
        await app.press("A peel, laser or needling not yet healed", "The day it was done")
        await app.write("The day it was done", "2026-02-27")
        await app.press("Back", "Your skin now")
        await app.press("None of these", "The day it was done")
        assert [f.value for f in app.fields()] == ["2026-02-27"]
        await app.press("Continue", "Sessions wait for now")
        assert answer(app, "K32").since == date(2026, 2, 27)
        assert "not before 13 March" in app.text()
