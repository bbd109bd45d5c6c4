"""The server answers before the app is there; who may come in waits, and the app lives as long as the server."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from screens.web.door import App, Door, Receive, Scope, Send
from screens.web.late_app import LateApp
from tests.screens.web.asked import Inside, ask


class Server:
    """The lifespan of a server, as uvicorn leads it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard: asyncio.Queue[str] = asyncio.Queue()

    async def start(self) -> str:
        async def hear(message: Any) -> None:
            await self._heard.put(message["type"])

        self._life = asyncio.ensure_future(self._app({"type": "lifespan"}, self._told.get, hear))
        await self._told.put({"type": "lifespan.startup"})
        return await asyncio.wait_for(self._heard.get(), 5)

    async def stop(self) -> str:
        await self._told.put({"type": "lifespan.shutdown"})
        said = await asyncio.wait_for(self._heard.get(), 5)
        await asyncio.wait_for(self._life, 5)
        return said


class Living(Inside):
    """An app that notes its own startup and shutdown."""

    def __init__(self) -> None:
        super().__init__()
        self.lived: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            assert self.lived == ["startup"], "asked before it has started"
            await super().__call__(scope, receive, send)
            return
        for stage in ("startup", "shutdown"):
            assert (await receive())["type"] == f"lifespan.{stage}"
            self.lived.append(stage)
            await send({"type": f"lifespan.{stage}.complete"})


async def test_pages_wait_for_a_slow_app() -> None:
    living, let_go = Living(), threading.Event()

    def load() -> App:
        assert let_go.wait(10)
        return living

    late = LateApp(load)
    server = Server(late)
    assert await server.start() == "lifespan.startup.complete"  # though nothing is loaded
    waiting = [asyncio.ensure_future(ask(late)) for _ in range(3)]
    await asyncio.sleep(0.05)
    assert not any(w.done() for w in waiting)
    let_go.set()
    answers = await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert [a.body for a in answers] == [b"inside"] * 3
    assert await server.stop() == "lifespan.shutdown.complete"
    assert living.lived == ["startup", "shutdown"]


async def test_a_page_that_goes_away_takes_the_app_from_nobody() -> None:
    living, let_go = Living(), threading.Event()

    def load() -> App:
        assert let_go.wait(10)
        return living

    late = LateApp(load)
    server = Server(late)
    await server.start()
    gone, stays = asyncio.ensure_future(ask(late)), asyncio.ensure_future(ask(late))
    await asyncio.sleep(0)
    gone.cancel()
    let_go.set()
    assert (await asyncio.wait_for(stays, 5)).body == b"inside"
    await server.stop()


async def test_the_door_says_no_while_the_app_loads() -> None:
    living, let_go = Living(), threading.Event()

    def load() -> App:
        assert let_go.wait(10)
        return living

    door = Door(LateApp(load), token="t", authorities=["127.0.0.1:1"], port=1)
    server = Server(door)
    await server.start()
    assert (await asyncio.wait_for(ask(door, headers={"host": "127.0.0.1:1"}), 5)).status == 403
    assert (await asyncio.wait_for(ask(door, "/", "token=t", {"host": "127.0.0.1:1"}), 5)).status == 303
    let_go.set()
    answer = await asyncio.wait_for(ask(door, headers={"host": "127.0.0.1:1", "cookie": "mesoday-1=t"}), 5)
    assert answer.status == 200
    await server.stop()


async def test_an_app_without_a_lifespan_serves_and_ends() -> None:
    inside = Inside()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            raise RuntimeError("no lifespan here")
        await inside(scope, receive, send)

    late = LateApp(lambda: app)
    server = Server(late)
    await server.start()
    assert (await asyncio.wait_for(ask(late), 5)).status == 200
    assert await server.stop() == "lifespan.shutdown.complete"
