"""Whether the clock can be believed. It went ahead by more than a day while hardly any time went by: somebody set it,
or it is wrong. Only the person knows; until they have said so nothing is marked as missed.

A sleep of the device is no such leap: the count of its seconds goes on meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

DOUBT = "clock_doubt"  # the setting of this installation; every process on the folder reads it
FAR_AHEAD = timedelta(hours=24)

Answer = Literal["", "right", "wrong"]


class ClockDoubt(Struct, frozen=True):
    """`since`: the last look before the leap; `says`: what the clock said at the first one after it; `ahead`: the
    seconds that nobody lived through; `missed`: how many reminders fall into them; `ahead_before`: the keys of those
    that had been called out before, for times after `since`; `answer`: what the person said."""

    since: datetime
    says: datetime
    ahead: float
    missed: int = 0
    ahead_before: tuple[str, ...] = ()
    answer: Answer = ""

    @property
    def holds(self) -> bool:
        """Whether what was missed is held back."""
        return self.answer != "right"


def doubt_from_plain(values: Any) -> ClockDoubt | None:
    """As it was kept; None where there is none that can be read."""
    try:
        found = msgspec.convert(values, ClockDoubt)
    except msgspec.ValidationError:
        return None
    return found if found.since.tzinfo and found.says.tzinfo else None


def doubt_to_plain(doubt: ClockDoubt) -> dict[str, Any]:
    """JSON values, for the settings."""
    return msgspec.to_builtins(doubt)


def answered(values: Any, *, right: bool) -> dict[str, Any] | None:
    """The setting once the person has said whether the clock is right; None where nothing is in doubt."""
    doubt = doubt_from_plain(values)
    if doubt is None or not doubt.holds:
        return None
    return doubt_to_plain(replace(doubt, answer="right" if right else "wrong"))
