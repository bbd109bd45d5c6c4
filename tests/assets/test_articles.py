"""The articles and claims as shipped: sourced, short, plainly worded, and each found where its question arises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from care.articles import Article, article_for, cited, texts_of
from care.knowledge import Knowledge
from storage.knowledge import read_knowledge
from storage.knowledge_references import broken_references
from tests.assets.test_knowledge_rows import FORBIDDEN, RED

SHIPPED = Path(__file__).parents[2] / "assets" / "knowledge"
KNOWN = read_knowledge(SHIPPED)
ALL = list(KNOWN.articles.values())
# More words that no article of ours may hold.
HYPE = re.compile(
    r"\b(amazing|incredibl\w*|revolution\w*|breakthrough|magic\w*|flawless|perfect\w*|glow up|anti-?ageing|anti-?aging|"
    r"radiant|lighten\w*|brighten\w*|fairer|proven|proves?|instantly|visibly|transform\w*|detox\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture
def knowledge() -> Knowledge:
    return KNOWN


def words_of(article: Article) -> int:
    return sum(len(text.split()) for text in texts_of(article))


def test_the_twelve_articles_and_the_page_about_mesoday_stand_in_order() -> None:
    assert [article.id for article in ALL] == [
        "what-mesotherapy-is", "injected-and-home", "beside-daily-care", "what-it-can-and-cannot-do", "nutrients",
        "dull-and-dehydrated", "early-ageing-and-tone", "thinning-hair", "technique-and-hygiene", "patch-testing",
        "how-long-to-wait", "when-to-see-a-professional", "what-mesoday-is",
    ]  # fmt: skip
    assert [article.place for article in ALL] == list(range(1, 14))


def test_what_articles_name_exists() -> None:
    assert broken_references(SHIPPED) == []


@pytest.mark.parametrize("article", ALL, ids=lambda article: article.id)
def test_each_article_is_sourced_short_and_calm(article: Article) -> None:
    assert 200 <= words_of(article) <= 500
    assert article.minutes == max(1, round(words_of(article) / 200))
    assert set(cited(article.blocks)) == set(article.sources)
    assert all(source in KNOWN.sources for source in article.sources)
    for text in texts_of(article):
        assert not FORBIDDEN.search(text.replace("not a cure", "")), text
        assert not HYPE.search(text), text
        assert not RED.search(text), text
        assert text.isprintable(), text
        assert "  " not in text, text
        assert "—" not in text, text
    assert article.title[-1] not in ".!"
    assert article.lead[-1] == "."


def test_what_the_product_stands_on_is_said_somewhere() -> None:
    whole = " ".join(text for article in ALL for text in texts_of(article)).lower()
    for said in (
        "mesoderm", "a support, not a cure", "does not replace it", "gradual and natural-looking",
        "destroyed follicles do not come back", "not ready for a clinic", "more shedding is not a sign",
        "minoxidil's tells its users", "no text here promises fullness", "pink, darker or warm", "nothing is injected",
        "hydration", "nutrients", "collagen", "follicles", "technique", "concentration", "expectations",
    ):  # fmt: skip
        assert said in whole, said


@pytest.mark.parametrize(
    ("asked", "article"),
    [
        ("PATCH", "patch-testing"), ("GAP", "beside-daily-care"), ("K09", "when-to-see-a-professional"),
        ("REACTION", "when-to-see-a-professional"), ("G01", "when-to-see-a-professional"), ("K42", "thinning-hair"),
        ("R2", "injected-and-home"), ("glow_serum", "dull-and-dehydrated"), ("hair_device", "thinning-hair"),
        ("uneven_tone", "early-ageing-and-tone"), ("I09", "nutrients"), ("galvanic", "technique-and-hygiene"),
    ],
)  # fmt: skip
def test_an_article_is_found_where_its_question_arises(asked: str, article: str) -> None:
    found = article_for(KNOWN, asked)
    assert found is not None
    assert found.id == article


def test_every_concern_course_refusal_and_red_flag_leads_to_an_article(knowledge: Knowledge) -> None:
    grave = [sign.id for sign in knowledge.signs.values() if sign.severity != "expected"]
    for rule in (*knowledge.concerns, *knowledge.course_templates, *knowledge.refusals, *grave):
        assert article_for(knowledge, rule) is not None, rule


def test_the_claims_that_the_house_must_not_make_are_answered(knowledge: Knowledge) -> None:
    asked = {
        "bypasses_barrier", "circulation", "inside_out", "like_injection", "permanent", "detox", "opens_pores",
        "more_is_better",
    }  # fmt: skip
    assert asked <= set(knowledge.claims)
    for claim in knowledge.claims.values():
        assert re.fullmatch(r"“[A-Z][^“”]+\.”", claim.title), claim.id
        assert 8 <= len(claim.text.split()) <= 60, claim.id
        assert not HYPE.search(claim.text), claim.id
