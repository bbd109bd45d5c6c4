"""`report OUT.pdf`: once as a process, as people run it; the rest in this one, which is quicker."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from main import main
from tests.commands.running import contents, done, environment


def text_of(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def test_two_pages_are_written_for_the_days_that_were_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = tmp_path / "data", tmp_path / "out.pdf"

    def here(*args: object) -> int:
        return main([str(arg) for arg in ("report", file, "--data", folder, *args)], environment())

    assert main(["demo", "--years", "0.5", "--data", str(folder)], environment()) == 0
    capsys.readouterr()
    before = contents(folder / "log")
    said = done("report", file, "--data", folder, "--from", "2025-12-01", "--to", "2026-02-28").out
    assert str(file) in said
    assert "What you wrote for yourself is not in it." in said
    assert "1 December 2025 to 28 February 2026" in text_of(file)
    assert len(pypdf.PdfReader(file).pages) == 2
    assert contents(folder / "log") == before, "a report changes nothing"

    assert here("--with-notes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(file), "bytes": file.stat().st_size, "notes": True}
    assert "Private notes, included by the person" in text_of(file)

    kept = file.read_bytes()
    for asked, sentence in (
        (("--from", "2026-02-01", "--to", "2026-01-01"), "--from lies after --to."),
        (("--from", "2031-01-01"), "still to come"),
        (("--from", "soon"), "is not a date"),
    ):
        assert here(*asked) == 2
        assert sentence in capsys.readouterr().err
    assert file.read_bytes() == kept
