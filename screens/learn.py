"""Learn: what Mesoday is and is not, in our own words with sources, and what is refused and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.learn_view import Block, RefusedView, blocks, refusals_view
from screens.look import type as text
from screens.look.colours import TEXT_SOFT
from screens.look.marks import sign
from screens.look.rows import expander
from screens.look.surfaces import card, column, hairline, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import use_page_state
from screens.wording import Wording

ARTICLE = "what-mesoday-is"


@screen(name="Learn")
def Learn() -> ft.Control:
    state, look = use_page_state(), use_look()
    words = state.wording
    article, set_article = changing(())
    opened, set_opened = ft.use_state(frozenset())
    file = state.handed.assets / "learn" / f"{ARTICLE}.md"

    async def read() -> None:
        set_article(blocks(await asyncio.to_thread(file.read_text, encoding="utf8")))

    ft.use_effect(read, [])
    refused = refusals_view(words, state.knowledge)

    def toggle(row: str) -> None:
        set_opened(opened - {row} if row in opened else opened | {row})

    parts: list[ft.Control] = [_block(look, block) for block in article]
    if article:
        parts.append(_refusals(look, words, refused, opened, toggle))
    return shell(look, Place.LEARN, words.text, state.go, parts, gap=10)


def _block(look: Look, block: Block) -> ft.Control:
    match block.kind:
        case "title":
            return text.headline(block.words)
        case "heading":
            return ft.Container(content=text.title(block.words, heading=2), padding=ft.Padding.only(top=12))
        case "item":
            dot = ft.Container(
                width=7,
                height=7,
                bgcolor=TEXT_SOFT,
                shape=ft.BoxShape.CIRCLE,
                margin=ft.Margin.only(top=look.scaled(9)),
            )
            return ft.Row(
                [dot, text.lead(block.words, expand=True)],
                spacing=14,
                vertical_alignment=ft.CrossAxisAlignment.START,
            )
    return text.lead(block.words)


def _refusals(
    look: Look, words: Wording, refused: tuple[RefusedView, ...], opened: frozenset[str], toggle: Callable[[str], None]
) -> ft.Control:
    rows: list[ft.Control] = []
    for one in refused:
        if rows:
            rows.append(hairline())
        rows.append(_refusal(words, one, one.id in opened, toggle))
    return ft.Container(
        content=section(
            words.text("What Mesoday refuses, always"),
            text.body(
                words.text("Whoever asks, and whatever the device says. Each with its reason and what to do instead.")
            ),
            card(look, *rows, gap=4),
        ),
        padding=ft.Padding.only(top=12),
    )


def _refusal(words: Wording, one: RefusedView, is_open: bool, toggle: Callable[[str], None]) -> ft.Control:
    row = expander(one.title, "", is_open, lambda: toggle(one.id), mark=sign("closed"))
    if not is_open:
        return row
    return column(row, text.body(one.why), text.body(one.instead, selectable=True), gap=8)
