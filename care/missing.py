"""Why a reminder did not ring, in words. What cannot be known is not guessed."""

from __future__ import annotations

from typing import Any

from care.messages import Message, message
from care.records import MissedBecause

OLDER = "missed_older"  # the setting with the number of those missed too long ago to be listed, until they are put away

MISSED_WORDS: dict[MissedBecause, Message] = {
    "": message("It did not ring"),
    "closed": message("Mesoday was not running"),
    "asleep": message("The device slept, or Mesoday was stopped"),
    "unheard": message("No page was open, and nothing else could show it"),
    "journey": message("The journey passed over this time"),
    "clock_set": message("The clock was set ahead past this time"),
}


def older_missed(kept: Any) -> int:
    """The setting as a number; 0 where it cannot be read."""
    return kept if isinstance(kept, int) and not isinstance(kept, bool) and kept > 0 else 0
