"""A whole session in a real browser: killed twice without warning and taken up again, led by the keyboard alone, hidden
for a minute, and led by one tab at a time."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import EVENING
from tests.browser.person import PATIENCE, Person
from tests.browser.served import Served
from tests.commands.running import done

RATE = "20"  # a forehead of two minutes takes six seconds
HIDDEN_RATE = "12"  # after a minute out of sight, five seconds are left to press a button
LONG_PAGE = {"width": 390, "height": 1600}  # all of Today is drawn at once: nobody has to scroll
LATER, LATE = "2026-03-02T20:00:00+01:00", "2026-03-02T21:00:00+01:00"
FOREHEAD, RIGHT_CHEEK, STEPS = 9, 10, 21


def sessions(folder: Path) -> list[dict[str, Any]]:
    out = folder.parent / "exported.json"
    out.unlink(missing_ok=True)
    done("export", out, "--from", "2026-03-02", "--data", folder, MESODAY_NOW=LATE)
    return [r for r in json.loads(out.read_text("utf-8"))["records"] if r["kind"] == "session"]


def forward(somebody: Person, first: int, last: int) -> None:
    """From one step to another."""
    for number in range(first + 1, last + 1):
        somebody.tap("Next")
        somebody.reads(f"Step {number} of {STEPS}")


def begin(somebody: Person, served: Served) -> None:
    somebody.visit(served.entrance)
    somebody.tap("Start session")
    somebody.tap("None of these, start")
    somebody.reads(f"Step 1 of {STEPS}")


def test_killed_twice_it_is_taken_up_where_it_was_with_the_time_that_was_really_done(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING, MESODAY_RATE=RATE), person(viewport=LONG_PAGE)
    begin(somebody, served)
    forward(somebody, 1, FOREHEAD)
    somebody.tap("Start")
    somebody.sees("button", "Pause")
    watched = re.compile(r"\b(1:[0-4]\d|0:\d\d) left")
    seen = somebody.page.get_by_text(watched).or_(somebody.page.get_by_label(watched)).first
    expect(seen).to_be_attached(timeout=PATIENCE)
    served.kill()

    for clock, place in ((LATER, FOREHEAD), (LATE, RIGHT_CHEEK)):
        served = serve(demo, MESODAY_NOW=clock, MESODAY_RATE=RATE)
        somebody = person(viewport=LONG_PAGE)
        somebody.visit(served.entrance)
        somebody.tap("Go on with the session")
        somebody.reads("This session is still open")
        somebody.reads("while nobody was counting")
        somebody.tap("Carry on")
        somebody.sees("heading", f"Step {place} of {STEPS}")
        if place == FOREHEAD:
            somebody.tap("Carry on")
            somebody.reads("Time is up. Lift the wand.")
            forward(somebody, FOREHEAD, RIGHT_CHEEK)
            somebody.tap("Start")
            somebody.sees("button", "Pause")
            served.kill()

    forward(somebody, RIGHT_CHEEK, STEPS)
    somebody.tap("Finish")
    somebody.reads("Done. It is in your diary.")
    served.stop()
    kept = max(sessions(demo), key=lambda s: s["started_at"])
    steps = {s["id"]: s for s in kept["steps"]}
    assert (kept["outcome"], len(steps)) == ("finished", STEPS)
    assert steps["device_pass/forehead"]["done_s"] == steps["device_pass/forehead"]["planned_s"] == 120
    assert steps["device_pass/right_cheek"]["done_s"] < 60, "an hour went by, and nobody watched it"


FOCUSED = """() => { let at = document.activeElement;
while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
return at && at.tagName !== 'FLUTTER-VIEW' ? at.getAttribute('aria-label') || at.textContent : ''; }"""


def press(somebody: Person, name: str, key: str = "Enter") -> None:
    """Go to the button by Tab, and press it."""
    somebody.sees("button", name)
    for _ in range(20):
        if somebody.page.evaluate(FOCUSED).startswith(name):
            somebody.page.keyboard.press(key)
            return
        somebody.page.keyboard.press("Tab")
        somebody.page.wait_for_timeout(100)
    raise AssertionError(f"the keyboard does not reach {name}")


def draft(folder: Path) -> dict[str, Any]:
    kept = json.loads((folder / "local.json").read_text("utf-8"))
    return next(value["player"] for name, value in kept.items() if name.startswith("session_draft/") and value)


def left(somebody: Person) -> int:
    """Seconds left, as the page tells them."""
    said = re.compile(r"(\d+):(\d\d) left")
    found = somebody.page.get_by_text(said).or_(somebody.page.get_by_label(said)).first
    text = found.get_attribute("aria-label") or found.text_content() or ""
    minutes, seconds = said.search(text).groups()  # type: ignore[union-attr]
    return int(minutes) * 60 + int(seconds)


def test_by_keyboard_alone_and_hidden_for_a_minute_its_time_is_true(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING, MESODAY_RATE=HIDDEN_RATE), person(viewport=LONG_PAGE)
    somebody.visit(served.entrance)
    press(somebody, "Start session")
    press(somebody, "None of these, start")
    for number in range(2, FOREHEAD + 1):
        press(somebody, "Next")
        somebody.reads(f"Step {number} of {STEPS}")
    press(somebody, "Start", "Space")
    somebody.sees("button", "Pause")
    tab = somebody.page.context.new_cdp_session(somebody.page)

    def hidden(seconds: float) -> None:
        tab.send("Page.setWebLifecycleState", {"state": "frozen"})
        time.sleep(seconds / float(HIDDEN_RATE))
        tab.send("Page.setWebLifecycleState", {"state": "active"})

    hidden(60)
    press(somebody, "Pause", "Space")
    somebody.sees("button", "Carry on")
    ran = draft(demo)["ran"]["device_pass/forehead"]
    assert ran >= 60, "hidden, it went on"
    assert abs(left(somebody) - (120 - ran)) <= 1
    press(somebody, "Carry on")
    somebody.sees("button", "Pause")
    hidden(120 - ran + 65)
    somebody.reads("Time is up. Lift the wand. It was up at")
    assert left(somebody) == 0
    press(somebody, "Next")
    somebody.reads(f"Step {RIGHT_CHEEK} of {STEPS}")


def test_a_second_tab_is_told_and_the_first_one_rests_when_it_goes_on_there(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served, one, other = serve(demo, MESODAY_NOW=EVENING), person(viewport=LONG_PAGE), person(viewport=LONG_PAGE)
    begin(one, served)
    forward(one, 1, 3)
    other.visit(served.entrance)
    other.tap("Go on with the session")
    other.reads("It was open in another window a moment ago")
    other.tap("Carry on")
    other.sees("heading", f"Step 3 of {STEPS}")
    one.reads("This session goes on in another window")
    forward(other, 3, 4)
    one.tap("Look again here")
    one.reads(f"It stands at step 4 of {STEPS}")
