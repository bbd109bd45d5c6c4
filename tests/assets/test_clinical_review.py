"""What a clinician is handed says what the rows say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.knowledge.review import PAGE, TITLES, page, waits
from care.knowledge import TABLES, Ingredient, Knowledge
from storage.knowledge import read_knowledge

SHIPPED = Path(__file__).parents[2] / "assets" / "knowledge"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(SHIPPED)


@pytest.fixture(scope="module")
def made(knowledge: Knowledge) -> str:
    return page(knowledge)


def test_the_page_is_up_to_date(made: str) -> None:
    kept = PAGE.read_text(encoding="utf-8")
    assert kept == made, "run: uv run poe clinical-review"


def test_it_says_first_that_nobody_has_signed(made: str) -> None:
    assert made.startswith("# Clinical review\n\n**No clinician has signed these rules yet.**")
    assert "| nobody yet |" in made


def test_every_table_of_rows_is_looked_through() -> None:
    assert set(TITLES) == set(TABLES) - {"sources"}


def test_every_row_that_waits_is_there_with_its_words_and_figures(knowledge: Knowledge, made: str) -> None:
    waiting = made[made.index("## What waits") : made.index("## Seen at a source")]
    parts = {part.split(": ")[0]: part for part in waiting.split("\n### ")}
    for table, title in TITLES.items():
        for row in getattr(knowledge, table).values():
            assert (f"\n- **{row.id}**: " in parts.get(title, "")) == waits(row), row.id
    assert "  - value: 72\n" in waiting
    assert "  - device: before 168, after 72\n" in waiting
    assert f"  - text: {knowledge.pregnancy['P16'].text}\n" in waiting
    assert "seen at the source (F6; M12; Mesoday: cautious default)" in waiting, "its hours wait, though it was seen"


def test_an_ingredient_waits_for_its_hours_alone(knowledge: Knowledge) -> None:
    seen = [row for row in knowledge.ingredients.values() if row.status == "seen"]
    assert {row.id for row in seen if waits(row)} == {"I03", "I18"}
    assert {row.id for row in seen if not waits(row)} == {"I09", "I10"}
    assert all(isinstance(row, Ingredient) for row in seen)


def test_every_source_that_is_leaned_on_stands_with_its_rows(knowledge: Knowledge, made: str) -> None:
    table = made[made.index("## What rests on which source") :]
    lines = {line.split(": ")[0][2:]: line for line in table.splitlines() if line.startswith("| ") and ": " in line}
    assert "R2, G03, G04" in lines["F1"]
    assert "known second-hand" in lines["A1"]
    for name in TITLES:
        for row in getattr(knowledge, name).values():
            for source in row.source:
                assert f"| {source}: " in table, source
