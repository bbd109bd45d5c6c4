"""The gallery in a real browser: what a screen reader is told, and that presses through it reach the handlers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, chromium

GALLERY = Path(__file__).with_name("gallery.py")
SLOW = 30_000
UNNAMED = """() => [...document.querySelectorAll(
    'flt-semantics[role=button],flt-semantics[role=checkbox],flt-semantics[role=switch],flt-semantics[role=tab],'
    + 'flt-semantics[role=radio],input,textarea')].filter(e => {
      const own = (e.getAttribute('aria-label') || e.textContent || '').trim();
      const up = e.closest('[aria-label]');
      return !own && !(up && up.getAttribute('aria-label').trim());
    }).map(e => (e.getAttribute('role') || e.tagName) + '#' + (e.id || e.parentElement.id))"""
TOO_WIDE = """w => [...document.querySelectorAll('flt-semantics')].filter(e => {
    const r = e.getBoundingClientRect(); return r.width && r.right > w + 1 && r.left < w; })
    .map(e => (e.getAttribute('aria-label') || e.textContent || e.id).slice(0, 60))"""


class Gallery:
    """The running gallery: its address, and what its handlers wrote."""

    def __init__(self, port: int, written: Path) -> None:
        self.address, self._written = f"http://127.0.0.1:{port}", written

    def pressed(self) -> list[str]:
        lines = self._written.read_text(encoding="utf8").splitlines()
        return [line.removeprefix("pressed ") for line in lines if line.startswith("pressed ")]

    def wait_pressed(self, wanted: str, seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while wanted not in self.pressed():
            assert time.monotonic() < end, f"{wanted!r} was not pressed: {self.pressed()}"
            time.sleep(0.05)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    written = tmp_path_factory.mktemp("gallery") / "written"
    here = {"FLET_FORCE_WEB_SERVER": "1", "FLET_SERVER_IP": "127.0.0.1", "FLET_SERVER_PORT": str(port)}
    with written.open("w") as out:
        running = subprocess.Popen(
            [sys.executable, "-u", str(GALLERY)], stdout=out, stderr=out, env={**os.environ, **here}
        )
        try:
            end = time.monotonic() + 60
            while socket.socket().connect_ex(("127.0.0.1", port)):
                assert running.poll() is None, written.read_text()
                assert time.monotonic() < end, "the gallery did not open"
                time.sleep(0.1)
            yield Gallery(port, written)
        finally:
            running.terminate()
            running.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


def open_page(browser: Browser, gallery: Gallery, path: str, width: int = 390, height: int = 1400) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(gallery.address + path)
    ready = "flt-semantics-placeholder, flt-semantics-host flt-semantics"
    page.wait_for_selector(ready, state="attached", timeout=SLOW)
    page.evaluate("document.querySelector('flt-semantics-placeholder')?.click()")
    page.get_by_role("heading").first.wait_for(state="attached", timeout=SLOW)
    return page


def press(page: Page, role: str, name: str, *, exact: bool = False) -> None:
    """Press as a screen reader does: the node, not the pixel."""
    node = page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
    node.first.wait_for(state="attached", timeout=SLOW)
    assert node.count() == 1, f"{node.count()} {role}s are called {name!r}"
    node.dispatch_event("click")


def wait_said(page: Page, words: str, seconds: float = 15) -> None:
    """Wait until a screen reader would be told these words, as text or as the name of a group."""
    end = time.monotonic() + seconds
    while words not in page.locator("body").aria_snapshot():
        assert time.monotonic() < end, page.locator("body").aria_snapshot()
        page.wait_for_timeout(100)


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/sheet", 1280),
        ("/today", 390),
        ("/today?scale=200", 390),
        ("/today?rtl=1", 1280),
        ("/glow?scale=200", 390),
        ("/scalp", 390),
        ("/question", 390),
        ("/player", 390),
        ("/forms", 390),
    ],
)
def test_every_control_has_a_name_and_fits_the_width(browser: Browser, gallery: Gallery, path: str, width: int) -> None:
    page = open_page(browser, gallery, path, width)
    try:
        page.wait_for_timeout(500)
        assert page.evaluate(UNNAMED) == []
        assert page.evaluate(TOO_WIDE, width) == []
        assert page.get_by_role("heading", level=1).count() == 1
    finally:
        page.close()


def test_rows_chips_and_cards_tell_their_state_and_answer(browser: Browser, gallery: Gallery) -> None:
    page = open_page(browser, gallery, "/today")
    try:
        cleanser = page.get_by_role("checkbox", name="Gentle cleanser Counts as step 1 of the session")
        assert not cleanser.is_checked()
        cleanser.dispatch_event("click")
        gallery.wait_pressed("cleanse")
        page.get_by_role("checkbox", name="Gentle cleanser", checked=True).wait_for(state="attached", timeout=SLOW)
        press(page, "button", "Reminders, some are waiting")
        gallery.wait_pressed("bell")
        press(page, "button", "Start session")
        gallery.wait_pressed("start")
        press(page, "button", "Changed tonight. Why?")
        wait_said(page, "48 hours on both sides")
        press(page, "tab", "Trends")
        gallery.wait_pressed("go /trends")
    finally:
        page.close()


def test_a_scale_is_set_by_its_named_buttons_and_by_pressing_the_glass(browser: Browser, gallery: Gallery) -> None:
    page = open_page(browser, gallery, "/glow")
    try:
        assert page.get_by_role("button", name="Next: comfort, redness", disabled=True).count() == 1
        press(page, "button", "More glow")
        gallery.wait_pressed("score 5.0")
        page.get_by_role("img", name="Glow: 5").wait_for(state="attached", timeout=SLOW)
        assert page.get_by_role("button", name="Next: comfort, redness", disabled=False).count() == 1
        box = page.get_by_role("img", name="Glow: 5").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.2)
        gallery.wait_pressed("score 8.0")
    finally:
        page.close()


def test_answers_are_radio_buttons(browser: Browser, gallery: Gallery) -> None:
    page = open_page(browser, gallery, "/question")
    try:
        assert page.get_by_role("radio", checked=True).count() == 0
        press(page, "radio", "Yes", exact=True)
        page.get_by_role("radio", name="Yes", exact=True, checked=True).wait_for(state="attached", timeout=SLOW)
        wait_said(page, "What your yes changes")
        press(page, "button", "Continue")
        gallery.wait_pressed("continue")
    finally:
        page.close()


def test_what_is_written_quickly_arrives_whole(browser: Browser, gallery: Gallery) -> None:
    page = open_page(browser, gallery, "/forms")
    try:
        page.wait_for_timeout(500)
        box = page.get_by_role("textbox", name="Name").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] - 30, box["y"] + box["height"] / 2)
        page.keyboard.press("End")
        page.keyboard.type(", the blue one with the dropper", delay=5)
        page.wait_for_timeout(1000)
        written = page.get_by_role("textbox", name="Name").input_value()
        assert written == "Night retinol, the blue one with the dropper"
        assert page.get_by_role("button", name="Form: Serum").count() == 1
        press(page, "switch", "Quiet hours")
        page.get_by_role("switch", name="Quiet hours", checked=False).wait_for(state="attached", timeout=SLOW)
    finally:
        page.close()
