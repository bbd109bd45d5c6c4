"""The gallery's tasks: check-ins, a question, the player, a form."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import actions, filled, icon_button, plain, stop_button
from screens.look.choices import Option, answer_tiles, buckets, chip, chips, switch_row
from screens.look.colours import tone_of
from screens.look.fields import dropdown, number_field, read_time, text_field, time_field
from screens.look.marks import area_mark, segments
from screens.look.scales import anchored_scale, bar_scale, hidden_scores_note
from screens.look.surfaces import (
    card,
    clinician_card,
    hairline,
    info_card,
    section,
)
from screens.look.surroundings import use_look
from screens.navigation import Place, shell, task
from tests.screens.look.gallery_content import ANCHORS, pressed, say


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
    pick = icon_button(ft.Icons.CALENDAR_MONTH, "Pick a day", pressed("pick"))
    return shell(
        look,
        Place.SHELF,
        say,
        pressed("go"),
        [
            text_field("Name", name, set_name, note="As it stands on the label"),
            time_field("Evening care", at, set_at, problem=None if read_time(at) else "Write a time such as 21:30."),
            text_field("Expires", "2027-02-03", pressed("date"), beside=pick),
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
