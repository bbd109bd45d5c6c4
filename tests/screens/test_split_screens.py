"""A test of two sides on a page without a client: chosen, led, rated, ended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest
from msgspec.structs import replace

from care import player as play
from care.records import Course, Device, DeviceMode, Sides
from care.session_script import Script, session_script
from companion import Vault
from screens.session_map_view import map_view
from screens.terminal.trends_text import trend_json, trend_lines
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON, at
from tests.care.course_makers import diary as course_diary
from tests.care.rating_makers import START
from tests.care.test_split import judged, sided, steady
from tests.headless import find, fire
from tests.screens.kept_day import KNOWN, course_records, keep, open_vault, page_on, said

WORDS = Wording()
NOW = at(STARTS_ON, "20:00").at


def one_side(side: str = "left", **changed: object) -> list[object]:
    """The course of a kept day, with one side treated and rated by glow."""
    fields = {"split": side, "primary": "F-GLOW", **changed}
    return [replace(r, **fields) if isinstance(r, Course) else r for r in course_records()]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    keep(tmp_path, one_side())  # type: ignore[arg-type]
    return open_vault(tmp_path)


def script(side: str | None, area: str = "face", device: str | None = "wand") -> Script:
    given = course_diary(KNOWN)
    course = replace(given.courses["course"], split=side, area=area, device=device)  # type: ignore[arg-type]
    return session_script(replace(given, courses={"course": course}), KNOWN, course)


def notes(found: Script, step: str) -> list[str]:
    return [WORDS.say(note) for s in found.steps if s.id == step for note in s.notes]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_session_of_one_side_leads_through_its_places_alone(side: str) -> None:
    found, whole = script(side), script(None)
    assert [WORDS.say(s.title) for s in found.steps if s.site] == [
        f"Forehead, {side} half",
        f"{side.title()} cheek",
        f"Chin, {side} half",
    ]
    assert found.device_seconds == whole.device_seconds / 2
    times = {s.site: s.seconds for s in whole.steps if s.site}
    for step in found.steps:
        if step.site:
            half = KNOWN.sites[step.site].side is None
            assert abs((step.seconds or 0) - (times[step.site] or 0) / (2 if half else 1)) <= 1, "no more than its cap"
    assert f"On your {side} side only." in notes(found, "apply")[-1]
    assert notes(found, "moisturise") == ["On both sides alike."]
    assert notes(found, "device_pass/chin") == ["As far as the middle, no further."]
    assert notes(whole, "moisturise") == []


def test_on_the_scalp_it_is_one_side_of_the_parting() -> None:
    found = script("right", "scalp", None)
    assert [WORDS.say(s.title) for s in found.steps if s.site] == [
        "Front, right half",
        "Right side",
        "Crown, right half",
        "Back, right half",
    ]


def test_the_map_shows_the_kept_side_as_kept() -> None:
    found = script("left")
    first = next(s for s in found.steps if s.site)
    view = map_view(WORDS, found, replace(play.begin(found, NOW, {}), at=first.id))
    assert view is not None
    assert [(m.site, m.half) for m in view.marks] == [("forehead", "left"), ("left_cheek", None), ("chin", "left")]
    assert all(m.x < 160 for m in view.marks), "your left is on the left"
    assert view.kept is not None
    assert (view.kept.side, view.kept.x > 160) == ("right", True)
    assert "Your right side is kept as it is." in view.twin


async def test_it_is_chosen_where_a_course_begins_with_ratings_and_said_in_its_place(tmp_path: Path) -> None:
    keep(tmp_path, [r for r in course_records() if not isinstance(r, Course)])
    vault = open_vault(tmp_path)
    async with page_on(vault, route="/courses/new") as app:
        await app.press("Dull look")
        await app.press("Glow, by hand", "When does it start?")
        assert "Treat one side only" not in app.text(), "without ratings from before there is nothing to compare"
        await app.press("Two weeks of rating first", "Treat one side only, to find out more")
        await app.press("Treat one side only, to find out more", "It cannot tell")
        await app.press("My left side")
        await app.press("Begin the course")
        await app.until(lambda: vault.companion.diary().courses)
        [made] = vault.companion.diary().courses.values()
        assert (made.split, made.split_ended) == ("left", None)


async def test_a_check_in_asks_both_sides_and_keeps_both_or_none(vault: Vault) -> None:
    async with page_on(vault, route="/check-in/glow") as app:
        await app.shows("Glow, right side")
        assert "treated" not in app.text(), "which side it is would pull the rating"
        first = find(app.view(), ft.Slider)[0]
        left_first = app.text().index("Glow, left side") < app.text().index("Glow, right side")
        await fire(first, "change", value=4.0)
        await app.press("Save check-in", "Rate both sides, or clear the one that is rated.")
        assert not vault.companion.diary().check_ins
        await fire(find(app.view(), ft.Slider)[1], "change", value=7.0)
        await app.until(lambda: "Rate both sides" not in app.text())
        await app.press("Save check-in")
        await app.until(lambda: vault.companion.diary().check_ins)
        [kept] = vault.companion.diary().check_ins
        left, right = (4.0, 7.0) if left_first else (7.0, 4.0)
        assert kept.sides == {"F-GLOW": Sides(left=left, right=right)}
        assert kept.scores == {"F-GLOW": 5.5}


async def test_it_can_be_ended_and_that_be_taken_back(vault: Vault) -> None:
    async with page_on(vault, route="/courses/course") as app:
        await app.shows("your left side is treated")
        await app.press("End the test, treat both sides", "The test of two sides ended")
        assert vault.companion.diary().courses["course"].split_ended == STARTS_ON
        await said(app, "Both sides are treated from now on.")
        await app.go("/check-in/glow")
        await app.shows("Your skin, right now")
        assert "left side" not in app.text()


async def test_a_light_reaches_both_sides(tmp_path: Path) -> None:
    keep(tmp_path, [*one_side(), Device(id="mask", name="Mask", modes=[DeviceMode(modality="led")])])  # type: ignore[list-item]
    vault = open_vault(tmp_path)
    async with page_on(vault, route="/courses/course/change") as app:
        await app.press("Mask")
        await app.press("Save", "A light reaches both sides.")
        assert vault.companion.diary().courses["course"].device == "wand"


def test_the_command_line_prints_the_verdict_on_the_sides_beside_the_picture() -> None:
    found = judged([*steady(-28, 0, 4.0, 6.0), *steady(0, 42, 7.0, 7.0)])
    printed = trend_json(found, WORDS)
    assert (printed["primary"], printed["verdict"], printed["interval"]) == (True, "watching", None)
    split = printed["split"]
    assert set(split) == {*printed, "treated"} - {"measure", "primary", "split"}
    assert (split["treated"], split["verdict"], split["look"]["week"]) == ("left", "clearly_better", 6)
    assert "your left side are clearly higher" in split["why"]
    told = " ".join(trend_lines([found], KNOWN, WORDS, 80))
    assert "Treated less kept, before" in told


async def test_trends_lead_with_the_verdict_on_the_sides(tmp_path: Path) -> None:
    begun = STARTS_ON - timedelta(days=43)
    entries = [
        replace(sided((day - begun).days, left + day.day % 2, 5.0 + day.day % 2), id="")
        for day in (begun + timedelta(days=n) for n in range(-28, 42, 2))
        for left in (4.0 if day < begun else 7.0,)
    ]
    moved = [replace(e, at=e.at + (begun - START), day=e.day + (begun - START)) for e in entries]
    keep(tmp_path, [*one_side(starts_on=begun), *moved])  # type: ignore[list-item]
    async with page_on(open_vault(tmp_path), route="/trends/F-GLOW") as app:
        await app.shows("Your left side is treated, your right side is kept.")
        told = app.text()
        assert "Your ratings are clearly higher" in told
        assert "Treated less kept, before: −1. Now: +2." in told
        assert "the course is judged by the difference between them" in told
        await app.press("Week by week, treated less kept", "Week 6")


async def test_before_a_session_it_says_which_side(vault: Vault) -> None:
    async with page_on(vault, route="/session/course") as app:
        await app.shows("Your left side only")
        await app.press("None of these, start", "Step 1 of 20")
