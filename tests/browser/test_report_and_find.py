"""In a real browser: something is found in the diary and left and found again; the report comes as a download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf

from tests.browser.conftest import EVENING
from tests.browser.person import Person
from tests.browser.served import TOKEN, Served


def test_an_entry_is_found_and_the_report_is_taken_along(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path, tmp_path: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    page = somebody.page
    somebody.visit(f"{served.address}/diary/find?token={TOKEN}")
    somebody.write("Words", "screen")
    somebody.reads("Long day at the screen.")
    assert somebody.unnamed() == []
    somebody.tap("Face check-in")
    somebody.reads("Log something for this day")
    page.go_back()
    somebody.reads("Long day at the screen.")
    somebody.sees("button", "Begin anew")  # the question stands as it was

    somebody.visit(f"{served.address}/settings/report")
    with page.expect_download() as coming:
        somebody.tap("Make the report")
    file = tmp_path / "report.pdf"
    coming.value.save_as(file)
    somebody.reads("The report is made")
    assert coming.value.suggested_filename == "mesoday-report-2026-03-02.pdf"
    said = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())
    assert "2 March 2025 to 2 March 2026" in said
    assert "Long day at the screen." not in said, "what was written for oneself"
    assert somebody.unnamed() == []
    assert somebody.foreign == []
