"""Rows that stand under one another."""

from __future__ import annotations

from screens.terminal.layout import cells, rows, section


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert list(rows([("to do", "Wash", ""), ("done", "Moisturise", "note")], 80)) == [
        "  to do  Wash",
        "  done   Moisturise  note",
    ]


def test_a_long_sentence_goes_on_under_itself() -> None:
    lines = list(rows([("due", "a few words that do not fit on one line at all")], 32))
    assert len(lines) > 1
    assert all(len(line) <= 34 for line in lines)
    assert all(line.startswith("       ") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == "due a few words that do not fit on one line at all"


def test_letters_are_counted_as_a_terminal_draws_them() -> None:
    assert (cells("abc"), cells("日本"), cells("e\u0301")) == (3, 4, 1)


def test_a_part_without_rows_is_not_there_at_all() -> None:
    assert list(section("Sessions", [], 80)) == []
    assert list(section("Sessions", [("due",)], 80)) == ["Sessions", "  due", ""]
