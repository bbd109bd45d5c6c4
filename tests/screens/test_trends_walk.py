"""Three diaries as somebody meets them: one that truly improves, one that only wobbles, one that is too short; and what
a sceptic reads one tap further."""

from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from care.verbs.importing import Import
from tests.headless import find
from tests.screens.opened_app import OpenedApp, opened_app
from tests.screens.trend_lives import Life, life


def live(app: OpenedApp, kind: Life) -> None:
    app.vault.companion.do(Import(tuple(life(kind))))


async def reckoned(app: OpenedApp, *said: str) -> None:
    """Open how it was reckoned, read all of that, and come back."""
    await app.press("How this was reckoned", within="reckoned")
    assert await app.follow() == "/reckoned/F-GLOW"
    await app.shows("What is compared")
    for one in said:
        assert one in app.text(), one
    await app.press("Close how this was reckoned")
    assert await app.follow() == "/trends"
    await app.shows("Week by week")


@pytest.mark.parametrize("width", [400, 1280])
async def test_a_true_gain_is_said_of_the_ratings_and_reckoned_before_ones_eyes(tmp_path: Path, width: float) -> None:
    async with opened_app(tmp_path, route="/trends", width=width) as app:
        live(app, "improves")
        await app.shows("Your ratings are clearly higher")
        for said in ("This cannot tell that the serum did it.", "pairs of a day before and a day now", "A session"):
            assert said in app.text(), said
        assert "better" not in app.text()
        await reckoned(
            app,
            "3 November 2025 to 30 November 2025, 12 rated days, 4 on average.",
            "24 rated days between these two stretches are in the picture, but not in the comparison.",
            "are worth 5.3 independent ones",
            "It does.",
            "It is.",
            "so many weeks after the start: 6, 12, 24",
            "at most 5 of 100 courses",
            "You rated yourself and knew which weeks had sessions",
        )
        assert "On the 15 days with “Slept badly”" in app.text()


async def test_ups_and_downs_are_no_change_and_a_bad_start_is_said(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        live(app, "wobbles")
        await app.shows("No clear change")
        assert "The course began after some bad days." in app.text()
        assert "clearly" not in app.text()
        await reckoned(app, "It does not.", "It is not.", "no steady rise or fall can be told from chance")


async def test_a_short_diary_is_too_short_and_tells_the_rules_beforehand(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        live(app, "short")
        await app.shows("Too early to judge")
        assert "First look 23 March" in app.text()
        for claim in ("pairs", "ups and downs are", "went together", "Before:"):
            assert claim not in app.text(), claim
        await reckoned(
            app,
            "At the look on 23 March 2026",
            "Two things must hold, both fixed before the first look",
            "12 rated days",
        )


async def test_shedding_says_the_season_and_its_bands(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends/H-WASH") as app:
        live(app, "wobbles")
        await app.shows("Shedding follows the seasons by itself")
        assert {"Under 20", "51 to 100"} <= {t.value for t in find(app.view(), ft.Text)}
        assert "Without enough ratings from before the start" in app.text()


async def test_the_list_reads_each_week_with_its_sessions(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/trends") as app:
        live(app, "improves")
        await app.shows("Week by week")
        await app.press("Week by week", "Week 13")
        assert app.text().count("One session") == 13


async def test_a_watched_measure_tells_why_it_has_no_verdict(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/reckoned/F-HYD") as app:
        live(app, "improves")
        await app.shows("Why there is no verdict")
        assert "Only the main measure of a course gets a verdict." in app.text()
        assert "When a change is called clear" not in app.text()
    async with opened_app(tmp_path, route="/reckoned/F-NOTHING") as app:
        await app.shows("There is no such measure here")
