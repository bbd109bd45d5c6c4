"""Trends on a page without a client, over a real data folder with real ratings."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from care.days import instant
from care.records import CheckIn, Course, Phase, Product, Profile
from care.verbs.catalogue import Save
from care.verbs.importing import Import
from care.verbs.profile import SetProfile
from tests.screens.opened_app import ZONE, OpenedApp, opened_app

TODAY = date(2026, 3, 2)


def begin(app: OpenedApp, *, starts_on: date, before: float = 0, after: float = 0) -> None:
    """A course with three ratings a week, from four weeks before its start."""
    do = app.vault.companion.do
    do(SetProfile(Profile(birth_year=1990, areas=["face"])))
    serum = do(Save(Product(name="Serum", form="serum", areas=["face"]))).puts[0].after.id
    phases = [Phase(every_days=7)]
    course = Course(title="Glow", area="face", product=serum, phases=phases, starts_on=starts_on, primary="F-GLOW")
    do(Save(course))
    records = []
    day, turn = starts_on - timedelta(days=28), 0
    while before and day < TODAY:
        score = (before if day < starts_on else after) + (0, 0.5, -0.5)[turn % 3]
        at = instant(day, "08:00", ZONE)
        scores = {"F-GLOW": score, "F-HYD": 6.0}
        records.append(CheckIn(id=f"c{turn:03}", at=at, zone=ZONE, day=day, area="glow", scores=scores))
        day, turn = day + timedelta(days=2 + turn % 2), turn + 1
    if records:
        do(Import(tuple(records)))


async def test_nothing_rated_says_what_belongs_here(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        begin(app, starts_on=TODAY)
        await app.shows("Nothing to compare yet")
        await app.press("Rate now")
        assert await app.follow() == "/check-in/glow?from=trends"


async def test_too_early_is_an_answer_with_its_date(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        begin(app, starts_on=date(2026, 2, 9), before=4, after=7)
        await app.shows("Too early to judge")
        assert "Glow, week 4 of 6" in app.text()
        assert "First look 23 March" in app.text()
        assert "clearly" not in app.text()
        await app.press("Read more: How long to wait before you judge")
        assert await app.follow() == "/read/how-long-to-wait"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (4, 7, "Your ratings are clearly higher"),
        (7, 4, "Your ratings are clearly lower"),
        (5, 5, "No clear change"),
    ],
)
async def test_a_verdict_comes_first(tmp_path: Path, before: float, after: float, sentence: str) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        begin(app, starts_on=date(2026, 1, 5), before=before, after=after)
        await app.shows(sentence)
        assert ("That the serum did it." in app.text()) == ("clearly" in sentence)
        assert "better" not in app.text()


async def test_another_measure_is_only_watched_and_its_weeks_can_be_listed(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends/F-HYD") as app:
        begin(app, starts_on=date(2026, 1, 5), before=5, after=5)
        await app.shows("Only watched")
        await app.press("Week by week", "Week 8")
        assert "6, 3 ratings" in app.text()


async def test_measures_are_chosen_by_chips_and_on_a_desktop_by_rows(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        begin(app, starts_on=date(2026, 1, 5), before=5, after=5)
        await app.shows("No clear change")
        await app.press("Comfort")
        assert await app.follow() == "/trends/F-HYD"
        await app.shows("Only watched")


async def test_on_a_desktop_list_and_verdict_stand_side_by_side(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends", width=1280) as app:
        begin(app, starts_on=date(2026, 1, 5), before=5, after=5)
        await app.shows("Verdicts are read on fixed days only.")
        await app.shows("Watching")
        await app.press("Comfort")
        assert await app.follow() == "/trends/F-HYD"
