"""The way from a rule, concern, course or sign to the article that tells more of it, over the screen that asks."""

from __future__ import annotations

import flet as ft

from care.articles import Article, article_for
from screens.look.colours import TEXT_SOFT
from screens.look.rows import open_row
from screens.page_state import PageState

LEARN, OVER = "/learn", "/read"
HOW_LONG = "how-long-to-wait"
"""The article on what can be judged when, for whoever is told that it is too early."""


def learn_route(page: str) -> str:
    """Where an article, or another page of Learn, stands in its place."""
    return f"{LEARN}/{page}"


def read_route(article: str) -> str:
    """Where an article opens over the screen that leads there, which stays as it is below."""
    return f"{OVER}/{article}"


def read_more(state: PageState, rule: str) -> ft.Control | None:
    """A row that leads to the article which answers `rule`, the id of a row of any table; None where none does."""
    article = article_for(state.knowledge, rule)
    return None if article is None else article_row(state, article)


def article_row(state: PageState, article: Article) -> ft.Control:
    """A row that opens an article over the screen in front."""
    words = state.wording
    return open_row(
        words.text("Read more: {title}", title=words.text(article.title)),
        "",
        lambda: state.go(read_route(article.id)),
        mark=ft.Icon(ft.Icons.MENU_BOOK_OUTLINED, size=24, color=TEXT_SOFT),
        padding=ft.Padding.symmetric(horizontal=12, vertical=10),
        key=f"read-{article.id}",
    )
