"""The pages of Learn, drawn part by part: an article, the claims one meets, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft
from msgspec import Struct

from screens.learn_article_view import ArticleView, Cited
from screens.learn_blocks import block, source_lines
from screens.learn_view import ArticleLine, ClaimView, RefusedView
from screens.look import type as text
from screens.look.buttons import filled
from screens.look.choices import chip
from screens.look.colours import CHOSEN, STOP_TONE, TEXT_SOFT
from screens.look.marks import sign
from screens.look.rows import expander, open_row
from screens.look.surfaces import between, card, column, flat_card
from screens.look.surroundings import Look
from screens.wording import Wording

Open = Callable[[str], None]


class Shown(Struct, frozen=True):
    """What is unfolded on a page: the sources behind some sentences, by the place of their block; or rows of a list."""

    page: str = ""
    block: int = -1
    cited: Cited | None = None
    rows: frozenset[str] = frozenset()


def article_parts(
    look: Look,
    words: Wording,
    view: ArticleView,
    shown: Shown,
    *,
    level: int,
    on_cited: Callable[[int, Cited], None],
    on_read: Callable[[bool], None],
    on_open: Open,
    on_emergency: Callable[[], None],
) -> list[ft.Control | None]:
    """An article from its title to its sources. `level`: of its title among the headings of the screen."""
    parts: list[ft.Control | None] = [
        column(text.headline(view.title, heading=level), text.small(view.note), gap=4),
        text.lead(view.lead, color=TEXT_SOFT),
        _emergency(words, on_emergency) if view.emergency else None,
    ]
    for place, one in enumerate(view.blocks):
        parts.append(block(look, one, _citing(place, on_cited), level=level + 1))
        if shown.page == view.id and shown.block == place and shown.cited is not None:
            parts.append(_cited_sources(look, words, view, shown.cited))
    parts += [
        ft.Row([chip(words.text("I have read this"), view.read, lambda: on_read(not view.read))], wrap=True),
        _read_on(look, words, view, on_open, level),
        sources_part(look, words, view, level),
        text.small(words.text("No clinician has read these articles yet. Labels, manuals and professionals go first.")),
    ]
    return parts


def _emergency(words: Wording, on_emergency: Callable[[], None]) -> ft.Control:
    """The number itself, before all that is to be read."""
    button = filled(words.text("The emergency number"), on_emergency, icon=ft.Icons.CALL, tone=STOP_TONE)
    return ft.Row([button], wrap=True)


def _citing(place: int, on_cited: Callable[[int, Cited], None]) -> Callable[[Cited], None]:
    return lambda cited: on_cited(place, cited)


def _cited_sources(look: Look, words: Wording, view: ArticleView, cited: Cited) -> ft.Control:
    lines = [source_lines(one, words.number(one.number)) for one in view.sources if one.number in cited.numbers]
    return ft.Semantics(content=flat_card(look, *between(lines), gap=0), live_region=True, container=True)


def _read_on(look: Look, words: Wording, view: ArticleView, on_open: Open, level: int) -> ft.Control | None:
    lines = [(words.text("Next: {title}", title=view.next.title), view.next)] if view.next else []
    lines += [(line.title, line) for line in view.related]
    rows = [article_row(line, on_open, title=title) for title, line in lines]
    return _under(words.text("Read on"), level + 1, card(look, *between(rows), gap=0, padding=6)) if rows else None


def article_row(
    line: ArticleLine, on_open: Open, *, title: str = "", note: str = "", chosen: bool = False
) -> ft.Control:
    """An article in a list: its title, how long it takes, a tick when it was read."""
    return open_row(
        title or line.title,
        note or line.note,
        lambda: on_open(line.id),
        end=sign("ok") if line.read else None,
        color=CHOSEN if chosen else None,
        padding=ft.Padding.symmetric(horizontal=12, vertical=10),
        selected=chosen,
        key=line.id,
    )


def sources_part(look: Look, words: Wording, view: ArticleView, level: int) -> ft.Control:
    """The list at the foot that the numbers lead to."""
    lines = [source_lines(one, words.number(one.number)) for one in view.sources]
    return _under(words.text("Sources"), level + 1, card(look, *between(lines), gap=0))


def _under(title: str, level: int, *parts: ft.Control) -> ft.Control:
    return ft.Container(
        content=column(text.subtitle(title, heading=level), *parts, gap=8), padding=ft.Padding.only(top=10)
    )


def claims_parts(
    look: Look,
    words: Wording,
    claims: tuple[ClaimView, ...],
    opened: frozenset[str],
    toggle: Open,
    *,
    level: int,
) -> list[ft.Control | None]:
    """What people are told elsewhere; each opens to what is known."""
    rows = [claim_row(words, claim, claim.id in opened, toggle) for claim in claims]
    return [
        column(
            text.headline(words.text("Claims you may meet"), heading=level),
            text.lead(
                words.text("What others say of home care, and what is known of it. None of these claims is ours.")
            ),
            gap=8,
        ),
        card(look, *between(rows), gap=4),
    ]


def claim_row(words: Wording, claim: ClaimView, is_open: bool, toggle: Open) -> ft.Control:
    row = expander(claim.title, "", is_open, lambda: toggle(claim.id))
    if not is_open:
        return row
    return column(
        row,
        text.body(claim.words, selectable=True),
        text.small(claim.sure),
        text.small(words.text("It rests on: {sources}", sources="; ".join(claim.sources))),
        gap=8,
    )


def refused_parts(
    look: Look, words: Wording, refused: tuple[RefusedView, ...], opened: frozenset[str], toggle: Open, *, level: int
) -> list[ft.Control | None]:
    """What Mesoday refuses; each opens to why, and what to do instead."""
    return [
        column(
            text.headline(words.text("What Mesoday refuses, always"), heading=level),
            text.lead(
                words.text("Whoever asks, and whatever the device says. Each with its reason and what to do instead.")
            ),
            gap=8,
        ),
        card(look, *between(refused_row(one, one.id in opened, toggle) for one in refused), gap=4),
    ]


def refused_row(one: RefusedView, is_open: bool, toggle: Open) -> ft.Control:
    row = expander(one.title, "", is_open, lambda: toggle(one.id), mark=sign("closed"))
    if not is_open:
        return row
    return column(row, text.body(one.why), text.body(one.instead, selectable=True), gap=8)
