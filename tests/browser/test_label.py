"""A label pasted in a real browser: read at once, put on the shelf, and what does not go together told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.browser.conftest import EVENING
from tests.browser.person import Person
from tests.browser.served import TOKEN, Served
from tests.commands.running import done


def shelf(folder: Path) -> dict[str, dict[str, object]]:
    out = folder.parent / "exported.json"
    out.unlink(missing_ok=True)
    done("export", out, "--data", folder, MESODAY_NOW=EVENING)
    records = json.loads(out.read_text("utf-8"))["records"]
    return {record["name"]: record for record in records if record["kind"] == "product"}


def test_a_label_is_pasted_added_and_weighed_against_the_shelf(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    somebody.visit(f"{served.address}/shelf/add?token={TOKEN}")
    somebody.tap("Paste the label")
    somebody.write("Text of the label", "Aqua, Copper Tripeptide-1 (1%), Ascorbyl Glucoside, Carbomer. LOT K22")
    somebody.reads("Copper peptide 1%")
    somebody.reads("Carbomer")
    assert somebody.unnamed() == []
    somebody.write("Name", "Copper serum")
    somebody.tap("Face", "checkbox")
    somebody.tap("Add to the shelf")
    somebody.sees("button", "Save")
    somebody.sees("button", "Leave out Copper peptide")
    added = shelf(demo)["Copper serum"]
    assert (added["actives"], added["strengths"], added["lot"]) == (["I12", "I08"], {"I12": 1.0}, "K22")

    somebody.write("Find an ingredient", "glycolic")
    somebody.tap("Fruit acids", "checkbox")
    somebody.tap("Leave out Copper peptide")
    somebody.tap("Save")
    somebody.tap("Copper serum")
    somebody.tap("Duplicate")
    somebody.reads("A second one stands on the shelf")
    assert shelf(demo)["Copper serum"]["actives"] == ["I08", "I03"]
    assert somebody.unnamed() == []
    assert somebody.foreign == []
