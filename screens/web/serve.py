"""Serves the page: one uvicorn server in this process, behind the door."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from care.messages import Message, message
from screens.web.address import authorities
from screens.web.door import App, Door, Receive, Scope, Send
from screens.web.late_app import LateApp
from screens.web.uploads import PREFIX

USUAL_PORT = 8550
THREADS, FILE_THREADS = 3, 2


class CannotListen(Exception):
    """The address cannot be listened on; `reason` is one sentence for the person."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


def new_token() -> str:
    """A token that nobody guesses (192 bits)."""
    return secrets.token_urlsafe(24)


def listen(host: str, port: int | None) -> socket.socket:
    """A socket on host and port. No port: the usual one, or a free one when that is taken. Raises `CannotListen`."""
    ports = [USUAL_PORT, 0] if port is None else [port]
    for number in ports:
        try:
            return _bind(host, number)
        except OSError as error:
            if number != ports[-1]:
                continue
            if isinstance(error, socket.gaierror):
                reason = message("There is no address called {host}.", host=host)
            elif number:
                reason = message("Port {port} on {host} is in use, or not allowed.", port=str(number), host=host)
            else:
                reason = message("Mesoday cannot listen on {host}.", host=host)
            raise CannotListen(reason) from error
    raise AssertionError("unreachable")


def _bind(host: str, port: int) -> socket.socket:
    plain = host.strip("[]")
    family, kind, proto, _, address = socket.getaddrinfo(plain, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, proto)
    try:
        if os.name == "posix":  # on Windows this would let somebody else take over a port in use
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)
    except OSError:
        found.close()
        raise
    found.set_inheritable(False)
    return found


def serve(
    load: Callable[[], App],
    *,
    assets: Path,
    cache: Path | None,
    at: socket.socket,
    host: str,
    token: str,
    on_ready: Callable[[], None],
    alongside: Sequence[Callable[[], Any]] = (),
    uploads: App | None = None,
) -> None:
    """Serve until interrupted.

    load: imports and makes the app, once the server answers; meanwhile the browser gets the page's files from `assets`,
    packed where the `cache` folder has them so. alongside: async functions that run on the same loop until the end.
    uploads: takes what pages put below `uploads.PREFIX`.
    """
    import anyio.to_thread
    import uvicorn

    from screens.web.page_files import PageFiles

    port = at.getsockname()[1]

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            on_ready()

    async def run() -> None:
        # Each thread keeps memory of its own. Three let somebody read while two wait for a disk or another process.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "mesoday"))
        anyio.to_thread.current_default_thread_limiter().total_tokens = FILE_THREADS
        files, app = PageFiles(assets, cache), LateApp(load)

        async def page(scope: Scope, receive: Receive, send: Send) -> None:
            if uploads is not None and scope["type"] == "http" and scope["path"].startswith(PREFIX):
                await uploads(scope, receive, send)
                return
            await (files if scope["type"] == "http" else app)(scope, receive, send)

        door = Door(page, token=token, authorities=authorities(host, port), port=port)
        config = uvicorn.Config(
            door,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        others = [asyncio.ensure_future(one()) for one in (files.pack_in_quiet, *alongside)]
        try:
            await Server(config).serve(sockets=[at])
        finally:
            for other in others:
                other.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    asyncio.run(run())
