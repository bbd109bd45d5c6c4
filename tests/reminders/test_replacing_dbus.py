"""Places of notifications, on a real bus with a small daemon of ours that gives numbers as it pleases, as many do."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message as BusMessage
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method, signal

from companion import Vault
from reminders.calls import place_of
from reminders.clock import SystemClock
from reminders.notifiers.desktop import NOTHING_SHOWS, Desktop
from reminders.notifiers.desktop_system import DesktopSystem
from reminders.notifiers.desktop_way import desktop
from reminders.notifiers.shown import Shown
from tests.reminders.real_desktop import bus

ASSETS = Path(__file__).parents[2] / "assets"
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
CALL = Shown("call/2026-05-04T08:00:00", "Your routine", "08:00. Open when ready.", {"done": "Done"})


class Daemon(ServiceInterface):
    """Counts from one; replaces only what it has. `actions`: whether it shows buttons; `tag`: the hint by which it
    knows what belongs in one place."""

    def __init__(self, *, actions: bool = True, tag: str = "") -> None:
        super().__init__(NAME)
        self.tag, self.tags = tag, dict[str, int]()
        self.there: dict[int, str] = {}
        self.asked: list[int] = []
        self.count = 0
        self.actions = actions

    @method()
    def GetServerInformation(self) -> "ssss":  # type: ignore[name-defined]  # noqa: F821
        return ["ours", "Mesoday", "1", "1.2"]

    @method()
    def GetCapabilities(self) -> "as":  # type: ignore[name-defined]  # noqa: F722
        return ["body", *(["actions"] if self.actions else []), *([self.tag] if self.tag else [])]

    @method()
    def Notify(
        self,
        app_name: "s",  # type: ignore[name-defined]  # noqa: F821
        replaces_id: "u",  # type: ignore[name-defined]  # noqa: F821
        app_icon: "s",  # type: ignore[name-defined]  # noqa: F821
        summary: "s",  # type: ignore[name-defined]  # noqa: F821
        body: "s",  # type: ignore[name-defined]  # noqa: F821
        actions: "as",  # type: ignore[name-defined]  # noqa: F722
        hints: "a{sv}",  # type: ignore[name-defined]  # noqa: F722
        expire_timeout: "i",  # type: ignore[name-defined]  # noqa: F821
    ) -> "u":  # type: ignore[name-defined]  # noqa: F821
        self.asked.append(replaces_id)
        tag = hints[self.tag].value if self.tag in hints else None
        if replaces_id in self.there:
            return replaces_id
        if self.tags.get(tag) in self.there:
            return self.tags[tag]
        self.count += 1
        self.there[self.count] = body
        self.tags[tag] = self.count if tag else 0
        return self.count

    @method()
    def CloseNotification(self, id: "u"):  # type: ignore[name-defined]  # noqa: F821
        self.there.pop(id, None)
        self.NotificationClosed(id, 3)

    @signal()
    def NotificationClosed(self, id: int, reason: int) -> "uu":  # type: ignore[name-defined]  # noqa: F821
        return [id, reason]

    @signal()
    def ActionInvoked(self, id: int, action_key: str) -> "us":  # type: ignore[name-defined]  # noqa: F821
        return [id, action_key]


class Kept(dict[str, Any]):
    """Settings that outlive a process."""

    def update(self, **settings: Any) -> None:  # type: ignore[override]
        super().update(settings)


@pytest.fixture
async def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Daemon]:
    with bus(tmp_path) as env:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", env["DBUS_SESSION_BUS_ADDRESS"])
        found = await serve(Daemon())
        yield found[0]
        found[1].disconnect()


async def serve(daemon: Daemon) -> tuple[Daemon, MessageBus]:
    connection = await MessageBus().connect()
    connection.export(PATH, daemon)
    await connection.request_name(NAME)
    return daemon, connection


def process(settings: Kept, heard: list[tuple[str, str]] | None = None) -> DesktopSystem:
    """What one process knows; `settings` are on the disk."""
    told = heard if heard is not None else []
    return DesktopSystem(lambda id, answer: told.append((id, answer)), None, settings)


async def test_a_number_that_was_given_is_asked_for_again_by_the_next_process(daemon: Daemon) -> None:
    settings = Kept()
    for _ in range(3):
        system = process(settings)
        await system.show(CALL)
        await system.show(CALL)
        await system.close()
    assert daemon.there == {1: CALL.body}
    assert daemon.asked == [place_of(CALL.id), 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("tag", "shown"), [("x-dunst-stack-tag", 1), ("x-canonical-private-synchronous", 1), ("", 2)])
async def test_killed_before_its_number_was_noted_it_is_shown_in_the_same_place_where_the_server_knows_tags(
    daemon: Daemon, tag: str, shown: int
) -> None:
    daemon.tag, settings = tag, Kept()
    for _ in range(2):
        system = process(settings)
        await system.show(CALL)
        await system.close()
        settings.clear()  # it did not come to that
    await (missed := process(settings)).show(Shown("missed", "Your routine", "Something else"))
    await missed.close()
    assert len(daemon.there) == shown + 1
    assert settings["desktop_places"]["tags"] is bool(tag)
    limits = list(desktop(settings).limits())
    assert [bool(limits), any("beside the first" in one.text for one in limits)] == [not tag] * 2


async def test_numbers_of_a_server_that_is_gone_are_forgotten(daemon: Daemon) -> None:
    settings = Kept()
    system = process(settings)
    await system.show(CALL)
    settings["desktop_places"]["server"] = "another"
    await system.show(Shown("missed", "Your routine", "Something else"))
    later = process(settings)
    await later.show(CALL)
    assert daemon.asked[-1] == place_of(CALL.id)  # and not a number that may be somebody else's now
    for one in (system, later):
        await one.close()


async def test_an_answer_reaches_the_process_that_runs_now(daemon: Daemon) -> None:
    settings, heard = Kept(), []
    first = process(settings)
    await first.show(CALL)
    await first.close()
    second = process(settings, heard)
    assert (await second.ask())[0]
    daemon.ActionInvoked(1, "done")
    daemon.ActionInvoked(77, "done")  # of another program
    daemon.ActionInvoked(place_of(CALL.id), "done")
    await _until(lambda: len(heard) == 2)
    assert heard == [(CALL.id, "done"), (str(place_of(CALL.id)), "done")]
    await second.close()


async def test_what_is_taken_away_is_closed_and_a_click_is_told_apart(daemon: Daemon) -> None:
    heard: list[tuple[str, str]] = []
    system = process(Kept(), heard)
    await system.show(CALL)
    daemon.ActionInvoked(1, "default")
    await _until(lambda: heard)
    assert heard == [(CALL.id, "")]
    await system.show(CALL)
    await system.take_away(CALL.id)
    await system.take_away("never shown")
    assert daemon.there == {}
    await system.close()


async def test_it_says_what_the_server_can(daemon: Daemon) -> None:
    daemon.actions = False
    system = process(Kept())
    assert (await system.ask())[1].text == "The system shows notifications, without buttons."
    await system.close()


async def test_a_bus_without_a_server_is_asked_again_and_again_without_leaving_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bus(tmp_path) as env:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", env["DBUS_SESSION_BUS_ADDRESS"])
        watcher = await MessageBus().connect()
        vault = Vault.open(tmp_path / "data", clock=SystemClock("UTC"), assets=ASSETS)
        desktop = Desktop(vault.companion, vault.clock, vault.local, lambda said: said.text)
        for _ in range(5):
            desktop._alive = None
            assert await desktop.alive() == (False, NOTHING_SHOWS)
        names = await watcher.call(
            BusMessage(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="ListNames",
            )
        )
        assert names is not None
        assert [name for name in names.body[0] if name.startswith(":")] == [watcher.unique_name]
        server, connection = await serve(Daemon())
        desktop._alive = None
        assert (await desktop.alive())[0]
        assert server.there == {}
        await desktop.finish()
        connection.disconnect()
        watcher.disconnect()
        vault.close()


async def _until(happened: Any) -> None:
    for _ in range(500):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")
