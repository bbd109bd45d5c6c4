"""The pictures of the session player: the list before it, a step, stopping, help, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import flet as ft

from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain, stop_button, tonal
from screens.look.choices import switch_row
from screens.look.colours import tone_of
from screens.look.marks import area_mark, segments
from screens.look.surfaces import card, clinician_card, column, info_card, stop_card
from screens.look.surroundings import Look
from screens.navigation import task
from screens.page_state import PageState
from screens.session_after import AfterSession
from screens.session_view import CheckView, PlayerView, Rung
from screens.today_reactions import check_card
from screens.today_reactions_view import session_checks
from screens.wording import Wording

STOP_REASONS = ("pain", "burning", "dizziness", "interrupted", "other")


class Buttons(Protocol):
    """What the buttons do."""

    course: str
    ticked: frozenset[str]
    reason: str

    def tick(self, rule: str) -> None: ...
    def return_to_steps(self) -> None: ...
    def stopped(self, reason: str) -> None: ...
    async def start(self) -> None: ...
    async def close_today(self) -> None: ...
    async def carry_on(self) -> None: ...
    async def next(self) -> None: ...
    async def back(self) -> None: ...
    async def pause_or_run(self) -> None: ...
    async def stop(self) -> None: ...
    async def help(self) -> None: ...
    async def throw_away(self) -> None: ...
    async def log_draft(self) -> None: ...


def list_part(
    look: Look,
    words: Wording,
    checks: Sequence[CheckView],
    buttons: Buttons,
    close: Callable[[], None],
    notes: Sequence[ft.Control] = (),
) -> ft.Control:
    """One list, one button; `notes`: what is better done first."""
    ticked = [c for c in checks if c.rule in buttons.ticked]
    rows = [
        switch_row(c.words, "", c.rule in buttons.ticked, lambda _, rule=c.rule: buttons.tick(rule), key=c.rule)
        for c in checks
    ]
    parts: list[ft.Control | None] = [
        text.headline(words.text("Is one of these true today?"), heading=2),
        card(look, *rows, gap=4),
        *notes,
    ]
    parts += [clinician_card(look, c.words + ".", c.reason) for c in ticked]
    if ticked:
        answer = filled(words.text("Keep this, not today"), buttons.close_today, size="session", expand=True)
    else:
        answer = filled(words.text("None of these, start"), buttons.start, size="session", expand=True)
    return task(
        look,
        words.text("Before the session"),
        parts,
        on_close=close,
        close_name=words.text("Close the session"),
        bottom=column(
            text.small(words.text("Home care stays at the surface. Stop at any pain.")), actions(look, answer)
        ),
        route=f"/session/{buttons.course}",
    )


def player_part(
    look: Look, words: Wording, view: PlayerView, buttons: Buttons, close: Callable[[], None]
) -> ft.Control:
    """One step: the screen is the vessel, the time its level. A tap on it pauses."""
    ink = tone_of(view.area).on_container
    centre = ft.TextAlign.CENTER
    said: list[ft.Control] = [
        ft.Semantics(
            content=text.display(view.title, heading=2, color=ink, align=centre),
            live_region=True,
            container=True,
        ),
        text.lead(view.instruction, color=ink, align=centre),
    ]
    if view.timed:
        # Large text leaves little room: the time goes before the instruction, and shrinks to what is left.
        size = 72 if look.large_text else look.scaled(120 if look.width >= 360 else 96, 1.15)
        spoken = words.text("{time} left", time=view.numerals)
        time = text.numerals(view.numerals, size, color=ink, align=centre, spoken=spoken)
        said.insert(1 if look.large_text else len(said), time)
        said.append(text.body(view.of, color=ink, align=centre))
    middle = ft.Container(
        content=ft.Column(
            said,
            spacing=12,
            alignment=ft.MainAxisAlignment.CENTER,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            scroll=ft.ScrollMode.AUTO,
            expand=True,
        ),
        padding=ft.Padding.symmetric(horizontal=20, vertical=12),
        on_click=buttons.pause_or_run if view.timed else None,
        expand=True,
    )
    return task(
        look,
        view.heading,
        [middle],
        on_close=buttons.stop,
        close_name=words.text("Stop the session"),
        bar=segments(view.done, view.all, view.heading, area=view.area),
        tools=[plain(words.text("Help"), buttons.help, color=ink)],
        bottom=_player_buttons(look, words, view, buttons),
        area=view.area,
        level=view.level,
        held=True,
        scroll=False,
        route=f"/session/{buttons.course}",
    )


def _player_buttons(look: Look, words: Wording, view: PlayerView, buttons: Buttons) -> ft.Control:
    tone, ink = tone_of(view.area), tone_of(view.area).on_container
    foot = ft.Row(
        [text.body(view.next_line, color=ink, expand=True), text.body(view.level_line, color=ink)], spacing=12
    )
    if view.timed and not view.over:
        turn = words.text("Pause") if view.running else words.text("Run the time")
        icon = ft.Icons.PAUSE if view.running else ft.Icons.PLAY_ARROW
        first = filled(turn, buttons.pause_or_run, icon=icon, tone=tone, size="session", expand=True)
    else:
        first = filled(
            words.text("Next"), buttons.next, icon=ft.Icons.ARROW_FORWARD, tone=tone, size="session", expand=True
        )
    others: list[ft.Control] = []
    if view.done:
        others.append(plain(words.text("One back"), buttons.back, color=ink))
    if view.timed and not view.over:
        others.append(plain(words.text("Next step"), buttons.next, color=ink))
    stop = stop_button(words.text("Stop now"), buttons.stop, expand=True)
    return column(
        None if look.large_text else foot,
        actions(look, first, stop),
        ft.Row(others, alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
        gap=8,
    )


def stop_part(look: Look, words: Wording, buttons: Buttons) -> ft.Control:
    """Why it was stopped: one tap, and what was really done is kept."""
    said = {
        "pain": words.text("Pain"),
        "burning": words.text("Burning"),
        "dizziness": words.text("Dizziness"),
        "interrupted": words.text("I was interrupted"),
        "other": words.text("Something else"),
    }
    answers = [outlined(said[reason], partial(buttons.stopped, reason), size="session") for reason in STOP_REASONS]
    return task(
        look,
        words.text("Stopped"),
        [
            text.headline(words.text("Lift the wand. Rinse with cool water if it burns."), heading=2),
            text.body(words.text("Why did you stop? What you did is kept.")),
            *answers,
        ],
        on_close=buttons.return_to_steps,
        close_name=words.text("Back to the step"),
        bottom=actions(
            look,
            tonal(words.text("Go on with the session"), buttons.return_to_steps, expand=True),
            plain(words.text("Help"), buttons.help),
        ),
        back=True,
        route=f"/session/{buttons.course}",
    )


def help_part(
    look: Look, words: Wording, ladder: Sequence[Rung], call: ft.Control, show: ft.Control, buttons: Buttons
) -> ft.Control:
    """What to do when skin objects: the emergency first, with its number (`call`); last what was put on (`show`)."""
    parts: list[ft.Control] = [call]
    for rung in ladder:
        frame = stop_card if rung.severity in ("emergency", "urgent") else clinician_card
        if rung.severity == "monitor":
            frame = info_card
        signs = [column(text.label(sign), text.small(action), gap=0) for sign, action in rung.signs]
        parts.append(frame(look, rung.title, "", *signs))
    parts.append(show)
    return task(
        look,
        words.text("Help"),
        parts,
        on_close=buttons.return_to_steps,
        close_name=words.text("Back to the step"),
        bottom=actions(look, filled(words.text("Back to the step"), buttons.return_to_steps, expand=True)),
        back=True,
        route=f"/session/{buttons.course}",
    )


def resume_part(look: Look, words: Wording, buttons: Buttons, close: Callable[[], None]) -> ft.Control:
    """A session was under way when Mesoday was closed."""
    return task(
        look,
        words.text("Session"),
        [
            text.headline(words.text("This session is still open"), heading=2),
            text.lead(
                words.text("Mesoday was closed in the middle of it. Carry on where you were, or keep what you did.")
            ),
            info_card(
                look,
                words.text("Serum may have dried."),
                words.text("Add a little more before a device touches skin again."),
            ),
        ],
        on_close=close,
        close_name=words.text("Close the session"),
        bottom=column(
            filled(words.text("Carry on"), buttons.carry_on, size="session"),
            outlined(words.text("End it and keep what I did"), buttons.log_draft),
            plain(words.text("Throw it away"), buttons.throw_away),
        ),
        route=f"/session/{buttons.course}",
    )


def done_part(look: Look, words: Wording, state: PageState, buttons: Buttons, close: Callable[[], None]) -> ft.Control:
    """Kept: what comes next, and what to leave alone until when."""
    plan = next((s for s in state.snapshot.plan.sessions if s.course == buttons.course), None)
    hours = state.knowledge.figure("after_care_hours")
    parts: list[ft.Control] = [
        ft.Row([area_mark(look, plan.area)]) if plan else ft.Row([]),
        text.display(
            words.text("Stopped and kept.") if buttons.reason else words.text("Done. It is in your diary."), heading=2
        ),
    ]
    felt = buttons.reason in ("pain", "burning", "dizziness")
    asked = session_checks(state.snapshot, state.knowledge, buttons.course)
    parts += [check_card(state, look, one, may_be_quiet=not felt) for one in asked]
    if felt:
        parts.append(
            clinician_card(
                look,
                words.text("Watch your skin."),
                words.text("Rinse with cool water. If pain or burning stays, or gets worse, ask a clinician."),
            )
        )
    parts.append(
        info_card(
            look,
            words.text("For the next {hours} hours", hours=hours),
            words.text("No acids or retinoids, no sauna, no hard sweat and no scratching. Sunscreen by day."),
        )
    )
    parts.append(AfterSession(state, look, buttons.course))
    if plan and plan.next_on:
        day = words.long_date(plan.next_on)
        parts.append(text.body(words.text("The next session is planned for {day}.", day=day)))
    return task(
        look,
        words.text("After the session"),
        parts,
        on_close=close,
        close_name=words.text("Close the session"),
        bottom=actions(look, filled(words.text("Back to Today"), close, size="session", expand=True)),
        route=f"/session/{buttons.course}",
    )
