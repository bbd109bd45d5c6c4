"""A course from nothing in three taps, and a treatment that closes its sessions, in a real browser."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from storage.knowledge import read_knowledge
from tests.browser.person import Person
from tests.browser.served import ROOT, Served
from tests.commands.running import done

EVENING = "2026-03-02T19:00:00+01:00"
TODAY = "2026-03-02"


def begun(folder: Path) -> None:
    """Somebody who has answered every question with no, and has six ampoules and no course."""
    rows = read_knowledge(ROOT / "assets" / "knowledge").screening
    records: list[dict[str, object]] = [
        {"kind": "profile", "birth_year": 1990, "areas": ["face", "scalp"]},
        {
            "kind": "product",
            "id": "01K00000000000000000000004",
            "name": "Hyaluronic ampoule",
            "form": "ampoule",
            "areas": ["face"],
            "actives": ["I10"],
            "single_use": True,
            "count": 6,
            "patch_test": {"state": "passed", "started_on": "2026-02-01"},
        },
        *({"kind": "answer", "rule": rule, "answer": "no", "answered_on": TODAY} for rule in rows),
    ]
    file = folder.parent / "begun.json"
    file.write_text(
        json.dumps({"format": "mesoday", "version": 1, "exported_at": f"{TODAY}T09:00:00Z", "records": records}),
        encoding="utf-8",
    )
    done("import", file, "--data", folder, MESODAY_NOW=EVENING)


class Counting(Person):
    """A person whose taps are counted."""

    taps = 0

    def tap(self, name: str, role: str = "button") -> None:
        self.taps += 1
        super().tap(name, role)


def test_a_course_takes_three_taps(serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    begun(folder)
    served = serve(folder, MESODAY_NOW=EVENING)
    somebody = Counting(person().page)
    somebody.visit(served.entrance)
    somebody.reads("Nothing is planned yet")
    somebody.tap("Set up a course")
    somebody.reads("What would you like to look after?")

    somebody.taps = 0
    somebody.tap("Dull look")
    somebody.reads("The first is the plainest")
    _picture(somebody, "templates")
    somebody.tap("Glow, by hand")
    somebody.reads("The first session is planned for today")
    _picture(somebody, "start")
    somebody.tap("Begin the course")
    somebody.reads("Face session")
    assert somebody.taps == 3
    assert not somebody.unnamed()

    somebody.tap("The course")
    somebody.reads("Session 1 of 14, every 5 days")
    somebody.reads("14 more ampoules are needed. 6 stand on the shelf. 8 are missing.")
    somebody.tap("A professional treated me")
    somebody.tap("Peel", "radio")
    somebody.reads("Sessions at home rest until 16 March")
    somebody.tap("Save")
    somebody.reads("2 March. Sessions rest until 16 March")
    assert not somebody.unnamed()
    assert somebody.foreign == []


def _picture(somebody: Person, name: str) -> None:
    """A picture to look at, where somebody names a folder for it."""
    if folder := os.environ.get("MESODAY_SHOTS"):
        somebody.page.wait_for_timeout(1500)
        somebody.page.screenshot(path=Path(folder) / f"course-{name}.png")
