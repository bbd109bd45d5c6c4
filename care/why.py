"""Why the plan says what it says: the rule that spoke, and its words."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from care.messages import Message

# Rules that are not rows of a table. Every other rule is the id of its row.
GATE: Final = "GATE"
GAP: Final = "GAP"
PAUSE: Final = "PAUSE"
PATCH: Final = "PATCH"
EXPIRED: Final = "EXPIRED"
REACTION: Final = "REACTION"


class Why(Struct, frozen=True):
    rule: str
    text: Message
