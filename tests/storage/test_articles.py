"""The reader of articles: what it makes of the plain forms, and that it names file and line of whatever it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from care.articles import Article, Callout, Passage, Said, Table, TableRow, article_for, cited, texts_of
from storage.articles import read_article, read_articles
from storage.knowledge import KnowledgeError, read_knowledge
from storage.knowledge_references import broken_references

ASSETS = Path(__file__).parents[2] / "assets"
HEAD = """+++
id = "one"
title = "One"
lead = "It leads."
topic = "begin"
place = 1
minutes = 2
checked = 2026-11-23
sources = ["A1", "ndclist.com, label summary"]
answers = ["PATCH"]
+++
"""
WHOLE = (
    HEAD
    + """
## A heading

It rests on one. [A1] It rests on
two. [A1; ndclist.com, label summary]

- First
- Second, over
  two lines. [A1]

> caution: Mind this.
> It is so. [A1]

| | Here | There |
|---|---|---|
| Where | On top | Below [A1] |
"""
)


def article(text: str = WHOLE) -> Article:
    return read_article(text, Path("one.md"))


def refused(text: str) -> str:
    with pytest.raises(KnowledgeError) as problem:
        article(text)
    return str(problem.value)


def test_each_form_is_read_as_what_it_is() -> None:
    both = ("A1", "ndclist.com, label summary")
    assert article().blocks == (
        Passage("heading", (Said("A heading"),)),
        Passage("text", (Said("It rests on one.", ("A1",)), Said("It rests on two.", both))),
        Passage("item", (Said("First"),)),
        Passage("item", (Said("Second, over two lines.", ("A1",)),)),
        Callout("caution", "Mind this.", (Said("It is so.", ("A1",)),)),
        Table("Here", "There", (TableRow("Where", "On top", "Below", ("A1",)),)),
    )
    assert article().checked == date(2026, 11, 23)
    assert cited(article().blocks) == both


def test_every_text_is_told_once_and_without_its_sources() -> None:
    texts = list(texts_of(article()))
    assert texts[:4] == ["One", "It leads.", "A heading", "It rests on one."]
    assert texts[-5:] == ["Here", "There", "Where", "On top", "Below"]
    assert not [text for text in texts if "[" in text]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("## A heading", "### A heading", 13, "“#” has no meaning here"),
        ("It rests on one.", "It rests on **one**.", 15, "“*” has no meaning here"),
        ("It rests on one.", "See https://example.org.", 15, "“https:” has no meaning here"),
        ("one. [A1]", "one [A1]", 15, "sources stand behind whole sentences"),
        ("one. [A1]", "one. [F1]", 15, "it rests on F1, which its head does not name"),
        ("- First", "- ", 18, "words are missing"),
        ("> caution:", "> joy:", 22, "begins with one of info, caution, stop, clinician"),
        ("> It is so. [A1]", "It is so. [A1]", 23, "each line of what is set apart begins with >"),
        ("| Where | On top | Below [A1] |", "| Where | On top |", 27, "two columns"),
        ("|---|---|---|\n", "", 25, "a line of dashes"),
        ("On top |", "On top [A1] |", 27, "“[” has no meaning here"),
        ('"ndclist.com, label summary"]', '"ndclist.com, label summary", "F1"]', 9, "no part of it rests on F1"),
        ('topic = "begin"', 'topic = "gossip"', 5, "(field `topic`)"),
        ("minutes = 2", "minutes = 0", 7, "(field `minutes`)"),
        ("minutes = 2", "hours = 2", 7, "unknown field `hours`"),
        ("minutes = 2\n", "", 1, "missing required field `minutes`"),
        ("minutes = 2", "minutes = ", 7, "its head is not TOML"),
        ("+++\n\n##", "\n##", 1, "a head between two lines"),
    ],
)
def test_what_is_malformed_is_refused_with_its_file_and_line(before: str, after: str, line: int, reason: str) -> None:
    assert WHOLE.count(before) == 1
    said = refused(WHOLE.replace(before, after))
    assert said.startswith(f"The article one.md, line {line}, cannot be used: "), said
    assert reason in said, said


def test_an_article_that_says_nothing_is_refused() -> None:
    assert "says nothing below its head" in refused(HEAD)
    assert "a head between" in refused("")


def put(folder: Path, id: str, *, place: int = 1, answers: str = "", related: str = "") -> None:
    """Keep an article that says the same as `WHOLE`, under another id."""
    text = WHOLE.replace('id = "one"', f'id = "{id}"').replace("place = 1", f"place = {place}")
    text = text.replace('answers = ["PATCH"]', f"answers = {answers or [id]}\nrelated = [{related}]")
    (folder / f"{id}.md").write_text(text, encoding="utf-8")


def test_articles_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    put(tmp_path, "b", place=1)
    put(tmp_path, "a", place=2)
    assert [one.id for one in read_articles(tmp_path)] == ["b", "a"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"place": 1}, "line 6, cannot be used: a has the place 1 too"),
        ({"place": 2, "answers": '["a"]'}, "line 10, cannot be used: a is answered by a already"),
        ({"place": 2, "answers": '["c", "c"]'}, "line 10, cannot be used: c is answered by b already"),
        ({"place": 2, "related": '"nowhere"'}, "cannot be used: there is no other article nowhere"),
        ({"place": 2, "related": '"b"'}, "cannot be used: there is no other article b"),
    ],
)
def test_articles_that_do_not_fit_together_are_refused(tmp_path: Path, fields: dict[str, Any], reason: str) -> None:
    put(tmp_path, "a")
    put(tmp_path, "b", **fields)
    with pytest.raises(KnowledgeError) as problem:
        read_articles(tmp_path)
    assert "b.md" in str(problem.value)
    assert reason in str(problem.value)


def test_a_file_is_called_as_its_article(tmp_path: Path) -> None:
    put(tmp_path, "a")
    (tmp_path / "a.md").rename(tmp_path / "z.md")
    with pytest.raises(KnowledgeError, match="line 2, cannot be used: its id is a"):
        read_articles(tmp_path)


def test_a_rule_leads_to_the_article_that_answers_it_and_others_to_none() -> None:
    knowledge = read_knowledge(ASSETS / "knowledge")
    answering = article_for(knowledge, "PATCH")
    assert answering is not None
    assert answering.id == "patch-testing"
    assert article_for(knowledge, "PAUSE") is None
    assert article_for(knowledge, "G07x") is article_for(knowledge, "G07"), "the graver form of the same sign"
    assert article_for(knowledge, "K01") is not None
    assert article_for(knowledge, "K01x1") is None
    assert article_for(knowledge, "") is None


def test_what_an_article_names_and_no_row_has_is_told(tmp_path: Path) -> None:
    (tmp_path / "learn").mkdir()
    tables = tmp_path / "knowledge"
    tables.mkdir()
    for file in (ASSETS / "knowledge").glob("*.toml"):
        (tables / file.name).write_bytes(file.read_bytes())
    put(tmp_path / "learn", "a", answers='["K01", "galvanic", "K99"]')
    (told,) = broken_references(tables)
    assert told.endswith("line 10, field `answers`, names K99, which is no row.")
