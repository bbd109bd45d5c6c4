"""Reminders of the shelf in a snapshot: what each is called, and whether it still needs an answer."""

from __future__ import annotations

from typing import Literal

from care.clocks import to_clean
from care.diary import Diary
from care.patch_test import status
from care.shelf_reminding import EXPIRY, PATCH, thing_of
from screens.snapshot import Snapshot
from screens.wording import Wording

ShelfSort = Literal["patch", "expiry", "clean"]


def shelf_reminder(words: Wording, diary: Diary, reminder: str) -> tuple[ShelfSort, str, str] | None:
    """Its sort, the id of its product or device, and its title; None where it is none, or its thing is gone."""
    told = thing_of(reminder)
    thing = diary.products.get(told[1]) or diary.devices.get(told[1]) if told else None
    if told is None or thing is None:
        return None
    if told[0] == PATCH:
        return "patch", thing.id, words.text("Patch test: {thing}", thing=thing.name)
    if told[0] == EXPIRY:
        return "expiry", thing.id, words.text("Its date comes up: {thing}", thing=thing.name)
    return "clean", thing.id, words.text("To be cleaned: {thing}", thing=thing.name)


def is_settled(shot: Snapshot, sort: ShelfSort, which: str) -> bool:
    """Whether nothing is left of it: no entry is due, the product was put away, the device is clean."""
    diary, knowledge = shot.diary, shot.ahead.knowledge
    thing = diary.products.get(which) or diary.devices.get(which)
    if thing is None or getattr(thing, "retired", None) is not None:
        return True
    if sort == "patch":
        found = status(thing, knowledge, diary, shot.now)
        return found is None or not found.is_due(shot.now.at)
    if sort == "clean":
        device = diary.devices.get(which)
        return device is None or to_clean(diary, device, shot.now) is None
    return False
