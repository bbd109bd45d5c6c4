"""The power goes while somebody keeps a check-in: it is in the diary once, or the form stands as it was filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import EVENING
from tests.browser.person import PATIENCE, Person
from tests.browser.served import TOKEN, Served
from tests.commands.running import done

AGAIN = "As you left it. It is not in your diary yet."
BEGUN = datetime.fromisoformat(EVENING).astimezone(UTC).isoformat()
STEP = 50  # milliseconds between two looks


def check_ins(folder: Path, glow: float) -> list[dict[str, Any]]:
    """Those of this evening with that rating, as another process reads them from the disk."""
    out = folder.parent / f"{glow}.json"
    done("export", out, "--data", folder, MESODAY_NOW=EVENING)
    records = json.loads(out.read_text("utf-8"))["records"]
    return [r for r in records if r["kind"] == "check_in" and r["at"] >= BEGUN and r["scores"].get("F-GLOW") == glow]


def form(served: Served, person: Callable[..., Person]) -> Person:
    """Somebody before the check-in of the face."""
    somebody = person()
    somebody.visit(f"{served.address}/check-in/glow?token={TOKEN}")
    somebody.reads("Your skin, right now")
    return somebody


def rate(somebody: Person, folder: Path, glow: float) -> None:
    """Press More until the rating is that, and wait until the form stands so on the disk."""
    for step in range(10, round(2 * glow) + 1):
        somebody.tap("More: Glow")
        somebody.sees("img", f"Glow: {step / 2:g}")
    written_down(somebody, folder, f'"F-GLOW": {glow}')


def written_down(somebody: Person, folder: Path, words: str) -> None:
    for _ in range(PATIENCE // STEP):
        if words in (folder / "local.json").read_text("utf-8"):
            return
        somebody.page.wait_for_timeout(STEP)
    raise AssertionError("the form was not written down")


def save(somebody: Person) -> None:
    somebody.tap("Save check-in")
    somebody.reads("Kept in your diary")


@pytest.fixture
def served(serve: Callable[..., Served], demo: Path) -> Served:
    return serve(demo, MESODAY_NOW=EVENING)


def test_before_it_is_kept_the_form_stands_as_it_was_filled_in(
    served: Served, serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    somebody = form(served, person)
    rate(somebody, demo, 5.5)
    somebody.write("A private note", "Tight on the left")
    written_down(somebody, demo, "Tight on the left")
    served.kill()
    assert check_ins(demo, 5.5) == []
    again = form(serve(demo, MESODAY_NOW=EVENING), person)
    again.reads(AGAIN)
    again.sees("img", "Glow: 5.5")
    save(again)
    [kept] = check_ins(demo, 5.5)
    assert kept["note"] == "Tight on the left"


def test_at_the_tap_it_is_in_the_diary_once_or_the_form_stands(
    served: Served, serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    somebody = form(served, person)
    # Before the tap arrives; as soon as it has; some milliseconds after.
    for number, later in enumerate((None, 0, 10)):
        glow = 6 + number / 2
        rate(somebody, demo, glow)
        if later is None:
            served.freeze()
        somebody.tap("Save check-in")
        if later:
            somebody.page.wait_for_timeout(later)
        served.kill()
        kept = check_ins(demo, glow)
        assert not (kept and later is None)
        served = serve(demo, MESODAY_NOW=EVENING)
        somebody = form(served, person)
        if not kept:
            somebody.reads(AGAIN)
            somebody.sees("img", f"Glow: {glow:g}")
            save(somebody)
            somebody = form(served, person)
        expect(somebody.page.get_by_text(AGAIN)).to_have_count(0)
        somebody.sees("img", "Glow: not rated")
        assert len(check_ins(demo, glow)) == 1


def test_after_it_was_said_to_be_kept_it_is_there(
    served: Served, serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    somebody = form(served, person)
    rate(somebody, demo, 5.5)
    save(somebody)
    served.kill()
    assert len(check_ins(demo, 5.5)) == 1
    again = serve(demo, MESODAY_NOW=EVENING)
    later = form(again, person)
    later.sees("img", "Glow: not rated")
    expect(later.page.get_by_text(AGAIN)).to_have_count(0)
    later.visit(again.address)
    later.look_for("button", "Face check-in. Done today")
