"""A report for a dermatologist: which days, what goes in, and the two pages as a file."""

from __future__ import annotations

from typing import Any

import flet as ft
from msgspec.structs import replace

from care.report import Asked
from screens.boundary import screen
from screens.date_field import date_field
from screens.file_work import FileWork, use_file_work
from screens.long_work import progress_card
from screens.look import type as text
from screens.look.buttons import filled
from screens.look.choices import Option, buckets, switch_row
from screens.look.colours import TEXT_SOFT
from screens.look.rows import fact_row
from screens.look.surfaces import card, column, flat_card, ok_card
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.settings import settings_shell
from screens.settings_report_view import Chosen, asked_of, contents, read_span, spans

NAME = "mesoday-report-{day}.pdf"


class ReportHandlers(FileWork):
    """What is chosen and what came of it; one object while the page is open."""

    def __init__(self, state: PageState) -> None:
        super().__init__(state)
        self.chosen = Chosen()
        self.problems: dict[str, str] = {}
        self.made = ""

    def choose(self, **changed: Any) -> None:
        self.chosen = replace(self.chosen, **changed)
        self.problems = {name: said for name, said in self.problems.items() if name not in changed}
        self.made = ""
        self.redraw()

    async def make(self) -> None:
        """Draw the two pages and hand them over."""
        state, words = self.state, self.state.wording
        asked, self.problems = asked_of(words, self.chosen, state.snapshot.today)
        self.made = ""
        self.redraw()
        if asked is None:
            return
        content = await self._draw(asked)
        if content is None:
            return
        name = NAME.format(day=state.snapshot.today.isoformat())
        where = await ft.FilePicker().save_file(file_name=name, src_bytes=content)
        if where is None and not state.page.web:
            return  # the person left the dialog
        self.made = words.text("It is called {name}.", name=where or name)
        self.redraw()

    async def _draw(self, asked: Asked) -> bytes | None:
        words = self.state.wording
        return await self.do(words.text("Drawing two pages"), lambda files, work: files.report(asked, words, work))


@screen(name="The report")
def ReportPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    handlers = use_file_work(lambda: ReportHandlers(state))
    words = state.wording
    return settings_shell(
        state,
        look,
        words.text("A report for your dermatologist"),
        "report",
        text.body(
            words.text(
                "Two pages on paper size A4, made on this device. Nobody gets them but the person you give them to."
            )
        ),
        _days(look, state, handlers),
        _extras(look, state, handlers),
        progress_card(look, words, handlers.work) if handlers.work.running else None,
        _made(look, state, handlers) if handlers.made else None,
        filled(
            words.text("Make the report"),
            handlers.make,
            icon=ft.Icons.PICTURE_AS_PDF_OUTLINED,
            disabled=handlers.work.running,
        ),
        _contents(look, state),
    )


def _days(look: Look, state: PageState, handlers: ReportHandlers) -> ft.Control:
    words, chosen = state.wording, handlers.chosen
    options = [Option(value, said) for value, said in spans(words)]
    own: ft.Control | None = None
    if chosen.span == "own":
        own = column(
            date_field(
                words.text("First day"),
                chosen.first,
                lambda value: handlers.choose(first=value),
                problem=handlers.problems.get("first"),
                key="first",
            ),
            date_field(
                words.text("Last day"),
                chosen.last,
                lambda value: handlers.choose(last=value),
                problem=handlers.problems.get("last"),
                note=words.text("Left empty, it is today."),
                key="last",
            ),
            gap=12,
        )
    title = words.text("Which days")
    return card(
        look,
        text.subtitle(title, heading=2),
        buckets(look, title, options, chosen.span, lambda value: handlers.choose(span=read_span(value))),
        own,
        gap=12,
    )


def _extras(look: Look, state: PageState, handlers: ReportHandlers) -> ft.Control:
    words, chosen = state.wording, handlers.chosen
    return card(
        look,
        text.subtitle(words.text("What else goes in"), heading=2),
        switch_row(
            words.text("Private notes"),
            words.text("Adds what you wrote with check-ins, reactions, products and pauses."),
            chosen.notes,
            lambda on: handlers.choose(notes=on),
            key="notes",
        ),
        switch_row(
            words.text("Pictures"),
            words.text("Adds the first and the last picture of each view in these days."),
            chosen.pictures,
            lambda on: handlers.choose(pictures=on),
            key="pictures",
        ),
        gap=6,
    )


def _contents(look: Look, state: PageState) -> ft.Control:
    words = state.wording
    return flat_card(
        look,
        text.subtitle(words.text("Always in it"), heading=2),
        *(fact_row(ft.Icons.CHECK, said) for said in contents(words)),
        text.small(
            words.text("Your name is not in it: Mesoday does not know it. There is a line to write it by hand."),
            color=TEXT_SOFT,
        ),
        gap=8,
    )


def _made(look: Look, state: PageState, handlers: ReportHandlers) -> ft.Control:
    words = state.wording
    again = words.text("Look through it before you hand it on.")
    return ft.Semantics(
        content=ok_card(look, words.text("The report is made"), f"{handlers.made} {again}"), live_region=True
    )
