"""Is everything working? Every part of Mesoday is looked at, and says what is wrong and the mend."""

from __future__ import annotations

from pathlib import Path

import flet as ft

from screens.boundary import Translate, screen
from screens.file_work import FileWork, use_file_work
from screens.long_work import progress_card
from screens.look import type as text
from screens.look.buttons import outlined
from screens.look.colours import CAUTION, OK, TEXT, TEXT_SOFT
from screens.look.surfaces import card, caution_card, column, ok_card
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.settings import settings_shell
from screens.settings_doctor_view import DoctorView, FoundView, PartView, doctor_view

MARKS = {
    "well": (ft.Icons.CHECK_CIRCLE, OK),
    "note": (ft.Icons.INFO_OUTLINE, TEXT_SOFT),
    "wrong": (ft.Icons.WARNING_ROUNDED, CAUTION),
}


class DoctorHandlers(FileWork):
    """What can be done on the page; one object while it is open."""

    def __init__(self, state: PageState) -> None:
        super().__init__(state)
        self.view: DoctorView | None = None

    async def examine(self) -> None:
        """Look at everything, with progress and a way to stop; what was found before stays until then."""
        state, words = self.state, self.state.wording
        found = await state.attempt(self.work.run(words.text("Looking at everything"), state.handed.check_up))
        if found is not None:
            self.view = doctor_view(words, found, str(Path.home()))
        self.redraw()

    async def copy(self) -> None:
        if self.view is not None:
            await ft.Clipboard().set(self.view.report)
            self.state.say(self.state.wording.text("Copied. It names no product, no note and nobody."))


@screen(name="Is everything working?")
def DoctorPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    handlers = use_file_work(lambda: DoctorHandlers(state))
    ft.use_effect(handlers.examine, [])
    words, view = state.wording, handlers.view
    parts = [] if view is None else [_part(look, part, words.text) for part in view.parts]
    return settings_shell(
        state,
        look,
        words.text("Is everything working?"),
        "doctor",
        progress_card(look, words, handlers.work) if handlers.work.running else None,
        _in_short(look, view) if view is not None and not handlers.work.running else None,
        *parts,
        _ways(look, state, handlers),
    )


def _in_short(look: Look, view: DoctorView) -> ft.Control:
    return (ok_card if view.sound else caution_card)(look, view.title, view.words)


def _part(look: Look, part: PartView, say: Translate) -> ft.Control:
    return card(look, text.subtitle(part.title, heading=2), *(_finding(one, say) for one in part.found), gap=12)


def _finding(one: FoundView, say: Translate) -> ft.Control:
    icon, color = MARKS[one.state]
    names = {"well": say("Well"), "note": say("Good to know"), "wrong": say("Wrong")}
    mark = ft.Semantics(content=ft.Icon(icon, color=color, size=22), label=names[one.state])
    mend = text.body(one.mend, color=TEXT_SOFT, selectable=True) if one.mend else None
    said = ft.Container(content=column(text.body(one.what, color=TEXT), mend, gap=2), expand=True)
    return ft.Row([mark, said], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)


def _ways(look: Look, state: PageState, handlers: DoctorHandlers) -> ft.Control:
    words, busy = state.wording, handlers.work.running
    return column(
        outlined(words.text("Look again"), handlers.examine, icon=ft.Icons.REFRESH, disabled=busy),
        outlined(
            words.text("Copy it to share"), handlers.copy, icon=ft.Icons.COPY, disabled=busy or handlers.view is None
        ),
        gap=10,
    )
