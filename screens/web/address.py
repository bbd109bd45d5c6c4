"""Where the page is: its addresses, and the QR code for a phone on the home network."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import quote

from care.messages import Message, message

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "")
PLAIN_HTTP = message(
    "Anybody on this network can read along, because plain HTTP is not encrypted. Use it only on a network you trust."
)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def authorities(host: str, port: int) -> set[str]:
    """The values of a Host header that are ours when listening on `host`."""
    names = set(LOOPBACK) if is_loopback(host) or host in EVERYWHERE else set()
    names |= set(own_addresses()) if host in EVERYWHERE else {_bracketed(host)}
    return {f"{name}:{port}" for name in names} | (names if port == 80 else set())


def addresses(host: str, port: int, token: str) -> list[str]:
    """The addresses to open, with the token; the first one is for this machine where that is possible."""
    hosts = ["127.0.0.1", *own_addresses()] if host in EVERYWHERE else [_bracketed(host)]
    return [f"http://{name}:{port}/?token={quote(token, safe='')}" for name in dict.fromkeys(hosts)]


def own_addresses() -> list[str]:
    """This machine's own IPv4 addresses on its networks, loopback left out."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet is sent: connecting a datagram socket only picks the outgoing interface.
            probe.connect(("192.0.2.1", 9))
            found.append(probe.getsockname()[0])
        except OSError:
            pass
    try:
        named = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(entry[4][0]) for entry in named]
    except OSError:
        pass
    return [a for a in dict.fromkeys(found) if not is_loopback(a)]


def qr_code(address: str) -> str:
    """The address as a QR code of text, for a terminal."""
    import io

    import segno

    out = io.StringIO()
    segno.make(address, error="l").terminal(out=out, compact=True)
    return out.getvalue()


def warning(host: str) -> Message | None:
    """What to say of listening on that host; nothing on loopback."""
    return None if is_loopback(host) else PLAIN_HTTP


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
