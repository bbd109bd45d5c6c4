"""The knowledge reader: tables when asked for, and one helpful sentence for what cannot be used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from care.knowledge import TABLES
from storage.knowledge import KnowledgeError, read_knowledge

SHIPPED = Path(__file__).parents[2] / "assets" / "knowledge"
GOOD = """# Tags.

[[tags]]
id = "poor_sleep"
title = "Slept badly"
source = ["Mesoday: cautious default"]
status = "default"

[[tags]]
id = "stress"
title = "Stress"
source = ["Mesoday: cautious default"]
status = "default"
"""


def tags_file(folder: Path, text: str) -> Path:
    path = folder / "tags.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, table: str = "tags") -> str:
    with pytest.raises(KnowledgeError) as caught:
        getattr(read_knowledge(folder), table)
    return str(caught.value)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_shipped_table_loads_into_its_type(table: str) -> None:
    rows = getattr(read_knowledge(SHIPPED), table)
    assert rows
    assert all(type(row) is TABLES[table] for row in rows.values())


def test_every_shipped_file_is_a_table_and_the_other_way_round() -> None:
    assert {path.stem for path in SHIPPED.glob("*.toml")} == set(TABLES)


def test_only_the_tables_asked_for_are_read(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "settings.toml", tmp_path)
    tags_file(tmp_path, "this is not TOML")
    knowledge = read_knowledge(tmp_path)
    assert knowledge.figure("undo_seconds") == 10
    with pytest.raises(KnowledgeError):
        _ = knowledge.tags


def test_a_table_is_parsed_once(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD)
    knowledge = read_knowledge(tmp_path)
    first = knowledge.tags
    path.unlink()
    assert knowledge.tags is first
    assert list(first) == ["poor_sleep", "stress"]


def test_a_wrong_value_names_file_line_row_and_field(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD.replace('status = "default"\n\n', 'status = "certain"\n\n'))
    said = refused(tmp_path)
    assert f"{path}, line 7, row poor_sleep, field `status`" in said
    assert "\n" not in said


def test_a_missing_field_names_the_line_of_its_row(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD.replace('title = "Stress"\n', ""))
    assert f"{path}, line 9, row stress, field `title`" in refused(tmp_path)


def test_an_unknown_field_names_its_own_line(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD + 'colour = "green"\n')
    assert f"{path}, line 14, row stress, field `colour`" in refused(tmp_path)


def test_a_row_without_source_is_refused(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD.replace('source = ["Mesoday: cautious default"]', "source = []", 1))
    assert f"{path}, line 6, row poor_sleep, field `source`" in refused(tmp_path)


def test_a_nested_value_names_the_line_of_its_rule(tmp_path: Path) -> None:
    text = (SHIPPED / "screening.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if line.startswith("rules.galvanic"))
    lines[number - 1] = 'rules.galvanic = { action = "forbid" }'
    (tmp_path / "screening.toml").write_text("\n".join(lines), encoding="utf-8")
    said = refused(tmp_path, "screening")
    assert f"line {number}, row K01, field `rules`" in said
    assert "forbid" in said


def test_broken_toml_names_line_and_field(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD.replace('title = "Stress"', "title = Stress"))
    assert f"{path}, line 11, field `title`, is not TOML" in refused(tmp_path)


def test_a_repeated_id_names_the_second_row(tmp_path: Path) -> None:
    path = tags_file(tmp_path, GOOD.replace('"stress"', '"poor_sleep"'))
    assert f"{path}, line 10, repeats the field `id` poor_sleep" in refused(tmp_path)


@pytest.mark.parametrize("text", ["", 'title = "x"\n', "[tags]\nid = 1\n", GOOD.replace("[[tags]]", "[[tag]]")])
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tags_file(tmp_path, text)
    assert f"{path}, line 1, must hold nothing but [[tags]] rows" in refused(tmp_path)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    said = refused(tmp_path)
    assert str(tmp_path / "tags.toml") in said
    assert "\n" not in said
