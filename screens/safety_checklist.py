"""A checklist of safety questions: tick what is so, "Not sure" counts as yes, the rest is answered with no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from care.verbs.screening import Reply
from screens.look import type as text
from screens.look.colours import (
    CHOSEN,
    EDGE,
    INFO_CONTAINER,
    ON_CHOSEN,
    ON_INFO_CONTAINER,
    PAPER,
    PRIMARY,
    TEXT,
    TEXT_SOFT,
)
from screens.look.surfaces import column, pressable
from screens.look.surroundings import Look
from screens.safety_details import OnTell, detail_parts
from screens.safety_view import PageView, TileView
from screens.wording import Wording

OnReply = Callable[[str, Reply], Any]


def checklist_parts(look: Look, words: Wording, page: PageView, on_reply: OnReply, on_tell: OnTell) -> list[ft.Control]:
    """The questions of one page, to scroll. `on_tell(rule, **fields)` keeps what is told beneath a tick."""
    return [
        text.headline(page.title, heading=2),
        text.body(page.lead),
        *(_tile(look, words, tile, on_reply, on_tell) for tile in page.tiles),
        text.small(
            words.text("We ask again every 90 days and when something changes. Your answers stay on this device.")
        ),
    ]


def go_on_words(words: Wording, page: PageView) -> str:
    """What the button at the foot is called."""
    return words.text("None of these") if page.none_ticked else words.text("Continue")


def _tile(look: Look, words: Wording, tile: TileView, on_reply: OnReply, on_tell: OnTell) -> ft.Control:
    yes, counts = tile.reply == "yes", tile.reply in ("yes", "unsure")
    ink = ON_CHOSEN if counts else TEXT
    box = ft.Icon(ft.Icons.CHECK_BOX if yes else ft.Icons.CHECK_BOX_OUTLINE_BLANK, color=ink if yes else EDGE, size=28)
    said = column(text.subtitle(tile.title, color=ink), text.body(tile.question, color=ink), gap=2)
    tick = pressable(
        ft.Row(
            [box, ft.Container(content=said, expand=True)],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        lambda: on_reply(tile.rule, "no" if yes else "yes"),
        name=f"{tile.title}. {tile.question}",
        checked=yes,
        shape=18,
        padding=ft.Padding(left=16, top=14, right=16, bottom=4),
    )
    other = [_other(look, words, tile, "unsure", words.text("Not sure"), on_reply)]
    if tile.may_not_apply:
        other.append(_other(look, words, tile, "not_applicable", words.text("Does not apply to me"), on_reply))
    below = ft.Container(
        content=ft.Row(other, spacing=8, run_spacing=0, wrap=True), padding=look.inset(start=46, end=12, bottom=2)
    )
    inner: list[ft.Control] = [tick, below]
    if details := detail_parts(look, words, tile, on_tell):
        padding = ft.Padding(left=16, top=14, right=16, bottom=16)
        inner.append(ft.Container(content=column(*details, gap=14), bgcolor=PAPER, padding=padding))
    if tile.effect:
        inner.append(_effect(look, tile))
    return ft.Container(
        content=ft.Column(inner, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=CHOSEN if counts else PAPER,
        border=ft.Border.all(2, PRIMARY) if counts else ft.Border.all(1, EDGE),
        border_radius=20,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        key=tile.rule,
    )


def _other(look: Look, words: Wording, tile: TileView, reply: Reply, said: str, on_reply: OnReply) -> ft.Control:
    """A quiet answer beside the tick. Several tiles have such a one; its name says which question it belongs to."""
    mine = tile.reply == reply
    ink = ON_CHOSEN if mine else TEXT_SOFT
    icon = ft.Icons.CHECK_CIRCLE if mine else ft.Icons.HELP_OUTLINE
    if reply == "not_applicable":
        icon = ft.Icons.CHECK_CIRCLE if mine else ft.Icons.REMOVE_CIRCLE_OUTLINE
    label = text.label(said, color=ink)
    label.expand = look.large_text or None  # large letters may need a second line
    return pressable(
        ft.Row([ft.Icon(icon, size=20, color=ink), label], tight=not look.large_text, spacing=8),
        lambda: on_reply(tile.rule, "no" if mine else reply),
        name=words.text("{answer}: {question}", answer=said, question=tile.title),
        checked=mine,
        shape=24,
        padding=ft.Padding.symmetric(horizontal=10, vertical=12),
    )


def _effect(look: Look, tile: TileView) -> ft.Control:
    words = column(
        text.subtitle(tile.effect_title, color=ON_INFO_CONTAINER),
        text.body(tile.effect, color=ON_INFO_CONTAINER),
        gap=2,
    )
    line = ft.Row(
        [ft.Icon(ft.Icons.INFO, color=ON_INFO_CONTAINER, size=24), ft.Container(content=words, expand=True)],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    box = ft.Container(content=line, bgcolor=INFO_CONTAINER, padding=ft.Padding.symmetric(horizontal=16, vertical=12))
    return ft.Semantics(content=box, live_region=True, container=True)
