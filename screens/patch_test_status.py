"""A thing of the shelf and its test in a snapshot, found by its id."""

from __future__ import annotations

from care.knowledge import Knowledge
from care.patch_test import Status, Tested, status
from screens.snapshot import Snapshot

ROUTE = "/patch-test"


def patch_route(thing: str) -> str:
    """Where the test of a product or device is."""
    return f"{ROUTE}/{thing}"


def thing_in(shot: Snapshot, which: str) -> Tested | None:
    return shot.diary.products.get(which) or shot.diary.devices.get(which)


def status_now(shot: Snapshot, knowledge: Knowledge, which: str) -> Status | None:
    """Where its test stands; None where it has none that runs, or is gone."""
    thing = thing_in(shot, which)
    return status(thing, knowledge, shot.diary, shot.now) if thing is not None else None
