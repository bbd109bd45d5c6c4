"""The settings on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.records import Profile
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.screening import AnswerQuestions
from screens.safety_view import asked, kits_in_use
from tests.screens.opened_app import OpenedApp, opened_app


def begin(app: OpenedApp, **fields: object) -> None:
    app.vault.companion.do(SetProfile(Profile(areas=["face"], **fields)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("route", "read"),
    [
        ("/settings", "Everything stays on this device"),
        ("/settings/times", "A day starts at"),
        ("/settings/reminders", "From your plan"),
        ("/settings/safety", "wait for your answers"),
        ("/settings/data", "Not encrypted"),
        ("/settings/look", "Text size"),
        ("/settings/nonsense", "There is no such page here."),
        ("/learn", "What Mesoday is, and is not"),
    ],
)
async def test_each_page_opens(tmp_path: Path, route: str, read: str) -> None:
    async with opened_app(tmp_path, route=route) as app:
        begin(app)
        await app.shows(read)
        assert "could not be drawn" not in app.text()


async def test_times_are_checked_then_kept(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/times") as app:
        begin(app, birth_year=1990)
        await app.shows("Quiet hours")
        await app.write("Morning care", "half past")
        await app.press("Save")
        assert [f.error for f in app.fields() if f.error] == ["Please write a time such as 07:30."]
        assert app.vault.companion.profile().am_time == "07:30"
        await app.write("Morning care", "6.15")
        await app.press("Quiet hours", "Quiet from")
        await app.write("Quiet from", "2200")
        await app.press("Save")
        await app.until(lambda: app.vault.companion.profile().am_time == "06:15")
        kept = app.vault.companion.profile()
        assert kept.quiet_hours is not None
        assert (kept.quiet_hours.from_, kept.quiet_hours.to, kept.birth_year) == ("22:00", "07:00", 1990)


async def test_a_reminder_is_added_switched_off_and_deleted(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/reminders") as app:
        begin(app)
        await app.shows("Add a reminder")
        await app.press("Add a reminder", "What to remind you of")
        await app.press("Save", "Please write what to remind you of.")
        assert not app.vault.companion.diary().reminders
        await app.write("What to remind you of", "Wash the brush")
        await app.write("Times", "8, 20.30")
        await app.press("On some weekdays", "Monday")
        await app.press("Monday")
        await app.press("By the clock of Berlin, wherever I am")
        await app.press("Save", "by the clock of Berlin")
        [reminder] = app.vault.companion.diary().reminders.values()
        assert (reminder.title, reminder.times, reminder.every.weekdays) == ("Wash the brush", ["08:00", "20:30"], [0])
        assert (reminder.from_, reminder.zone) == (date(2026, 3, 2), "Europe/Berlin")
        await app.press("Wash the brush", within=reminder.id)
        await app.until(lambda: not next(iter(app.vault.companion.diary().reminders.values())).enabled)
        await app.press("Delete", "Whatever you would like")
        assert not app.vault.companion.diary().reminders


async def test_the_answers_are_given_and_a_clearance_opens_what_was_closed(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/safety") as app:
        begin(app, birth_year=1990)
        await app.shows("Answer the safety questions")
        await app.press("Answer the safety questions", "None of these")
        while "Safety questions" in app.text():
            before = app.text()
            if "A prescribed cream or peel in the area" in before:
                await app.press("A prescribed cream or peel in the area", "What your yes changes")
                await app.press("Continue")
            else:
                await app.press("None of these")
            await app.until(lambda before=before: app.text() != before)
        await app.shows("Closed for now")
        await app.press("A professional has cleared this", "Who cleared it")
        await app.press("Save", "Please choose what it was cleared for.")
        await app.write("Who cleared it", "Dr. Example")
        await app.press("Serum by hand")
        await app.press("Save", "Open")
        answer = app.vault.companion.diary().answers["K21"]
        assert answer.cleared is not None
        assert (answer.cleared.by, answer.cleared.for_) == ("Dr. Example", ["serum"])
        assert "Closed for now" not in app.text()


async def test_text_size_and_theme_are_kept_with_this_device(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/look") as app:
        begin(app)
        await app.shows("150 %")
        await app.press("150 %")
        await app.until(lambda: app.vault.local.get("text_size") == 150)
        await app.press("Dark")
        await app.until(lambda: app.vault.local.get("theme") == "dark")
        await app.until(lambda: str(app.page.theme_mode) == "ThemeMode.DARK")


async def test_the_data_page_counts_what_is_there(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/data") as app:
        begin(app)
        app.vault.companion.do(AnswerQuestions({"K01": "no", "K09": "no"}))
        await app.go("/settings")
        await app.go("/settings/data")
        await app.shows("3 entries")
        assert str(tmp_path) in app.text()


async def test_still_true_gives_every_answer_again(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/safety", now="2026-03-02T18:00:00+01:00") as app:
        begin(app, birth_year=1990)
        diary, knowledge = app.vault.companion.diary(), app.vault.knowledge
        rows = asked(diary, knowledge, kits_in_use(diary, knowledge), date(2026, 3, 2))
        app.vault.companion.do(AnswerQuestions({row.id: "no" for row in rows}))
        old = app.vault.companion.diary().answers["K12"]
        app.vault.companion.do(Save(replace(old, answered_on=date(2025, 12, 1)), old))
        await app.shows("Still true?")
        await app.press("All still true", "Nothing stands in the way")
        assert app.vault.companion.diary().answers["K12"].answered_on == date(2026, 3, 2)
