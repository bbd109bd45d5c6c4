"""Find something in the whole diary. On a desktop the day that was chosen stands beside what was found."""

from __future__ import annotations

from datetime import date
from functools import partial

import flet as ft

from screens.boundary import screen
from screens.diary_day import DayPane, entry_sign
from screens.diary_find_view import FIND, Hit, parted, sort_words
from screens.diary_finder import Finder
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import icon_button, outlined, plain
from screens.look.choices import Option, chip, chips
from screens.look.colours import CHOSEN
from screens.look.feedback import empty_state
from screens.look.fields import dropdown, text_field
from screens.look.rows import expander, open_row
from screens.look.surfaces import column
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state


@screen(name="Finding in the diary")
def DiaryFind() -> ft.View:
    state, look = use_page_state(), use_look()
    finder = kept(lambda: Finder(state))
    finder.redraw = redrawing()
    ft.use_effect(finder.look_again, [state.snapshot.version])
    words = state.wording
    detail: list[ft.Control] | None = None
    if look.desktop:
        detail = [_beside(state, look, finder)]
    return shell(
        look,
        Place.DIARY,
        words.text,
        state.go,
        [_question(look, state, finder), *_answer(look, state, finder)],
        title=words.text("Find in the diary"),
        detail=detail,
        detail_key=str(finder.beside),
        on_back=lambda: state.go("/diary"),
        route=FIND,
    )


@screen(name="The day")
def FoundDay() -> ft.View:
    """`/diary/find/:day`: a day over what was found, which stays as it is below."""
    state, look = use_page_state(), use_look()
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("day", "") or last[0]  # none while it is being left
    words = state.wording
    try:
        day = date.fromisoformat(last[0])
    except ValueError:
        day = state.snapshot.today
    return shell(
        look,
        Place.DIARY,
        words.text,
        state.go,
        [DayPane(state, look, day, key=f"day-{day}")],
        title=words.weekday(day),
        on_back=lambda: state.go(FIND),
        route=f"{FIND}/{day}",
    )


def _question(look: Look, state: PageState, finder: Finder) -> ft.Control:
    words, query = state.wording, finder.query
    sorts = [
        chip(said, sort in query.sorts, partial(finder.toggle, sort), key=sort) for sort, said in sort_words(words)
    ]
    named = [said for said in (_tag(state, query.tag), _product(state, query.product)) if said]

    def more() -> None:
        finder.more = not finder.more
        finder.redraw()

    head = expander(words.text("Tag and product"), ", ".join(named), finder.more, more)
    return column(
        text_field(
            words.text("Words"),
            query.text,
            lambda value: finder.ask(text=value),
            hint=words.text("windy, lot A7"),
            key="words",
        ),
        chips(*sorts),
        head,
        *(_narrower(state, finder) if finder.more else ()),
        gap=10,
    )


def _narrower(state: PageState, finder: Finder) -> tuple[ft.Control, ...]:
    words, query, diary = state.wording, finder.query, state.snapshot.diary
    tags = [Option(tag.id, words.text(tag.title)) for tag in state.knowledge.tags.values()]
    products = sorted(diary.products.values(), key=lambda p: (p.retired is not None, p.name.casefold(), p.id))
    those = [
        Option(p.id, p.name if p.retired is None else words.text("{name} (put away)", name=p.name)) for p in products
    ]
    every = Option("", words.text("Any"))
    return (
        dropdown(words.text("Tag"), [every, *tags], query.tag, lambda tag: finder.ask(tag=tag), key="tag"),
        dropdown(
            words.text("Product"), [every, *those], query.product, lambda id: finder.ask(product=id), key="product"
        ),
    )


def _tag(state: PageState, tag: str) -> str:
    row = state.knowledge.tags.get(tag)
    return state.wording.text(row.title) if row else tag


def _product(state: PageState, id: str) -> str:
    product = state.snapshot.diary.products.get(id)
    return product.name if product else id


def _answer(look: Look, state: PageState, finder: Finder) -> list[ft.Control]:
    words, found = state.wording, finder.found
    if not finder.query:
        return [
            empty_state(
                words.text("What are you looking for?"),
                words.text(
                    "Write a word or choose a sort of entry. The whole diary is looked through, on this device."
                ),
            )
        ]
    parts: list[ft.Control] = [_how_many(state, finder)]
    if found is None:
        return parts
    if not found:
        nothing = words.text("Try a part of a word, or fewer choices.")
        return [*parts, empty_state(words.text("Nothing in the diary says that"), nothing)]
    shown, steps = parted(finder.query, found)
    parts += [_row(look, state, finder, hit) for hit in shown[: finder.shown]]
    if len(shown) > finder.shown:
        parts.append(outlined(words.text("Show more"), finder.show_more, key="more"))
    if steps:
        said = words.count("Daily steps say it once, too", "Daily steps say it {count} times, too", steps)
        parts.append(plain(said, partial(finder.toggle, "steps"), key="steps-too"))
    return parts


def _how_many(state: PageState, finder: Finder) -> ft.Control:
    """How far the looking is, or how much was found; the way to begin anew."""
    words, work, found = state.wording, finder.work, finder.found
    if work.running or found is None:
        share = min(1.0, work.done / work.total) if work.total else None
        said = words.text("Looking through the diary")
        bar = ft.ProgressBar(value=share, bar_height=6, border_radius=3)
        return column(text.small(said), ft.Semantics(content=bar, label=said, exclude_semantics=True), gap=6)
    shown, _ = parted(finder.query, found)
    said = words.count("One entry found", "{count} entries found", len(shown))
    clear = icon_button(ft.Icons.CLEAR, words.text("Begin anew"), finder.clear, key="clear")
    return ft.Row([ft.Semantics(content=text.body(said), live_region=True, expand=True), clear])


def _row(look: Look, state: PageState, finder: Finder, hit: Hit) -> ft.Control:
    here = look.desktop and finder.beside == hit.day
    return open_row(
        hit.title,
        hit.said,
        partial(finder.open_beside if look.desktop else finder.open_over, hit),
        mark=entry_sign(look, hit.kind, hit.area, quiet=hit.quiet),
        color=CHOSEN if here else None,
        padding=ft.Padding.symmetric(horizontal=12 if look.desktop else 0, vertical=12),
        selected=here,
        key=hit.key,
    )


def _beside(state: PageState, look: Look, finder: Finder) -> ft.Control:
    words = state.wording
    if finder.beside is None:
        return empty_state(words.text("Choose what was found"), words.text("Its day stands here."))
    return DayPane(state, look, finder.beside, key=f"day-{finder.beside}")
