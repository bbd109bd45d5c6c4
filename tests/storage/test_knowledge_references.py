"""What rows name exists; what does not is said with file, line, row and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from care.knowledge import TABLES
from storage.knowledge import KnowledgeError, read_knowledge
from storage.knowledge_references import REFERENCES, broken_references

SHIPPED = Path(__file__).parents[2] / "assets" / "knowledge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped tables, in a folder where they may be spoilt."""
    for file in SHIPPED.glob("*.toml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def spoil(folder: Path, table: str, row: str, field: str, value: str) -> int:
    """Give a field of a row another value, added where it is absent; the line where it then stands."""
    path = folder / f"{table}.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index(f'id = "{row}"')
    ends = next((n for n in range(start, len(lines)) if lines[n] == ""), len(lines))
    at = next((n for n in range(start, ends) if lines[n].startswith(f"{field} =")), None)
    if at is None:
        at = start + 1
        lines.insert(at, "")
    lines[at] = f"{field} = {value}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return at + 1


def test_everything_that_shipped_rows_name_exists() -> None:
    assert broken_references(SHIPPED) == []


@pytest.mark.parametrize(
    ("table", "row", "field", "value", "named"),
    [
        ("screening", "K01", "page", '"attic"', "attic"),
        ("screening", "K14", "stands_for", '["K13", "K99"]', "K99"),
        ("screening", "K21", "actives", '["I02", "I99"]', "I99"),
        ("screening", "K21", "actives", '["I99"]', "I99"),
        ("ingredients", "I34", "refusal", '"R99"', "R99"),
        ("ingredients", "I12", "apart_from", '["I99"]', "I99"),
        ("pregnancy", "P02", "actives", '["I01", "I99"]', "I99"),
        ("pregnancy", "P01", "answers", '["K99"]', "K99"),
        ("activities", "A05", "like", '"I99"', "I99"),
        ("activities", "A13", "rule", '"K99"', "K99"),
        ("product_templates", "toner", "actives", '["I99"]', "I99"),
        ("course_templates", "glow_serum", "concerns", '["envy"]', "envy"),
        ("course_templates", "glow_serum", "primary", '"F-NONE"', "F-NONE"),
        ("concerns", "dullness", "ingredients", '["I99"]', "I99"),
        ("concerns", "dullness", "courses", '["none"]', "none"),
        ("concerns", "dullness", "primary", '"F-NONE"', "F-NONE"),
        ("tags", "poor_sleep", "source", '["Z9"]', "Z9"),
        ("plan_rules", "GAP", "source", '["Z9"]', "Z9"),
    ],
)
def test_what_does_not_exist_is_named_with_its_place(
    folder: Path, table: str, row: str, field: str, value: str, named: str
) -> None:
    line = spoil(folder, table, row, field, value)
    said = broken_references(folder)
    assert len(said) == 1
    assert (
        f"{folder / table}.toml, line {line}, row {row}, field `{field}`, names {named}, which is no row of" in said[0]
    )


def test_the_cases_above_are_all_the_references() -> None:
    marks = test_what_does_not_exist_is_named_with_its_place.pytestmark  # type: ignore[attr-defined]
    tried = {(table, field) for table, _, field, *_ in marks[0].args[1]}
    assert set(REFERENCES) <= tried


def test_a_concern_without_a_row_is_named(folder: Path) -> None:
    path = folder / "concerns.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index('[[concerns]]\nid = "tired_scalp"')], encoding="utf-8")
    said = broken_references(folder)
    assert f"The knowledge file {path} has no row tired_scalp." in said
    assert len(said) == 3  # and two course templates that name it


@pytest.mark.parametrize(
    ("table", "row", "field", "value"),
    [
        ("screening", "K13", "by_area", '"yes"'),
        ("ingredients", "I01", "hours_status", '"sure"'),
        ("pregnancy", "P02", "action", '"refuse"'),
        ("pregnancy", "P02", "during", "[]"),
        ("pregnancy", "P07", "over_percent", "0"),
        ("activities", "A01", "areas", "[]"),
        ("activities", "A01", "device", "{ before = -1 }"),
        ("activities", "A02", "instead", '""'),
        ("never_sites", "temples", "columns", '["roller"]'),
        ("plan_rules", "GATE", "text", '""'),
        ("plan_rules", "GATE", "colour", '"green"'),
        ("sources", "F1", "read", '"skimmed"'),
        ("sources", "F1", "addresses", '[""]'),
        ("sources", "F1", "title", "1"),
    ],
)
def test_a_malformed_row_is_refused_with_its_place(folder: Path, table: str, row: str, field: str, value: str) -> None:
    line = spoil(folder, table, row, field, value)
    with pytest.raises(KnowledgeError) as caught:
        getattr(read_knowledge(folder), table)
    assert f"{folder / table}.toml, line {line}, row {row}, field `{field}`, cannot be used" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_row_without_a_field_it_needs_is_refused_in_every_table(folder: Path, table: str) -> None:
    path = folder / f"{table}.toml"
    path.write_text(f'[[{table}]]\nid = "x"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        getattr(read_knowledge(folder), table)
    assert f"{path}, line 1, row x, field `" in str(caught.value)
