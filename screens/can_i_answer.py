"""The answer to "Can I?": the sentence first, then why, what it would change, what to do, and the person's own word."""

from __future__ import annotations

import flet as ft

from care.can_i import Asked
from care.permission import OwnDecision
from care.verbs.choice import Choose, SetAside, TakeBack
from screens.boundary import screen
from screens.can_i_label import LabelSays
from screens.can_i_view import AnswerView, answer_view
from screens.look import type as text
from screens.look.buttons import outlined, plain, tonal
from screens.look.colours import CAUTION_TONE, INFO_TONE, OK_TONE, STOP_TONE, TEXT, Tone
from screens.look.rows import fact_row
from screens.look.surfaces import between, card, column, info_card, outline, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reasons import reason
from screens.why_line import WhyLine

_LOOKS: dict[str, tuple[Tone, ft.IconData]] = {
    "yes": (OK_TONE, ft.Icons.CHECK_CIRCLE),
    "with_care": (OK_TONE, ft.Icons.CHECK_CIRCLE),
    "not_until": (INFO_TONE, ft.Icons.HOURGLASS_BOTTOM),
    "depends": (INFO_TONE, ft.Icons.INFO),
    "ask": (CAUTION_TONE, ft.Icons.MEDICAL_SERVICES),
    "no": (STOP_TONE, ft.Icons.LOCK),
}


@screen(name="The answer")
def AnswerPane(state: PageState, look: Look, asked: Asked) -> ft.Control:
    """All that is answered of one thing, as it stands now."""
    words = state.wording
    view = answer_view(state.snapshot, state.knowledge, asked)
    parts: list[ft.Control | None] = [
        _lead(look, view),
        section(words.text("Why"), _whys(look, state, view.whys)) if view.whys else None,
        _lines(words.text("What it would change"), view.shifts, ft.Icons.EVENT_REPEAT),
        _lines(words.text("How it opens"), view.opens, ft.Icons.LOCK_OPEN),
        _lines(words.text("What to do"), view.care, ft.Icons.CHECK),
        _lines(words.text("Good to know"), view.good_to_know, ft.Icons.LIGHTBULB_OUTLINE),
        tonal(view.safety, lambda: state.go("/settings/safety")) if view.safety else None,
        _own(look, state, view),
        LabelSays(state, look, view.product, key=f"label-{view.product.id}") if view.product else None,
        _ways(state, view),
    ]
    return column(*parts, gap=20)


def _lead(look: Look, view: AnswerView) -> ft.Control:
    tone, icon = _LOOKS[view.answer]
    ink = tone.on_container
    said = column(
        text.body(view.title, color=ink),
        text.headline(view.lead, color=ink, heading=2),
        *(text.lead(line, color=ink) for line in view.by_area),
        gap=4,
    )
    box = ft.Container(
        content=ft.Row(
            [ft.Icon(icon, color=ink, size=look.scaled(34, 1.5)), ft.Container(content=said, expand=True)],
            spacing=16,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        bgcolor=tone.container,
        border=outline(look) if look.high_contrast else None,
        border_radius=24,
        padding=20,
    )
    return ft.Semantics(content=box, live_region=True, container=True)


def _whys(look: Look, state: PageState, whys: tuple[WhyLine, ...]) -> ft.Control:
    rows = [reason(state, why.text, why.rule, color=TEXT, large=True, apart=8) for why in whys]
    return card(look, *between(rows), gap=0, padding=14)


def _lines(title: str, lines: tuple[str, ...], icon: ft.IconData) -> ft.Control | None:
    if not lines:
        return None
    return section(title, *(fact_row(icon, line, color=TEXT) for line in lines), gap=10)


def _ways(state: PageState, view: AnswerView) -> ft.Control | None:
    """Where one can go from here."""
    words = state.wording
    ways = [
        plain(words.text("Treatments by a professional"), lambda: state.go("/treatments")) if view.treatments else None,
        plain(words.text("The course"), lambda: state.go(view.course)) if view.course else None,
        plain(words.text("Its page on the shelf"), lambda: state.go(view.shelf)) if view.shelf else None,
    ]
    shown = [way for way in ways if way is not None]
    return ft.Row(list(shown), wrap=True, spacing=4, run_spacing=0) if shown else None


def _own(look: Look, state: PageState, view: AnswerView) -> ft.Control | None:
    """Where nothing but advice speaks against it: the person's own word, and the way to take it back."""
    words, own = state.wording, view.own
    if view.decided:

        async def take_back() -> None:
            await state.do(TakeBack(view.decided), said=words.text("The advice holds again."), undoable=True)

        return info_card(
            look,
            words.text("You decided this yourself today"),
            words.text("It is noted in your diary, and what speaks against it is still told."),
            ft.Row([plain(words.text("Take back"), take_back)]),
        )
    if own is None:
        return None

    async def decide() -> None:
        said = words.text("Noted for today: you decided this yourself.")
        await state.do(_command(own), said=said, undoable=True)

    return column(
        outlined(words.text("I decide this myself"), decide),
        text.small(words.text("What speaks against it is advice. Your word is noted for today.")),
        gap=6,
    )


def _command(own: OwnDecision) -> Choose | SetAside:
    """A kept step is a choice of its own, because sessions make room for it."""
    if own.what == "keep_step":
        return Choose("keep_step", own.about, own.rules[0])
    return SetAside(own.about, own.rules)
