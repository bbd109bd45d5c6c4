"""The page of a reaction: what to do now, large; what is closed and how it opens; what comes next; where it came
from."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.boundary import screen
from screens.clearing_form import clearing_parts
from screens.emergency import call_card, here, if_worse, put_on_row
from screens.history import history_route
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain, tonal
from screens.look.rows import fact_row, open_row
from screens.look.surfaces import card, column, hairline, ok_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.reaction_found import Found, use_reaction
from screens.reaction_rungs import ICONS, TONES
from screens.reaction_told_handlers import ToldHandlers
from screens.reaction_told_view import ToldView, TraceRow, told_view
from screens.reaction_view import meaning, told_route
from screens.reasons import reason
from screens.why_line import WhyLine


@screen(name="The reaction", safe=False)
def ReactionPage() -> ft.View:
    """`/reactions/:reaction`."""
    state, look = use_page_state(), use_look()
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("reaction", "") or last[0]  # none while it is being left
    which = last[0]
    found = use_reaction(state, which)
    if isinstance(found, Found):
        return _Told(found, key=which)
    words = state.wording
    return task(
        look,
        words.text("Skin reaction"),
        [found],
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        back=True,
        route=told_route(which),
    )


@screen(name="The reaction", safe=False)
def _Told(found: Found) -> ft.View:
    state, look = use_page_state(), use_look()
    record, which = found.reaction, found.reaction.id
    handlers = kept(lambda: ToldHandlers(state, record))
    handlers.reaction, handlers.redraw = record, redrawing()
    view = told_view(found.shot, state.knowledge, record)
    words = state.wording
    if handlers.clearing is not None:
        return _clearing(look, state, view, handlers)
    page = task(
        look,
        words.text("Skin reaction"),
        [
            _now(look, state, view),
            call_card(look, state, here(state)) if view.call else None,
            if_worse(state) if view.watch else None,
            _stands(look, state, view),
            *_follows(look, state, view),
            _answers(look, state, view, handlers),
            *_trace(look, state, view),
            _foot(state, view),
        ],
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        back=True,
        gap=16,
        route=told_route(which),
    )
    page.key = f"told-{which}"
    return page


def _now(look: Look, state: PageState, view: ToldView) -> ft.Control:
    """What to do now, in one sentence, large. Read out when it appears."""
    tone, words = TONES[view.severity], state.wording
    ink = tone.on_container
    head = ft.Row(
        [ft.Icon(ICONS[view.severity], color=ink, size=28), text.subtitle(meaning(words, view.severity), color=ink)]
    )
    quiet = view.state == "quiet" and not view.signs
    content = column(
        None if quiet else head,
        text.headline(view.now, color=ink, heading=2),
        *(text.body(line, color=ink) for line in view.also),
        text.small(words.text("{signs}. {when}", signs=", ".join(view.signs), when=view.day), color=ink)
        if view.signs
        else text.small(view.day, color=ink),
        gap=8,
    )
    box = ft.Container(content=content, bgcolor=tone.container, border_radius=24, padding=20)
    return ft.Semantics(content=box, live_region=True, container=True)


def _stands(look: Look, state: PageState, view: ToldView) -> ft.Control | None:
    said = "\n".join(one for one in (view.settled, view.cleared) if one)
    return ok_card(look, said) if said else None


def _follows(look: Look, state: PageState, view: ToldView) -> list[ft.Control | None]:
    """What is closed and what rests, each with its rule; how it opens; when the skin is asked about again."""
    words = state.wording
    lines = [*view.closes, *((view.rests,) if view.rests else ()), *view.medicines]
    parts: list[ft.Control | None] = []
    if lines:
        closed = text.subtitle(view.closed, heading=3) if view.closed else None
        shown = card(look, closed, *_between([_reason(state, line) for line in lines]), gap=0)
        parts.append(section(words.text("What follows today"), shown))
    elif view.signs:
        parts.append(text.body(words.text("Nothing is closed by it.")))
    if view.opens:
        parts.append(section(words.text("How it opens"), card(look, _reason(state, view.opens), gap=0)))
    if view.next_check:
        parts.append(fact_row(ft.Icons.SCHEDULE, view.next_check))
    return parts


def _reason(state: PageState, line: WhyLine) -> ft.Control:
    return reason(state, line.text, line.rule)


def _answers(look: Look, state: PageState, view: ToldView, handlers: ToldHandlers) -> ft.Control:
    """It has settled, a clinician has cleared it, it was a mis-tap; each can be taken back."""
    words = state.wording
    buttons: list[ft.Control] = []
    if view.state == "stands":
        # Only what opens by settling is offered as the good way on; what must be seen first is not soothed.
        button = tonal if view.severity == "monitor" else outlined
        buttons.append(button(words.text("It has settled"), handlers.settle, icon=ft.Icons.CHECK, key="settle"))
    elif view.state == "settled":
        buttons.append(outlined(words.text("It has not settled after all"), handlers.settle, key="unsettle"))
    if view.may_clear:
        buttons.append(
            outlined(
                words.text("A clinician has cleared it"),
                handlers.begin_clearing,
                icon=ft.Icons.MEDICAL_SERVICES_OUTLINED,
                key="clear",
            )
        )
    elif view.cleared:
        buttons.append(outlined(words.text("Take the clearance back"), handlers.take_back_word, key="unclear"))
    wrong = outlined(
        words.text("I tapped wrongly"),
        lambda: state.go(f"{told_route(view.id)}/change"),
        icon=ft.Icons.EDIT,
        key="wrong",
    )
    return column(*buttons, wrong, gap=10)


def _trace(look: Look, state: PageState, view: ToldView) -> list[ft.Control | None]:
    words = state.wording
    rows = [_trace_row(state, row) for row in view.trace]
    return [
        section(words.text("Where it may come from"), card(look, *_between(rows), gap=0)) if rows else None,
        text.body(view.note) if view.note else None,
        put_on_row(look, state),
    ]


def _trace_row(state: PageState, row: TraceRow) -> ft.Control:
    if row.route:
        return open_row(row.title, row.note, partial(state.go, row.route), padding=ft.Padding.symmetric(vertical=8))
    shown = column(text.subtitle(row.title), text.small(row.note), gap=0)
    return ft.Container(content=shown, padding=ft.Padding.symmetric(vertical=8))


def _foot(state: PageState, view: ToldView) -> ft.Control:
    words = state.wording
    return ft.Row([plain(words.text("History"), lambda: state.go(history_route("reaction", view.id)))], wrap=True)


def _between(parts: list[ft.Control]) -> list[ft.Control]:
    """Parts with a line between each two."""
    shown: list[ft.Control] = []
    for part in parts:
        shown += [hairline(), part] if shown else [part]
    return shown


def _clearing(look: Look, state: PageState, view: ToldView, handlers: ToldHandlers) -> ft.View:
    words = state.wording
    assert handlers.clearing is not None
    page = task(
        look,
        words.text("Cleared by a clinician"),
        [
            text.headline(", ".join(view.signs), heading=2),
            text.body(words.text("Note what a clinician who has seen it said. You can take it back.")),
            *clearing_parts(words, handlers.clearing, handlers.problems, handlers.kinds(), handlers.write),
        ],
        on_close=handlers.leave_clearing,
        close_name=words.text("Close without saving"),
        bottom=actions(look, filled(words.text("Save"), handlers.clear, expand=True)),
        route=told_route(view.id),
    )
    page.key = f"clearing-{view.id}"
    return page
