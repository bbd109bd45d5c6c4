"""The way of a reminder, tried from end to end: on a real desktop, and where parts of it are missing. And several
notifiers as one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from care.messages import Message, message
from companion import Vault
from reminders.clock import SystemClock
from reminders.notifiers.calling import Calling
from reminders.notifiers.desktop import Desktop
from reminders.notifiers.desktop_way import desktop as desktop_way
from reminders.notifiers.together import Together
from reminders.notifiers.trial import Heard, try_out
from tests.reminders.real_desktop import real_desktop, until

SOON = timedelta(milliseconds=20)
ASSETS = Path(__file__).parents[2] / "assets"


class Way:
    """A way that is alive or not, and fails or not."""

    def __init__(self, name: str, *, alive: bool = True, fails: bool = False) -> None:
        self.name, self._alive, self._fails = name, alive, fails
        self.shown: list[Any] = []

    async def alive(self) -> tuple[bool, Message]:
        return self._alive, message(f"{self.name}.")

    async def ring(self, dues: Any) -> None:
        if self._fails:
            raise RuntimeError(self.name)
        self.shown.append(dues)

    async def missed(self, dues: Any, older: int) -> None:
        await self.ring((dues, older))

    async def sync(self, settled: Any) -> None:
        await self.ring(settled)

    async def doubts(self, doubt: Any) -> None:
        await self.ring(doubt)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    found = Vault.open(tmp_path / "data", clock=SystemClock("UTC"), assets=ASSETS)
    yield found
    found.close()


def say(said: Message) -> str:
    return said.text


async def parts(trial: Any) -> list[Heard]:
    return [heard async for heard in trial]


async def test_on_a_real_desktop_the_button_proves_the_whole_way(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_desktop(tmp_path) as screen:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", screen.env["DBUS_SESSION_BUS_ADDRESS"])
        assert (await asyncio.to_thread(desktop_way(vault.local).alive))[0]

        def person() -> None:
            until(lambda: screen.displayed() == 1)
            screen.choose("I see it")

        looking = threading.Thread(target=person)
        looking.start()
        calling = Calling(vault, Way("page"), say, icon=None)
        found = await parts(calling.try_out())
        looking.join()
        await calling.finish()
    assert [heard.ok for heard in found] == [True, True, True, None, True]
    assert found[-1].said.text == "Your answer came back: the whole way works."


async def test_what_was_not_heard_is_said(vault: Vault) -> None:
    class Screen:
        """Takes it, and nobody answers."""

        async def ask(self) -> tuple[bool, Message]:
            return True, message("It shows.")

        async def show(self, shown: Any) -> None: ...

        async def take_away(self, id: str) -> None: ...

        async def close(self) -> None: ...

    desktop = Desktop(vault.companion, vault.clock, vault.local, say, system=lambda heard: Screen())
    together = Together([Way("page", alive=False), desktop])
    found = await parts(try_out(vault.clock, vault.local, together, desktop, rings_after=SOON, patience=0.01))
    assert [heard.ok for heard in found] == [True, True, False, None, False]
    assert "do not disturb" in found[-1].said.text


async def test_without_a_desktop_and_without_a_disk_it_says_so(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def get(self, name: str, default: Any = None) -> Any:
            return default

        def update(self, **settings: Any) -> None:
            raise OSError("no space left")

    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    desktop = Desktop(vault.companion, vault.clock, Full(), say)
    found = await parts(try_out(vault.clock, Full(), Together([desktop]), desktop, rings_after=SOON))
    assert [heard.ok for heard in found] == [True, False, False]
    assert found[-1].said.text == "Nothing on this computer shows notifications now."
    way = desktop_way(None)
    assert (await asyncio.to_thread(way.alive))[0] is False
    assert (way.by_service, way.without_app) == (True, True)


async def test_one_that_fails_silences_none_of_the_others() -> None:
    bad, dead, good = Way("bad", fails=True), Way("dead", alive=False), Way("good")
    together = Together([bad, dead, good])
    await together.ring(("a",))  # type: ignore[arg-type]
    await together.missed((), 3)
    await together.sync({"a"})
    assert good.shown == [("a",), ((), 3), {"a"}]
    assert dead.shown == [{"a"}]
    assert [one.alive for one in await together.all_alive()] == [True, False, True]
    assert await together.heard()


async def test_where_none_could_show_it_the_error_is_told_and_where_none_is_there_nobody_hears() -> None:
    with pytest.raises(RuntimeError, match="bad"):
        await Together([Way("bad", fails=True), Way("dead", alive=False)]).ring(("a",))  # type: ignore[arg-type]
    assert not await Together([Way("dead", alive=False)]).heard()
    assert not await Together([]).heard()


async def test_a_notifier_takes_the_place_of_another() -> None:
    first, other, later = Way("first"), Way("other"), Way("later")
    together = Together([first, other])
    together.put_in_place_of(other, later)
    await asyncio.gather(together.ring(("a",)), together.ring(("b",)))  # type: ignore[arg-type]
    assert len(first.shown) == len(later.shown) == 2
    assert other.shown == []
