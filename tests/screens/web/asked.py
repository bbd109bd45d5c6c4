"""Asks an ASGI app as a server would, without a server; and an app that notes who got through to it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from screens.web.door import App, Receive, Scope, Send


@dataclass
class Answer:
    """What came back: the status of a page, or how a websocket ended ("accept" or "close")."""

    status: int
    headers: dict[str, str]
    body: bytes
    websocket: str = ""


@dataclass
class Inside:
    """The app behind the door. It answers as Flet's does, with a header that lets every origin read."""

    reached: list[Scope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            return
        headers = [
            (b"content-type", b"text/html"),
            (b"Access-Control-Allow-Origin", b"*"),
            (b"server", b"uvicorn"),
            (b"cache-control", b"max-age=31536000"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"inside"})


async def ask(
    app: App,
    path: str = "/",
    query: str = "",
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    kind: str = "http",
) -> Answer:
    """One request, its path as the server hands it on (already decoded)."""
    sent: list[Any] = []

    coming = [{"type": "websocket.connect"} if kind == "websocket" else {"type": "http.request", "body": b""}]

    async def receive() -> dict[str, Any]:
        if not coming:
            await asyncio.Event().wait()  # the visitor stays until the answer is there
        return coming.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": kind,
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": query.encode("latin-1", "replace"),
        "headers": [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in (headers or {}).items()],
    }
    if kind == "http":
        scope["method"] = method
    await app(scope, receive, send)
    if kind == "websocket":
        return Answer(0, {}, b"", sent[-1]["type"].removeprefix("websocket."))
    started = sent[0]
    names = [name.lower().decode() for name, _ in started["headers"]]
    assert len(names) == len(set(names)), f"a header twice: {names}"
    found = {name.lower().decode(): value.decode("latin-1") for name, value in started["headers"]}
    return Answer(started["status"], found, b"".join(m.get("body", b"") for m in sent[1:]))
