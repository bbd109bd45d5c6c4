"""Why the plan says what it says: the rule that spoke, its words, and how strongly it speaks."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from care.messages import Message

# Rules that are not rows of a table. Every other rule is the id of its row.
GATE: Final = "GATE"
GAP: Final = "GAP"
PAUSE: Final = "PAUSE"
PATCH: Final = "PATCH"
EXPIRED: Final = "EXPIRED"
REACTION: Final = "REACTION"

Strength = Literal["", "refuse", "ask", "advise"]
"""refuse: no way round. ask: closed until a professional's word is noted. advise: the person may decide otherwise.
"" is no rule against anything: how things stand (a pause, the day that is planned)."""


class Why(Struct, frozen=True):
    """`aside`: an advice that the person has set aside today; it is still told."""

    rule: str
    text: Message
    strength: Strength = ""
    aside: bool = False
