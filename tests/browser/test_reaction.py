"""An itchy evening in a real browser: what to do, a closed plan, a mis-tap corrected, the emergency page and back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from storage.knowledge import read_knowledge
from tests.browser.person import Person
from tests.browser.served import ROOT, TOKEN, Served
from tests.commands.running import done

SESSION_EVENING = "2026-03-02T19:00:00Z"
NEXT_EVENING = "2026-03-03T21:00:00+01:00"
RASH = "The skin itches, weeps or has a rash"


def lived(folder: Path) -> None:
    """Somebody with a course of an ampoule by hand, every three days, who had its first session on 2 March."""
    rows = read_knowledge(ROOT / "assets" / "knowledge").screening
    records: list[dict[str, object]] = [
        {"kind": "profile", "birth_year": 1990, "areas": ["face"]},
        {
            "kind": "product",
            "id": "01K00000000000000000000004",
            "name": "Hyaluronic ampoule",
            "form": "ampoule",
            "areas": ["face"],
            "actives": ["I10"],
            "single_use": True,
            "lot": "A7",
            "patch_test": {"state": "passed", "started_on": "2026-02-01"},
        },
        {
            "kind": "course",
            "id": "01K00000000000000000000007",
            "title": "Glow",
            "area": "face",
            "product": "01K00000000000000000000004",
            "phases": [{"every_days": 1, "sessions": 8}],
            "starts_on": "2026-03-02",
            "time": "22:00",
        },
        {
            "kind": "session",
            "id": "01K00000000000000000000008",
            "course": "01K00000000000000000000007",
            "at": SESSION_EVENING,
            "zone": "Europe/Berlin",
            "day": "2026-03-02",
            "started_at": SESSION_EVENING,
            "ended_at": "2026-03-02T19:20:00Z",
            "outcome": "finished",
            "lot": "A7",
        },
        *({"kind": "answer", "rule": rule, "answer": "no", "answered_on": "2026-03-01"} for rule in rows),
    ]
    file = folder.parent / "lived.json"
    whole = {"format": "mesoday", "version": 1, "exported_at": "2026-03-02T09:00:00Z", "records": records}
    file.write_text(json.dumps(whole), encoding="utf-8")
    done("import", file, "--data", folder, MESODAY_NOW=NEXT_EVENING)


def session_state(folder: Path) -> str:
    return done("plan", "--json", "--data", folder, MESODAY_NOW=NEXT_EVENING).json["sessions"][0]["state"]


def test_an_itchy_evening(serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    lived(folder)
    served = serve(folder, MESODAY_NOW=NEXT_EVENING)
    somebody = person()
    somebody.visit(served.entrance)
    somebody.reads("A face session is due")
    somebody.reads("How is your skin?")
    _picture(somebody, "today")
    somebody.tap("Look closer")
    somebody.reads("Something feels very wrong")
    _picture(somebody, "question")
    assert not somebody.unnamed()
    somebody.tap("Something is there that should not be")
    somebody.tap(RASH, "checkbox")
    somebody.tap("Keep this answer")
    somebody.reads("See a clinician within two days")
    somebody.reads("Face sessions are closed")
    somebody.reads("Sessions open by a clinician's word alone")
    _picture(somebody, "told")
    assert not somebody.unnamed()
    assert session_state(folder) == "blocked"

    somebody.tap("Back to Today")
    somebody.reads("Your skin reacted on 3 March")
    somebody.reads("Closed for now")
    _picture(somebody, "closed")
    somebody.tap("Your skin reacted on 3 March")
    somebody.tap("I tapped wrongly")
    somebody.tap(RASH, "checkbox")
    somebody.tap("All quiet")
    somebody.reads("Noted. All quiet.")
    somebody.reads("A face session is due")
    assert session_state(folder) == "due"

    somebody.visit(f"{served.address}/reaction/new?token={TOKEN}")
    somebody.reads("How is your skin?")
    somebody.tap("Something is there that should not be")
    somebody.tap(RASH, "checkbox")
    somebody.tap("Get help")
    somebody.reads("The emergency number in Germany")
    somebody.reads("1 1 2")
    _picture(somebody, "emergency")
    assert not somebody.unnamed()
    somebody.tap("What I put on")
    somebody.reads("Hyaluronic ampoule, Lot A7")
    _picture(somebody, "put-on")
    assert not somebody.unnamed()
    somebody.tap("Close the list")
    somebody.sees("checkbox", RASH)
    somebody.sees("button", "Keep this answer")
    assert somebody.foreign == []


def _picture(somebody: Person, name: str) -> None:
    """A picture to look at, where somebody names a folder for it."""
    if folder := os.environ.get("MESODAY_SHOTS"):
        somebody.page.wait_for_timeout(1500)
        somebody.page.screenshot(path=Path(folder) / f"reaction-{name}.png")
