"""The door, with the real server and a real browser: the person comes in, nobody else does."""

from __future__ import annotations

import functools
import http.client
import http.server
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.person import Person
from tests.browser.served import ROOT, Served

TRIES_A_SOCKET = """address => new Promise(told => {
    const socket = new WebSocket(address);
    socket.onopen = () => { socket.close(); told('open'); };
    socket.onerror = () => told('refused');
})"""
TRIES_A_SCRIPT = """address => new Promise(told => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => told('loaded');
    script.onerror = () => told('refused');
    document.head.append(script);
})"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A page of somebody else's, on another port of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the test's own output stays readable."""

    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "index.html").write_text("<!DOCTYPE html><title>Elsewhere</title><p>Elsewhere", "utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def asked_raw(address: str, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")
    finally:
        connection.close()


def test_the_page_comes_up_by_itself_and_asks_no_other_host(
    serve: Callable[..., Served], person: Callable[..., Person]
) -> None:
    served, somebody = serve(), person()
    somebody.visit(served.entrance)  # which waits for what a screen reader is told; nothing has been pressed
    somebody.sees("button", "Begin")
    assert "token" not in somebody.page.url
    assert "token" not in somebody.page.evaluate("document.cookie")
    somebody.page.reload()
    somebody.sees("button", "Begin")
    # A browser that puts the page on a home screen asks for its manifest; the door must know it then.
    manifest = somebody.page.context.new_cdp_session(somebody.page).send("Page.getAppManifest")
    assert json.loads(manifest["data"])["name"] == "Mesoday"
    assert somebody.foreign == []

    if sys.platform != "win32":
        kept = [served.folder, *served.folder.rglob("*")]
        assert len(kept) > 1
        assert {(p.is_dir(), oct(p.stat().st_mode & 0o777)) for p in kept} <= {(True, "0o700"), (False, "0o600")}


def test_without_the_token_the_page_is_closed(serve: Callable[..., Served], person: Callable[..., Person]) -> None:
    served, stranger = serve(), person()
    for path in ("/", "/?token=guessed", "/flutter_bootstrap.js", "/diary"):
        answer = stranger.page.goto(served.address + path)
        assert answer is not None
        assert answer.status == 403
        assert "Mesoday is closed here" in stranger.page.inner_text("body")
    assert stranger.page.context.cookies() == []


def test_another_page_of_this_machine_is_refused(
    serve: Callable[..., Served], person: Callable[..., Person], elsewhere: str
) -> None:
    served, somebody = serve(), person()
    somebody.visit(served.entrance)
    socket_address = served.address.replace("http", "ws") + "/ws"
    assert somebody.page.evaluate(TRIES_A_SOCKET, socket_address) == "open"

    # The same browser, with the cookie, which goes to every port of this host.
    other = somebody.page.context.new_page()
    other.goto(elsewhere)
    assert other.evaluate(TRIES_A_SCRIPT, elsewhere) == "loaded"
    assert other.evaluate(TRIES_A_SOCKET, socket_address) == "refused"
    assert other.evaluate(TRIES_A_SCRIPT, f"{served.address}/flutter_bootstrap.js") == "refused"


def test_another_name_for_this_machine_is_refused(serve: Callable[..., Served]) -> None:
    """As a page does that points its own name here (DNS rebinding)."""
    served = serve()
    port = urlsplit(served.address).port
    path = urlsplit(served.entrance)
    entrance = f"{path.path}?{path.query}"
    assert asked_raw(served.address, entrance, Host=f"evil.example:{port}")[0] == 403
    assert asked_raw(served.address, entrance, Host=f"localhost:{port}")[0] == 303
    status, said = asked_raw(served.address, "/")
    assert (status, said.count("\n")) == (403, 0)


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "main.py", "--web", "--no-open", "--port", port, "--data", str(tmp_path / "data")]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == f"Port {port} on 127.0.0.1 is in use, or not allowed.\n"
    assert not (tmp_path / "data").exists()
