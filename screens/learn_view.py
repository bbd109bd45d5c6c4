"""The list of Learn as plain values: articles by topic, claims one meets, what is refused; and finding by words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from care.articles import Article, Topic, texts_of
from care.knowledge import Knowledge
from care.template_rows import ClaimRow
from screens.why_view import source_view
from screens.wording import Wording

READ = "learn_read"  # the setting with the ids of the articles that the person has read


class ArticleLine(Struct, frozen=True):
    """An article in a list. `note`: how long it takes, and whether it was read."""

    id: str
    title: str
    lead: str
    note: str
    read: bool


class TopicGroup(Struct, frozen=True):
    """Articles of one topic, under its name."""

    title: str
    lines: tuple[ArticleLine, ...]


class ClaimView(Struct, frozen=True):
    """What people are told about home care, what is known of it, how sure that is, and the titles of its sources."""

    id: str
    title: str
    words: str
    sure: str
    sources: tuple[str, ...]


class RefusedView(Struct, frozen=True):
    """What is refused always, why, and what to do instead."""

    id: str
    title: str
    why: str
    instead: str


class Found(Struct, frozen=True):
    """What holds every word that was written."""

    articles: tuple[ArticleLine, ...]
    claims: tuple[ClaimView, ...]
    refused: tuple[RefusedView, ...]

    def __bool__(self) -> bool:
        return bool(self.articles or self.claims or self.refused)


def read_ids(kept: object) -> frozenset[str]:
    """The articles that were read, from the setting as it stands on the disk, whatever that is."""
    return frozenset(id for id in kept if isinstance(id, str)) if isinstance(kept, list) else frozenset()


def article_line(words: Wording, article: Article, read: frozenset[str]) -> ArticleLine:
    was_read = article.id in read
    note = words.count("{count} minute", "{count} minutes", article.minutes)
    return ArticleLine(
        article.id,
        words.text(article.title),
        words.text(article.lead),
        words.text("Read. {minutes}", minutes=note) if was_read else note,
        was_read,
    )


def learn_view(words: Wording, knowledge: Knowledge, read: frozenset[str]) -> tuple[TopicGroup, ...]:
    """All articles, topic by topic, in their order."""
    titles: dict[Topic, str] = {
        "begin": words.text("To begin with"),
        "skin": words.text("Skin, scalp and what they are given"),
        "practice": words.text("Doing it well"),
        "watch": words.text("Waiting and watching"),
        "about": words.text("About Mesoday"),
    }
    groups: dict[Topic, list[ArticleLine]] = {topic: [] for topic in titles}
    for article in knowledge.articles.values():
        groups[article.topic].append(article_line(words, article, read))
    return tuple(TopicGroup(titles[topic], tuple(lines)) for topic, lines in groups.items() if lines)


def read_so_far(words: Wording, knowledge: Knowledge, read: frozenset[str]) -> str:
    """How many of the articles were read; "" as long as there are none."""
    count = len(read & set(knowledge.articles))
    if not count:
        return ""
    return words.text("{n} of {all} read", n=count, all=len(knowledge.articles))


def claims_view(words: Wording, knowledge: Knowledge) -> tuple[ClaimView, ...]:
    """The claims people meet, in the order of their file."""
    sure = {
        "high": words.text("How sure: quite sure"),
        "moderate": words.text("How sure: fairly sure"),
        "low": words.text("How sure: not very sure"),
        "unknown": words.text("How sure: nobody knows"),
    }
    return tuple(
        ClaimView(row.id, words.text(row.title), words.text(row.text), sure[row.sure], _titles(words, knowledge, row))
        for row in knowledge.claims.values()
    )


def _titles(words: Wording, knowledge: Knowledge, row: ClaimRow) -> tuple[str, ...]:
    return tuple(source_view(words, knowledge, source).title for source in row.source)


def refusals_view(words: Wording, knowledge: Knowledge) -> tuple[RefusedView, ...]:
    return tuple(
        RefusedView(row.id, words.text(row.title), words.text(row.text), words.text(row.instead))
        for row in knowledge.refusals.values()
    )


def found_view(words: Wording, knowledge: Knowledge, read: frozenset[str], wanted: str) -> Found:
    """Whatever holds every word of `wanted`, in any of its texts; those that hold all in their title come first."""
    parts = wanted.casefold().split()

    def holds(texts: Iterable[str]) -> bool:
        whole = " ".join(texts).casefold()
        return bool(parts) and all(part in whole for part in parts)

    articles = [one for one in knowledge.articles.values() if holds(words.text(text) for text in texts_of(one))]
    articles.sort(key=lambda one: not holds([words.text(one.title)]))
    return Found(
        tuple(article_line(words, one, read) for one in articles),
        tuple(one for one in claims_view(words, knowledge) if holds((one.title, one.words))),
        tuple(one for one in refusals_view(words, knowledge) if holds((one.title, one.why, one.instead))),
    )
