"""Days in a row on the diary: said without blame, counted from as far back as it takes, hidden for whoever wants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import flet as ft

from care.records import Profile, Routine, RoutineStep, StepDone, step_done_id
from care.streak import Streak
from screens.streak_view import HIDDEN, streak_view
from screens.wording import Wording
from tests.headless import find
from tests.screens.kept_day import keep
from tests.screens.opened_app import opened_app

WORDS = Wording()
TODAY = date(2026, 3, 2)


def seen(days: int, rested: int = 0, free: int = 0) -> tuple[str, str] | None:
    view = streak_view(WORDS, Streak(days, None, rested, free, True), 1)
    return (view.said, view.passed) if view else None


def test_what_is_there_is_said_and_what_is_not_is_not() -> None:
    assert seen(0) is None
    assert seen(1) is None
    assert seen(12) == ("12 days with care in a row", "")
    assert seen(12, rested=3) == ("12 days with care in a row", "Passed over: 3 days of rest.")
    assert seen(12, rested=1, free=1) == (
        "12 days with care in a row",
        "Passed over: one day of rest and one free day.",
    )


def test_no_word_of_it_blames_or_threatens() -> None:
    view = streak_view(WORDS, Streak(5, None, 2, 1, True), 1)
    assert view
    whole = " ".join((view.said, view.passed, *view.rules)).casefold()
    for word in ("broke", "lost", "lose", "miss", "fail", "keep it up", "!", "don't"):
        assert word not in whole


def kept_for(folder: Path, days: int) -> None:
    steps = [RoutineStep(id="s1", title="Cleanse")]
    ticks = [
        StepDone(
            id=step_done_id(day, "r", "s1"), at=datetime(day.year, day.month, day.day, 20, tzinfo=UTC), day=day,
            routine="r", step="s1",
        )
        for day in (TODAY - timedelta(days=n) for n in range(1, days + 1))
    ]  # fmt: skip
    keep(
        folder,
        [Profile(areas=["face"], birth_year=1990), Routine(id="r", title="Evening", slot="pm", steps=steps), *ticks],
    )


async def test_it_reaches_back_as_far_as_it_goes_and_can_be_hidden(tmp_path: Path) -> None:
    kept_for(tmp_path, 400)
    async with opened_app(tmp_path, route="/diary") as app:
        await app.shows("400 days with care in a row")
        await app.press("400 days with care in a row", "Planned pauses, days on which your skin rests")
        await app.press("Do not show this", "Show days in a row")
        assert "400" not in app.text()
        assert app.vault.local.get(HIDDEN) is True
    async with opened_app(tmp_path, route="/diary") as app:
        await app.shows("Show days in a row")
        await app.press("Show days in a row", "400 days with care in a row")


def texts(control: ft.Control) -> list[str]:
    return [text.value for text in find(control, ft.Text)]


async def test_any_month_is_two_presses_away(tmp_path: Path) -> None:
    kept_for(tmp_path, 400)
    async with opened_app(tmp_path, route="/diary") as app:
        await app.shows("March 2026")
        await app.press("Choose a month", "2026")
        assert not [c for c in find(app.view(), ft.Container) if c.on_click and texts(c) == ["Apr"]], "still to come"
        await app.press("The year before")
        await app.press("Feb", "February 2025")
        await app.shows("daily steps on")
        await app.press("Back to this month", "March 2026")
