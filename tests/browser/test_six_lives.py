"""Six newcomers in a real browser, each with something that matters: every one is led the right way, calmly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.served import Served

EVENING = "2026-03-02T19:00:00+01:00"
LONG_PAGE = {"width": 390, "height": 2400}  # a whole checklist is drawn at once: nobody has to scroll
ALARMING = re.compile(r"\b(danger\w*|warning|forbidden|illegal|death|fatal|disaster|must never)\b|!", re.IGNORECASE)


@dataclass(frozen=True)
class Life:
    """Who comes: what they use, what they tick, and what they should read."""

    name: str
    ticks: str
    reads: tuple[str, ...]
    area: str = "Face"
    product: str = "Hyaluronic ampoule"
    device: str = "Galvanic wand"
    born: str = ""
    by_hand: bool = False
    today: str = "A face session is due"


LIVES = (
    Life(
        "pregnant in week ten",
        "Pregnancy",
        ("Sessions by hand are open", "some ingredients are avoided", "It opens when this no longer holds"),
        by_hand=True,
    ),
    Life(
        "a pacemaker",
        "Electronics in the body",
        ("Sessions by hand are open", "Stays closed", "Current can disturb an implant"),
        by_hand=True,
    ),
    Life(
        "calm rosacea and a galvanic device",
        "A skin condition that is calm now",
        ("Sessions by hand are open", "Patch-test, and start slowly", "when a professional has cleared it"),
        by_hand=True,
    ),
    Life(
        "a prescribed retinoid every night and weekly ampoules",
        "A prescribed cream or peel",
        ("Sessions wait for now", "Mesoday never changes a medicine", "when a professional has cleared it"),
        device="",
        today="7 steps left today",
    ),
    Life(
        "patchy hair loss after a birth",
        "Hair loss that needs a look",
        ("Sessions wait for now", "This deserves a proper look by a doctor", "Daily care goes on."),
        area="Scalp",
        product="Scalp serum",
        device="",
        today="Closed for now",
    ),
    Life(
        "a teenager",
        "",
        ("Sessions wait for now", "It opens when you are 18", "Under 18, ask a professional"),
        born="2011",
        today="Closed for now",
    ),
)


def to_the_questions(person: Person, life: Life) -> None:
    """About you, and what you use."""
    person.tap("Begin")
    person.tap(life.area, "checkbox")
    if life.born:
        person.reads("Dull look")  # the page has settled
        person.page.wait_for_timeout(400)
        person.write("Birth year", life.born)
    person.tap("Continue")
    person.tap(life.product, "checkbox")
    person.tap("Used at least four weeks", "radio")
    if life.device:
        person.tap(life.device, "checkbox")
    person.tap("Continue")


def answer(person: Person, ticks: str) -> int:
    """Go through the checklists with one tick; how many there were."""
    person.sees("heading", "You and your days")
    title = person.page.get_by_role("heading", level=2).first
    ticked = not ticks
    for page in range(12):
        if person.find("heading", "What is open").count():
            assert ticked, f"nobody asked: {ticks}"
            return page
        before = title.inner_text()
        if not ticked and person.find("checkbox", ticks).count():
            person.tap(ticks, "checkbox")
            person.reads("What your yes changes")
            person.tap("Continue")
            ticked = True
        else:
            person.tap("None of these")
        expect(title).not_to_have_text(before)
    raise AssertionError("the checklists do not end")


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_everybody_is_led_the_right_way(
    serve: Callable[..., Served], person: Callable[..., Person], life: Life
) -> None:
    somebody = person(viewport=LONG_PAGE)
    somebody.visit(serve(MESODAY_NOW=EVENING).entrance)
    to_the_questions(somebody, life)
    assert answer(somebody, life.ticks) <= 9

    for words in life.reads:
        somebody.reads(words)
    read = somebody.page.locator("body").aria_snapshot()
    assert not ALARMING.search(read), read
    assert not somebody.unnamed()
    assert somebody.find("button", "Face sessions by hand instead").count() == int(life.by_hand)
    if life.by_hand:
        somebody.tap("Face sessions by hand instead")
        somebody.reads("Nothing stands in the way")

    somebody.tap("Continue")
    somebody.reads("A course of sessions")
    somebody.tap("Continue")
    somebody.reads("Your daily care")
    somebody.tap("Finish")
    somebody.reads(life.today)
    assert bool(somebody.find("button", "Start session").count()) is life.by_hand
    assert somebody.foreign == []
