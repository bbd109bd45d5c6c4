"""Why: one rule with its words, its strength and its sources, over whatever screen asked; and the list of all rules."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import flet as ft

from screens.boundary import screen
from screens.hooks import changing, kept
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.rows import expander, open_row
from screens.look.surfaces import between, card, column, flat_card, info_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell, task
from screens.over import back_below
from screens.page_state import PageState, use_page_state
from screens.read_more import article_row
from screens.why_line import ALL_RULES, why_route
from screens.why_view import RuleGroup, SourceView, WhyView, rule_groups, why_view
from screens.why_words import Fact
from screens.wording import Wording


@screen(name="Why")
def Why() -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    last = kept(lambda: [""])
    last[0] = unquote(ft.use_route_params().get("rule", "")) or last[0]  # none while it is being left
    view = why_view(words, state.knowledge, last[0])
    parts = _unknown(state) if view is None else _known(state, look, view)
    over = task(
        look,
        words.text("Why"),
        parts,
        on_close=lambda: back_below(state),
        close_name=words.text("Close why"),
        gap=16,
        route=why_route(last[0]),
    )
    over.key = last[0]  # another rule begins at its top
    return over


def _unknown(state: PageState) -> list[ft.Control | None]:
    words = state.wording
    return [
        empty_state(
            words.text("There is no such rule here"),
            words.text("It may belong to another version of Mesoday. Nothing in your diary has changed."),
            action=words.text("See all rules"),
            on_action=lambda: state.go(ALL_RULES),
        )
    ]


def _known(state: PageState, look: Look, view: WhyView) -> list[ft.Control | None]:
    words = state.wording
    return [
        column(text.headline(view.title, heading=2), *(text.lead(one) for one in view.said.paragraphs), gap=10),
        info_card(look, view.speaks, view.go_on),
        _facts(look, view.said.facts),
        card(look, article_row(state, view.article), padding=6) if view.article is not None else None,
        section(
            words.text("How well it is known"),
            text.body(view.known),
            text.body(view.known_note, color=TEXT_SOFT) if view.known_note else None,
            gap=2,
        ),
        section(words.text("What it rests on"), card(look, *between(_source(one) for one in view.sources), gap=0)),
        _related(state, look, view),
        unsigned(state),
    ]


def _facts(look: Look, facts: tuple[Fact, ...]) -> ft.Control | None:
    if not facts:
        return None
    lines = (column(text.subtitle(one.title), text.body(one.words), gap=0) for one in facts)
    return flat_card(look, *lines, gap=12)


def _source(one: SourceView) -> ft.Control:
    return column(
        text.body(one.title, selectable=True),
        *(text.body(address, color=TEXT_SOFT, selectable=True) for address in one.addresses),
        text.small(one.read) if one.read else None,
        gap=2,
    )


def _related(state: PageState, look: Look, view: WhyView) -> ft.Control | None:
    if not view.related:
        return None
    rows = [open_row(one.title, "", _opening(state, one.rule), key=one.rule) for one in view.related]
    return section(state.wording.text("It leans on"), card(look, *rows, gap=0))


def _opening(state: PageState, rule: str) -> Callable[[], None]:
    return lambda: state.go(why_route(rule))


def unsigned(state: PageState) -> ft.Control:
    """That no clinician has signed, and where that is told in full."""
    words = state.wording
    ways = (
        plain(words.text("See all rules"), lambda: state.go(ALL_RULES)),
        plain(words.text("To the settings"), lambda: state.go("/settings")),
    )
    return column(
        text.small(words.text("No clinician has signed these rules yet. Labels, manuals and professionals go first.")),
        ft.Row(list(ways), wrap=True, spacing=4, run_spacing=0),
        gap=0,
    )


@screen(name="The rules")
def AllRules() -> ft.View:
    """Every rule that may speak, table by table; each leads to its words and sources."""
    state, look = use_page_state(), use_look()
    words = state.wording
    opened, set_opened = changing("")
    groups, _ = changing(rule_groups(words, state.knowledge))

    def toggle(table: str) -> None:
        set_opened("" if table == opened else table)

    parts: list[ft.Control | None] = [
        text.lead(
            words.text(
                "What Mesoday goes by, where each rule comes from, and how well that is known. No clinician has "
                "signed these rules yet. Labels, manuals and professionals go first."
            )
        ),
        card(look, *between(_group(state, words, one, one.table == opened, toggle) for one in groups), gap=4),
    ]
    return shell(
        look,
        Place.LEARN,
        words.text,
        state.go,
        parts,
        title=words.text("What the rules rest on"),
        on_back=lambda: state.go("/settings"),
        gap=14,
        route=ALL_RULES,
    )


def _group(
    state: PageState, words: Wording, group: RuleGroup, is_open: bool, toggle: Callable[[str], None]
) -> ft.Control:
    head = expander(group.title, group.note, is_open, lambda: toggle(group.table))
    if not is_open:
        return head
    return column(
        head,
        *(open_row(one.title, one.known, _opening(state, one.rule), key=one.rule) for one in group.rules),
        gap=0,
    )
