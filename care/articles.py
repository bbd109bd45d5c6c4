"""The articles of Learn: what each says, block by block, what it rests on, and which rules it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from care.knowledge_rows import Entry, NonEmpty

if TYPE_CHECKING:
    from care.knowledge import Knowledge

_FORM = re.compile(r"(?<=\d)[a-z]$")
Topic = Literal["begin", "skin", "practice", "watch", "about"]
Tone = Literal["info", "caution", "stop", "clinician"]


class Said(Struct, frozen=True):
    """Whole sentences, translated together. `sources`: ids of what they rest on."""

    words: str
    sources: tuple[str, ...] = ()


class Passage(Struct, frozen=True):
    """A heading, a paragraph, or an item of a list."""

    kind: Literal["heading", "text", "item"]
    said: tuple[Said, ...]


class Callout(Struct, frozen=True):
    """What must not be missed, set apart. `title` leads, `said` follows (() for nothing)."""

    tone: Tone
    title: str
    said: tuple[Said, ...] = ()


class TableRow(Struct, frozen=True):
    """One line of a comparison: what is compared, and how it stands in the two columns."""

    about: str
    first: str
    second: str
    sources: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """A comparison in two columns, with their heads."""

    first: str
    second: str
    rows: tuple[TableRow, ...]


Block = Passage | Callout | Table


class ArticleHead(Entry, frozen=True, kw_only=True):
    """What stands at the head of an article. `place`: its turn among all, from 1. `minutes` to read it. `checked`: the
    day of the material that it was written from. `answers`: ids of rows, of any table, that lead to it; `related`:
    other articles."""

    title: NonEmpty
    lead: NonEmpty
    topic: Topic
    place: Annotated[int, Meta(ge=1)]
    minutes: Annotated[int, Meta(ge=1)]
    checked: date
    sources: Annotated[list[NonEmpty], Meta(min_length=1)]
    answers: list[NonEmpty] = []
    related: list[NonEmpty] = []


class Article(ArticleHead, frozen=True, kw_only=True):
    """A whole article."""

    blocks: tuple[Block, ...]


def texts_of(article: Article) -> Iterator[str]:
    """Every text of an article that people read, in order; each is translated by itself."""
    yield article.title
    yield article.lead
    for block in article.blocks:
        match block:
            case Passage():
                yield from (said.words for said in block.said)
            case Callout():
                yield block.title
                yield from (said.words for said in block.said)
            case Table():
                yield from (block.first, block.second)
                for row in block.rows:
                    yield from (row.about, row.first, row.second)


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The ids of what blocks rest on, each once, in the order in which they are first named."""
    named: dict[str, None] = {}
    for block in blocks:
        for part in block.rows if isinstance(block, Table) else block.said:
            named.update(dict.fromkeys(part.sources))
    return tuple(named)


def article_for(knowledge: Knowledge, rule: str) -> Article | None:
    """The article that tells more about a rule, concern, course template, sign or measure; None where none does.

    The graver and milder forms of a sign (G07x, G11m) are answered with it.
    """
    answered = knowledge.remembered(
        "articles by what they answer",
        lambda: {answer: article for article in knowledge.articles.values() for answer in article.answers},
    )
    return answered.get(rule) or answered.get(_FORM.sub("", rule))
