"""Files that a page sends: once, to an address that was given out, whole, and no larger than asked for."""

from __future__ import annotations

import pytest

from screens.web.uploads import MOST_WAITING, PREFIX, UploadFailed, Uploads


async def put(uploads: Uploads, path: str, *parts: bytes, method: str = "PUT", cut: bool = False) -> int:
    """The status of a request with that body, in those parts."""
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.disconnect"} if cut else {"type": "http.request", "body": b"", "more_body": False})
    sent: list = []

    async def receive() -> dict:
        return messages.pop(0)

    async def send(message: dict) -> None:
        sent.append(message)

    await uploads({"type": "http", "method": method, "path": path}, receive, send)  # type: ignore[arg-type]
    assert (b"cache-control", b"no-store") in sent[0]["headers"]
    return sent[0]["status"]


async def test_a_file_comes_whole_and_its_address_is_good_once() -> None:
    uploads = Uploads()
    expected = uploads.expect(10)
    assert expected.address.startswith(PREFIX)
    assert await put(uploads, expected.address, b"hello", b"world") == 200
    assert await expected.content(1) == b"helloworld"
    assert await put(uploads, expected.address, b"again") == 404


async def test_what_is_larger_or_breaks_off_is_not_taken() -> None:
    uploads = Uploads()
    for parts, cut in ((([b"x" * 6] * 2), False), ([b"x"], True)):
        expected = uploads.expect(10)
        assert await put(uploads, expected.address, *parts, cut=cut) == 413
        with pytest.raises(UploadFailed):
            await expected.content(1)


async def test_nothing_is_taken_that_nobody_awaits() -> None:
    uploads = Uploads()
    expected = uploads.expect(10)
    assert await put(uploads, PREFIX + "guessed", b"x") == 404
    assert await put(uploads, expected.address, b"x", method="POST") == 404
    with pytest.raises(UploadFailed):
        await expected.content(0.01)


async def test_addresses_that_are_not_used_are_forgotten() -> None:
    uploads = Uploads()
    first = uploads.expect(10)
    for _ in range(MOST_WAITING):
        uploads.expect(10)
    assert await put(uploads, first.address, b"x") == 404
    with pytest.raises(UploadFailed):
        await first.content(1)
