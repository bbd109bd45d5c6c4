"""An ampoule is tried in a real browser: put on, looked at as the clock moves on, failed by a mis-tap and mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tests.browser.person import Person
from tests.browser.served import Served
from tests.care.course_makers import diary
from tests.commands.running import done
from tests.screens.kept_day import KNOWN, course_records, keep

MONDAY, TUESDAY = "2026-03-02T19:00:00+01:00", "2026-03-03T20:00:00+01:00"
LONG_PAGE = {"width": 390, "height": 1600}


def ampoule(folder: Path, now: str) -> dict[str, Any]:
    out = folder.parent / "exported.json"
    out.unlink(missing_ok=True)
    done("export", out, "--data", folder, MESODAY_NOW=now)
    (found,) = [r for r in json.loads(out.read_text("utf-8"))["records"] if r["id"] == "ampoule"]
    return found


def skins(record: dict[str, Any]) -> list[str]:
    return [entry["skin"] for entry in record["patch_test"]["readings"]]


def test_an_ampoule_is_tried_looked_at_and_a_mis_tap_is_mended(
    serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    box = replace(diary(KNOWN).products["ampoule"], patch_test=None, single_use=True, count=10)
    keep(folder, [box if record.id == "ampoule" else record for record in course_records()])
    served, somebody = serve(folder, MESODAY_NOW=MONDAY), person(viewport=LONG_PAGE)
    somebody.visit(served.entrance)
    somebody.reads("has not passed its patch test yet")
    somebody.tap("Patch test")
    somebody.reads("Once, at most twice on the day that it is opened")
    assert somebody.unnamed() == []
    somebody.tap("Begin the test")
    somebody.tap("I have put it on")
    somebody.reads("Put on once, 0 of 3 looks")
    kept = ampoule(folder, MONDAY)
    assert (kept["count"], skins(kept)) == (9, ["none"])
    assert served.stop() == 0

    served, somebody = serve(folder, MESODAY_NOW=TUESDAY), person(viewport=LONG_PAGE)
    somebody.visit(served.entrance)
    somebody.reads("Patch test: Hyaluronic ampoule")
    somebody.reads("Its open time ended")
    somebody.tap("Thrown away")
    somebody.reads("Noted. The open one is gone.")
    somebody.tap("Not calm")
    somebody.reads("How does the spot look?")
    somebody.tap("Clearly sore", role="radio")
    somebody.reads("Wash it off with plenty of water")
    assert ampoule(folder, TUESDAY)["patch_test"]["state"] == "failed"
    assert somebody.unnamed() == []

    somebody.tap("Clearly sore")
    somebody.tap("This was a mis-tap", role="radio")
    somebody.reads("How does the spot look?")
    somebody.tap("Calm", role="radio")
    somebody.reads("Put on once, 1 of 3 looks")
    kept = ampoule(folder, TUESDAY)
    assert (kept["patch_test"]["state"], skins(kept), kept["opened_at"]) == ("running", ["none", "none"], None)
    assert somebody.foreign == []
