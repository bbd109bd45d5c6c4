"""An ASGI app that is imported while the server already answers.

The door can say no, or hand out its cookie, long before Flet is imported; a page that may come in waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from screens.web.door import App, Message, Receive, Scope, Send


class LateApp:
    """Loads an app in a worker thread when the server has started, and ends it with the server.

    load: imports and makes the app. on_start, on_stop: run on the server's loop around its life.
    """

    def __init__(self, load: Callable[[], App]) -> None:
        self._load = load
        self._app: asyncio.Future[App] | None = None
        self._end = asyncio.Event()
        self._life: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if self._app is None:
            raise RuntimeError("asked before the server has started")
        app = await asyncio.shield(self._app)
        await app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._app = asyncio.ensure_future(self._loaded())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._end.set()
        if self._life is not None:
            await asyncio.wait([self._life])  # whatever became of it, the server ends
        await send({"type": "lifespan.shutdown.complete"})

    async def _loaded(self) -> App:
        app = await asyncio.to_thread(self._load)
        started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._life = asyncio.ensure_future(self._lifespan(app, started))
        await started
        return app

    async def _lifespan(self, app: App, started: asyncio.Future[None]) -> None:
        """The app's own lifespan: startup now, shutdown when the server ends."""
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "lifespan.startup"}
            await self._end.wait()
            return {"type": "lifespan.shutdown"}

        async def send(message: Message) -> None:
            if message["type"].startswith("lifespan.startup") and not started.done():
                started.set_result(None)

        try:
            await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
        except Exception:
            if started.done():
                raise  # before that, it is an app without a lifespan
        finally:
            if not started.done():
                started.set_result(None)
