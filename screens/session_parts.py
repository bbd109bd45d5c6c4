"""The pictures of the session player around its steps: the list before it, stopping, help, and a session found open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain, tonal
from screens.look.choices import switch_row
from screens.look.surfaces import card, clinician_card, column, info_card, stop_card
from screens.look.surroundings import Look
from screens.navigation import task
from screens.session_handlers import Session
from screens.session_view import CheckView, Rung
from screens.settings_signals_view import going_on_words
from screens.signals import GOES_ON, goes_on
from screens.wording import Wording

STOP_REASONS = ("pain", "burning", "dizziness", "interrupted", "other")


def list_part(
    look: Look,
    words: Wording,
    checks: Sequence[CheckView],
    buttons: Session,
    close: Callable[[], None],
    notes: Sequence[ft.Control] = (),
    dark: str = "",
) -> ft.View:
    """One list, one button; `notes`: what is better done first; `dark`: that the screen may go dark."""
    ticked = [c for c in checks if c.rule in buttons.ticked]
    rows = [
        switch_row(c.words, "", c.rule in buttons.ticked, lambda _, rule=c.rule: buttons.tick(rule), key=c.rule)
        for c in checks
    ]
    parts: list[ft.Control | None] = [
        text.headline(words.text("Is one of these true today?"), heading=2),
        card(look, *rows, gap=4),
        *notes,
        _going_on(look, words, buttons) if buttons.may_flow else None,
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
        tools=[plain(words.text("Help"), buttons.help)],
        bottom=column(
            text.small(dark) if dark else None,
            text.small(words.text("Home care stays at the surface. Stop at any pain.")),
            actions(look, answer),
        ),
        route=f"/session/{buttons.course}",
    )


def _going_on(look: Look, words: Wording, buttons: Session) -> ft.Control:
    """Whether it goes on by itself where it may."""
    chosen = goes_on(buttons.state.settings)
    title, note = going_on_words(words)
    return card(look, switch_row(title, note, chosen, buttons.let_go_on, key=GOES_ON))


def stop_part(look: Look, words: Wording, buttons: Session) -> ft.View:
    """Why it was stopped: one tap, and what was really done is kept."""
    said = {
        "pain": words.text("Pain"),
        "burning": words.text("Burning"),
        "dizziness": words.text("Dizziness"),
        "interrupted": words.text("I was interrupted"),
        "other": words.text("Something else"),
    }
    leave = words.text("Lift the wand. Rinse with cool water if it burns.")
    if not buttons.with_wand:
        leave = words.text("Take your hands away. Rinse with cool water if it burns.")
    answers = [outlined(said[reason], partial(buttons.stopped, reason), size="session") for reason in STOP_REASONS]
    return task(
        look,
        words.text("Stopped"),
        [
            text.headline(leave, heading=2),
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
    look: Look, words: Wording, ladder: Sequence[Rung], call: ft.Control, show: ft.Control, buttons: Session
) -> ft.View:
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
        on_close=buttons.leave_help,
        close_name=words.text("Back to the step"),
        bottom=actions(look, filled(words.text("Back to the step"), buttons.leave_help, expand=True)),
        back=True,
        route=f"/session/{buttons.course}",
    )


def resume_part(
    look: Look, words: Wording, lines: Sequence[str], buttons: Session, close: Callable[[], None]
) -> ft.View:
    """A session was under way when Mesoday was closed, or is so on another page. `lines`: where it stands."""
    led = words.text("It was open in another window a moment ago. If it still is, it stops there when you go on here.")
    others = [
        outlined(words.text("I finished it without Mesoday"), buttons.finish_draft),
        outlined(words.text("I stopped there"), buttons.stop_draft),
        plain(words.text("Throw it away"), buttons.throw_away),
    ]
    below = look.large_text  # there is no room for all of them beside what stands open
    return task(
        look,
        words.text("Session"),
        [
            text.headline(words.text("This session is still open"), heading=2),
            text.lead(led if buttons.led_elsewhere else words.text("Mesoday was closed in the middle of it.")),
            card(look, *[text.body(line) for line in lines]) if lines else None,
            info_card(
                look,
                words.text("Serum may have dried."),
                words.text("Add a little more before a device touches skin again."),
            )
            if buttons.with_wand
            else None,
            *(others if below else []),
        ],
        on_close=close,
        close_name=words.text("Close the session"),
        tools=[plain(words.text("Help"), buttons.help)],
        bottom=column(
            filled(words.text("Carry on"), buttons.carry_on, size="session"),
            *([] if below else others),
        ),
        route=f"/session/{buttons.course}",
    )


def elsewhere_part(look: Look, words: Wording, buttons: Session, close: Callable[[], None]) -> ft.View:
    """Another page has taken the session over, or ended it."""
    return task(
        look,
        words.text("Session"),
        [
            text.headline(words.text("This session goes on in another window"), heading=2),
            text.lead(words.text("One session has one place. Here it rests, so that no second is counted twice.")),
        ],
        on_close=close,
        close_name=words.text("Close the session"),
        tools=[plain(words.text("Help"), buttons.help)],
        bottom=actions(
            look,
            outlined(words.text("Look again here"), buttons.come_back, expand=True),
            filled(words.text("Back to Today"), close, size="session", expand=True),
        ),
        route=f"/session/{buttons.course}",
    )


def keep_part(look: Look, words: Wording, buttons: Session, close: Callable[[], None]) -> ft.View:
    """The session is over, and the diary does not hold it yet."""
    return task(
        look,
        words.text("Session"),
        [
            text.headline(words.text("This session is over, but not in your diary yet"), heading=2),
            text.lead(words.text("What you did is safe here. Keep it, and it stands in the diary.")),
        ],
        on_close=close,
        close_name=words.text("Close the session"),
        tools=[plain(words.text("Help"), buttons.help)],
        bottom=column(
            filled(words.text("Keep it in the diary"), buttons.keep_again, size="session"),
            plain(words.text("Throw it away"), buttons.throw_away),
        ),
        route=f"/session/{buttons.course}",
    )
