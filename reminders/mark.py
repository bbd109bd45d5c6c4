"""How far reminding has got: the mark that one reconciliation leaves for the next, also of a later process."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct


class Mark(Struct, frozen=True):
    """All that was due up to `through` has its row in the ledger, or is done.

    `expected` are the keys that were to ring next: a journey or changed quiet hours may pull them to before `through`.
    What only a later change of the plan puts there was never planned, and is not missed. `zone`: where the person was.
    """

    through: datetime
    expected: tuple[str, ...] = ()
    zone: str = ""


def mark_to_plain(mark: Mark) -> dict[str, Any]:
    """JSON values, for the settings of this installation."""
    return msgspec.to_builtins(mark)


def mark_from_plain(values: Any) -> Mark | None:
    """The mark as it was kept; None when there is none that can be read."""
    try:
        mark = msgspec.convert(values, Mark)
    except msgspec.ValidationError:
        return None
    return mark if mark.through.tzinfo else None
