"""The report from the settings: the days are chosen, what is private stays out, and the file is handed over."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from care.report import Asked
from screens.settings_report_view import Chosen, asked_of, months_before
from screens.wording import Wording
from tests.care.report_makers import SECRET, rated
from tests.headless import wire_of
from tests.screens.kept_day import course_records, keep, open_vault, page_on
from tests.screens.opened_app import OpenedApp

ROUTE = "/settings/report"
TODAY = date(2026, 3, 31)
WORDS = Wording()


def test_the_days_are_reckoned_from_today() -> None:
    assert months_before(TODAY, 1) == date(2026, 2, 28)
    assert months_before(TODAY, 3) == date(2025, 12, 31)
    assert months_before(date(2026, 1, 5), 12) == date(2025, 1, 5)
    assert asked_of(WORDS, Chosen(span="quarter"), TODAY) == (Asked(first=date(2025, 12, 31), last=TODAY), {})
    assert asked_of(WORDS, Chosen(span="all", notes=True), TODAY) == (Asked(last=TODAY, notes=True), {})


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("", "", "first"), ("soon", "", "first"), ("2026-04-01", "", "first"), ("2026-03-02", "2026-03-01", "last"),
     ("2026-03-02", "never", "last")],
)  # fmt: skip
def test_days_that_cannot_be_are_said_at_their_field(first: str, last: str, field: str) -> None:
    asked, problems = asked_of(WORDS, Chosen(span="own", first=first, last=last), TODAY)
    assert asked is None
    assert list(problems) == [field]


def test_own_days_are_read_as_people_write_them() -> None:
    asked, problems = asked_of(WORDS, Chosen(span="own", first="1.2.2026"), TODAY)
    assert (asked, problems) == (Asked(first=date(2026, 2, 1), last=TODAY), {})


def saved(app: OpenedApp) -> list[dict[str, Any]]:
    return [arguments for name, arguments in wire_of(app.page).calls if name == "save_file"]


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


async def test_it_is_made_and_handed_over_without_private_notes_until_they_are_wanted(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), rated(-3, 5.0, note=SECRET)])
    async with page_on(open_vault(tmp_path), route=ROUTE) as app:
        wire_of(app.page).replies["save_file"] = "/home/me/two-pages.pdf"
        await app.press("Make the report", "The report is made")
        assert "/home/me/two-pages.pdf" in app.text()
        [file] = saved(app)
        assert file["file_name"] == "mesoday-report-2026-03-02.pdf"
        assert "Report for a dermatologist" in text_of(file["src_bytes"])
        assert SECRET not in text_of(file["src_bytes"])

        await app.press("Private notes")
        assert "The report is made" not in app.text(), "what is chosen now is not in that file"
        await app.press("Make the report", "The report is made")
        assert SECRET in text_of(saved(app)[1]["src_bytes"])


async def test_leaving_the_dialog_says_nothing_and_wrong_days_are_said(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route=ROUTE) as app:
        wire_of(app.page).replies["save_file"] = None
        await app.press("Other days", "First day")
        await app.press("Make the report")
        await app.until(lambda: any(f.error for f in app.fields()))
        assert not saved(app)
        await app.press("All of it")
        await app.press("Make the report")
        await app.until(lambda: saved(app))
        assert "The report is made" not in app.text()
