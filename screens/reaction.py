"""How is your skin? The answers as rungs, the emergency first and all quiet as the easy one at the foot."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.records import Reaction, Session
from screens.boundary import screen
from screens.emergency import ROUTE as EMERGENCY
from screens.hooks import kept, redrawing
from screens.look import type as text
from screens.look.buttons import actions, filled, stop_button
from screens.look.choices import Option, chip, chips
from screens.look.feedback import empty_state
from screens.look.fields import dropdown, text_field
from screens.look.marks import area_mark
from screens.look.surfaces import column
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.reaction_draft import AREAS, ReactionDraft
from screens.reaction_found import Found, use_reaction
from screens.reaction_rungs import rung_card
from screens.reaction_view import question, rungs, session_words, since_words, told_route

NEW, NOT_KNOWN = "new", ""


@screen(name="The skin check", safe=False)
def ReactionScreen() -> ft.View:
    """`/reaction/:session`, or `/reaction/new` for what comes by itself."""
    state = use_page_state()
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("session", "") or last[0]  # none while it is being left
    which = last[0]
    found = next((s for s in state.snapshot.diary.sessions if s.id == which), None)
    if found is None and which != NEW:
        return _gone(state, use_look(), which)
    return _Question(found, key=which)


@screen(name="The skin check", safe=False)
def ChangeReaction() -> ft.View:
    """`/reactions/:reaction/change`: the answer again, because a finger slipped or it was another sign."""
    state = use_page_state()
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("reaction", "") or last[0]
    look, words, which = use_look(), state.wording, last[0]
    found = use_reaction(state, which)
    if isinstance(found, Found):
        had = next((s for s in found.shot.diary.sessions if s.id == found.reaction.session), None)
        return _Question(had, found.reaction, key=f"change-{which}")
    return task(
        look,
        words.text("Skin check"),
        [found],
        on_close=lambda: state.go("/"),
        close_name=words.text("Close the skin check"),
        route=f"{told_route(which)}/change",
    )


@screen(name="The skin check", safe=False)
def _Question(session: Session | None, before: Reaction | None = None) -> ft.View:
    """`before`: the answer that is corrected."""
    state, look = use_page_state(), use_look()
    draft = kept(lambda: ReactionDraft(state, session, before))
    draft.redraw = redrawing()
    words, asked = state.wording, draft.asked
    shown = rungs(words, state.knowledge, asked, draft.ticked)
    had = draft.session
    return task(
        look,
        words.text("Skin check"),
        [
            _head(look, state, draft),
            _where(state, draft) if had is None else None,
            *(rung_card(look, words, one, draft.opened == one.severity, draft) for one in shown),
            *(_about(state, draft) if had is None and draft.ticked else ()),
            text_field(words.text("A private note"), draft.note, draft.writing("note"), lines=2, key="note")
            if draft.ticked
            else None,
        ],
        on_close=lambda: state.go(told_route(before.id) if before else "/"),
        close_name=words.text("Close the skin check"),
        progress=since_words(words, had, draft.at) if had and not before and not look.large_text else "",
        bottom=_answers(look, state, draft),
        route=f"{told_route(before.id)}/change" if before else f"/reaction/{session.id if session else NEW}",
    )


def _head(look: Look, state: PageState, draft: ReactionDraft) -> ft.Control:
    words, had, before = state.wording, draft.session, draft.before
    asked = text.headline(question(words, draft.asked), heading=2)
    said = text.small(session_words(words, state.snapshot.diary, had)) if had else None
    given = text.small(words.text("Your answer of {moment}", moment=words.dated_moment(before.at))) if before else None
    about = column(asked, said, given, gap=2)
    area = state.snapshot.diary.area_of(had) if had else None
    if area is None:
        return about
    return ft.Row(
        [area_mark(look, area), ft.Container(content=about, expand=True)],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def _where(state: PageState, draft: ReactionDraft) -> ft.Control:
    """Where it is, of what came by itself: the signs follow it."""
    words = state.wording
    names = {"face": words.text("Face"), "scalp": words.text("Scalp")}
    return column(
        text.subtitle(words.text("Where")),
        chips(*(chip(names[a], a in draft.areas, partial(draft.toggle, a), key=a) for a in AREAS)),
        gap=0,
    )


def _about(state: PageState, draft: ReactionDraft) -> list[ft.Control]:
    """What may have to do with it, as far as that is known."""
    words, diary = state.wording, state.snapshot.diary
    unknown = Option(NOT_KNOWN, words.text("Not known, or nothing"))
    products = [Option(p.id, p.name) for p in sorted(diary.products.values(), key=lambda p: p.name.casefold())]
    devices = [Option(d.id, d.name) for d in sorted(diary.devices.values(), key=lambda d: d.name.casefold())]
    parts: list[ft.Control] = []
    if products:
        parts.append(
            dropdown(
                words.text("A product that may have to do with it"),
                [unknown, *products],
                draft.product,
                draft.writing("product"),
                key="product",
            )
        )
    if devices:
        parts.append(
            dropdown(
                words.text("A device that may have to do with it"),
                [unknown, *devices],
                draft.device,
                draft.writing("device"),
                key="device",
            )
        )
    return parts


def _answers(look: Look, state: PageState, draft: ReactionDraft) -> ft.Control:
    """All quiet is one tap; once something is ticked, the tap leads to what to do."""
    words = state.wording
    help_ = stop_button(words.text("Get help"), lambda: state.go(EMERGENCY), icon=ft.Icons.CALL, size="main")
    nothing = draft.session is not None or draft.before is not None  # quiet, or a mis-tap
    if draft.ticked or not nothing:
        main = filled(words.text("Keep this answer"), draft.keep, expand=True, disabled=not draft.ticked, key="keep")
    else:
        main = filled(
            words.text("All quiet"), draft.all_quiet, icon=ft.Icons.CHECK, size="session", expand=True, key="quiet"
        )
    return actions(look, help_, main)


def _gone(state: PageState, look: Look, which: str) -> ft.View:
    words = state.wording
    missing = empty_state(
        words.text("This session is no longer there"),
        words.text("If your skin reacts, you can still tell of it."),
        action=words.text("My skin reacted"),
        on_action=lambda: state.go(f"/reaction/{NEW}"),
    )
    return task(
        look,
        words.text("Skin check"),
        [missing],
        on_close=lambda: state.go("/"),
        close_name=words.text("Close the skin check"),
        route=f"/reaction/{which}",
    )
