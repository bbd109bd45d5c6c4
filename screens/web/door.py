"""The door of the page: a small ASGI wrapper round Flet's app.

Flet's own server lets any page on the machine in. Here nothing is answered but to the right Host, from the own Origin,
and with the token: it comes once in the address, then as a cookie that no script can read. The answers say that no
other host may be asked for anything.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

REFUSED = b"Mesoday is closed here. Please open the address that it printed when it was started."
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket} data: blob:; "
    # A film of one second in the address itself keeps a phone's screen lit where plain HTTP allows no better way.
    "media-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
DROPPED = (b"access-control-allow-origin", b"server", b"cache-control")


class Door:
    """Lets requests through to `app` that have the right to come in.

    authorities: the values of Host that are ours ("127.0.0.1:8550"). The cookie is named after the port, because
    cookies do not tell ports apart.
    """

    def __init__(self, app: App, *, token: str, authorities: Iterable[str], port: int) -> None:
        self._app, self._token = app, token
        self._authorities = frozenset(a.lower() for a in authorities)
        self._cookie = f"mesoday-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "").lower()
        if host not in self._authorities or not self._origin_is_ours(scope, headers, host):
            await refuse(scope, receive, send)
            return
        if self._asks_with_token(scope):
            await self._give_cookie(scope, send)
            return
        if not self._has_cookie(headers):
            await refuse(scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send, _protecting(host)))

    def _origin_is_ours(self, scope: Scope, headers: dict[bytes, str], host: str) -> bool:
        """An Origin, where one is sent, is our own. A browser always sends one with a websocket."""
        origin = headers.get(b"origin")
        if origin is None:
            site = headers.get(b"sec-fetch-site", "none")  # another port of this machine is "same-site"
            return scope["type"] != "websocket" and site in ("none", "same-origin")
        return origin.lower() in (f"http://{host}", f"https://{host}")

    def _asks_with_token(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return False
        given = [value for name, value in _query(scope) if name == "token"]
        return bool(given) and self._matches(given[-1])

    def _has_cookie(self, headers: dict[bytes, str]) -> bool:
        # By hand: Python's own reading gives up at the first ill-made cookie, and other ports of this host set theirs.
        pairs = (pair.strip().partition("=") for pair in headers.get(b"cookie", "").split(";"))
        return any(name == self._cookie and self._matches(unquote(kept)) for name, _, kept in pairs)

    def _matches(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._token.encode())

    async def _give_cookie(self, scope: Scope, send: Send) -> None:
        """Send the browser to the same address without the token, which must not stay in its history."""
        rest = urlencode([(name, value) for name, value in _query(scope) if name != "token"])
        # One slash only: "//host" would lead elsewhere.
        path = quote("/" + scope["path"].lstrip("/\\")) + (f"?{rest}" if rest else "")
        cookie = f"{self._cookie}={quote(self._token, safe='')}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", path.encode()), (b"set-cookie", cookie.encode()), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 303, "headers": [*headers, (b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """403, for pages and for websockets before their handshake."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})  # before the handshake: the server answers 403
        return
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(REFUSED)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else REFUSED})


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)


def _protecting(host: str) -> Headers:
    policy = POLICY.format(socket=f"ws://{host}")
    return [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-resource-policy", b"same-origin"),
        # Alone in its browsing context, the page may share memory among threads: the engine draws in one of its own.
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-embedder-policy", b"require-corp"),
        (b"permissions-policy", b"geolocation=(), microphone=(), interest-cohort=()"),
        # Kept by the browser, but asked for again each time: a 304 is cheap, a stale engine after an update is not.
        (b"cache-control", b"private, no-cache"),
    ]


def _with_headers(send: Send, ours: Headers) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            theirs = [(name, value) for name, value in message["headers"] if name.lower() not in DROPPED]
            message = {**message, "headers": [*theirs, *ours]}
        await send(message)

    return sending
