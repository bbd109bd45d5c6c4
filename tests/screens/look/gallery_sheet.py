"""The gallery's sheet of all named controls, and its Today."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain, tonal
from screens.look.choices import why_chip
from screens.look.colours import tone_of
from screens.look.feedback import empty_state, problem_card, toast
from screens.look.marks import area_mark, progress_dots, sign, time_node, timeline_entry
from screens.look.rows import expander, fact_row, open_row, step_row
from screens.look.surfaces import (
    area_card,
    card,
    caution_card,
    clinician_card,
    closed_card,
    column,
    hairline,
    info_card,
    ok_card,
    section,
    stop_card,
    why_card,
)
from screens.look.surroundings import Look, use_look
from screens.look.vessel import level_bar, vessel
from screens.navigation import Place, shell
from tests.screens.look.gallery_content import STEPS, pressed, say


@screen
def Steps() -> ft.Control:
    steps, set_steps = ft.use_state(STEPS)

    def toggle(key: str) -> None:
        print("pressed", key, flush=True)
        turned = {"do": "done", "done": "do"}
        set_steps(
            lambda now: tuple(
                replace(one, state=turned.get(one.state, one.state)) if one.key == key else one for one in now
            )
        )

    stable = ft.use_callback(toggle, [])
    return ft.Column([step_row(one, stable) for one in steps], spacing=0)


@screen(name="Trends")
def Broken() -> ft.Control:
    raise ValueError("this part of the gallery always fails")


def session_card(look: Look, area: str) -> ft.Control:
    tone = tone_of(area)
    name = "Face session" if area == "face" else "Scalp session"
    return area_card(
        look,
        area,
        ft.Row(
            [
                area_mark(look, area),
                ft.Column(
                    [
                        text.title(name, color=tone.on_container, heading=2),
                        text.small("Session 5 of 8, once a week", color=tone.on_container),
                    ],
                    spacing=0,
                    expand=True,
                ),
            ],
            spacing=12,
        ),
        progress_dots(4, 8, "4 of 8 done", area=area),
        text.body("Hyaluronic ampoule, galvanic level 1", color=tone.on_container),
        fact_row(ft.Icons.SCHEDULE, "14 min, 6 steps", color=tone.on_container),
        fact_row(ft.Icons.CHECK_CIRCLE, "Rest is over", color=tone.on_container),
        filled("Start session", pressed("start"), icon=ft.Icons.PLAY_ARROW_ROUNDED, tone=tone),
        actions(
            look,
            plain("Look through", pressed("look"), color=tone.strong),
            plain("Not tonight", pressed("not tonight"), color=tone.strong),
        ),
    )


def sheet_parts(look: Look) -> list[list[ft.Control]]:
    first = [
        section("Steps", Steps()),
        section(
            "Face and scalp",
            ft.Row([area_mark(look, "face"), area_mark(look, "scalp"), sign("ok"), sign("caution"), sign("closed")]),
        ),
        section(
            "Reminder text",
            card(look, open_row("Your routine", "18:40. Open when ready.", pressed("routine"), padding=0), padding=14),
        ),
        section(
            "Buttons",
            actions(
                look,
                filled("Save", pressed("save")),
                tonal("Edit", pressed("edit")),
                outlined("Later", pressed("later")),
                fill=False,
            ),
            plain("Add another", pressed("add"), icon=ft.Icons.ADD),
        ),
    ]
    second = [
        section(
            "Cards that tell",
            info_card(look, "What your yes changes", "Current can disturb an implant, so every electrical step rests."),
            why_card(look, "Why retinol waits.", "It rests 48 hours on both sides of a device session."),
            clinician_card(look, "Patches, or handfuls over days?", "Ask a clinician, not a serum."),
            caution_card(look, "Clearly worse", "6.0 to 4.4. Stop and simplify?"),
            stop_card(look, "Ask a doctor today", "Swelling around the eyes."),
            closed_card(look, "Closed until you answer", "The safety questions are open."),
            ok_card(look, "Backup matched", "22 November"),
        ),
        section(
            "Problem",
            problem_card(
                "Trends could not be drawn",
                "Your entries are safe. The rest of the app works.",
                try_again="Try again",
                on_try_again=pressed("try again"),
                copy_details="Copy details",
                on_copy_details=pressed("copy"),
            ),
        ),
    ]
    third = [
        session_card(look, "scalp"),
        section(
            "Empty",
            empty_state("Nothing on the shelf yet", "Add what you already own. The label goes first."),
        ),
        section("Levels", level_bar(0.65, area="face"), level_bar(0.2, area="scalp"), level_bar(None, area="face")),
    ]
    fourth = [
        session_card(look, "face"),
        section("A part that fails", Broken()),
    ]
    return [first, second, third, fourth]


@screen
def Sheet() -> ft.View:
    look = use_look()
    parts = sheet_parts(look)
    if look.desktop:
        content: ft.Control = ft.Row(
            [ft.Container(content=column(*part, gap=20), expand=True) for part in parts],
            spacing=26,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    else:
        content = column(*[one for part in parts for one in part], gap=20)
    return ft.View(
        route="/sheet",
        controls=[ft.ListView([text.headline("Everything"), content], spacing=16, padding=look.margin, expand=True)],
        padding=0,
    )


@screen
def Today() -> ft.View:
    look = use_look()
    why, set_why = ft.use_state(False)
    morning, set_morning = ft.use_state(False)
    line, set_line = ft.use_state("")
    ft.use_dialog(toast(line, action="Undo", on_action=pressed("undo"), on_gone=lambda: set_line("")) if line else None)
    chip_row = why_chip("Changed tonight. Why?", why, lambda: set_why(not why))
    evening: list[ft.Control] = [
        column(text.subtitle("Evening", heading=2), ft.Row([chip_row], wrap=True))
        if look.phone
        else ft.Row([text.subtitle("Evening", heading=2, expand=True), chip_row])
    ]
    if why:
        evening.append(why_card(look, "Retinol rests.", "48 hours on both sides of a device session."))
    evening.append(Steps())
    content = [
        text.headline("A face session is due. Evening care is shorter for it."),
        timeline_entry(
            look,
            time_node(ft.Icons.WB_SUNNY, "done"),
            expander("Morning", "Done at 07:12, all 4 steps", morning, lambda: set_morning(not morning)),
            filled=1,
        ),
        timeline_entry(look, time_node(ft.Icons.WATER_DROP, "now"), session_card(look, "face"), filled=0.2),
        timeline_entry(look, time_node(ft.Icons.DARK_MODE, "later"), column(*evening), last=True),
        card(
            look,
            ft.Row([time_node(ft.Icons.DARK_MODE, "later"), text.subtitle("Evening care", heading=2)], spacing=12),
            text.small("Monday, planned 22:00. Mesoday was not running."),
            actions(
                look,
                tonal("I did it", lambda: set_line("Evening care is done"), icon=ft.Icons.CHECK),
                outlined("I did not", pressed("did not")),
            ),
            hairline(),
            actions(look, plain("Decide later", pressed("later")), plain("Check reminders", pressed("check"))),
        ),
    ]
    detail = [text.headline("Face session, 5 of 8", heading=2), vessel(look, 0.4, height=240), chip_row]
    return shell(
        look,
        Place.TODAY,
        say,
        pressed("go"),
        content,
        above="Tuesday 24 November",
        bell=pressed("bell"),
        waiting=2,
        detail=detail,
        more=[("Export", ft.Icons.IOS_SHARE, pressed("export"))],
        foot=column(text.small("On this device"), text.small("Backup matched 22 Nov"), gap=0),
    )
