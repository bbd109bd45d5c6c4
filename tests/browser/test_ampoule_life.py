"""An ampoule in a real browser: added, opened, past its hours, reacted to, and the emergency page and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.served import TOKEN, Served
from tests.commands.running import done

EVENING, NEXT_EVENING = "2026-03-02T18:00:00+01:00", "2026-03-03T18:00:00+01:00"
AMPOULE = "Hyaluronic ampoule, box of 10"


def begun(folder: Path) -> None:
    """Somebody who has said who they are, with an empty shelf."""
    records = [{"kind": "profile", "birth_year": 1990, "areas": ["face"]}]
    file = folder.parent / "begun.json"
    whole = {"format": "mesoday", "version": 1, "exported_at": "2026-03-01T09:00:00Z", "records": records}
    file.write_text(json.dumps(whole), encoding="utf-8")
    done("import", file, "--data", folder, MESODAY_NOW=EVENING)


def test_the_life_of_an_ampoule(serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    begun(folder)
    served = serve(folder, MESODAY_NOW=EVENING)
    somebody = person()
    somebody.visit(f"{served.address}/shelf?token={TOKEN}")
    somebody.tap("Add a product")
    somebody.tap(AMPOULE)
    somebody.reads("Added to the shelf.")
    somebody.sees("button", "Begin the patch test")  # its page, which has a way back of the same name as the list
    somebody.tap("Back to the shelf")

    somebody.tap(AMPOULE)
    somebody.reads("10 sealed")
    somebody.tap("Used four weeks", "radio")
    somebody.write("Hours an opened ampoule keeps", "12")
    somebody.tap("Save")
    somebody.reads("Kept.")
    somebody.tap(AMPOULE)
    somebody.tap("Opened today")
    somebody.reads("Use or discard by")
    somebody.reads("9 sealed")
    somebody.tap("Used one")
    somebody.reads("8 sealed")

    served.kill()
    later = serve(folder, MESODAY_NOW=NEXT_EVENING)
    somebody.visit(f"{later.address}/shelf?token={TOKEN}")
    somebody.reads("The open one ended on Tuesday 3 March, 06:00: discard it.")
    somebody.visit(f"{later.address}/reaction/new?token={TOKEN}")
    somebody.tap("Something feels very wrong")
    somebody.tap("Breathing, swallowing or speaking is hard", "checkbox")
    somebody.tap("Get help")
    somebody.reads("What to say")
    somebody.tap("Close the emergency page")
    expect(somebody.find("button", "Keep this answer")).to_be_enabled()
    somebody.tap("Keep this answer")
    somebody.reads("Call the emergency number now.")
    somebody.reads("The emergency number in Germany")
    somebody.reads("Face sessions are closed")
    somebody.tap("Back to Today")
    somebody.reads("Your skin reacted on 3 March")
    assert somebody.foreign == []
