"""Check-ins on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import flet as ft

from care.records import CheckIn, Profile
from care.verbs.profile import SetProfile
from screens.check_in_draft import LEFT_OUT
from tests.headless import find, fire, walk
from tests.screens.opened_app import OpenedApp, opened_app


def begin(app: OpenedApp) -> None:
    app.vault.companion.do(SetProfile(Profile(birth_year=1990, areas=["face", "scalp"])))


def check_ins(app: OpenedApp) -> list[CheckIn]:
    return list(app.vault.companion.diary(whole=True).check_ins)


async def rate(app: OpenedApp, bar: int, score: float) -> None:
    """Move the thumb of a bar, as the client reports it."""
    await fire(find(app.view(), ft.Slider)[bar], "change", value=score)


async def test_a_rating_is_kept_and_taken_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/glow") as app:
        begin(app)
        await app.shows("Your skin, right now")
        save = next(b for b in find(app.view(), ft.FilledButton))
        assert save.disabled
        await app.press("More: Glow", "5")
        await app.press("More: Glow", "5.5")
        await app.press("Window light")
        await app.press("Slept badly")
        await app.write("A private note", "after a long day")
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        kept = check_ins(app)[0]
        assert (kept.scores, kept.tags, kept.note) == (
            {"F-GLOW": 5.5},
            ["poor_sleep", "window_light"],
            "after a long day",
        )
        assert await app.follow() == "/"
        await app.until(lambda: find(app.page, ft.SnackBar))
        undo = find(app.page, ft.SnackBar)[0].action
        assert isinstance(undo, ft.SnackBarAction)
        await fire(undo, "click")
        await app.until(lambda: not check_ins(app))


async def test_what_was_not_rated_is_missing_not_zero(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/scalp") as app:
        begin(app)
        await app.shows("Scalp since the last wash")
        await rate(app, 0, 0)
        await app.press("Few")
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        assert check_ins(app)[0].scores == {"H-ITCH": 0, "H-FLAKE": 1}


async def test_clearing_takes_a_rating_out(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/glow") as app:
        begin(app)
        await app.shows("Your skin, right now")
        await rate(app, 1, 4.5)
        await app.press("More: Glow", "5")
        await app.press("Clear", within="F-RED")
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        assert check_ins(app)[0].scores == {"F-GLOW": 5.0}


async def test_a_count_that_is_none_is_said_and_nothing_is_kept_without_it(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/scalp") as app:
        begin(app)
        await app.shows("60-second comb count")
        await app.press("Few")
        await app.write("60-second comb count", "9 or 10")
        assert [f.error for f in app.fields() if f.error] == ["A whole number from 0 to 500, please."]
        await app.press("Save check-in")
        assert not check_ins(app)
        assert "9 or 10" in [f.value for f in app.fields()]
        await app.write("60-second comb count", "9")
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        assert check_ins(app)[0].scores == {"H-FLAKE": 1, "H-60": 9}


async def test_leaving_asks_first_when_something_would_be_lost(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/glow?from=trends") as app:
        begin(app)
        await app.shows("Your skin, right now")
        await app.press("More: Glow", "5")
        assert app.view().can_pop is False
        await app.press("Close check-in", "Leave without keeping?")
        await app.press("Stay here", "Save check-in")
        await app.press("Close check-in", "Leave without keeping?")
        await app.press("Leave it")
        assert await app.follow() == "/trends"
        assert not check_ins(app)


async def test_skipping_today_is_a_choice_and_can_be_taken_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/scalp") as app:
        begin(app)
        await app.press("Skip today")
        await app.until(lambda: app.vault.companion.diary().choices)
        choice = app.vault.companion.diary().choices[0]
        assert (choice.what, choice.about) == ("not_today", "scalp")
        assert await app.follow() == "/"


async def test_what_does_not_apply_is_remembered_and_can_come_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/scalp") as app:
        begin(app)
        await app.shows("Hairs at a wash")
        await app.press("Does not apply to me", "Hairs at a wash is not asked.", within="H-WASH")
        assert app.vault.local.get(LEFT_OUT) == ["H-WASH"]
        assert not [c for c in walk(app.view()) if c.key == "H-WASH"]
        await app.press("Ask again")
        await app.until(lambda: [c for c in walk(app.view()) if c.key == "H-WASH"])
        assert app.vault.local.get(LEFT_OUT) == []


async def test_a_past_day_asks_its_time_and_keeps_it(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/glow?day=2026-02-27") as app:
        begin(app)
        await app.shows("Friday 27 February")
        await app.press("More: Glow", "5")
        await app.write("What time was it?", "soon")
        await app.press("Save check-in", "A time like 07:30, please.")
        assert not check_ins(app)
        await app.write("What time was it?", "1.30")
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        kept = check_ins(app)[0]
        assert (kept.day, kept.at.isoformat()) == (date(2026, 2, 27), "2026-02-28T00:30:00+00:00")
        assert await app.follow() == "/diary/2026-02-27"
