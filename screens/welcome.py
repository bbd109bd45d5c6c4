"""The welcome: a full-screen task in steps that can be left and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import filled, icon_button, plain
from screens.look.marks import segments
from screens.look.surfaces import info_card
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.safety_checklist import checklist_parts, go_on_words
from screens.safety_summary import ByHand, summary_parts
from screens.safety_summary_view import outcomes, summary_view
from screens.welcome_about import about_parts
from screens.welcome_course import course_parts
from screens.welcome_flow import WelcomeFlow
from screens.welcome_kit import kit_parts
from screens.welcome_routine import routine_parts
from screens.welcome_start import start_bottom, start_parts, start_view
from screens.welcome_steps import ABOUT, COURSE, KIT, PARTS, ROUTINE, START, SUMMARY, page_of, place_of, undecided
from screens.welcome_view import concerns_for, fair_rows
from screens.wording import Wording


@screen(name="Welcome", safe=False)
def Welcome() -> ft.Control:
    state, look = use_page_state(), use_look()
    flow, _ = ft.use_state(lambda: WelcomeFlow(state))
    around, show_around = ft.use_state(False)
    opened, set_opened = ft.use_state(frozenset())
    if flow.step == START:
        return _start(state, look, flow, around, lambda: show_around(not around))
    return _step(state, look, flow, opened, lambda name: set_opened(opened | {name}))


def _start(state: PageState, look: Look, flow: WelcomeFlow, around: bool, show_around: Callable[[], Any]) -> ft.View:
    words = state.wording
    parts = start_parts(look, words, fair_rows(words, state.knowledge), around, str(state.handed.folder))
    bottom = start_bottom(
        look,
        words,
        begin=flow.begin,
        routine_only=flow.begin_routine,
        look_around=show_around,
        may_leave=flow.later if state.snapshot.diary.begun else None,
    )
    return start_view(look, parts, bottom)


def _step(
    state: PageState, look: Look, flow: WelcomeFlow, opened: frozenset[str], open_more: Callable[[str], Any]
) -> ft.View:
    words, step = state.wording, flow.step
    place = place_of(step, flow.order(), PARTS if undecided(flow.draft) else 0)
    view = task(
        look,
        _title(words, step),
        _parts(state, look, flow, opened, open_more),
        on_close=flow.back,
        close_name=words.text("Back"),
        back=True,
        held=True,
        bottom=_bottom(words, flow),
        progress="" if look.large_text else words.text("{n} of {all}", n=place.done + 1, all=place.total),
        bar=segments(place.done, place.total, words.text("Step {n} of {all}", n=place.done + 1, all=place.total)),
        tools=[_later(look, words, flow)],
        route="/welcome",
    )
    view.key = step  # a new step begins at its top
    return view


def _later(look: Look, words: Wording, flow: WelcomeFlow) -> ft.Control:
    """Leaves the welcome for now; a picture where large text has little room."""
    said = words.text("Later")
    return icon_button(ft.Icons.CLOSE, said, flow.later) if look.large_text else plain(said, flow.later)


def _title(words: Wording, step: str) -> str:
    titles = {
        ABOUT: words.text("About you"),
        KIT: words.text("What you use"),
        SUMMARY: words.text("What is open"),
        COURSE: words.text("Your course"),
        ROUTINE: words.text("Daily care"),
    }
    return titles.get(step, words.text("Safety questions"))


def _bottom(words: Wording, flow: WelcomeFlow) -> ft.Control:
    if flow.step == ROUTINE:
        return filled(words.text("Finish"), flow.finish)
    said = go_on_words(words, flow.page()) if page_of(flow.step) else words.text("Continue")
    return filled(said, flow.forward)


def _parts(
    state: PageState, look: Look, flow: WelcomeFlow, opened: frozenset[str], open_more: Callable[[str], Any]
) -> list[ft.Control]:
    words, knowledge, shot = state.wording, state.knowledge, state.snapshot
    if page_of(flow.step):
        return checklist_parts(look, words, flow.page(), flow.reply, flow.tell)
    match flow.step:
        case _ if flow.step == ABOUT:
            return about_parts(look, words, flow, concerns_for(words, knowledge, flow.draft.areas))
        case _ if flow.step == KIT:
            return kit_parts(look, words, flow, knowledge, opened, open_more)
        case _ if flow.step == SUMMARY:
            return _summary(state, look, flow)
        case _ if flow.step == COURSE:
            found = outcomes(words, shot.diary, knowledge, flow.kits(), shot.today)
            return course_parts(look, flow, shot, knowledge, found)
    return routine_parts(look, words, flow, knowledge, opened, open_more)


def _summary(state: PageState, look: Look, flow: WelcomeFlow) -> list[ft.Control]:
    words, shot = state.wording, state.snapshot
    view = summary_view(words, shot.diary, state.knowledge, flow.kits(), shot.today)
    note = words.text("Daily care goes on either way. You can change your answers in Settings at any time.")
    untested = [area for area in flow.draft.equipped() if flow.draft.kit(area).patch == "not_yet"]
    parts: list[ft.Control] = [text.headline(view.headline, heading=2), text.body(note)]
    by_hand: ByHand = {area: partial(flow.by_hand, area) for area in flow.by_hand_possible(view.outcomes)}
    parts += summary_parts(state, look, view, by_hand=by_hand)
    if untested:
        parts.append(
            info_card(
                look,
                words.text("The patch test comes first"),
                words.text("A product that is not tested yet opens for sessions when its patch test has passed."),
            )
        )
    parts.append(text.small(words.text("No clinician has signed these rules yet. They are our cautious defaults.")))
    return parts
