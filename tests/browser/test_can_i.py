"""Tonight, retinol? Asked by name in a real browser, answered, decided otherwise, and an important day planned for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.browser.conftest import EVENING
from tests.browser.person import Person
from tests.browser.served import Served
from tests.commands.running import done


def kept(folder: Path, kind: str) -> list[dict[str, object]]:
    out = folder.parent / "exported.json"
    out.unlink(missing_ok=True)
    done("export", out, "--data", folder, MESODAY_NOW=EVENING)
    return [record for record in json.loads(out.read_text("utf-8"))["records"] if record["kind"] == kind]


def test_a_product_is_asked_about_and_a_day_planned_for(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    somebody.visit(served.entrance)
    somebody.reads("4 of 8 steps done")
    somebody.visit(f"{served.address}/can-i")
    somebody.write("What would you like to use or do?", "night ret")
    somebody.tap("Night retinol")
    somebody.reads("Not until")
    somebody.sees("button", "Rests")
    assert somebody.unnamed() == []

    somebody.tap("Rests")
    somebody.reads("Retinol and its relatives")
    somebody.tap("Close why")
    somebody.tap("I decide this myself")
    somebody.reads("You decided this yourself today")
    (choice,) = [c for c in kept(demo, "choice") if c["day"] == EVENING[:10] and c["what"] != "not_today"]
    assert choice["rule"] == "I01"

    somebody.tap("Back")
    somebody.sees("button", "Night retinol")  # what was looked for still stands
    somebody.visit(f"{served.address}/can-i/day")
    somebody.reads("Give the date")
    somebody.write("Which day?", "2026-06-12")
    somebody.reads("Friday 12 June")
    somebody.tap("Remind me of these days")
    somebody.reads("You are reminded of these days")
    titles = [reminder["title"] for reminder in kept(demo, "reminder")]
    assert "From here on nothing new" in titles
    assert somebody.unnamed() == []
    assert somebody.foreign == []
