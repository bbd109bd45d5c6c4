"""The list of Learn and its articles as plain values: topics, read marks, finding, numbered sources, tables spoken."""

from __future__ import annotations

import re
from datetime import date

import pytest

from care.articles import Callout, Passage, Table, cited
from screens.learn_article_view import ArticleView, PassageView, TableView, article_view, cited_view
from screens.learn_view import claims_view, found_view, learn_view, read_ids, read_so_far, refusals_view
from screens.wording import Wording
from tests.screens.kept_day import KNOWN

WORDS = Wording("en")
NONE: frozenset[str] = frozenset()


def view_of(id: str, read: frozenset[str] = NONE) -> ArticleView:
    view = article_view(WORDS, KNOWN, id, read)
    assert view is not None
    return view


def test_the_list_holds_every_article_once_in_its_order() -> None:
    groups = learn_view(WORDS, KNOWN, NONE)
    assert [line.id for group in groups for line in group.lines] == list(KNOWN.articles)
    assert groups[0].title == "To begin with"
    assert groups[-1].title == "About Mesoday"
    assert not any(line.read for group in groups for line in group.lines)
    assert groups[0].lines[0].note == "2 minutes"


def test_the_article_that_answers_emergencies_alone_leads_to_the_number() -> None:
    assert [id for id in KNOWN.articles if view_of(id).emergency] == ["when-to-see-a-professional"]


def test_what_was_read_is_marked_and_counted() -> None:
    read = frozenset({"patch-testing", "gone"})
    lines = {line.id: line for group in learn_view(WORDS, KNOWN, read) for line in group.lines}
    assert lines["patch-testing"].read
    assert lines["patch-testing"].note == "Read. 2 minutes"
    assert not lines["nutrients"].read
    assert read_so_far(WORDS, KNOWN, read) == f"1 of {len(KNOWN.articles)} read", (
        "what is no longer here is not counted"
    )
    assert read_so_far(WORDS, KNOWN, NONE) == ""


@pytest.mark.parametrize(
    ("kept", "read"),
    [(None, set()), ("patch-testing", set()), ({"a": 1}, set()), (["a", 3, None, "b"], {"a", "b"}), ([], set())],
)
def test_read_marks_stand_whatever_is_on_the_disk(kept: object, read: set[str]) -> None:
    assert read_ids(kept) == read


def test_every_word_written_must_be_found_and_titles_come_first() -> None:
    found = found_view(WORDS, KNOWN, NONE, "  Patch TEST ")
    assert found.articles[0].id == "patch-testing"
    shedding = [line.id for line in found_view(WORDS, KNOWN, NONE, "hair").articles]
    assert shedding[0] == "thinning-hair"
    assert {"how-long-to-wait", "when-to-see-a-professional"} < set(shedding), "in the text of others too"
    assert [one.id for one in found_view(WORDS, KNOWN, NONE, "detox").claims] == ["detox"]
    assert not found_view(WORDS, KNOWN, NONE, "detox").articles
    assert "R2" in [one.id for one in found_view(WORDS, KNOWN, NONE, "hyaluron pen").refused]
    assert not found_view(WORDS, KNOWN, NONE, "patch zeppelin")
    assert not found_view(WORDS, KNOWN, NONE, "   ")


@pytest.mark.parametrize("id", list(KNOWN.articles))
def test_each_article_is_drawn_whole_with_its_sources_numbered_as_they_come(id: str) -> None:
    article, view = KNOWN.articles[id], view_of(id)
    assert len(view.blocks) == len(article.blocks)
    assert [one.number for one in view.sources] == list(range(1, len(article.sources) + 1))
    assert [one.source.id for one in view.sources] == list(cited(article.blocks))
    assert all(one.source.title for one in view.sources)
    assert view.note == f"{article.minutes} minute{'s' if article.minutes > 1 else ''} to read. As of November 2026"
    assert article.checked == date(2026, 11, 23)
    for block, shown in zip(article.blocks, view.blocks, strict=True):
        if isinstance(block, Passage | Callout):
            for said, one in zip(block.said, shown.said, strict=True):  # type: ignore[union-attr]
                numbers = one.cited.numbers if one.cited else ()
                assert {view.sources[n - 1].source.id for n in numbers} == set(said.sources)
        else:
            assert isinstance(block, Table)
            assert isinstance(shown, TableView)


def test_a_row_of_a_table_is_told_with_its_heads() -> None:
    table = next(one for one in view_of("injected-and-home").blocks if isinstance(one, TableView))
    assert table.rows[1].about.words == "Who does it"
    assert table.rows[1].spoken == (
        "Injected, in a clinic: A licensed practitioner. Home, no needles: You, on whole skin."
    )


def test_links_to_sources_are_told_in_words_and_in_order() -> None:
    link = cited_view(WORDS, (3, 1))
    assert link is not None
    assert (link.shown, link.spoken, link.numbers) == ("1, 3", "Sources 1, 3", (1, 3))
    one = cited_view(WORDS, (2,))
    assert one is not None
    assert one.spoken == "Source 2"
    assert cited_view(WORDS, ()) is None


def test_each_article_leads_on_and_to_none_twice() -> None:
    order = list(KNOWN.articles)
    for place, id in enumerate(order):
        view = view_of(id)
        following = order[place + 1] if place + 1 < len(order) else None
        assert (view.next.id if view.next else None) == following
        assert following not in [line.id for line in view.related]
        assert id not in [line.id for line in view.related]


def test_an_article_that_is_not_there_is_none() -> None:
    assert article_view(WORDS, KNOWN, "gossip", NONE) is None
    assert article_view(WORDS, KNOWN, "", NONE) is None


def test_claims_say_how_sure_the_answer_is_and_name_their_sources() -> None:
    claims = claims_view(WORDS, KNOWN)
    assert [claim.id for claim in claims] == list(KNOWN.claims)
    assert all(claim.sources and claim.sure.startswith("How sure: ") for claim in claims)
    shedding = next(claim for claim in claims if claim.id == "shedding_works")
    assert shedding.sure == "How sure: quite sure"
    assert shedding.sources[0] == KNOWN.sources["M1"].title
    assert len(refusals_view(WORDS, KNOWN)) == len(KNOWN.refusals)


def test_no_text_is_left_with_markup_or_braces() -> None:
    for id in KNOWN.articles:
        for block in view_of(id).blocks:
            said = [] if isinstance(block, TableView) else list(block.said)
            assert not [one.words for one in said if re.search(r"[{}\[\]*_]", one.words)]
            if isinstance(block, PassageView) and block.kind == "heading":
                assert said[0].cited is None
