"""One diary, open twice, and written by a command besides: each sees what the others do, nobody is disturbed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import EVENING
from tests.browser.person import Person
from tests.browser.served import Served
from tests.commands.running import done

SOON = 10_000  # milliseconds: a page reads on what another process wrote every few seconds


def exported(folder: Path) -> list[dict[str, object]]:
    out = folder.parent / "exported.json"
    out.unlink(missing_ok=True)
    done("export", out, "--from", "2026-03-02", "--data", folder, MESODAY_NOW=EVENING)
    return json.loads(out.read_text("utf-8"))["records"]


def test_what_one_does_the_other_sees_and_keeps_its_own(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served = serve(demo, MESODAY_NOW=EVENING)
    one, other = person(), person()
    one.visit(served.entrance)
    other.visit(served.entrance)
    other.reads("4 of 8 steps done")

    one.tap("Cleanse", "checkbox")
    one.reads("5 of 8 steps done")
    other.reads("5 of 8 steps done")

    other.tap("Face check-in")
    other.reads("Your skin, right now")
    other.write("A private note", "Tight on the left")
    one.tap("Moisturise", "checkbox")
    one.reads("6 of 8 steps done")
    one.page.wait_for_timeout(1_000)
    other.page.keyboard.type(" cheek", delay=5)  # without another tap: the field is still the one being typed in
    expect(other.find("textbox", "A private note")).to_have_value("Tight on the left cheek")
    other.tap("Save check-in")
    other.reads("Kept in your diary")
    other.reads("6 of 8 steps done")
    assert "Tight on the left cheek" in [r.get("note") for r in exported(demo) if r["kind"] == "check_in"]

    one.page.context.close()
    other.tap("Wash", "checkbox")
    other.reads("7 of 8 steps done")


def test_what_a_command_takes_in_shows_on_the_open_page(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path, tmp_path: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    somebody.visit(served.entrance)
    somebody.reads("4 of 8 steps done")

    routine = next(r for r in exported(demo) if r["kind"] == "routine" and r["title"] == "Evening")
    when = {"at": "2026-03-02T17:55:00Z", "zone": "Europe/Berlin", "day": "2026-03-02"}
    records = [{"kind": "step_done", "routine": routine["id"], "step": "cleanse", **when}]
    file = tmp_path / "brought.json"
    file.write_text(json.dumps({"format": "mesoday", "version": 1, "exported_at": when["at"], "records": records}))
    done("import", file, "--data", demo, MESODAY_NOW=EVENING)
    expect(somebody.page.get_by_text("5 of 8 steps done").first).to_be_attached(timeout=SOON)

    # And the page writes on after what the command wrote.
    somebody.tap("Moisturise", "checkbox")
    somebody.reads("6 of 8 steps done")
    ticked = {r["step"] for r in exported(demo) if r["kind"] == "step_done" and r["routine"] == routine["id"]}
    assert ticked == {"cleanse", "moisturise"}
