"""One article as plain values: its blocks with numbered sources, what to read next, and its list of sources."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from care.articles import Article, Block, Callout, Passage, Said, Table, Tone, article_for, cited
from care.knowledge import Knowledge
from screens.learn_view import ArticleLine, article_line
from screens.why_view import SourceView, source_view
from screens.wording import Wording


class Cited(Struct, frozen=True):
    """The link behind sentences: the numbers of their sources as shown and as spoken."""

    shown: str
    spoken: str
    numbers: tuple[int, ...]


class SaidView(Struct, frozen=True):
    """Sentences, and the link to what they rest on, if they rest on anything."""

    words: str
    cited: Cited | None = None


class PassageView(Struct, frozen=True):
    """A heading, a paragraph, an item."""

    kind: Literal["heading", "text", "item"]
    said: tuple[SaidView, ...]


class CalloutView(Struct, frozen=True):
    """What is set apart."""

    tone: Tone
    title: str
    said: tuple[SaidView, ...]


class CellsView(Struct, frozen=True):
    """A row of a comparison. `spoken`: the cells with their heads, for whoever cannot see the table."""

    about: SaidView
    first: str
    second: str
    spoken: str


class TableView(Struct, frozen=True):
    """A comparison in two columns."""

    first: str
    second: str
    rows: tuple[CellsView, ...]


BlockView = PassageView | CalloutView | TableView


class NumberedSource(Struct, frozen=True):
    """A source with its number in this article."""

    number: int
    source: SourceView


class ArticleView(Struct, frozen=True):
    """An article. `next`: the one after it, None after the last. `emergency`: it answers a sign that is one."""

    id: str
    title: str
    lead: str
    note: str
    blocks: tuple[BlockView, ...]
    sources: tuple[NumberedSource, ...]
    next: ArticleLine | None
    related: tuple[ArticleLine, ...]
    read: bool
    emergency: bool


def article_view(words: Wording, knowledge: Knowledge, id: str, read: frozenset[str]) -> ArticleView | None:
    """The article with that id, or None. Sources are numbered in the order in which the article first names them."""
    article = knowledge.articles.get(id)
    if article is None:
        return None
    numbers = {source: number for number, source in enumerate(cited(article.blocks), start=1)}
    following = _following(knowledge, article)
    return ArticleView(
        id=article.id,
        title=words.text(article.title),
        lead=words.text(article.lead),
        note=words.text(
            "{minutes} to read. As of {month}",
            minutes=words.count("{count} minute", "{count} minutes", article.minutes),
            month=words.month(article.checked),
        ),
        blocks=tuple(_block(words, numbers, block) for block in article.blocks),
        sources=tuple(
            NumberedSource(number, source_view(words, knowledge, source)) for source, number in numbers.items()
        ),
        next=article_line(words, following, read) if following else None,
        related=tuple(
            article_line(words, knowledge.articles[other], read)
            for other in article.related
            if following is None or other != following.id
        ),
        read=article.id in read,
        emergency=any(
            sign.severity == "emergency" and article_for(knowledge, sign.id) is article
            for sign in knowledge.signs.values()
        ),
    )


def _following(knowledge: Knowledge, article: Article) -> Article | None:
    return next((one for one in knowledge.articles.values() if one.place > article.place), None)


def _block(words: Wording, numbers: dict[str, int], block: Block) -> BlockView:
    match block:
        case Passage():
            return PassageView(block.kind, tuple(_said(words, numbers, one) for one in block.said))
        case Callout():
            said = tuple(_said(words, numbers, one) for one in block.said)
            return CalloutView(block.tone, words.text(block.title), said)
        case Table():
            return _table(words, numbers, block)


def _said(words: Wording, numbers: dict[str, int], said: Said) -> SaidView:
    return SaidView(words.text(said.words), cited_view(words, tuple(numbers[source] for source in said.sources)))


def cited_view(words: Wording, numbers: tuple[int, ...]) -> Cited | None:
    """The link to sources by their numbers; None for none."""
    if not numbers:
        return None
    ordered = tuple(sorted(numbers))
    shown = ", ".join(words.number(number) for number in ordered)
    if len(ordered) == 1:
        return Cited(shown, words.text("Source {numbers}", numbers=shown), ordered)
    return Cited(shown, words.text("Sources {numbers}", numbers=shown), ordered)


def _table(words: Wording, numbers: dict[str, int], table: Table) -> TableView:
    first, second = words.text(table.first), words.text(table.second)
    rows: list[CellsView] = []
    for row in table.rows:
        about = SaidView(words.text(row.about), cited_view(words, tuple(numbers[one] for one in row.sources)))
        one, other = words.text(row.first), words.text(row.second)
        spoken = words.text(
            "{head}: {cell}. {other_head}: {other_cell}.", head=first, cell=one, other_head=second, other_cell=other
        )
        rows.append(CellsView(about, one, other, spoken))
    return TableView(first, second, tuple(rows))
