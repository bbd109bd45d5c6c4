"""Treatments by a professional: in words, entered, changed, healed, deleted; and what they close."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from care.diary import Diary
from care.records import Course, Device, DeviceMode, Phase, Product, Profile, Treatment
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from screens.treatment_view import before_lines, closes_lines, last_session_by, state_of, treatment_rows
from screens.wording import Wording
from storage.knowledge import read_knowledge
from tests.headless import find, fire
from tests.screens.opened_app import OpenedApp, opened_app
from tests.screens.snapshots import diary_of, snapshot

KNOWN = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
WORDS = Wording("en")


def peel(on: date = TODAY, **more: Any) -> Treatment:
    return Treatment(id="t", what="peel", areas=["face"], on=on, **more)


@pytest.mark.parametrize(
    ("treatment", "state", "said"),
    [
        (peel(TODAY + DAY), "planned", "Planned for 3 March. Sessions rest after it until 17 March."),
        (peel(), "resting", "2 March. Sessions rest until 16 March."),
        (peel(date(2026, 2, 1)), "ask_healed", "1 February. Sessions rest until you note that it has healed."),
        (peel(date(2026, 2, 1), healed_on=date(2026, 2, 20)), "over", "1 February. Sessions are open again."),
        (peel(date(2025, 2, 1), healed_on=TODAY), "over", "1 February 2025. Sessions are open again."),
    ],
)
def test_a_treatment_is_said_in_words(treatment: Treatment, state: str, said: str) -> None:
    [row] = treatment_rows(WORDS, diary_of(treatment), KNOWN, TODAY)
    assert (row.title, row.state, row.sub, row.rule) == ("Peel", state, said, "K32")
    assert state_of(KNOWN, treatment, TODAY) == state


def test_of_an_area_are_listed_those_that_still_matter() -> None:
    old = Treatment(id="a", what="toxin", areas=["face"], on=date(2025, 6, 1))
    unhealed = Treatment(id="b", what="laser", areas=["face"], on=date(2025, 6, 1))
    scalp = Treatment(id="c", what="laser", areas=["scalp"], on=TODAY)
    diary = diary_of(old, unhealed, scalp)
    assert [r.id for r in treatment_rows(WORDS, diary, KNOWN, TODAY, area="face")] == ["b"]
    assert [r.id for r in treatment_rows(WORDS, diary, KNOWN, TODAY)] == ["b", "c", "a"]


def test_what_it_closes_is_told_before_it_is_kept() -> None:
    first, *rest = closes_lines(WORDS, KNOWN, peel(), TODAY)
    assert first == "Sessions at home rest until 16 March, by hand and with a device."
    assert "healed" in rest[0]
    toxin = closes_lines(WORDS, KNOWN, Treatment(what="toxin", on=TODAY), TODAY)
    assert toxin[0].startswith("Sessions with a device rest until 16 March.")
    assert not any("healed" in line for line in toxin)
    assert toxin[-1].startswith("What the clinic says goes first")


def test_before_a_planned_one_the_last_session_is_named() -> None:
    serum = Product(id="p", name="Serum", form="serum", areas=["face"])
    wand = Device(id="w", name="Wand", modes=[DeviceMode(modality="galvanic")])
    phases = [Phase(every_days=7, sessions=8)]
    course = Course(id="c", title="Glow", area="face", product="p", device="w", phases=phases, starts_on=TODAY)
    shot = snapshot(KNOWN, TODAY, course, serum, wand)
    last = last_session_by(KNOWN, course, TODAY + 20 * DAY)
    assert last == TODAY + 20 * DAY - timedelta(days=int(KNOWN.figure("event_last_session_days")))
    lines = before_lines(WORDS, shot, KNOWN, peel(TODAY + 20 * DAY))
    assert lines[0].startswith("Glow: the last session before it by 19 March, our cautious default.")
    assert before_lines(WORDS, shot, KNOWN, peel(TODAY)) == ()
    assert before_lines(WORDS, shot, KNOWN, Treatment(what="peel", areas=["scalp"], on=TODAY + DAY)) == ()


def diary(app: OpenedApp) -> Diary:
    return app.vault.companion.diary()


async def begun(app: OpenedApp, *treatments: Treatment) -> None:
    do = app.vault.companion.do
    do(SetProfile(Profile(birth_year=1990, areas=["face", "scalp"])))
    for treatment in treatments:
        do(Save(treatment))
    await app.until(lambda: app.state.snapshot.version == app.vault.companion.version)


async def undo(app: OpenedApp) -> None:
    await app.until(lambda: find(app.page, ft.SnackBar))
    action = find(app.page, ft.SnackBar)[-1].action
    assert isinstance(action, ft.SnackBarAction)
    await fire(action, "click")


async def test_none_yet_and_the_first_one(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await begun(app)
        await app.go("/treatments")
        await app.shows("No treatment noted")
        await app.press("Add a treatment")
        assert await app.follow() == "/treatments/new"
        await app.press("Save", "Which one was it?")
        await app.press("Peel", "Sessions at home rest until 16 March")
        await app.press("Scalp")
        await app.write("On which day", "someday")
        await app.press("Save", "A date like 2026-11-24, please.")
        await app.write("On which day", "2026-02-28")
        await app.shows("until 14 March")
        await app.press("Save")
        await app.until(lambda: diary(app).treatments)
        [kept] = diary(app).treatments
        assert (kept.what, kept.areas, kept.on) == ("peel", ["face", "scalp"], date(2026, 2, 28))
        await app.follow()
        await app.shows("28 February. Sessions rest until 14 March.")
        await undo(app)
        await app.shows("No treatment noted")


async def test_late_healing_is_noted_with_one_tap(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await begun(app, Treatment(what="laser", areas=["face"], on=date(2026, 2, 1)))
        await app.go("/treatments")
        await app.press("It has healed", "Sessions are open again.")
        assert [t.healed_on for t in diary(app).treatments] == [TODAY]
        await undo(app)
        await app.shows("It has healed")


async def test_it_is_changed_and_deleted(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await begun(app, Treatment(what="laser", areas=["face"], on=date(2026, 2, 20)))
        which = diary(app).treatments[0].id
        await app.go(f"/treatments/{which}")
        await app.write("Healed since", "2026-02-01")
        await app.press("Save", "That is before the treatment.")
        await app.write("Healed since", "2026-03-09")
        await app.press("Save", "That day is still to come.")
        await app.write("Healed since", "2026-03-01")
        await app.press("Back to the treatments", "Leave without keeping?")
        await app.press("Stay here")
        await app.press("Save")
        await app.until(lambda: diary(app).treatments[0].healed_on == date(2026, 3, 1))
        await app.go(f"/treatments/{which}")
        await app.press("Delete")
        await app.until(lambda: not diary(app).treatments)
        await app.follow()
        await undo(app)
        await app.until(lambda: diary(app).treatments)


async def test_one_that_is_gone_is_said(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/treatments/01K0000000000000000000000Z") as app:
        await begun(app)
        await app.shows("This treatment is no longer there")


async def test_the_course_page_lists_it_and_leads_to_a_new_one(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await begun(app, Treatment(what="laser", areas=["face"], on=date(2026, 2, 1)))
        serum = Product(id="01K00000000000000000000003", name="Serum", form="serum", areas=["face"])
        phases = [Phase(every_days=7, sessions=8)]
        record = Course(title="Glow", area="face", product=serum.id, phases=phases, starts_on=TODAY)
        app.vault.companion.do(Save(serum))
        which = app.vault.companion.do(Save(record)).puts[0].after.id
        await app.go(f"/courses/{which}")
        await app.shows("Laser, 1 February: sessions wait until you note that it has healed.")
        await app.press("It has healed", "Sessions are open again.")
        await app.press("A professional treated me")
        assert await app.follow() == "/treatments/new"
