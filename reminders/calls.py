"""Calls: all that rings at one instant is one notification, and says no more than a stranger may read. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import Struct

from care.days import wall_text
from care.messages import Message, WallTimeText, count_message, message
from reminders.planner import Due

IMPORTANCE = (
    "reaction",
    "session",
    "patch_test",
    "custom",
    "am_routine",
    "pm_routine",
    "device_care",
    "expiry",
    "photo",
    "check_in",
)
LOGGED_AT_ONCE = ("am_routine", "pm_routine", "custom", "expiry", "photo")
LOWEST_PLACE = 1 << 30
ROUTINE = message("Your routine")
CHECK = message("A short check is ready.")


class Call(Struct, frozen=True):
    """One notification: the dues of one instant, the most important first. `id` is the same whenever they are shown,
    also as a repeat or by another process, so that showing it again replaces it."""

    id: str
    at: datetime
    dues: tuple[Due, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The rows of the ledger."""
        return tuple(due.key for due in self.dues)

    @property
    def importance(self) -> int:
        """The smaller, the more important."""
        return importance(self.dues[0])

    @property
    def asked_for(self) -> bool:
        """Whether the person put it off until now, or it rings again: it counts with its first time."""
        return all(due.state in ("snoozed", "again") for due in self.dues)

    @property
    def can_be_done(self) -> bool:
        """Whether "Done" says all that is to be noted of something in it. A session, a check-in and cleaning
        take more; how the skin is can only be told in the app."""
        return any(due.about in LOGGED_AT_ONCE for due in self.dues)


def importance(due: Due) -> int:
    """Its place among what may ring: reactions and sessions before check-ins."""
    return IMPORTANCE.index(due.about) if due.about in IMPORTANCE else len(IMPORTANCE)


def calls(dues: Iterable[Due]) -> tuple[Call, ...]:
    """The notifications of these dues, by time."""

    def rings(due: Due) -> datetime:
        return due.first_at or due.at

    by_time = sorted(dues, key=lambda d: (rings(d), importance(d), d.key))
    return tuple(Call(call_id(at), at, tuple(together)) for at, together in groupby(by_time, key=rings))


def call_id(rings_at: datetime) -> str:
    """The name of what rings at that instant first. The ledger's rows keep it as `due_at`."""
    return f"call/{rings_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def place_of(id: str) -> int:
    """The number of a notification for systems that go by numbers: the same for the same name, above what they count
    to themselves, and within 31 bits."""
    return LOWEST_PLACE + int.from_bytes(blake2b(id.encode(), digest_size=4).digest()) % LOWEST_PLACE


def title(call: Call, *, full: bool) -> Message:
    """What stands on the lock screen: nothing of skin, hair or products, unless the person wants the `full` text."""
    if not full:
        return ROUTINE
    first, *others = call.dues
    if not others:
        return first.title
    return count_message("{title} and one more", "{title} and {count} more", len(others), title=first.title)


def body(call: Call, here: str) -> Message:
    """When it was planned, on the wall clock of the zone `here`, and what to do."""
    if all(due.about == "reaction" for due in call.dues):
        return CHECK
    now = wall_text(call.dues[0].at.astimezone(ZoneInfo(here)))
    slots = sorted({due.slot if due.floats or due.zone == here else now for due in call.dues})
    if slots == [now]:
        return message("{time}. Open when ready.", time=WallTimeText(now))
    if len(slots) == 1:
        return message("Planned {time}. Open when ready.", time=WallTimeText(slots[0]))
    return count_message(
        "One thing is planned. Open when ready.", "{count} things are planned. Open when ready.", len(call.dues)
    )


def missed_body(count: int) -> Message:
    """One notification for all that did not ring."""
    return count_message(
        "One reminder did not ring. Open when ready.", "{count} reminders did not ring. Open when ready.", count
    )
