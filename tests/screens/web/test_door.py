"""Nobody comes in without the token: not from another page, another name of this machine, or by another path."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.web.door import REFUSED, Door
from tests.screens.web.asked import Inside, ask

PORT = 8550
TOKEN = "rA2_fnD-71qLx0"
HERE = f"127.0.0.1:{PORT}"
COOKIE = f"mesoday-{PORT}={TOKEN}"
OWN = {"host": HERE, "cookie": COOKIE}
PATHS = ("/", "/index.html", "/ws", "/check-in/glow", "/assets/fonts/x.ttf", "/manifest.json", "/upload", "/%2e%2e/x")


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def door(inside: Inside) -> Door:
    return Door(inside, token=TOKEN, authorities=[HERE, f"localhost:{PORT}"], port=PORT)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
async def test_no_page_without_the_token(door: Door, inside: Inside, path: str, method: str) -> None:
    answer = await ask(door, path, headers={"host": HERE}, method=method)
    assert (answer.status, inside.reached) == (403, [])
    assert answer.body == (b"" if method == "HEAD" else REFUSED)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
async def test_no_websocket_without_the_cookie(door: Door, inside: Inside, path: str) -> None:
    own = {"host": HERE, "origin": f"http://{HERE}"}
    answer = await ask(door, path, headers=own, kind="websocket")
    assert (answer.websocket, inside.reached) == ("close", [])
    # The token in the address opens pages alone.
    answer = await ask(door, path, f"token={TOKEN}", own, kind="websocket")
    assert (answer.websocket, inside.reached) == ("close", [])


@pytest.mark.parametrize("wrong", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "%00", "\xe4", f"{TOKEN}&token="])
async def test_a_wrong_token_opens_nothing(door: Door, inside: Inside, wrong: str) -> None:
    for answer in (
        await ask(door, "/", f"token={wrong}", {"host": HERE}),
        await ask(door, "/", headers={"host": HERE, "cookie": f"mesoday-{PORT}={wrong}"}),
        await ask(door, "/", headers={"host": HERE, "cookie": f"mesoday-{PORT + 1}={TOKEN}"}),
    ):
        assert (answer.status, inside.reached) == (403, [])


async def test_the_token_is_taken_for_reading_alone(door: Door, inside: Inside) -> None:
    answer = await ask(door, "/", f"token={TOKEN}", {"host": HERE}, method="POST")
    assert (answer.status, inside.reached) == (403, [])


async def test_the_token_becomes_a_cookie(door: Door, inside: Inside) -> None:
    answer = await ask(door, "/check-in/glow", f"day=2026-03-01&token={TOKEN}&from=diary&b=", {"host": HERE})
    assert (answer.status, inside.reached) == (303, [])
    went = urlsplit(answer.headers["location"])
    assert went.path == "/check-in/glow"
    assert parse_qsl(went.query, keep_blank_values=True) == [("day", "2026-03-01"), ("from", "diary"), ("b", "")]
    assert TOKEN not in answer.headers["location"]
    assert answer.headers["cache-control"] == "no-store"
    kept, *flags = answer.headers["set-cookie"].split("; ")
    assert kept == COOKIE
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(flags)
    assert not any(flag.startswith("Domain") for flag in flags)

    answer = await ask(door, "/", headers={"host": HERE, "cookie": kept})
    assert (answer.status, answer.body) == (200, b"inside")


@pytest.mark.parametrize(
    "path", ["//evil.example", "///evil.example/x", "/\\evil.example", "\\\\evil.example", "/\\/evil.example", ""]
)
async def test_the_way_on_leads_nowhere_else(door: Door, path: str) -> None:
    answer = await ask(door, path, f"token={TOKEN}", {"host": HERE})
    assert answer.status == 303
    assert urlsplit(urljoin(f"http://{HERE}/", answer.headers["location"].replace("\\", "/"))).netloc == HERE


@given(path=st.text(max_size=30), query=st.text(max_size=30))
def test_the_way_on_stays_here_whatever_was_asked(path: str, query: str) -> None:
    door = Door(Inside(), token=TOKEN, authorities=[HERE], port=PORT)
    answer = asyncio.run(ask(door, "/" + path, f"{query}&token={TOKEN}", {"host": HERE}))
    assert answer.status == 303
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert location.isprintable()
    assert location.isascii()
    assert TOKEN not in location


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host", ["", "evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"127.0.0.1.x:{PORT}"]
)
async def test_a_foreign_name_for_this_machine_is_refused(door: Door, inside: Inside, host: str, kind: str) -> None:
    """A page elsewhere can point its own name here (DNS rebinding); the name gives it away."""
    asked = {"host": host, "cookie": COOKIE, "origin": f"http://{host}"}
    answer = await ask(door, "/ws", f"token={TOKEN}", asked, kind=kind)
    assert (answer.status or answer.websocket, inside.reached) == (403 if kind == "http" else "close", [])


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.example", f"http://127.0.0.1:{PORT + 1}", f"http://localhost:{PORT}", f"ftp://{HERE}"],
)
async def test_another_page_is_refused(door: Door, inside: Inside, origin: str, kind: str) -> None:
    """Cookies do not tell ports apart: a page of another port sends ours along. Its Origin gives it away."""
    answer = await ask(door, "/ws", headers={**OWN, "origin": origin}, kind=kind)
    assert (answer.status or answer.websocket, inside.reached) == (403 if kind == "http" else "close", [])


async def test_a_websocket_says_where_it_comes_from(door: Door, inside: Inside) -> None:
    assert (await ask(door, "/ws", headers=OWN, kind="websocket")).websocket == "close"
    assert inside.reached == []
    own = {**OWN, "origin": f"http://{HERE}"}
    assert (await ask(door, "/ws", headers=own, kind="websocket")).websocket == "accept"


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
async def test_what_other_pages_embed_is_refused(door: Door, site: str, status: int) -> None:
    """An image or a script that another page names comes without an Origin; the browser says what it is."""
    assert (await ask(door, "/x.js", headers={**OWN, "sec-fetch-site": site})).status == status


@pytest.mark.parametrize("beside", ['{"a": [1, 2]}=x', "a b=c", "=", 'x="', "mesoday-1=other", "é=1"])
async def test_cookies_of_others_shut_nobody_out(door: Door, beside: str) -> None:
    """Whatever else runs on this machine sets cookies for the same host, well made or not."""
    for cookie in (f"{beside}; {COOKIE}", f"{COOKIE}; {beside}"):
        assert (await ask(door, headers={"host": HERE, "cookie": cookie})).status == 200


@pytest.mark.parametrize("token", ["a+b/c=", "a b", "x;y", 'q"', "ü", "a%20b"])
async def test_any_token_goes_round_unharmed(token: str) -> None:
    from screens.web.address import addresses

    door = Door(Inside(), token=token, authorities=[HERE], port=PORT)
    printed = urlsplit(addresses("127.0.0.1", PORT, token)[0])
    answer = await ask(door, printed.path, printed.query, {"host": printed.netloc})
    assert answer.status == 303
    kept = answer.headers["set-cookie"].split("; ")[0]
    assert (await ask(door, headers={"host": HERE, "cookie": kept})).status == 200


async def test_answers_name_no_other_host(door: Door) -> None:
    headers = (await ask(door, headers=OWN)).headers
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "private, no-cache"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    allowed = {"'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'", "data:", "blob:", f"ws://{HERE}"}
    assert {source for sources in policy.values() for source in sources.split()} <= allowed
    assert policy["default-src"] == "'self'"
    assert policy["media-src"] == "'self' data:", "sounds of ours, and what keeps a screen lit on a home network"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"


anything = st.text(st.characters(codec="latin-1"), max_size=20)
name = st.sampled_from(["host", "origin", "cookie", "authorization", "x-forwarded-host", "sec-fetch-site", "upgrade"])
value = st.one_of(
    anything,
    st.sampled_from([HERE, f"http://{HERE}", "none", "mesoday-8550=", f"mesoday-8551={TOKEN}", f"token={TOKEN}"]),
)
query = st.one_of(anything, st.just(f"token={TOKEN}"), st.just(f"token={TOKEN[:-1]}"))


@given(
    path=st.one_of(st.sampled_from(PATHS), anything),
    query=query,
    headers=st.dictionaries(name, value).map(lambda h: {"host": HERE, **h}),
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "get"]),
    kind=st.sampled_from(["http", "websocket"]),
)
def test_nothing_passes_without_the_cookie(
    path: str, query: str, headers: dict[str, str], method: str, kind: str
) -> None:
    inside = Inside()
    door = Door(inside, token=TOKEN, authorities=[HERE], port=PORT)
    answer = asyncio.run(ask(door, path, query, headers, method=method, kind=kind))
    assert inside.reached == []
    assert answer.websocket == "close" if kind == "websocket" else answer.status in (303, 403)
    assert answer.status != 303 or query == f"token={TOKEN}"
