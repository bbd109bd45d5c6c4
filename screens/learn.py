"""Learn: the articles with what can be found in them, the claims one meets, and what is refused.

On a phone the list stays below the article and keeps its place; on a desktop both stand side by side. An article may
also open over another screen (`/read/:article`), which stays as it is below.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.boundary import screen
from screens.hooks import changing, kept
from screens.learn_page import article_row, claim_row, refused_row
from screens.learn_reading import CLAIMS, REFUSED, Reading, use_reading
from screens.learn_view import found_view, learn_view, read_so_far
from screens.look import type as text
from screens.look.colours import CHOSEN
from screens.look.feedback import empty_state
from screens.look.fields import text_field
from screens.look.rows import open_row
from screens.look.surfaces import between, card, section
from screens.look.surroundings import Look
from screens.navigation import COLUMN, RAIL_WIDE, Place, list_width, shell
from screens.read_more import LEARN, learn_route, read_route


@screen(name="Learn")
def Learn() -> ft.View:
    """The list."""
    return _place("")


@screen(name="Learn")
def LearnPage() -> ft.View:
    """`/learn/:page`: an article, or one of the two lists behind the articles."""
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("page", "") or last[0]  # none while it is being left
    return _place(last[0])


@screen(name="Learn")
def ReadOver() -> ft.View:
    """`/read/:article`: an article over the screen that led there."""
    reading = use_reading()
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("article", "") or last[0]
    return reading.alone(last[0], read_route(last[0]), lambda page: reading.state.go(read_route(page)))


def _place(page: str) -> ft.View:
    """Learn in its place, with `page` open, or the list alone ("")."""
    reading = use_reading()
    wanted, want = changing("")
    beside, put_beside = changing(page)
    ft.use_effect(lambda: put_beside(page), [page])
    state, look, words = reading.state, reading.look, reading.words
    if look.desktop:
        parts = _list(reading, wanted, want, beside, put_beside)
        detail = [_readable(look, reading.whole(beside, put_beside)) if beside else _choose(reading)]
        return shell(
            look,
            Place.LEARN,
            words.text,
            state.go,
            parts,
            title=words.text("Learn"),
            detail=detail,
            detail_key=beside,
            gap=16,
            route=LEARN if not page else learn_route("beside"),
        )
    if not page:
        parts = _list(reading, wanted, want, "", lambda one: state.go(learn_route(one)))
        return shell(look, Place.LEARN, words.text, state.go, parts, title=words.text("Learn"), gap=16)
    return reading.alone(page, learn_route(page), lambda one: state.go(learn_route(one)))


def _list(
    reading: Reading, wanted: str, want: Callable[[str], None], chosen: str, on_open: Callable[[str], None]
) -> list[ft.Control | None]:
    """The field to find something, and what is found; with nothing written, everything there is."""
    look, words = reading.look, reading.words
    field = text_field(words.text("Find in the articles"), wanted, want, hint=words.text("glow, shedding"), key="find")
    # The field keeps its place among the parts while one writes, or it would lose what is being written.
    top: list[ft.Control | None] = [
        text.body(words.text("Short articles, each with its sources. They are all in the app.")),
        field,
    ]
    if wanted.strip():
        return [*top, *_found(reading, wanted, on_open)]
    so_far = read_so_far(words, reading.state.knowledge, reading.read)
    groups = [
        section(
            group.title,
            card(
                look,
                *between(article_row(line, on_open, chosen=line.id == chosen) for line in group.lines),
                gap=0,
                padding=6,
            ),
        )
        for group in learn_view(words, reading.state.knowledge, reading.read)
    ]
    behind = [
        _behind(words.text("Claims you may meet"), words.text("With what is known"), CLAIMS, chosen, on_open),
        _behind(words.text("What Mesoday refuses, always"), words.text("And why"), REFUSED, chosen, on_open),
    ]
    return [
        *top,
        text.small(so_far) if so_far else None,
        *groups[:-1],
        section(words.text("What others say, and what is refused"), card(look, *between(behind), gap=0, padding=6)),
        *groups[-1:],
    ]


def _behind(title: str, note: str, page: str, chosen: str, on_open: Callable[[str], None]) -> ft.Control:
    return open_row(
        title,
        note,
        lambda: on_open(page),
        color=CHOSEN if page == chosen else None,
        padding=ft.Padding.symmetric(horizontal=12, vertical=10),
        selected=page == chosen,
        key=page,
    )


def _found(reading: Reading, wanted: str, on_open: Callable[[str], None]) -> list[ft.Control | None]:
    look, words, state = reading.look, reading.words, reading.state
    found = found_view(words, state.knowledge, reading.read, wanted)
    if not found:
        return [
            empty_state(
                words.text("Nothing here says that"),
                words.text("Try one word, or a part of one. What is not known stands in no article."),
            )
        ]
    opened = reading.shown.rows if not reading.shown.page else frozenset()
    toggle = reading.toggling_found()
    articles = [article_row(line, on_open, note=line.lead) for line in found.articles]
    claims = [claim_row(words, one, one.id in opened, toggle) for one in found.claims]
    refused = [refused_row(one, one.id in opened, toggle) for one in found.refused]
    return [
        section(words.text("Articles"), card(look, *between(articles), gap=0, padding=6)) if articles else None,
        section(words.text("Claims you may meet"), card(look, *between(claims), gap=4)) if claims else None,
        section(words.text("What Mesoday refuses, always"), card(look, *between(refused), gap=4)) if refused else None,
    ]


def _choose(reading: Reading) -> ft.Control:
    words = reading.words
    return empty_state(
        words.text("Choose an article"),
        words.text("It stands here, with its sources at the foot."),
    )


def _readable(look: Look, whole: ft.Control) -> ft.Control:
    """What stands in the second pane, no wider than one reads well."""
    room = look.width - RAIL_WIDE - list_width(look, beside=True) - 64
    return ft.Container(content=whole, padding=look.inset(end=max(0, room - COLUMN)))
