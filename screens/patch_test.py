"""The patch test of a product or a device: how it is done, one tap an entry, and what follows when it has ended."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.patch_test import Tested
from care.why import PATCH
from screens.boundary import screen
from screens.emergency import if_worse
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain
from screens.look.choices import Option, answer_tiles
from screens.look.feedback import empty_state
from screens.look.marks import segments
from screens.look.rows import expander
from screens.look.surfaces import card, closed_card, column, flat_card, hairline, ok_card, section, stop_card
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.patch_test_handlers import TAKE_OUT, PatchHandlers
from screens.patch_test_otherwise import otherwise
from screens.patch_test_status import patch_route, thing_in
from screens.patch_test_view import EntryView, PatchView, patch_view
from screens.patch_test_words import after_failed, after_passed, skin_words
from screens.read_more import read_more
from screens.reasons import reason


@screen(name="The patch test")
def PatchTestScreen() -> ft.View:
    """`/patch-test/:product`, by the id of a product or device."""
    state, look = use_page_state(), use_look()
    last = ft.use_ref("")
    last.current = ft.use_route_params().get("product", "") or last.current  # none while it is being left
    which = last.current or ""
    thing = thing_in(state.snapshot, which)
    if thing is not None:
        return PatchPage(thing, key=which)
    words = state.wording
    gone = empty_state(words.text("This is no longer on the shelf"), words.text("It may have been taken back."))
    return task(
        look,
        words.text("Patch test"),
        [gone],
        on_close=lambda: state.go("/shelf"),
        close_name=words.text("Back to the shelf"),
        back=True,
        route=patch_route(which),
    )


@screen(name="The patch test")
def PatchPage(thing: Tested) -> ft.View:
    state, look = use_page_state(), use_look()
    handlers = ft.use_memo(lambda: PatchHandlers(state, thing), [])
    handlers.thing = thing
    _, beat = ft.use_state(0)
    handlers.redraw = lambda: beat(lambda n: n + 1)
    words = state.wording
    view = patch_view(state.snapshot, state.knowledge, thing)
    page = task(
        look,
        words.text("Patch test"),
        [
            column(
                text.small(view.title),
                text.headline(view.headline, heading=2),
                text.body(view.lead),
                gap=4,
            ),
            _progress(view),
            _closed(look, state, view),
            *_advices(state, view),
            _ask(look, state, view, handlers),
            _between(look, state, view, handlers),
            _ended(look, state, view, handlers),
            _how(look, state, view),
            _entries(look, state, view, handlers),
            otherwise(look, state, view, handlers),
            read_more(state, PATCH),
        ],
        on_close=lambda: state.go(f"/shelf/{thing.id}"),
        close_name=words.text("Back to {thing}", thing=thing.name),
        bottom=_bottom(look, state, view, handlers),
        back=True,
        route=patch_route(thing.id),
    )
    page.key = f"{thing.id}-{view.state}-{view.asks}"  # what is asked next is read from its top
    return page


def _progress(view: PatchView) -> ft.Control | None:
    if view.state != "running":
        return None
    lines = [text.small(line) for line in (view.next_line, view.end_line) if line]
    bars = segments(*view.progress, view.progress_line) if view.progress else None
    return column(text.subtitle(view.progress_line), bars, *lines, gap=6)


def _closed(look: Look, state: PageState, view: PatchView) -> ft.Control | None:
    if view.closed is None:
        return None
    return closed_card(look, state.wording.text("Not to be tried"), view.closed.text)


def _advices(state: PageState, view: PatchView) -> list[ft.Control]:
    """What is better known first; once it runs, the questions of the day come before it."""
    if view.asks in ("apply", "look"):
        return []
    return [reason(state, line.text, line.rule) for line in view.advices]


def _bottom(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> ft.Control | None:
    words = state.wording
    if view.state in ("none", "lapsed") and view.closed is None:
        return actions(look, filled(words.text("Begin the test"), handlers.begin, expand=True))
    if view.asks == "first":
        tried = words.text("I have tried it") if view.device else words.text("I have put it on")
        return actions(look, filled(tried, partial(handlers.tell, "none"), icon=ft.Icons.CHECK, expand=True))
    return None


def _ask(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> ft.Control | None:
    """The question of now; each answer is one tap."""
    if view.asks not in ("apply", "look"):
        if not view.again:
            return None
        once_more = state.wording.text("I have put it on a second time")
        return ft.Row([outlined(once_more, handlers.put_on_again)], wrap=True)
    options = [Option(one.skin, one.words, one.note) for one in view.answers]
    return answer_tiles(view.headline, options, None, handlers.told)


def _between(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> ft.Control | None:
    """Something that shows between two times can be told at once."""
    if view.state != "running" or view.asks in ("apply", "look") or not view.entries:
        return None
    words = state.wording
    title = words.text("Something shows on my skin")
    options = [Option(one.skin, one.words, one.note) for one in view.answers]
    return column(
        expander(title, "", handlers.early, handlers.tell_early),
        answer_tiles(title, options, None, handlers.told) if handlers.early else None,
        gap=8,
    )


def _ended(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> ft.Control | None:
    words = state.wording
    if view.state == "passed":
        return ok_card(look, words.text("What now"), after_passed(words, handlers.thing))
    if view.state == "failed":
        lines = [text.body(f"{number}. {line}") for number, line in enumerate(after_failed(words), 1)]
        ways = [plain(words.text("My skin reacted elsewhere too"), lambda: state.go("/reaction/new"))]
        if not view.device and getattr(handlers.thing, "retired", None) is None:
            ways.append(plain(words.text("Put it away"), handlers.put_away))
        return column(
            stop_card(look, words.text("What to do now"), "", *lines, live=False),
            if_worse(state),
            ft.Row(ways, wrap=True),
            gap=8,
        )
    if view.state == "tolerated":
        return ft.Row([plain(words.text("That is not so"), handlers.not_tolerated)], wrap=True)
    return None


def _how(look: Look, state: PageState, view: PatchView) -> ft.Control | None:
    if not view.how:
        return None
    words = state.wording
    lines: list[ft.Control] = [column(text.label(title), text.body(said), gap=0) for title, said in view.how]
    return section(words.text("How it is done"), flat_card(look, *lines, gap=12), gap=8)


def _entries(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> ft.Control | None:
    """What was noted; each can be corrected."""
    if not view.entries:
        return None
    rows: list[ft.Control] = []
    for entry in view.entries:
        if rows:
            rows.append(hairline())
        rows.append(_entry(state, entry, handlers))
    return section(state.wording.text("What you noted"), card(look, *rows, gap=0, padding=14))


def _entry(state: PageState, entry: EntryView, handlers: PatchHandlers) -> ft.Control:
    words, is_open = state.wording, handlers.corrects == entry.at
    head = expander(entry.said, entry.when, is_open, partial(handlers.open_entry, entry.at))
    if not is_open:
        return head
    options = [Option(skin, said) for skin, said in skin_words(words).items()]
    options.append(Option(TAKE_OUT, words.text("This was a mis-tap"), words.text("The entry is taken out.")))
    chosen = partial(handlers.corrected, entry.at)
    return column(head, answer_tiles(words.text("What it was"), options, entry.skin, chosen), gap=8)
