"""The page about sounds and signals, and what the client behind it is really asked, on a page without a client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import flet as ft
import pytest

from screens.settings_signals_view import signals_line, switches, tried_lines
from screens.signal_client import ClientSurface
from screens.signals import AWAKE, PARTS, Given, setting_of
from screens.wording import Wording
from tests.headless import find, fire, start, wire_of
from tests.screens.opened_app import OpenedApp, opened_app
from tests.screens.test_signals import FakeSettings

WORDS = Wording()
ROUTE = "/settings/signals"
FEATURES = dict.fromkeys(
    (
        "accessible_navigation",
        "bold_text",
        "disable_animations",
        "high_contrast",
        "invert_colors",
        "reduce_motion",
        "on_off_switch_labels",
        "supports_announcements",
    ),
    False,
)


def calls(page: ft.Page) -> list[str]:
    return [name for name, _ in wire_of(page).calls]


def switch_of(app: OpenedApp, name: str) -> ft.Switch:
    [row] = [c for c in find(app.view(), ft.MergeSemantics) if c.key == name]
    [switch] = find(row, ft.Switch)
    return switch


async def test_from_the_overview_to_the_page(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings") as app:
        await app.shows("Sound, vibration and a spoken line")
        await app.press("Sounds and signals")
        assert await app.follow() == ROUTE
        await app.shows("Try it")


@pytest.mark.parametrize("name", [*map(setting_of, PARTS), AWAKE])
async def test_each_switch_is_kept_here(tmp_path: Path, name: str) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        await app.shows("Try it")
        for on in (False, True):
            await fire(switch_of(app, name), "change")
            await app.until(lambda on=on: switch_of(app, name).value is on)
            assert app.vault.local.get(name) is on


async def test_trying_tells_what_became_of_it(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        await app.shows("Try it")
        wire_of(app.page).replies["get_accessibility_features"] = {**FEATURES, "supports_announcements": True}
        await app.press("A step is over", "Given. If you noticed nothing")
        assert {"resume", "vibrate", "announce_message"} <= set(calls(app.page))


async def test_a_client_without_announcements_gets_a_live_region(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        await app.shows("Try it")
        wire_of(app.page).replies["get_accessibility_features"] = FEATURES
        await app.press("Ten seconds left", "Given.")
        regions = [c for c in find(app.view(), ft.Semantics) if c.live_region and c.label]
        assert [r.label for r in regions] == ["Ten seconds left."]
        assert "announce_message" not in calls(app.page)


async def test_a_loss_is_said_and_nothing_else_is_lost(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route=ROUTE) as app:
        await app.shows("Try it")
        # This client says nothing useful of its features, so the line cannot be handed over.
        await app.press("Paused", "The line could not be handed to a screen reader. A session goes on without it.")
        assert "Given. If you noticed nothing" in app.text()
        assert "could not be drawn" not in app.text()


async def test_the_sounds_are_files_of_ours_and_loaded_together() -> None:
    made: list[ClientSurface] = []

    async def main(page: ft.Page) -> None:
        made.append(ClientSurface(page))
        await made[0].play("step_end")

    page = await start(main)
    sources = sorted(one.src for one in made[0]._players.values())
    assert sources == [f"sounds/{n}.wav" for n in ("pause", "session-end", "step-end", "ten-seconds")]
    assert all((Path(__file__).parents[2] / "assets" / source).is_file() for source in sources)
    assert calls(page) == ["resume"]
    await made[0].play("pause")
    assert len(made[0]._players) == 4


@pytest.mark.parametrize(("platform", "vibrates"), [("android", True), ("ios", True), ("linux", False)])
async def test_only_what_is_held_in_the_hand_vibrates(platform: str, vibrates: bool) -> None:
    page = await start(lambda _: None)
    page.session.apply_page_patch({"platform": platform})
    assert ClientSurface(page).vibrates is vibrates


@pytest.mark.parametrize(("kept", "lit"), [(True, True), (False, False)])
async def test_the_lock_says_whether_it_really_holds(kept: bool, lit: bool) -> None:
    held: list[Any] = []

    async def main(page: ft.Page) -> None:
        held.append(await ClientSurface(page).stay_awake(True))

    page = await start(main, replies={"is_enabled": kept})
    assert held == [lit]
    assert calls(page) == ["enable", "is_enabled"]


def test_the_overview_says_how_they_stand() -> None:
    off: dict[str, Any] = {setting_of(part): False for part in PARTS}
    assert signals_line(WORDS, FakeSettings()) == "Sound, vibration and a spoken line"
    assert signals_line(WORDS, FakeSettings(signal_sound=False)) == "2 of 3 on"
    assert signals_line(WORDS, FakeSettings(**off)) == "All off"


def test_what_was_tried_is_told_without_claiming_that_it_was_heard() -> None:
    assert tried_lines(WORDS, Given(off=frozenset(PARTS))) == ("All of them are off.",)
    assert tried_lines(WORDS, Given(off=frozenset({"sound", "voice"}))) == ("This device does not vibrate.",)
    lost = tried_lines(WORDS, Given(given=frozenset({"voice"}), lost=frozenset({"sound"})))
    assert lost[1:] == ("The sound could not be played here. A session goes on without it.",)


def test_a_screen_that_cannot_be_kept_on_is_said_at_its_switch() -> None:
    def note(may_go_dark: bool) -> str:
        return next(one.note for one in switches(WORDS, may_go_dark) if one.name == AWAKE)

    assert note(False) == "While a session is under way."
    assert note(True).startswith("That did not work here just now.")
