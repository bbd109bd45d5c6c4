"""The map beside a step as plain values: where, what is behind, what comes, where never; and all of it in words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from care import player as play
from care.gate import columns_of
from care.knowledge import Knowledge
from care.player import Player
from care.records import Area, Side
from care.session_script import Script
from care.split import other
from screens.wording import Wording

SIZES: dict[Area, tuple[int, int]] = {"face": (320, 400), "scalp": (320, 380)}
# The drawing of a site in assets/drawings, and where its mark goes. On the map the person's left is on the left.
DRAWINGS: dict[str, tuple[str, int, int]] = {
    "forehead": ("forehead", 160, 76),
    "left_cheek": ("cheek-left", 108, 208),
    "right_cheek": ("cheek-right", 212, 208),
    "chin": ("chin", 160, 298),
    "front": ("front", 160, 101),
    "crown": ("parting", 160, 198),
    "left_side": ("side-left", 96, 208),
    "right_side": ("side-right", 224, 208),
    "back": ("back", 160, 310),
}

# How far aside and down the mark of half a site goes, where one side alone is treated.
ASIDE = {"forehead": (36, 0), "chin": (21, 0), "front": (36, 10), "crown": (10, 0), "back": (34, 0)}
# Where the side that is kept says so.
KEPT_AT: dict[Area, dict[Side, tuple[int, int]]] = {
    "face": {"left": (99, 214), "right": (221, 214)},
    "scalp": {"left": (96, 208), "right": (224, 208)},
}
MIDDLE: dict[Area, tuple[int, int]] = {"face": (6, 340), "scalp": (48, 366)}  # from where to where it is drawn
VEIL: dict[Area, tuple[int, int]] = {"face": (4, 396), "scalp": (34, 376)}  # the word in front stays clear of it

Where = Literal["done", "part", "now", "next"]


class SiteMark(Struct, frozen=True):
    """One site. `time`: what was done of it, or what it will take; `number` in the order of the session; `half`: the
    half of it that is treated, where it lies over the middle and one side is kept."""

    site: str
    drawing: str
    x: int
    y: int
    name: str
    where: Where
    number: int
    time: str
    half: Side | None = None


class KeptView(Struct, frozen=True):
    """The side that is kept as it is: the word on it, and where that stands."""

    side: Side
    word: str
    x: int
    y: int


class SiteMapView(Struct, frozen=True):
    """`twin` says in words what the map shows."""

    area: Area
    marks: tuple[SiteMark, ...]
    twin: str
    kept: KeptView | None = None


class NeverView(Struct, frozen=True):
    title: str
    text: str


def map_view(words: Wording, script: Script, player: Player) -> SiteMapView | None:
    """The map for the step at hand; None where it is at no site."""
    here = play.step_at_hand(player, script)
    if here is None or here.site is None:
        return None
    marks: list[SiteMark] = []
    for step in script.steps:
        if step.site not in DRAWINGS or step.seconds is None:
            continue
        ran = player.ran.get(step.id, 0.0)
        where: Where = "next"
        if step.id == player.at:
            where = "now"
        elif ran >= step.seconds:
            where = "done"
        elif ran > 0 or step.id in player.passed:
            where = "part"
        whole = words.clock(step.seconds)
        part = words.text("{done} of {time}", done=words.clock(int(ran)), time=whole)
        begun = where == "part" or (where == "now" and ran > 0)
        name, number = words.say(step.title), len(marks) + 1
        drawing, x, y = DRAWINGS[step.site]
        half = script.side if step.site in ASIDE else None
        if half is not None:
            aside, down = ASIDE[step.site]
            x, y = x + (aside if half == "right" else -aside), y + down
        marks.append(SiteMark(step.site, drawing, x, y, name, where, number, part if begun else whole, half))
    kept = other(script.side) if script.side else None
    shown = KeptView(kept, words.text("Kept"), *KEPT_AT[script.area][kept]) if kept else None
    return SiteMapView(script.area, tuple(marks), _twin(words, marks, script.area, kept), shown)


def _twin(words: Wording, marks: list[SiteMark], area: Area, kept: Side | None) -> str:
    def named(where: Where) -> str:
        return ", ".join(m.name for m in marks if m.where == where)

    parts = [words.text("Face map.") if area == "face" else words.text("Scalp map.")]
    if sites := named("now"):
        parts.append(words.text("Now: {sites}.", sites=sites))
    if sites := named("done"):
        parts.append(words.text("Done: {sites}.", sites=sites))
    if sites := named("part"):
        parts.append(words.text("Partly done: {sites}.", sites=sites))
    if sites := named("next"):
        parts.append(words.text("Still to come: {sites}.", sites=sites))
    if kept == "left":
        parts.append(words.text("Your left side is kept as it is."))
    elif kept == "right":
        parts.append(words.text("Your right side is kept as it is."))
    if area == "face":
        parts.append(words.text("As in a mirror: your left is on the left."))
    else:
        parts.append(words.text("Seen from above: your left is on the left."))
    return " ".join(parts)


def never_views(words: Wording, knowledge: Knowledge, area: Area, modalities: list[str]) -> tuple[NeverView, ...]:
    """The places that this session never touches."""
    columns = set(columns_of(knowledge, tuple(modalities)))
    return tuple(
        NeverView(words.text(row.title), words.text(row.text))
        for row in knowledge.never_sites.values()
        if area in row.areas and (not row.columns or columns & set(row.columns))
    )
