"""The parts of an article as controls: paragraphs with their small links to sources, what is set apart, comparisons."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.learn_article_view import (
    BlockView,
    CalloutView,
    CellsView,
    Cited,
    NumberedSource,
    PassageView,
    SaidView,
    TableView,
)
from screens.look import type as text
from screens.look.colours import (
    CAUTION_TONE,
    CONTAINER,
    HAIRLINE,
    INFO_TONE,
    PAPER,
    PRIMARY,
    STOP_TONE,
    TEXT,
    TEXT_SOFT,
)
from screens.look.surfaces import caution_card, clinician_card, column, info_card, outline, stop_card
from screens.look.surroundings import Look

OnCited = Callable[[Cited], None]


def block(look: Look, view: BlockView, on_cited: OnCited, *, level: int) -> ft.Control:
    """A part of an article. `level`: of its headings. `on_cited` is called when a link to sources is pressed."""
    match view:
        case PassageView(kind="heading"):
            words = " ".join(said.words for said in view.said)
            return ft.Container(content=text.title(words, heading=level), padding=ft.Padding.only(top=14))
        case PassageView(kind="item"):
            return _item(look, view, on_cited)
        case PassageView():
            return sentences(view.said, on_cited)
        case CalloutView():
            return _callout(look, view, on_cited)
        case TableView():
            return _table(look, view, on_cited)


def sentences(
    said: tuple[SaidView, ...], on_cited: OnCited, *, color: ft.Colors = TEXT, link: ft.Colors = PRIMARY
) -> ft.Text:
    """Sentences one after another; behind each that rests on something stand the numbers of its sources, to press."""
    spans: list[ft.TextSpan] = []
    for one in said:
        if spans:
            spans.append(ft.TextSpan(" "))
        spans.append(ft.TextSpan(one.words, ft.TextStyle(color=color)))
        if one.cited is not None:
            spans.append(_link(one.cited, on_cited, link))
    return ft.Text(theme_style=ft.TextThemeStyle.BODY_LARGE, spans=spans, expand=True)


def _link(cited: Cited, on_cited: OnCited, color: ft.Colors) -> ft.TextSpan:
    return ft.TextSpan(
        f" [{cited.shown}]",
        ft.TextStyle(color=color, weight=ft.FontWeight.W_600, font_family=text.family(600)),
        on_click=lambda: on_cited(cited),
        semantics_label=cited.spoken,
    )


def _item(look: Look, view: PassageView, on_cited: OnCited) -> ft.Control:
    dot = ft.Container(
        width=7,
        height=7,
        bgcolor=TEXT_SOFT,
        shape=ft.BoxShape.CIRCLE,
        margin=ft.Margin.only(top=look.scaled(9)),
    )
    return ft.Row(
        [dot, sentences(view.said, on_cited)],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _callout(look: Look, view: CalloutView, on_cited: OnCited) -> ft.Control:
    tones = {"info": INFO_TONE, "caution": CAUTION_TONE, "stop": STOP_TONE, "clinician": CAUTION_TONE}
    ink = tones[view.tone].on_container
    below = [ft.Row([sentences(view.said, on_cited, color=ink, link=ink)])] if view.said else []
    match view.tone:
        case "info":
            return info_card(look, view.title, "", *below)
        case "caution":
            return caution_card(look, view.title, "", *below)
        case "stop":
            return stop_card(look, view.title, "", *below, live=False)
    return clinician_card(look, view.title, "", *below, inline=False)


def _table(look: Look, view: TableView, on_cited: OnCited) -> ft.Control:
    """Two columns under their heads; with large text the head stands with each cell, one below another."""
    rows: list[ft.Control] = []
    if not look.large_text:
        heads = ft.Row([_cell(text.subtitle(one)) for one in (view.first, view.second)], spacing=14)
        spoken_with_each_cell = ft.Semantics(content=heads, exclude_semantics=True)
        rows.append(ft.Container(content=spoken_with_each_cell, bgcolor=CONTAINER, padding=_INSIDE))
    for row in view.rows:
        if rows:
            rows.append(ft.Divider(height=1, thickness=1, color=HAIRLINE))
        rows.append(ft.Container(content=_cells(look, view, row, on_cited), padding=_INSIDE))
    return ft.Container(
        content=column(*rows, gap=0),
        bgcolor=PAPER,
        border=outline(look),
        border_radius=24,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


_INSIDE = ft.Padding.symmetric(horizontal=18, vertical=12)


def _cells(look: Look, view: TableView, row: CellsView, on_cited: OnCited) -> ft.Control:
    spans = [
        ft.TextSpan(
            row.about.words,
            ft.TextStyle(color=TEXT_SOFT, weight=ft.FontWeight.W_700, font_family=text.family(700)),
        )
    ]
    if row.about.cited is not None:
        spans.append(_link(row.about.cited, on_cited, PRIMARY))
    about = ft.Text(theme_style=ft.TextThemeStyle.BODY_MEDIUM, spans=spans)
    first, second = (text.body(cell) for cell in (row.first, row.second))
    cells: ft.Control
    if look.large_text:
        cells = column(text.small(view.first), first, text.small(view.second), second, gap=4)
    else:
        cells = ft.Row([_cell(first), _cell(second)], spacing=14, vertical_alignment=_TOP)
    unseen = ft.Semantics(content=cells, exclude_semantics=True)
    return column(
        ft.Semantics(content=about, container=True),
        ft.Semantics(content=unseen, label=row.spoken, container=True),
        gap=4,
    )


_TOP = ft.CrossAxisAlignment.START


def _cell(content: ft.Control) -> ft.Control:
    return ft.Container(content=content, expand=True)


def source_lines(one: NumberedSource, number: str) -> ft.Control:
    """A source: its number, its own title, where it stands, and how it was read. All of it can be selected."""
    source = one.source
    words = column(
        text.body(source.title),
        *(text.body(address, color=TEXT_SOFT) for address in source.addresses),
        text.small(source.read) if source.read else None,
        gap=2,
    )
    line = ft.Row(
        [text.label(number, color=TEXT_SOFT), ft.Container(content=words, expand=True)],
        spacing=14,
        vertical_alignment=_TOP,
    )
    # A text that is selectable by itself would be read out as a field without a name.
    return ft.SelectionArea(content=ft.Semantics(content=line, container=True))
