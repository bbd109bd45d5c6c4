"""One step of a session: the screen is the vessel, the time its level. A tap on it pauses."""

from __future__ import annotations

import flet as ft

from screens.look import type as text
from screens.look.buttons import actions, filled, plain, stop_button
from screens.look.colours import tone_of
from screens.look.marks import segments
from screens.look.surfaces import card, column, info_card
from screens.look.surroundings import Look
from screens.navigation import task
from screens.session_handlers import Session
from screens.session_map import site_card, site_rows
from screens.session_timer import Figures, Liquid
from screens.session_view import PlayerView
from screens.wording import Wording

CENTRE = ft.TextAlign.CENTER
AROUND_MAP = 630  # dp of a phone's height that everything but the map needs
MAP_LEAST, MAP_MOST = 150, 300
AROUND_TURNED_MAP, TURNED_MAP, BESIDE = 200, 110, 230
NARROW = 360
TURNED_BELOW = 560  # a lower window than that is a phone that was turned


def step_part(look: Look, words: Wording, view: PlayerView, buttons: Session, spoken: ft.Control) -> ft.View:
    """`spoken`: where the last line for a screen reader stands."""
    ink = tone_of(view.area).on_container
    turned = look.height < TURNED_BELOW and look.width > look.height
    said = _said(look, words, view, buttons)
    middle = ft.Container(
        content=ft.Column(
            said,
            spacing=10,
            alignment=ft.MainAxisAlignment.CENTER,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            scroll=ft.ScrollMode.AUTO,
            expand=True,
        ),
        padding=ft.Padding.symmetric(horizontal=0 if view.map else 12, vertical=4),
        on_click=buttons.wait_here if view.leaving else buttons.pause_or_run if view.timed and not view.over else None,
        expand=True,
    )
    controls = _buttons(look, words, view, buttons, turned)
    content: ft.Control = middle
    if turned:
        all_in_reach = ft.Column([controls], scroll=ft.ScrollMode.AUTO, tight=True)
        sides: list[ft.Control] = [middle, ft.Container(content=all_in_reach, width=250)]
        if view.map is not None and not look.large_text:
            seen = _map(look, words, view, buttons, max(TURNED_MAP, look.height - AROUND_TURNED_MAP))
            sides.insert(0, ft.Container(content=seen, width=BESIDE))
        content = ft.Row(sides, spacing=16, expand=True, vertical_alignment=ft.CrossAxisAlignment.CENTER)
    return task(
        look,
        view.heading,
        [content],
        on_close=buttons.stop,
        close_name=words.text("Stop the session"),
        bar=ft.Semantics(  # the heading has said so already
            content=segments(view.done, view.all, view.heading, area=view.area), exclude_semantics=True
        ),
        tools=[spoken, plain(words.text("Help"), buttons.help, color=ink)],
        bottom=None if turned else controls,
        area=view.area,
        behind=Liquid(buttons, look, key=view.place),  # always, so that what stands on it keeps the keyboard's place
        held=True,
        wide=turned,
        scroll=False,
        route=f"/session/{buttons.course}",
    )


def _said(look: Look, words: Wording, view: PlayerView, buttons: Session) -> list[ft.Control]:
    """What is read, from above: where, the name, what to do, the time. With large text, or on a low screen, the time
    goes up, and the map goes last."""
    ink = tone_of(view.area).on_container
    turned = look.height < TURNED_BELOW and look.width > look.height
    time_first = look.large_text or (look.height < AROUND_MAP + MAP_LEAST and not turned)
    title = text.headline if look.large_text else text.display
    name = ft.Semantics(content=title(view.title, heading=2, color=ink, align=CENTRE), live_region=True, container=True)
    said: list[ft.Control] = [name]
    if not view.paused:
        said.append(text.lead(view.instruction, color=ink, align=CENTRE))
        said += [_note(note, ink) for note in view.notes]
    if view.timed:
        size = 72 if look.large_text or turned else look.scaled(120 if look.width >= 360 else 96, 1.15)
        if view.map is not None and not look.large_text:
            size = min(size, 96)
        said.insert(1 if time_first else len(said), Figures(buttons, look, size, key=view.place))
        said.append(text.body(view.of, color=ink, align=CENTRE))
    if look.large_text and view.next_line:
        said.append(text.body(view.next_line, color=ink, align=CENTRE))
    if view.map is None:
        return said
    if view.paused:
        stands = card(look, *site_rows(look, view.map), gap=0, padding=16)
        dried = words.text("Add a little more before a device touches skin again.")
        note = info_card(look, words.text("Serum may have dried."), f"{dried} {view.so_far}")
        return [*said, stands, note] if view.so_far else [*said, stands]
    if not turned:
        height = max(MAP_LEAST, min(MAP_MOST, look.height - AROUND_MAP))
        said.insert(len(said) if time_first else 0, _map(look, words, view, buttons, height))
    return said


def _note(note: str, ink: ft.Colors) -> ft.Control:
    return ft.Semantics(content=text.label(note, color=ink, align=CENTRE), container=True)


def _map(look: Look, words: Wording, view: PlayerView, buttons: Session, height: float) -> ft.Control:
    assert view.map is not None
    keep_off = plain(words.text("Keep off"), buttons.show_never, icon=ft.Icons.BLOCK)
    return site_card(look, words, view.map, height, keep_off)


def _buttons(look: Look, words: Wording, view: PlayerView, buttons: Session, turned: bool) -> ft.Control:
    tone, ink = tone_of(view.area), tone_of(view.area).on_container
    narrow = look.width < NARROW and not look.large_text  # two buttons side by side have no room for pictures
    foot = ft.Row(
        [text.body(view.next_line, color=ink, expand=True), text.body(view.level_line, color=ink)], spacing=12
    )
    if view.timed and not view.over:
        turn = words.text("Pause") if view.running else words.text("Start")
        icon = ft.Icons.PAUSE if view.running else ft.Icons.PLAY_ARROW
        if view.paused:
            turn = words.text("Carry on")
        icon = None if narrow else icon
        first = filled(turn, buttons.pause_or_run, icon=icon, tone=tone, size="session", expand=True)
    else:
        forward = words.text("Next") if view.done + 1 < view.all else words.text("Finish")
        icon = None if narrow else ft.Icons.ARROW_FORWARD
        first = filled(forward, buttons.next, icon=icon, tone=tone, size="session", expand=True)
    others: list[ft.Control] = []
    if view.done:
        others.append(plain(words.text("One back"), buttons.back, color=ink))
    if view.leaving:
        others.append(plain(words.text("Wait here"), buttons.wait_here, color=ink))
    if view.timed and not view.over:
        others.append(plain(words.text("Next step"), buttons.next, color=ink))
    stop = stop_button(words.text("Stop now"), buttons.stop, expand=True)
    pair = column(_alone(first), _alone(stop), gap=10) if turned else actions(look, first, stop)
    return column(
        None if look.large_text else foot,
        pair,
        ft.Row(others, alignment=ft.MainAxisAlignment.SPACE_BETWEEN),
        gap=8,
    )


def _alone(button: ft.Control) -> ft.Control:
    button.expand = None  # type: ignore[attr-defined]
    return button


def keep_off_part(look: Look, words: Wording, buttons: Session) -> ft.View:
    """Where this session never goes."""
    rows = [column(text.label(one.title), text.body(one.text), gap=2) for one in buttons.never()]
    return task(
        look,
        words.text("Keep off"),
        [
            text.headline(words.text("These places are left out"), heading=2),
            card(look, *rows, gap=16),
        ],
        on_close=buttons.leave_help,
        close_name=words.text("Back to the step"),
        bottom=actions(look, filled(words.text("Back to the step"), buttons.leave_help, size="session", expand=True)),
        back=True,
        route=f"/session/{buttons.course}",
    )
