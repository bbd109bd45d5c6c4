"""Every named control on a few pages, with invented content, for eyes and for the browser tests.

    python tests/screens/look/gallery.py          # then open /sheet, /today, /glow, /scalp, /question, /player, /forms

Each address takes ?dark=1&scale=200&rtl=1&contrast=1. Presses are written to standard output as "pressed NAME VALUE".
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import flet as ft  # noqa: E402

from screens.boundary import keep_updating, screen  # noqa: E402
from screens.look import type as text  # noqa: E402
from screens.look.buttons import actions, filled, icon_button, outlined, plain, stop_button, tonal  # noqa: E402
from screens.look.choices import Option, answer_tiles, buckets, chip, chips, switch_row, why_chip  # noqa: E402
from screens.look.colours import tone_of  # noqa: E402
from screens.look.feedback import empty_state, problem_card, toast  # noqa: E402
from screens.look.fields import date_field, dropdown, number_field, read_time, text_field, time_field  # noqa: E402
from screens.look.marks import area_mark, progress_dots, segments, sign, time_node, timeline_entry  # noqa: E402
from screens.look.palette import DARK, LIGHT, high_contrast  # noqa: E402
from screens.look.rows import StepView, expander, fact_row, open_row, step_row  # noqa: E402
from screens.look.scales import anchored_scale, bar_scale, hidden_scores_note  # noqa: E402
from screens.look.surfaces import (  # noqa: E402
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
from screens.look.surroundings import Look, LookContext, look_of, use_look  # noqa: E402
from screens.look.theme import fonts, theme  # noqa: E402
from screens.look.vessel import level_bar, vessel  # noqa: E402
from screens.navigation import Place, shell, task  # noqa: E402

STEPS = (
    StepView("cleanse", "Gentle cleanser", "Counts as step 1 of the session"),
    StepView("serum", "Hyaluronic serum", "Done 07:08", "done"),
    StepView("retinol", "Retinol 0.3 %", "Resting until Thursday evening", "rest"),
    StepView("eye", "Eye cream", "Skipped, no penalty", "skip"),
    StepView("device", "Device pass", "Closed: fever today", "closed"),
)
ANCHORS = (
    (10.0, "The most radiant I have seen my skin"),
    (8.0, "Fresh, even, not oily"),
    (5.0, "Ordinary for me"),
    (3.0, "Flat"),
    (0.0, "Very dull or grey"),
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    path: str
    dark: bool = False
    scale: float = 1.0
    rtl: bool = False
    contrast: bool = False


def asked_by(route: str) -> Asked:
    """The address as it was typed."""
    parts = urlparse(route)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return Asked(
        parts.path.strip("/") or "sheet",
        query.get("dark") == "1",
        float(query.get("scale", "100")) / 100,
        query.get("rtl") == "1",
        query.get("contrast") == "1",
    )


def pressed(name: str) -> Callable[..., None]:
    """A handler that writes down that it was called."""
    return lambda *value: print("pressed", name, *[v for v in value if not isinstance(v, ft.Event)], flush=True)


def say(source: str, /, **values: Any) -> str:
    return source.format_map(values)


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


@screen
def Glow() -> ft.View:
    look = use_look()
    score, set_score = ft.use_state(None)
    on, set_on = ft.use_state(frozenset({"Window light"}))
    conditions = [
        chip(one, one in on, lambda one=one: set_on(lambda now: now ^ {one}))
        for one in ("Window light", "Washed 20 min ago", "Before any session")
    ]

    def scored(value: float) -> None:
        print("pressed score", value, flush=True)
        set_score(value)

    return task(
        look,
        "Face check-in",
        [
            ft.Row([area_mark(look, "glow"), text.headline("Glow, right now", heading=2, expand=True)], spacing=12),
            chips(*conditions),
            card(
                look,
                anchored_scale(
                    look,
                    score,
                    scored,
                    name="Glow",
                    shown="not set" if score is None else f"{score:g}",
                    anchors=ANCHORS,
                    less="Less glow",
                    more="More glow",
                ),
                area="glow",
                padding=16,
            ),
            hidden_scores_note("Earlier scores stay hidden until you save, so they cannot pull this one."),
        ],
        on_close=pressed("close"),
        close_name="Close check-in",
        progress="1 of 2",
        bottom=actions(
            look,
            plain("Skip today", pressed("skip")),
            filled("Next: comfort, redness", pressed("next"), expand=True, disabled=score is None),
        ),
        route="/glow",
    )


@screen
def Scalp() -> ft.View:
    look = use_look()
    itch, set_itch = ft.use_state(2.0)
    tender, set_tender = ft.use_state(None)
    flakes, set_flakes = ft.use_state("few")
    hairs, set_hairs = ft.use_state(None)

    def shown(value: float | None) -> str:
        return "not set" if value is None else f"{value:g}"

    return task(
        look,
        "Scalp check-in",
        [
            ft.Row(
                [area_mark(look, "scalp"), text.headline("Scalp since last wash", heading=2, expand=True)], spacing=12
            ),
            card(
                look,
                bar_scale(
                    look,
                    itch,
                    set_itch,
                    name="Itch",
                    shown=shown(itch),
                    words=("None", "4 to 6 moderate", "Worst"),
                    area="scalp",
                ),
                hairline(),
                bar_scale(
                    look,
                    tender,
                    set_tender,
                    name="Tender or burning",
                    shown=shown(tender),
                    words=("None", "Noticeable", "Strong"),
                    area="scalp",
                ),
                area="scalp",
            ),
            section(
                "Flakes on a dark towel",
                buckets(
                    look,
                    "Flakes on a dark towel",
                    [Option(one.lower(), one) for one in ("None", "Few", "Some", "Many", "Sheets")],
                    flakes,
                    set_flakes,
                    area="scalp",
                ),
            ),
            section(
                "Hairs in the drain",
                buckets(
                    look,
                    "Hairs in the drain",
                    [
                        Option("0", "None"),
                        Option("20", "Under 20"),
                        Option("50", "20 to 50"),
                        Option("100", "50 to 100"),
                        Option("more", "Over 100"),
                    ],
                    hairs,
                    set_hairs,
                    area="scalp",
                ),
                text.small("2 days since the last wash: about 10 to 25 a day."),
            ),
            clinician_card(look, "Patches, or handfuls over days?", "Ask a clinician, not a serum."),
        ],
        on_close=pressed("close"),
        close_name="Close check-in",
        progress="Wash day",
        bottom=actions(
            look, plain("Skip today", pressed("skip")), filled("Save check-in", pressed("save"), expand=True)
        ),
        route="/scalp",
    )


@screen
def Question() -> ft.View:
    look = use_look()
    answer, set_answer = ft.use_state(None)
    below = None
    if answer == "yes":
        below = info_card(
            look, "What your yes changes", "Current can disturb an implant, so every electrical step stays closed."
        )
    return task(
        look,
        "Your galvanic device",
        [
            text.headline("Do you have a pacemaker or any other electronics in your body?", heading=2),
            text.body("For example a defibrillator, nerve stimulator or cochlear implant."),
            answer_tiles(
                "Do you have a pacemaker?",
                [
                    Option("no", "No"),
                    Option("yes", "Yes"),
                    Option("unsure", "Not sure", "We treat this as a yes until you know"),
                ],
                answer,
                set_answer,
            ),
            below,
        ],
        on_close=pressed("back"),
        close_name="Back",
        back=True,
        progress="2 of 9",
        bar=segments(1, 9, "Question 2 of 9"),
        bottom=filled("Continue", pressed("continue"), disabled=answer is None),
        held=True,
        route="/question",
    )


@screen
def Player() -> ft.View:
    look = use_look()
    tone = tone_of("face")
    inside = ft.Column(
        [
            ft.Container(expand=2),
            text.headline("Left cheek", heading=2, align=ft.TextAlign.CENTER, color=tone.on_container),
            text.lead("Slow upward strokes. Keep it moving.", align=ft.TextAlign.CENTER, color=tone.on_container),
            text.numerals("0:38", min(150, look.width * 0.4), color=tone.on_container, align=ft.TextAlign.CENTER),
            text.body("of 1:30. Then it waits for you.", align=ft.TextAlign.CENTER, color=tone.on_container),
            ft.Container(expand=1),
        ],
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        spacing=8,
        expand=True,
    )
    return task(
        look,
        "Step 4 of 6: device pass",
        [inside],
        on_close=pressed("close"),
        close_name="Leave the session",
        bar=segments(3, 6, "Step 4 of 6", area="face"),
        tools=[icon_button(ft.Icons.VOLUME_UP, "Sound is on", pressed("sound"), color=tone.on_container)],
        area="face",
        level=0.42,
        scroll=False,
        bottom=actions(
            look,
            filled("Pause", pressed("pause"), icon=ft.Icons.PAUSE_ROUNDED, tone=tone, size="session"),
            stop_button("Stop now", pressed("stop")),
        ),
        route="/player",
    )


@screen
def Forms() -> ft.View:
    look = use_look()
    name, set_name = ft.use_state("Night retinol")
    at, set_at = ft.use_state("7:3")
    form, set_form = ft.use_state("serum")
    quiet, set_quiet = ft.use_state(True)
    forms = [Option(one, one.capitalize()) for one in ("serum", "ampoule", "cleanser", "toner", "moisturiser", "other")]
    return shell(
        look,
        Place.SHELF,
        say,
        pressed("go"),
        [
            text_field("Name", name, set_name, note="As it stands on the label"),
            time_field("Evening care", at, set_at, problem=None if read_time(at) else "Write a time such as 21:30."),
            date_field("Expires", "2027-02-03", pressed("date")),
            number_field("Volume", "30", pressed("volume"), suffix="ml"),
            dropdown("Form", forms, form, set_form),
            switch_row("Quiet hours", "Reminders wait until morning", quiet, set_quiet),
            switch_row("Sound", "", False, pressed("sound")),
            text_field("Note", "", pressed("note"), lines=3, hint="Anything worth knowing"),
        ],
        title="Shelf",
        on_back=pressed("back"),
        tools=[icon_button(ft.Icons.ADD, "Add a product", pressed("add"))],
        bell=pressed("bell"),
    )


PAGES = {
    "sheet": Sheet,
    "today": Today,
    "glow": Glow,
    "scalp": Scalp,
    "question": Question,
    "player": Player,
    "forms": Forms,
}


@ft.observable
class Surroundings:
    """What the page is drawn under; replaced when its size changes."""

    def __init__(self, look: Look) -> None:
        self.look = look


@ft.component
def App(around: Surroundings, path: str) -> Any:
    return LookContext(around.look, lambda: [PAGES[path]()])


def main(page: ft.Page) -> None:
    asked = asked_by(page.route)
    light, dark = (high_contrast(LIGHT), high_contrast(DARK)) if asked.contrast else (LIGHT, DARK)
    page.fonts = fonts()
    page.theme = theme(light, asked.scale)
    page.dark_theme = theme(dark, asked.scale)
    page.theme_mode = ft.ThemeMode.DARK if asked.dark else ft.ThemeMode.LIGHT
    page.rtl = asked.rtl
    keep_updating(page, pressed("error"))

    def seen() -> Look:
        return look_of(page, text_scale=asked.scale, dark=asked.dark, high_contrast=asked.contrast)

    around = Surroundings(seen())

    def resized() -> None:
        if seen() != around.look:
            around.look = seen()

    page.on_resize = resized
    page.render_views(App, around, asked.path)


if __name__ == "__main__":
    ft.run(main, assets_dir=str(ROOT / "assets"), no_cdn=True)
