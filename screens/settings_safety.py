"""The safety answers: what they open and close, looking at them again, and a professional's word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from screens.boundary import screen
from screens.clearing_form import clearing_parts
from screens.look import type as text
from screens.look.buttons import filled, outlined, plain
from screens.look.marks import segments
from screens.look.rows import open_row
from screens.look.surfaces import card, column, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.safety_checklist import checklist_parts, go_on_words
from screens.safety_flow import SafetyFlow
from screens.safety_on_file_view import ClearedView, YesView, answer_lines, cleared, look_again, yeses
from screens.safety_summary import summary_parts
from screens.safety_summary_view import summary_view
from screens.safety_view import kits_in_use
from screens.settings import settings_shell
from screens.settings_drafts import ClearingDraft
from screens.settings_view import safety_line
from screens.wording import Wording

ROUTE = "/settings/safety"


@screen(name="The safety answers", safe=False)
def SafetyPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    flow, _ = ft.use_state(lambda: SafetyFlow(state))
    if flow.clearing is not None:
        return _clearing(state, look, flow, flow.clearing)
    if flow.pages:
        return _checklist(state.wording, look, flow)
    return _overview(state, look, flow)


def _overview(state: PageState, look: Look, flow: SafetyFlow) -> ft.View:
    words, shot, knowledge = state.wording, state.snapshot, state.knowledge
    kits, rows = kits_in_use(shot.diary, knowledge), flow.rows()
    due = look_again(words, shot.diary, knowledge, kits, shot.today)
    ticked = yeses(words, shot.diary, knowledge, rows, shot.today)
    lines = answer_lines(words, knowledge, rows, shot.diary)
    answered = bool(rows) and not flow.missing()
    parts: list[ft.Control | None] = (
        _still_true(words, look, flow, due, ticked)
        if due and answered
        else [
            text.body(safety_line(words, shot.diary, knowledge, shot.today)),
            filled(words.text("Answer the safety questions"), lambda: flow.open()) if rows and not answered else None,
            outlined(words.text("Go through them again"), lambda: flow.open()) if answered else None,
        ]
    )
    parts += summary_parts(
        state, look, summary_view(words, shot.diary, knowledge, kits, shot.today), flow.begin_clearing
    )
    if words_on_file := cleared(words, shot.diary, knowledge, shot.today):
        each = [_word(state, flow, one) for one in words_on_file]
        parts.append(section(words.text("Cleared by a professional"), card(look, *each, gap=12)))
    if ticked and not due:
        each = [_yes(flow, one) for one in ticked]
        parts.append(section(words.text("What you ticked"), card(look, *each, gap=0)))
    if lines:
        each = [open_row(one.title, one.note, _opens(flow, one.page), key=one.page) for one in lines]
        parts.append(section(words.text("All your answers"), card(look, *each, gap=0)))
    parts.append(
        text.small(
            words.text(
                "We ask again every 90 days and when something changes. No clinician has signed these rules yet; they "
                "are our cautious defaults. Your answers stay on this device."
            )
        )
    )
    return settings_shell(state, look, words.text("Safety answers"), "safety", *parts)


def _still_true(
    words: Wording, look: Look, flow: SafetyFlow, due: str, ticked: Sequence[YesView]
) -> list[ft.Control | None]:
    """One page, one button: everything that was ticked, to change, and that all of it still holds."""
    each = [_yes(flow, one) for one in ticked]
    return [
        text.headline(words.text("Still true?"), heading=2),
        text.body(due),
        card(look, *each, gap=0) if each else text.body(words.text("You ticked none of the questions.")),
        text.small(words.text("Everything else you answered with no.")) if each else None,
        filled(words.text("All still true"), flow.still_true),
        outlined(words.text("Go through them again"), lambda: flow.open()),
    ]


def _yes(flow: SafetyFlow, one: YesView) -> ft.Control:
    return open_row(one.title, one.note, _opens(flow, one.page), key=one.rule)


def _opens(flow: SafetyFlow, page: str) -> Callable[[], None]:
    return lambda: flow.open(page)


def _word(state: PageState, flow: SafetyFlow, one: ClearedView) -> ft.Control:
    words = state.wording
    over = text.small(words.text("It no longer holds.")) if one.over else None
    buttons = ft.Row(
        [
            plain(words.text("Take it back"), partial(flow.take_back, one.rule), key=f"back-{one.rule}"),
            plain(words.text("History"), partial(state.go, f"/history/answer/{one.rule}")),
        ],
        wrap=True,
        spacing=4,
        run_spacing=0,
    )
    return column(text.subtitle(one.title, heading=3), text.body(one.said), over, buttons, gap=2)


def _checklist(words: Wording, look: Look, flow: SafetyFlow) -> ft.View:
    page = flow.page()
    done = flow.total - len(flow.pages)
    said = words.text("Step {n} of {all}", n=done + 1, all=flow.total)
    view = task(
        look,
        words.text("Safety questions"),
        checklist_parts(look, words, page, flow.reply, flow.tell),
        on_close=flow.close,
        close_name=words.text("Close the questions"),
        bottom=filled(go_on_words(words, page), flow.forward),
        progress=words.text("{n} of {all}", n=done + 1, all=flow.total)
        if flow.total > 1 and not look.large_text
        else "",
        bar=segments(done, flow.total, said) if flow.total > 1 else None,
        route=ROUTE,
    )
    view.key = page.page  # a new page begins at its top
    return view


def _clearing(state: PageState, look: Look, flow: SafetyFlow, draft: ClearingDraft) -> ft.View:
    words, knowledge = state.wording, state.knowledge
    row = knowledge.screening[draft.rule]
    kinds = [(m, words.text(knowledge.modalities[m].title)) for m in flow.clearable_kinds()]
    parts: list[ft.Control | None] = [
        text.headline(words.text(row.title), heading=2),
        text.body(words.text(row.reason)),
        text.body(words.text("Note what a professional who knows you said. You can take it back.")),
        *clearing_parts(words, draft, flow.problems, kinds, flow.write_clearing),
    ]
    return task(
        look,
        words.text("Cleared by a professional"),
        parts,
        on_close=flow.close,
        close_name=words.text("Close without saving"),
        bottom=filled(words.text("Save"), flow.clear),
        route=ROUTE,
    )
