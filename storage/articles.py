"""Reads the articles of Learn: Markdown of a few plain forms, under a head in TOML. What is malformed is refused.

+++
id = "patch-testing"
title = "…"
+++

## A heading

A paragraph. Sources stand behind the sentences that rest on them. [A1; A2] Others may follow.

- An item of a list. [A1]

> caution: What must not be missed.
> More about it.

| | One column | The other column |
|---|---|---|
| What is compared | … | … [A1] |
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from care.articles import Article, ArticleHead, Block, Callout, Passage, Said, Table, TableRow, Tone, cited
from storage.knowledge import KnowledgeError

_FENCE = "+++"
_CITED = re.compile(r"\s*\[([^\[\]]+)\]\s*")
_CALLOUT = re.compile(r"^> (\w+): (.+)$")
_DASH = re.compile(r"-(\s|$)")
_MARKUP = re.compile(r"\*|_|`|\]|\[|\{|\}|https?:|<\w|^#|^\d+[.)] |^>|\|")
_SENTENCE_ENDS = ".?:;”"
_FIELD = re.compile(r"(?:at `\$\.|field `)(\w+)")
_TOML_LINE = re.compile(r"line (\d+)")
Lines = list[tuple[int, str]]


def read_articles(folder: Path) -> list[Article]:
    """The articles in `folder` (`<id>.md`), in the order of their places.

    Raises `KnowledgeError`, one sentence that names file and line, where one is malformed or they do not fit together.
    """
    found: dict[str, tuple[Path, str, Article]] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise KnowledgeError(f"The article {path} cannot be read: {problem}.") from problem
        article = read_article(text, path)
        if article.id != path.stem:
            raise _refused(path, line_of_field(text, "id"), f"its id is {article.id}, and its file is called otherwise")
        found[article.id] = (path, text, article)
    _fit_together(found)
    return sorted((article for _, _, article in found.values()), key=lambda article: article.place)


def read_article(text: str, path: Path) -> Article:
    """One article. `path` is what errors (`KnowledgeError`) name."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _FENCE or _FENCE not in [line.strip() for line in lines[1:]]:
        raise _refused(path, 1, f"it must begin with a head between two lines of {_FENCE}")
    end = next(number for number, line in enumerate(lines) if number and line.strip() == _FENCE)
    head = _head("\n".join(lines[1:end]), path)
    body = list(enumerate(lines[end + 1 :], start=end + 2))
    blocks = tuple(block for part in _parts(body) for block in _blocks(part, path, head.sources))
    if not blocks:
        raise _refused(path, end + 1, "it says nothing below its head")
    article = Article(**{name: getattr(head, name) for name in head.__struct_fields__}, blocks=blocks)
    unused = [source for source in head.sources if source not in cited(blocks)]
    if unused:
        raise _refused(path, line_of_field(text, "sources"), f"no part of it rests on {unused[0]}")
    return article


def _head(text: str, path: Path) -> ArticleHead:
    try:
        return msgspec.convert(tomllib.loads(text), ArticleHead)
    except tomllib.TOMLDecodeError as problem:
        line = _TOML_LINE.search(str(problem))
        raise _refused(path, int(line[1]) + 1 if line else 1, f"its head is not TOML: {problem}") from problem
    except msgspec.ValidationError as problem:
        field = _FIELD.search(str(problem))
        line = line_of_field(f"{_FENCE}\n{text}", field[1]) if field else 1
        reason = f"{str(problem).split(' - at ')[0]} (field `{field[1] if field else '?'}`)"
        raise _refused(path, line, reason) from problem


def _parts(body: Lines) -> Iterator[Lines]:
    """Lines that stand together, between empty ones."""
    part: Lines = []
    for number, line in [*body, (0, "")]:
        if line.strip():
            part.append((number, line.strip()))
        elif part:
            yield part
            part = []


def _blocks(part: Lines, path: Path, sources: list[str]) -> Iterator[Block]:
    number, first = part[0]
    if first.startswith("## "):
        if len(part) > 1:
            raise _refused(path, part[1][0], "an empty line belongs after a heading")
        yield Passage("heading", (Said(_plain(first[3:], number, path)),))
    elif first.startswith("> "):
        yield _callout(part, path, sources)
    elif first.startswith("|"):
        yield _table(part, path, sources)
    elif _DASH.match(first):
        for number, words in _items(part):
            yield Passage("item", _said(words, number, path, sources))
    else:
        words = " ".join(line for _, line in part)
        yield Passage("text", _said(words, number, path, sources))


def _items(part: Lines) -> Lines:
    """The items of a list; a line without a dash goes on with the item above it."""
    items: Lines = []
    for number, line in part:
        if _DASH.match(line):
            items.append((number, line[1:].strip()))
        else:
            items[-1] = (items[-1][0], f"{items[-1][1]} {line}")
    return items


def _callout(part: Lines, path: Path, sources: list[str]) -> Callout:
    number, first = part[0]
    said = _CALLOUT.match(first)
    if said is None or said[1] not in get_args(Tone):
        raise _refused(path, number, f"what is set apart begins with one of {', '.join(get_args(Tone))} and a colon")
    for below, line in part[1:]:
        if not line.startswith("> "):
            raise _refused(path, below, "each line of what is set apart begins with >")
    rest = " ".join(line[2:] for _, line in part[1:])
    told = _said(rest, number, path, sources) if rest else ()
    return Callout(said[1], _plain(said[2], number, path), told)  # type: ignore[arg-type]


def _table(part: Lines, path: Path, sources: list[str]) -> Table:
    rows = [(number, [cell.strip() for cell in line.strip("|").split("|")]) for number, line in part]
    for number, cells in rows:
        if len(cells) != 3:
            raise _refused(path, number, "a table has what is compared and two columns")
    if len(rows) < 3 or not all(re.fullmatch(r":?-{3,}:?", cell) for cell in rows[1][1]):
        raise _refused(path, rows[0][0], "a table has a head, a line of dashes and at least one row")
    told: list[TableRow] = []
    for number, (about, one, other) in rows[2:]:
        first, *more = _said(other, number, path, sources)
        if more:
            raise _refused(path, number, "sources of a table stand at the end of a row")
        told.append(TableRow(_plain(about, number, path), _plain(one, number, path), first.words, first.sources))
    number, (_, one, other) = rows[0]
    return Table(_plain(one, number, path), _plain(other, number, path), tuple(told))


def _said(words: str, number: int, path: Path, sources: list[str]) -> tuple[Said, ...]:
    """Sentences, parted behind the ids of what they rest on, which must stand in the head."""
    said: list[Said] = []
    pieces = _CITED.split(words)
    for told, named in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        ids = tuple(id.strip() for id in named.split(";")) if named else ()
        for id in ids:
            if id not in sources:
                raise _refused(path, number, f"it rests on {id}, which its head does not name")
        if told or ids:
            said.append(Said(_plain(told, number, path), ids))
    if any(one.words[-1] not in _SENTENCE_ENDS for one in said[:-1]):
        raise _refused(path, number, "sources stand behind whole sentences")
    return tuple(said) or (Said(_plain("", number, path)),)


def _plain(words: str, number: int, path: Path) -> str:
    """Words without any other markup, which nobody would draw."""
    if not words.strip():
        raise _refused(path, number, "words are missing")
    if stray := _MARKUP.search(words):
        raise _refused(path, number, f"“{stray[0].strip()}” has no meaning here")
    return words.strip()


def _fit_together(found: dict[str, tuple[Path, str, Article]]) -> None:
    """Refuse a place that two take, an answer that two give, and a related article that there is none of."""
    places: dict[int, str] = {}
    answers: dict[str, str] = {}
    for path, text, article in found.values():
        if (other := places.setdefault(article.place, article.id)) != article.id:
            raise _refused(path, line_of_field(text, "place"), f"{other} has the place {article.place} too")
        for answer in article.answers:
            other = answers.setdefault(answer, article.id)
            if other != article.id or article.answers.count(answer) > 1:
                raise _refused(path, line_of_field(text, "answers"), f"{answer} is answered by {other} already")
        for id in article.related:
            if id not in found or id == article.id:
                raise _refused(path, line_of_field(text, "related"), f"there is no other article {id}")


def line_of_field(text: str, field: str) -> int:
    """The line (from 1) of a field of the head, or 1."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, start=1) if re.match(rf"{field}\s*=", line)), 1)


def _refused(path: Path, line: int, reason: str) -> KnowledgeError:
    return KnowledgeError(f"The article {path}, line {line}, cannot be used: {reason}.")
