"""The important day: a date, and the days before it in order; what is too late is said kindly. The address keeps it."""

from __future__ import annotations

import flet as ft

from care.verbs.catalogue import Save
from care.verbs.reminder import RemindOf
from screens.boundary import screen
from screens.can_i import THE_DAY, AskPane, can_i_shell
from screens.can_i_day_view import DayLine, EventView, event_view, wanted_reminders
from screens.can_i_drafts import event_day
from screens.date_field import date_field
from screens.hooks import changing, kept
from screens.look import type as text
from screens.look.buttons import filled, plain, tonal
from screens.look.colours import HAIRLINE, PRIMARY, TEXT
from screens.look.feedback import empty_state
from screens.look.rows import fact_row
from screens.look.surfaces import card, column, flat_card, section
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.reasons import reason


@screen(name="The important day")
def ImportantDay() -> ft.View:
    """`/can-i/day`, or `/can-i/day/2026-06-12`."""
    state, look = use_page_state(), use_look()
    last = kept(lambda: [""])
    last[0] = ft.use_route_params().get("on") or last[0]  # none while it is being left
    pane = DayPane(state, look, last[0])
    return can_i_shell(look, state, [AskPane(state, look, THE_DAY)], [pane], THE_DAY, "/can-i")


@screen(name="The important day")
def DayPane(state: PageState, look: Look, given: str) -> ft.Control:
    words, shot = state.wording, state.snapshot
    written, write = changing(given)
    day, problem = event_day(words, written, shot.today)

    def typed(value: str) -> None:
        write(value)
        found, _ = event_day(words, value, shot.today)
        if found is not None:
            state.go(f"{THE_DAY}/{found.isoformat()}")

    parts: list[ft.Control | None] = [
        text.title(words.text("An important day"), heading=2) if look.desktop else None,
        date_field(
            words.text("Which day?"),
            written,
            typed,
            problem=problem if problem and len(written.strip()) >= WHOLE_DATE else None,
            note=words.text("A wedding, a photo, a journey. Written as 2026-11-24 or 24.11.2026."),
            key="day",
        ),
    ]
    if day is None:
        parts.append(
            empty_state(
                words.text("Give the date"),
                words.text("Here stands by when a patch test begins, and which session is the last one before it."),
            )
        )
    else:
        parts += _plan(look, state, event_view(shot, state.knowledge, day))
    return column(*parts, gap=20)


WHOLE_DATE = 8  # letters that a date has at least: before, nothing is wrong with it yet


def _plan(look: Look, state: PageState, view: EventView) -> list[ft.Control | None]:
    words = state.wording
    last = len(view.lines) - 1
    return [
        text.headline(view.headline, heading=2),
        column(*(_line(look, state, line, number == last) for number, line in enumerate(view.lines)), gap=0),
        _remind(state, view),
        _late(look, state, view),
        _waiting(look, state, view),
        section(words.text("Stays as it is"), *(fact_row(ft.Icons.MEDICATION_OUTLINED, one) for one in view.stays))
        if view.stays
        else None,
    ]


def _line(look: Look, state: PageState, line: DayLine, last: bool) -> ft.Control:
    """A day on the way: a dot on the line of time, the date, and what it is for."""
    dot = ft.Container(
        width=18,
        height=18,
        shape=ft.BoxShape.CIRCLE,
        bgcolor=PRIMARY if last else None,
        border=ft.Border.all(3, PRIMARY),
    )
    rail = ft.Column(
        [dot, ft.Container(width=2, bgcolor=HAIRLINE, expand=True) if not last else ft.Container()],
        spacing=4,
        width=18,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    said = column(
        text.subtitle(line.day, heading=3),
        text.small(line.away),
        *(column(text.body(what), reason(state, why.text, why.rule, apart=8), gap=0) for what, why in line.entries),
        gap=4,
    )
    body = ft.Container(content=said, expand=True, padding=ft.Padding.only(bottom=22))
    return ft.Row([rail, body], spacing=14, vertical_alignment=ft.CrossAxisAlignment.STRETCH, intrinsic_height=True)


def _remind(state: PageState, view: EventView) -> ft.Control | None:
    words = state.wording
    wanted = wanted_reminders(state.snapshot, view)
    if not view.reminders:
        return None
    if not wanted:
        return ft.Row(
            [
                ft.Icon(ft.Icons.NOTIFICATIONS_ACTIVE, color=PRIMARY, size=24),
                text.body(words.text("You are reminded of these days."), expand=True),
                plain(words.text("Reminders"), lambda: state.go("/settings/reminders")),
            ],
            spacing=10,
            wrap=False,
        )

    async def remind() -> None:
        said = words.count("One reminder made.", "{count} reminders made.", len(wanted))
        await state.do(RemindOf(wanted), said=said, undoable=True)

    return filled(words.text("Remind me of these days"), remind, icon=ft.Icons.NOTIFICATIONS_OUTLINED)


def _late(look: Look, state: PageState, view: EventView) -> ft.Control | None:
    if not view.late:
        return None
    title = state.wording.text("Too late for this day, and no harm done")
    return flat_card(
        look, text.subtitle(title, heading=3), *(reason(state, one.text, one.rule, apart=8) for one in view.late), gap=2
    )


def _waiting(look: Look, state: PageState, view: EventView) -> ft.Control | None:
    if not view.waiting:
        return None
    words, pause = state.wording, view.pause

    async def let_wait() -> None:
        if pause is not None:
            said = words.text("Paused until the day is over. No progress is lost.")
            await state.do(Save(pause), said=said, undoable=True)

    return card(
        look,
        text.subtitle(words.text("Better after the day"), heading=3),
        *(fact_row(ft.Icons.EVENT_BUSY, one, color=TEXT) for one in view.waiting),
        text.small(words.text("A pause costs no progress: the course goes on where it stood.")),
        tonal(words.text("Let them wait"), let_wait),
        gap=10,
    )
