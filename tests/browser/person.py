"""A person at a page: finds things by role and name, as a screen reader tells them, and taps."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

PATIENCE = 30_000


class Person:
    """Taps, types and reads. Nothing is found by its place in the tree."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.foreign: list[str] = []
        self.blocked: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)

    def _asked(self, request: Any) -> None:
        host = request.url.split("//")[-1].split("/")[0]
        if request.url.startswith(("http", "ws")) and not host.startswith("127.0.0.1"):
            self.foreign.append(request.url)

    def _failed(self, request: Any) -> None:
        if request.url in self.foreign and "csp" in (request.failure or ""):
            self.foreign.remove(request.url)
            self.blocked.append(request.url)

    def visit(self, address: str) -> None:
        self.page.goto(address)
        self.page.locator("flt-semantics-host flt-semantics").first.wait_for(state="attached")

    def find(self, role: Any, name: str) -> Locator:
        """What has that role and a name that begins so."""
        return self.page.get_by_role(role, name=re.compile(rf"^{re.escape(name)}", re.I)).first

    def look_for(self, role: Any, name: str) -> Locator:
        """Find it as a person does: wait a moment, then scroll down, then up. Long lists draw only what is in sight."""
        found = self.find(role, name)
        for step in (0, 0, *([400] * 12), *([-400] * 14)):
            if found.count():
                return found
            if step:
                self.page.mouse.move(195, 420)
                self.page.mouse.wheel(0, step)
            self.page.wait_for_timeout(300)
        found.wait_for(state="attached")
        return found

    def tap(self, name: str, role: Any = "button") -> None:
        """Press it. Flutter lays one node over all, so the press goes to the element itself."""
        self.look_for(role, name).dispatch_event("click")

    def tap_last(self, name: str, role: Any) -> None:
        """Press the last of several with that name, after scrolling to the end of the list."""
        self.page.mouse.move(195, 420)
        for _ in range(8):
            self.page.mouse.wheel(0, 600)
            self.page.wait_for_timeout(150)
        self.page.get_by_role(role, name=re.compile(rf"^{re.escape(name)}", re.I)).last.dispatch_event("click")

    def write(self, label: str, text: str) -> None:
        """Type into a field, key by key, as people do."""
        box = self.look_for("textbox", label)
        self._bring_up(box)
        box.click(force=True)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text, delay=5)

    def _bring_up(self, found: Locator) -> None:
        """Scroll until it is clear of the bar at the lower edge: what is only just below is in the tree already."""
        for _ in range(12):
            place, size = found.bounding_box(), self.page.viewport_size
            if place is None or size is None or place["y"] + place["height"] < size["height"] - 110:
                return
            self.page.mouse.move(195, 420)
            self.page.mouse.wheel(0, 250)
            self.page.wait_for_timeout(300)

    def reads(self, text: str) -> None:
        """Wait until that is told somewhere on the page, as text or as a name."""
        words = re.compile(re.escape(text), re.I)
        expect(self.page.get_by_text(words).or_(self.page.get_by_label(words)).first).to_be_attached(timeout=PATIENCE)

    def sees(self, role: Any, name: str) -> None:
        expect(self.find(role, name)).to_be_attached(timeout=PATIENCE)

    def unnamed(self) -> list[str]:
        """Controls that a screen reader could not name."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('flt-semantics[role=button],flt-semantics[role=checkbox],'
            + 'flt-semantics[role=switch],flt-semantics[role=tab],flt-semantics[role=radio],input,textarea')]
            .filter(e => !(e.getAttribute('aria-label') || e.textContent || '').trim()
                && !(e.closest('[aria-label]')?.getAttribute('aria-label') || '').trim())
            .map(e => e.getAttribute('role') || e.tagName)"""
        )
