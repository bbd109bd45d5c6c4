"""Files that a page sends to us: put to an address that is good once, behind the same door, and held in memory alone.

A page's own connection carries small things well; a picture of ten megabytes would hold up everything else on it.
"""

from __future__ import annotations

import asyncio
import secrets

from screens.web.door import Receive, Scope, Send

PREFIX = "/upload/"
MOST_WAITING = 20  # addresses that were given out and not used; the oldest is forgotten then


class UploadFailed(Exception):
    """The file did not come, or not whole, or is larger than what is taken."""


class Expected:
    """One file that is awaited. `address`: where the page is to put it, of `most` bytes."""

    def __init__(self, most: int) -> None:
        self.address = PREFIX + secrets.token_urlsafe(24)
        self.most = most
        self.arrived: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def content(self, seconds: float) -> bytes:
        """The file once it is here. Raises `UploadFailed`, also when it has not come after so many seconds."""
        try:
            return await asyncio.wait_for(self.arrived, seconds)
        except TimeoutError as error:
            raise UploadFailed from error

    def fail(self) -> None:
        """It will not come."""
        if not self.arrived.done():
            self.arrived.set_exception(UploadFailed())


class Uploads:
    """The files that the pages of one process have been asked for, and the part of the server that takes them."""

    def __init__(self) -> None:
        self._expected: dict[str, Expected] = {}

    def expect(self, most: int) -> Expected:
        """Await a file of at most so many bytes. For handlers on the loop that serves."""
        while len(self._expected) >= MOST_WAITING:
            self._expected.pop(next(iter(self._expected))).fail()
        found = Expected(most)
        self._expected[found.address] = found
        return found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        expected = self._expected.pop(scope["path"], None) if scope["method"] == "PUT" else None
        if expected is None or expected.arrived.done():
            await _answer(send, 404)
            return
        content = await _read(receive, expected.most)
        if content is None:
            expected.fail()
            await _answer(send, 413)
            return
        if not expected.arrived.done():
            expected.arrived.set_result(content)
        await _answer(send, 200)


async def _read(receive: Receive, most: int) -> bytes | None:
    """The body; None when it is too large or breaks off."""
    content = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        content += message.get("body", b"")
        if len(content) > most:
            return None
        if not message.get("more_body"):
            return bytes(content)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
