"""Check-ins on a page without a client, over a real data folder."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import flet as ft

from care.records import CheckIn, Profile
from care.verbs.importing import Import
from care.verbs.profile import SetProfile
from screens.check_in_change import change_route
from tests.headless import find, fire, walk
from tests.screens.kept_day import take_back
from tests.screens.opened_app import ZONE, OpenedApp, opened_app


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
        profile = app.vault.companion.profile
        assert profile().not_asked == ["H-WASH"]
        assert not [c for c in walk(app.view()) if c.key == "H-WASH"]
        await app.press("Ask again")
        await app.until(lambda: [c for c in walk(app.view()) if c.key == "H-WASH"])
        assert profile().not_asked == []
        await app.press("Does not apply to me", "Hairs at a wash is not asked.", within="H-WASH")
        await take_back(app, "It is not asked any more.")
        await app.until(lambda: [c for c in walk(app.view()) if c.key == "H-WASH"])


async def test_what_is_optional_is_asked_from_when_somebody_wants_it(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/glow") as app:
        begin(app)
        await app.shows("Evenness, Smoothness")
        await app.press("What else can be rated", "Ask this too")
        button = next(c for c in walk(app.view()) if c.key == "ask-F-TONE")
        await fire(next(c for c in walk(button) if getattr(c, "on_click", None)), "click")
        await app.until(lambda: [c for c in walk(app.view()) if c.key == "F-TONE"])
        assert app.vault.companion.profile().also_asked == ["F-TONE"]
        await app.press("Does not apply to me", within="F-TONE")
        await app.until(lambda: not [c for c in walk(app.view()) if c.key == "F-TONE"])
        assert app.vault.companion.profile().also_asked == []


async def test_without_a_wash_what_belongs_to_it_is_not_asked_and_not_kept(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/scalp") as app:
        begin(app)
        await app.shows("A wash day")
        await app.press("Few")
        await rate(app, 0, 2)
        await fire(find(app.view(), ft.Switch)[0], "change", value=False)
        await app.until(lambda: not [c for c in walk(app.view()) if c.key == "H-FLAKE"])
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        assert check_ins(app)[0].scores == {"H-ITCH": 2}


async def test_four_or_more_of_tenderness_asks_for_a_clinician(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-in/scalp") as app:
        begin(app)
        await app.shows("Tender or burning")
        await rate(app, 1, 3.5)
        assert "deserves a clinician's look" not in app.text()
        await rate(app, 1, 4)
        await app.shows("Four or more deserves a clinician's look")


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


async def kept_check_in(app: OpenedApp, at: str = "2026-02-27T07:30:00+01:00") -> CheckIn:
    begin(app)
    scores = {"F-GLOW": 5.0, "F-RED": 3.0, "X-OLD": 2.0}
    day = date.fromisoformat(at[:10])
    one = CheckIn(id="c1", at=datetime.fromisoformat(at), zone=ZONE, day=day, area="glow", scores=scores, tags=["sun"])
    app.vault.companion.do(Import((one,)))
    return check_ins(app)[0]


async def test_a_kept_check_in_is_corrected_with_its_history_and_taken_back(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/") as app:
        before = await kept_check_in(app)
        await app.go("/diary/2026-02-27")
        await app.shows("Face check-in")
        await app.press("Change: Face check-in, 07:30")
        assert await app.follow() == change_route(before)
        await app.shows("Friday 27 February")
        assert next(b for b in find(app.view(), ft.FilledButton)).disabled
        assert "07:30" in [f.value for f in app.fields()]
        await app.press("More: Glow")
        await app.press("Clear", within="F-RED")
        await app.press("Slept badly")
        await app.write("What time was it?", "8.15")
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app)[0].rev != before.rev)
        [after] = check_ins(app)
        assert (after.id, after.scores, after.tags) == ("c1", {"F-GLOW": 5.5, "X-OLD": 2.0}, ["poor_sleep", "sun"])
        assert after.at.isoformat() == "2026-02-27T07:15:00+00:00"
        assert await app.follow() == "/diary/2026-02-27"
        assert len(app.vault.companion.history("check_in", "c1")) == 2
        await take_back(app, "Kept in your diary.")
        await app.until(lambda: check_ins(app)[0].scores == before.scores)


async def test_leaving_a_correction_unsaved_asks_first_and_changes_nothing(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/") as app:
        before = await kept_check_in(app)
        await app.go(change_route(before))
        await app.shows("Friday 27 February")
        assert app.view().can_pop is not False
        await app.press("More: Glow")
        await app.press("Close check-in", "Leave without keeping?")
        await app.press("Leave it")
        assert await app.follow() == "/diary/2026-02-27"
        assert check_ins(app) == [before]
        assert app.vault.local.get("check_in_draft_glow") is None


async def test_a_check_in_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/check-ins/2026-02-27/c9") as app:
        await app.shows("It is not there any more")
    async with opened_app(tmp_path, route="/check-ins/friday/c9") as app:
        await app.shows("It is not there any more")
