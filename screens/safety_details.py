"""What a ticked safety question asks beneath it, and no more: a milder form, where, which product, since or until."""

from __future__ import annotations

from typing import Any, Protocol

import flet as ft

from screens.date_field import date_field
from screens.look import type as text
from screens.look.choices import Option, buckets, chip, chips, switch_row
from screens.look.fields import dropdown
from screens.look.surfaces import column
from screens.look.surroundings import Look
from screens.safety_view import DayView, TileView
from screens.wording import Wording


class OnTell(Protocol):
    """Keeps fields of what is told of a rule (`safety_draft.Telling`)."""

    def __call__(self, rule: str, /, **fields: Any) -> Any: ...


def detail_parts(look: Look, words: Wording, tile: TileView, on_tell: OnTell) -> list[ft.Control]:
    """The parts beneath a tick; none where its row asks nothing more."""
    parts: list[ft.Control] = []
    if tile.eased:
        parts.append(
            switch_row(tile.eased, "", tile.is_eased, lambda on: on_tell(tile.rule, eased=on), key=f"eased-{tile.rule}")
        )
    if tile.where:
        parts.append(_where(look, words, tile, on_tell))
    if tile.more_names:
        parts.append(_about(words, tile, on_tell))
    if tile.since is not None:
        parts.append(_day(tile, tile.since, "since", on_tell))
    if tile.until is not None:
        parts.append(_day(tile, tile.until, "until", on_tell))
    return parts


def _where(look: Look, words: Wording, tile: TileView, on_tell: OnTell) -> ft.Control:
    title = words.text("Where is it?")
    options = [
        Option("face", words.text("Face")),
        Option("scalp", words.text("Scalp")),
        Option("both", words.text("Both")),
    ]

    def choose(value: str) -> None:
        on_tell(tile.rule, areas=() if value == "both" else (value,))

    spoken = words.text("{asked} {question}", asked=title, question=tile.title)
    return column(text.subtitle(title), buckets(look, spoken, options, tile.where, choose), gap=6)


def _about(words: Wording, tile: TileView, on_tell: OnTell) -> ft.Control:
    """Chips of what stands on the shelf and in it, and a list of everything else. Nothing named is everything."""
    named = tuple(one.id for one in tile.names if one.chosen)

    def turn(name: str) -> None:
        on_tell(tile.rule, about=tuple(n for n in named if n != name) if name in named else (*named, name))

    note = (
        words.text("Only what holds it stays closed.")
        if named
        else words.text("While nothing is named here, all sessions stay closed.")
    )
    more = dropdown(
        words.text("Another ingredient"),
        [Option(one.id, one.name) for one in tile.more_names],
        None,
        turn,
        key=f"more-{tile.rule}-{len(tile.names)}",
    )
    return column(
        text.subtitle(words.text("What is it?")),
        chips(*(chip(one.name, one.chosen, lambda name=one.id: turn(name), key=one.id) for one in tile.names)),
        more,
        text.small(note),
        gap=6,
    )


def _day(tile: TileView, day: DayView, field: str, on_tell: OnTell) -> ft.Control:
    return date_field(
        day.label,
        day.value,
        lambda value: on_tell(tile.rule, **{field: value}),
        problem=day.problem or None,
        note=day.note,
        key=f"{field}-{tile.rule}",
    )
