"""A newcomer's whole first evening, by role and name in a real browser: and kill -9 takes nothing of it away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.browser.person import Person
from tests.browser.served import Served

EVENING = "2026-03-02T19:00:00+01:00"
BEFORE_PM = "2026-03-02T21:29:57+01:00"


def welcome(person: Person) -> None:
    """About you, what you use, safety, course, daily care."""
    person.tap("Begin")
    person.tap("Face", "checkbox")
    person.tap("Scalp", "checkbox")
    person.tap("Continue")
    person.tap("Hyaluronic ampoule", "checkbox")
    person.tap("Used at least four weeks", "radio")
    person.tap("Galvanic wand", "checkbox")
    person.tap("Scalp serum", "checkbox")
    person.tap_last("Used at least four weeks", "radio")
    person.tap_last("None, by hand", "checkbox")
    person.tap("Continue")
    person.reads("Safety questions")
    for _ in range(9):
        if person.find("heading", "What is open").count():
            break
        person.tap("None of these")
        person.page.wait_for_timeout(700)
    person.reads("Nothing stands in the way")
    person.tap("Continue")
    person.reads("A course for the face")
    person.tap("Continue")
    person.reads("Your daily care")
    person.tap("Finish")


def guided_session(person: Person) -> None:
    """From the list before it to the end, step by step."""
    person.tap("Start session")
    person.reads("Is one of these true today?")
    person.tap("None of these")
    person.reads("Wash your hands")
    assert person.find("button", "Stop now").count()
    assert person.find("button", "Help").count()
    for _ in range(40):
        if person.find("button", "Back to Today").count():
            break
        heading = person.find("heading", "Step ")
        before = heading.inner_text() if heading.count() else ""
        person.tap("Finish" if person.find("button", "Finish").count() else "Next")
        for _ in range(20):
            person.page.wait_for_timeout(100)
            if not heading.count() or heading.inner_text() != before:
                break
    person.reads("It is in your diary")
    person.tap("Back to Today")


def test_the_first_evening_survives_kill_9(
    serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path
) -> None:
    served = serve(MESODAY_NOW=EVENING)
    somebody = person()
    somebody.visit(served.entrance)
    welcome(somebody)
    somebody.reads("A face and a scalp session are due")
    assert not somebody.unnamed()

    guided_session(somebody)
    somebody.reads("A scalp session is due")

    somebody.tap("Cleanse", "checkbox")
    somebody.reads("1 of 10 steps done")

    somebody.tap("Face check-in")
    somebody.reads("Your skin, right now")
    somebody.tap("More: Glow")
    somebody.sees("img", "Glow: 5")
    somebody.tap("More: Glow")
    somebody.sees("img", "Glow: 5.5")
    somebody.tap("Save check-in")
    somebody.reads("Kept in your diary")

    somebody.tap("Scalp check-in")
    somebody.reads("Scalp since the last wash")
    somebody.tap("Few", "radio")
    somebody.page.wait_for_timeout(500)
    somebody.tap("Save check-in")
    somebody.reads("Kept in your diary")
    assert somebody.foreign == []

    served.kill()
    again = serve(tmp_path / "data", MESODAY_NOW=BEFORE_PM)
    later = person()
    later.visit(again.entrance)
    later.reads("1 of 10 steps done")
    later.reads("It is time")  # the evening routine, a few seconds on
    later.tap("Diary", "tab")
    later.reads("one session, 2 check-ins")
    later.tap("Monday 2 March")
    later.reads("Hyaluronic ampoule")
    later.reads("Flakes: Few")
    later.reads("Glow: 5.5")
