"""What you use: for each area a session product, how far its patch test is, and a device or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from care.knowledge import Knowledge
from care.records import Area
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.choices import Option, answer_tiles, chip, chips, switch_row
from screens.look.colours import STOP
from screens.look.fields import text_field
from screens.look.marks import area_mark
from screens.look.surfaces import card, closed_card, column, hairline, info_card
from screens.look.surroundings import Look
from screens.welcome_checks import refusing
from screens.welcome_draft import KEPT, NONE, NOT_NOW, NOT_SURE, OWN, KitDraft
from screens.welcome_flow import WelcomeFlow
from screens.welcome_view import SHORT_LIST, Choice, devices, modality_choices, products_for
from screens.wording import Wording


def kit_parts(
    look: Look,
    words: Wording,
    flow: WelcomeFlow,
    knowledge: Knowledge,
    long_lists: frozenset[str],
    lengthen: Callable[[str], Any],
) -> list[ft.Control]:
    """One card an area. `long_lists`: the areas whose products are all shown; `lengthen(area)` shows them."""
    cards = [
        _area_card(look, words, flow, knowledge, area, area in long_lists, lengthen) for area in flow.draft.cared_for()
    ]
    return [
        text.headline(words.text("What do you use in a session?"), heading=2),
        text.body(words.text("The label and the manual go first, before anything that Mesoday says.")),
        *cards,
    ]


def _area_card(
    look: Look,
    words: Wording,
    flow: WelcomeFlow,
    knowledge: Knowledge,
    area: Area,
    whole: bool,
    lengthen: Callable[[str], Any],
) -> ft.Control:
    kit, face = flow.draft.kit(area), area == "face"
    title = words.text("For the face") if face else words.text("For the scalp")
    head = ft.Row([area_mark(look, area), text.title(title, heading=2, expand=True)], spacing=14)
    if kit.product == KEPT:
        kept = words.text("{product} stays as it stands on your shelf.", product=kit.product_name)
        return card(look, head, text.body(kept), gap=12)
    ready = kit.product not in (NONE, NOT_NOW)
    return card(
        look,
        head,
        _product(look, words, flow, knowledge, area, kit, whole, lengthen),
        *([hairline(), _patch(look, words, flow, area, kit)] if ready else []),
        *([hairline(), _device(look, words, flow, knowledge, area, kit)] if ready else []),
        gap=10,
    )


def _product(
    look: Look,
    words: Wording,
    flow: WelcomeFlow,
    knowledge: Knowledge,
    area: Area,
    kit: KitDraft,
    whole: bool,
    lengthen: Callable[[str], Any],
) -> ft.Control:
    offered = products_for(words, knowledge, area, flow.draft.concerns)
    shown = offered if whole else _short(offered, kit.product)
    own = [Choice(OWN, words.text("Another one")), Choice(NOT_NOW, words.text("None yet"))]
    parts: list[ft.Control | None] = [
        text.subtitle(words.text("Session product"), heading=3),
        chips(*(_chip(flow, area, "product", kit.product, choice) for choice in (*shown, *own))),
        ft.Row([plain(words.text("Show all {count} products", count=len(offered)), lambda: lengthen(area))])
        if len(shown) < len(offered)
        else None,
    ]
    if kit.product == OWN:
        parts += [
            text_field(
                words.text("Its name, as on the label"),
                kit.product_name,
                lambda value: flow.enter_kit(area, product_name=value),
                key=f"product-name-{area}",
            ),
            _refused(look, words, knowledge, kit.product_name),
            switch_row(
                words.text("A single-use ampoule"),
                words.text("Opened, used and the rest thrown away."),
                kit.single_use,
                lambda on: flow.enter_kit(area, single_use=on),
            ),
        ]
    return column(*parts, _problem(flow.problems.get(f"product/{area}")), gap=6)


def _short(offered: tuple[Choice, ...], chosen: str) -> tuple[Choice, ...]:
    return tuple(c for number, c in enumerate(offered) if number < SHORT_LIST or c.value == chosen)


def _patch(look: Look, words: Wording, flow: WelcomeFlow, area: Area, kit: KitDraft) -> ft.Control:
    options = [
        Option("tolerated", words.text("Used at least four weeks without trouble")),
        Option("passed", words.text("I have tested it")),
        Option("not_yet", words.text("Not yet")),
    ]
    question = words.text("Is it patch-tested?")
    note = None
    if kit.patch == "not_yet":
        note = info_card(
            look,
            words.text("Its sessions open after the patch test"),
            words.text("The shelf leads through it. Daily care goes on meanwhile. Our cautious default."),
        )
    return column(
        text.subtitle(question, heading=3),
        answer_tiles(question, options, kit.patch or None, lambda value: flow.enter_kit(area, patch=value)),
        note,
        _problem(flow.problems.get(f"patch/{area}")),
        gap=8,
    )


def _device(
    look: Look, words: Wording, flow: WelcomeFlow, knowledge: Knowledge, area: Area, kit: KitDraft
) -> ft.Control:
    choices = [
        Choice(NONE, words.text("None, by hand")),
        *devices(words, knowledge),
        Choice(OWN, words.text("Another device")),
    ]
    parts: list[ft.Control | None] = [
        text.subtitle(words.text("Device"), heading=3),
        chips(*(_chip(flow, area, "device", kit.device, choice) for choice in choices)),
    ]
    if kit.device == OWN:
        kinds = modality_choices(words, knowledge)
        parts += [
            text_field(
                words.text("The device's name"),
                kit.device_name,
                lambda value: flow.enter_kit(area, device_name=value),
                key=f"device-name-{area}",
            ),
            _refused(look, words, knowledge, kit.device_name),
            text.small(words.text("What does it do? Tick all that it can. While unsure, the strictest rules hold.")),
            chips(*(_mode(flow, area, kit, choice) for choice in kinds)),
        ]
    return column(*parts, _problem(flow.problems.get(f"device/{area}")), gap=6)


def _chip(flow: WelcomeFlow, area: Area, field: str, chosen: str, choice: Choice) -> ft.Control:
    return chip(
        choice.words,
        choice.value == chosen,
        lambda: flow.enter_kit(area, **{field: choice.value}),
        key=f"{field}-{choice.value}",
    )


def _mode(flow: WelcomeFlow, area: Area, kit: KitDraft, choice: Choice) -> ft.Control:
    """One thing that the device does, ticked or not; to be unsure goes with nothing else."""
    ticked = set() if choice.value == NOT_SURE else {*kit.modalities} ^ {choice.value}
    return chip(
        choice.words,
        choice.value in kit.does,
        lambda: flow.enter_kit(area, modalities=tuple(sorted(ticked))),
        key=f"mode-{choice.value}",
    )


def _refused(look: Look, words: Wording, knowledge: Knowledge, name: str) -> ft.Control | None:
    """Why a thing has no place at home, while its name is written."""
    refused = refusing(words, knowledge, name)
    if refused is None:
        return None
    return closed_card(look, refused.title, refused.text, text.body(refused.instead))


def _problem(said: str | None) -> ft.Control | None:
    return ft.Semantics(content=text.small(said, color=STOP), live_region=True) if said else None
