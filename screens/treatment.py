"""Treatments by a professional: the list, and one of them. Each closes sessions at home for its days."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import flet as ft

from care.pauses import TREATMENTS, rest_after
from care.records import Treatment
from screens.boundary import screen
from screens.date_field import date_field
from screens.history import history_route
from screens.look import type as text
from screens.look.buttons import actions, filled, plain, tonal
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.colours import PAPER, STOP, TEXT_SOFT
from screens.look.feedback import empty_state
from screens.look.rows import open_row
from screens.look.surfaces import column, info_card, outline, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.reasons import reason
from screens.treatment_draft import AREAS, TreatmentDraft, note_healed
from screens.treatment_view import (
    TreatmentRow,
    before_lines,
    closes_lines,
    state_of,
    treatment_rows,
)

ICONS = {
    "planned": ft.Icons.EVENT_OUTLINED,
    "resting": ft.Icons.PAUSE_CIRCLE_OUTLINE,
    "ask_healed": ft.Icons.HELP_OUTLINE,
    "over": ft.Icons.CHECK_CIRCLE_OUTLINE,
}


@screen(name="The treatments")
def Treatments() -> ft.View:
    """`/treatments`: all of them."""
    state, look = use_page_state(), use_look()
    words, shot = state.wording, state.snapshot
    rows = treatment_rows(words, shot.diary, state.knowledge, shot.today)
    parts: list[ft.Control | None] = [
        text.body(
            words.text("Injections, a peel, a laser, a filler: sessions at home rest until the skin has settled.")
        ),
        *treatment_cards(look, state, rows),
    ]
    if not rows:
        parts.append(
            empty_state(
                words.text("No treatment noted"),
                words.text("Note one, also one that is only planned. Mesoday closes the sessions that it touches."),
            )
        )
    return task(
        look,
        words.text("Treatments by a professional"),
        parts,
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        bottom=actions(look, filled(words.text("Add a treatment"), lambda: state.go("/treatments/new"), expand=True)),
        back=True,
        route="/treatments",
    )


def treatment_cards(look: Look, state: PageState, rows: Sequence[TreatmentRow]) -> list[ft.Control]:
    """Each treatment to open; one whose days are over asks whether it has healed."""
    return [_card(look, state, row) for row in rows]


def _card(look: Look, state: PageState, row: TreatmentRow) -> ft.Control:
    words = state.wording
    opener = open_row(
        row.title,
        row.sub,
        partial(state.go, f"/treatments/{row.id}"),
        mark=ft.Icon(ICONS[row.state], size=28, color=TEXT_SOFT),
        color=PAPER,
        border=None if row.state == "ask_healed" else outline(look),
        key=row.id,
    )
    treatment = next((t for t in state.snapshot.diary.treatments if t.id == row.id), None)
    if row.state != "ask_healed" or treatment is None:
        return opener
    healed = ft.Row([tonal(words.text("It has healed"), partial(note_healed, state, treatment))])
    return ft.Container(
        content=column(opener, ft.Container(content=healed, padding=look.inset(start=18, end=18, bottom=16)), gap=0),
        bgcolor=PAPER,
        border=outline(look),
        border_radius=24,
    )


@screen(name="The treatment")
def TreatmentScreen() -> ft.View:
    """`/treatments/new`, or one treatment by its id."""
    state, look = use_page_state(), use_look()
    last = ft.use_ref("")
    last.current = ft.use_route_params().get("treatment", "") or last.current  # none while it is being left
    which = last.current or ""
    if which == "new":
        return TreatmentPage(None, key=which)
    found = next((t for t in state.snapshot.diary.treatments if t.id == which), None)
    if found is not None:
        return TreatmentPage(found, key=which)
    words = state.wording
    gone = empty_state(words.text("This treatment is no longer there"), words.text("It may have been taken back."))
    return task(
        look,
        words.text("Treatment"),
        [gone],
        on_close=lambda: state.go("/treatments"),
        close_name=words.text("Back to the treatments"),
        back=True,
        route=f"/treatments/{which}",
    )


@screen(name="The treatment")
def TreatmentPage(treatment: Treatment | None) -> ft.View:
    state, look = use_page_state(), use_look()
    draft = ft.use_memo(lambda: TreatmentDraft(state, treatment), [])
    _, beat = ft.use_state(0)
    draft.redraw = lambda: beat(lambda n: n + 1)
    draft.before = treatment
    words = state.wording
    save = actions(look, filled(words.text("Save"), draft.save, expand=True))
    return task(
        look,
        words.text("A treatment by a professional"),
        _parts(look, state, draft),
        on_close=draft.leaving.close,
        close_name=words.text("Back to the treatments"),
        bottom=draft.leaving.foot(look, words, save),
        back=True,
        held=draft.edited,
        route=f"/treatments/{treatment.id if treatment else 'new'}",
    )


def _parts(look: Look, state: PageState, draft: TreatmentDraft) -> list[ft.Control | None]:
    words = state.wording
    what, where = words.text("What was done"), words.text("Where")
    names = {"face": words.text("Face"), "scalp": words.text("Scalp")}
    kinds = [Option(kind, words.say(title)) for kind, title in TREATMENTS.items()]
    problem = draft.problems.get
    return [
        section(
            what,
            text.body(problem("what", ""), color=STOP) if problem("what") else None,
            answer_tiles(what, kinds, draft.what or None, draft.writing("what")),
        ),
        section(
            where,
            chips(*(chip(names[a], a in draft.areas, partial(draft.toggle, a), key=a) for a in AREAS)),
        ),
        date_field(
            words.text("On which day"),
            draft.on,
            draft.writing("on"),
            problem=problem("on"),
            note=words.text("A day to come is fine: then it is planned."),
            key="on",
        ),
        _closes(look, state, draft),
        _healed(state, draft),
        ft.Row(
            [
                plain(words.text("History"), lambda: state.go(history_route("treatment", draft.before.id))),  # type: ignore[union-attr]
                plain(words.text("Delete"), draft.delete),
            ],
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
            wrap=True,
        )
        if draft.before
        else None,
    ]


def _closes(look: Look, state: PageState, draft: TreatmentDraft) -> ft.Control | None:
    """What it closes until when, before it is kept."""
    words, shot, made = state.wording, state.snapshot, draft.made()
    if made is None:
        return None
    lines = closes_lines(words, state.knowledge, made, shot.today)
    before = before_lines(words, shot, state.knowledge, made)
    rest = rest_after(state.knowledge, made)
    return column(
        info_card(look, words.text("What it closes"), " ".join(lines)),
        reason(state, words.text(rest.row.reason), rest.row.id),
        info_card(look, words.text("Before it"), "\n".join(before)) if before else None,
        reason(state, words.text("The last session before it is our cautious default."), "event_last_session_days")
        if before
        else None,
        gap=8,
    )


def _healed(state: PageState, draft: TreatmentDraft) -> ft.Control | None:
    """When it has healed: asked of what must heal, once it is done."""
    words, made = state.wording, draft.made()
    if made is None or made.on > state.snapshot.today:
        return None
    if rest_after(state.knowledge, made).row.clears != "healed":
        return None
    today = state.snapshot.today.isoformat()
    asked = state_of(state.knowledge, made, state.snapshot.today) == "ask_healed"
    return column(
        date_field(
            words.text("Healed since"),
            draft.healed,
            draft.writing("healed"),
            problem=draft.problems.get("healed"),
            note=words.text("When nothing is sore, warm, flaky or swollen any more. Left empty: not yet."),
            key="healed",
        ),
        ft.Row([tonal(words.text("It has healed"), partial(draft.write, "healed", today))]) if asked else None,
        gap=8,
    )
