"""Why a reminder did not ring, in words. What cannot be known is not guessed."""

from __future__ import annotations

from care.messages import Message, message
from care.records import MissedBecause

MISSED_WORDS: dict[MissedBecause, Message] = {
    "": message("It did not ring"),
    "closed": message("Mesoday was not running"),
    "asleep": message("The device slept, or Mesoday was stopped"),
    "unheard": message("No page was open, and nothing else could show it"),
    "journey": message("The journey passed over this time"),
    "clock_set": message("The clock was set ahead past this time"),
}
