"""Files in a real browser: a backup made and brought back, an export that is downloaded, and taken in again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.browser.conftest import EVENING
from tests.browser.person import Person
from tests.browser.served import Served


def test_a_person_takes_the_diary_along_and_brings_it_back(
    serve: Callable[..., Served], person: Callable[[], Person], demo: Path, tmp_path: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    somebody.visit(served.entrance)
    somebody.reads("4 of 8 steps done")
    somebody.visit(f"{served.address}/settings/backup")
    somebody.tap("Back up now")
    somebody.reads("A backup is in")
    [made] = (demo / "backups").glob("mesoday-*.zip")
    somebody.reads(made.name)

    somebody.visit(f"{served.address}/settings/data")
    somebody.reads("entries")
    with somebody.page.expect_download() as coming:
        somebody.tap("Everything in one file")
    exported = tmp_path / coming.value.suggested_filename
    coming.value.save_as(exported)
    records = json.loads(exported.read_text("utf-8"))["records"]
    assert exported.name.startswith("mesoday-")
    assert len(records) > 100

    product = next(r for r in records if r["kind"] == "product")
    changed = {**product, "name": "Another name", "rev": 0, "changed_at": 0}
    taken = tmp_path / "changed.json"
    taken.write_text(json.dumps({"format": "mesoday", "version": 1, "records": [changed]}), "utf-8")
    with somebody.page.expect_file_chooser() as choosing:
        somebody.tap("Choose a file")
    choosing.value.set_files(taken)
    somebody.reads("One changed entry")
    somebody.tap("Take it in")
    somebody.reads("It is in your diary now.")

    somebody.visit(f"{served.address}/history/product/{product['id']}")
    somebody.reads("became Another name")
    assert not somebody.unnamed()
    assert not somebody.foreign
