"""A check-in that is being filled in outlives its page: taken up as it was left, about its own day, and only once."""

from __future__ import annotations

import errno
import json
from datetime import date
from pathlib import Path
from typing import Any

import flet as ft

from care.records import CheckIn, Profile
from screens.unfinished_check_in import Entered, setting_of, unfinished, with_form
from tests.headless import find
from tests.screens.kept_day import HandClock, keep, open_vault, page_on, said
from tests.screens.opened_app import OpenedApp
from tests.storage.store_makers import FailingFiles

GLOW, SCALP = "/check-in/glow", "/check-in/scalp"
AGAIN = "As you left it. It is not in your diary yet."
ME = Profile(areas=["face", "scalp"], birth_year=1990)
FORM: dict[str, Any] = {"scores": {"F-GLOW": 5.5}, "tags": ["poor_sleep"], "note": "tight"}


def kept(app: OpenedApp, area: Any = "glow") -> Any:
    """What stands on the disk."""
    return json.loads((app.vault.folder / "local.json").read_text()).get(setting_of(area))


def check_ins(app: OpenedApp) -> list[CheckIn]:
    return list(app.vault.companion.diary(whole=True).check_ins)


async def fill(app: OpenedApp) -> None:
    await app.press("More: Glow", "5")
    await app.press("More: Glow", "5.5")
    await app.press("Slept badly")
    await app.write("A private note", "tight")
    await app.until(lambda: kept(app) and kept(app)[0].get("note") == "tight")


def notes(app: OpenedApp) -> list[str]:
    return [f.value or "" for f in app.fields()]


async def test_the_form_stands_as_it_was_left_and_goes_when_it_is_kept(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    async with page_on(open_vault(tmp_path), route=GLOW) as app:
        assert AGAIN not in app.text()
        await fill(app)
        assert kept(app) == [{"day": "2026-03-02", "written": {}, "at": "", **FORM}]
    async with page_on(open_vault(tmp_path), route=GLOW) as app:
        assert AGAIN in app.text()
        assert "tight" in notes(app)
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        await app.until(lambda: kept(app) is None)
        [one] = check_ins(app)
        assert (one.scores, one.tags, one.note) == tuple(FORM.values())
    async with page_on(open_vault(tmp_path), route=GLOW) as app:
        assert AGAIN not in app.text()


async def test_leaving_it_and_skipping_the_day_forget_it(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    async with page_on(open_vault(tmp_path), route=GLOW) as app:
        for leave in (["Close check-in", "Leave it"], ["Skip today"]):
            await app.go(GLOW)
            await fill(app)
            for name in leave:
                await app.press(name)
            await app.until(lambda: kept(app) is None)
            assert await app.follow() == "/"


async def test_a_form_that_was_kept_before_it_could_be_forgotten_is_not_offered_again(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    vault = open_vault(tmp_path)
    async with page_on(vault, route=GLOW) as app:
        await fill(app)
        left = kept(app)
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        await app.until(lambda: kept(app) is None)
    vault.local.update(**{setting_of("glow"): left})  # as if the power had gone between the two
    async with page_on(vault, route=GLOW) as app:
        assert AGAIN not in app.text()
        assert len(check_ins(app)) == 1


async def test_each_day_and_each_area_has_its_own(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    clock = HandClock()
    vault = open_vault(tmp_path, clock)
    async with page_on(vault, route=GLOW) as app:
        await fill(app)
        await app.go(SCALP)
        await app.shows("Scalp since the last wash")
        assert AGAIN not in app.text()
        await app.go(f"{GLOW}?day=2026-02-27")
        await app.shows("Friday 27 February")
        assert AGAIN not in app.text()
        await app.write("What time was it?", "1.30")
        await app.write("A private note", "then")
        await app.until(lambda: len(kept(app)) == 2)
    clock.passes(24 * 3600)
    for day, again, written in (
        ("", False, {""}),  # yesterday's form is not today's
        ("?day=2026-02-27", True, {"1.30", "then"}),
        ("?day=2026-03-02", True, {"", "tight"}),
    ):
        async with page_on(vault, route=GLOW + day) as app:
            assert (AGAIN in app.text()) == again
            assert set(notes(app)) == written


async def test_a_count_that_is_none_is_said_again(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    for _ in range(2):
        async with page_on(open_vault(tmp_path), route=SCALP) as app:
            await app.shows("60-second comb count")
            if AGAIN not in app.text():
                await app.press("Few")
                await app.write("60-second comb count", "9 or 10")
                await app.until(lambda app=app: (kept(app, "scalp") or [{}])[0].get("written"))
            assert [f.error for f in app.fields() if f.error] == ["A whole number from 0 to 500, please."]
            assert "9 or 10" in notes(app)
            await app.press("Save check-in")
            assert not check_ins(app)


async def test_what_nobody_knows_any_more_stays_out(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    vault = open_vault(tmp_path)
    odd = {"day": "2026-03-02", "scores": {"F-GLOW": 55, "X-OLD": 3, "F-RED": 4}, "written": {"X-OLD": "3"}}
    vault.local.update(**{setting_of("glow"): ["text", {"scores": {}}, odd]})
    async with page_on(vault, route=GLOW) as app:
        assert AGAIN in app.text()
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        assert check_ins(app)[0].scores == {"F-RED": 4}


async def test_a_full_disk_is_said_once_and_the_form_stays(tmp_path: Path) -> None:
    keep(tmp_path, [ME])
    files = FailingFiles()
    async with page_on(open_vault(tmp_path, files=files), route=GLOW) as app:  # type: ignore[arg-type]
        files.count, files.fail_at, files.number, files.lasting = 0, 1, errno.ENOSPC, True
        await app.press("More: Glow", "5")
        await said(app, "The disk is full")
        await app.write("A private note", "tight")
        await app.until(lambda: not app.state._reading)
        assert len(find(app.page, ft.SnackBar)) == 1
        files.fail_at = 0
        await app.press("Save check-in")
        await app.until(lambda: check_ins(app))
        assert check_ins(app)[0].note == "tight"
        await app.until(lambda: kept(app) is None)


class Kept:
    """Settings in memory."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def update(self, **settings: Any) -> None:
        self.values.update(settings)


def test_forms_that_were_left_for_good_make_room() -> None:
    settings = Kept()
    for day in range(1, 9):
        form = Entered(date(2026, 3, day), note=f"n{day}")
        settings.update(**{setting_of("glow"): with_form(settings, "glow", form)})
    there = [unfinished(settings, "glow", date(2026, 3, day)) is not None for day in range(1, 9)]
    assert there == 4 * [False] + 4 * [True]
    for day in range(5, 9):
        settings.update(**{setting_of("glow"): with_form(settings, "glow", Entered(date(2026, 3, day), at="7"))})
    assert settings.get(setting_of("glow")) is None
