"""Patch tests on Today as plain values: each whose next entry is due."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from care.knowledge import Knowledge
from care.patch_test import Status, status
from care.records import Device
from screens.patch_progress import progress_line
from screens.snapshot import Snapshot
from screens.wording import Wording

Asks = Literal["first", "apply", "look"]


class PatchCard(Struct, frozen=True):
    """A test that asks for something now: what, and how far it is. `calm`: the words of the one tap."""

    thing: str
    asks: Asks
    title: str
    said: str
    progress: str
    calm: str


def patch_cards_view(shot: Snapshot, knowledge: Knowledge) -> tuple[PatchCard, ...]:
    """The tests that ask for something now, those of products first."""
    words, diary = shot.wording, shot.diary
    found: list[PatchCard] = []
    things = (*diary.products.values(), *diary.devices.values())
    for thing in sorted(things, key=lambda t: (isinstance(t, Device), t.name, t.id)):
        if getattr(thing, "retired", None) is not None:
            continue
        test = status(thing, knowledge, diary, shot.now)
        if test is None or not test.is_due(shot.now.at):
            continue
        asks = _asks(test)
        said, calm = _words(words, asks, device=isinstance(thing, Device))
        line = progress_line(words, test, thing, knowledge, diary)
        found.append(PatchCard(thing.id, asks, words.text("Patch test: {thing}", thing=thing.name), said, line, calm))
    return tuple(found)


def _asks(test: Status) -> Asks:
    if test.next_kind != "applied":
        return "look"
    return "apply" if test.applied else "first"


def _words(words: Wording, asks: Asks, *, device: bool) -> tuple[str, str]:
    if asks == "first":
        tried = words.text("I have tried it") if device else words.text("I have put it on")
        return words.text("To be put on for the first time") if not device else words.text("To be tried once"), tried
    if asks == "apply":
        return words.text("Look at the spot. If it is calm, put it on again."), words.text("Calm, put on")
    return words.text("Look at the spot. Nothing more is put on."), words.text("Calm")
