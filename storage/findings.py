"""What was found damaged, kept in local.json for as long as it is true.

The opening that finds a damage mends it with its next checkpoint, and no later opening finds it again: so it is noted
before that checkpoint. A reading of everything says what is true now, and what it does not find any more is let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from care.messages import Message
from storage.errors import Damage, Outcome
from storage.local import Local

NOTED, READING, READ_AT = "damage_found", "scrub_found", "scrubbed_at"
SEEN = "damage_read"  # the keys of what the person has read
MOST_KEPT = 100  # of each sort: a disk that dies must not fill local.json as well
_ORDER: tuple[Outcome, ...] = ("lost", "unread", "held", "mended")


class _Kept(Struct, omit_defaults=True):
    """A damage as it stands in local.json."""

    file: str
    text: str
    values: dict[str, str | int | float] = {}
    offset: int | None = None
    days: list[date] = []
    outcome: Outcome = "lost"
    mark: str = ""


def known(local: Local, just_found: Iterable[Damage] = ()) -> tuple[Damage, ...]:
    """All that is or was damaged, each once, what may be lost first. `just_found` is not noted yet.

    What an opening said of it counts more than what a reading says: only the opening knows whether the tables had
    taken it in before.
    """
    found: dict[str, Damage] = {}
    for damage in (*_listed(local.get(NOTED)), *just_found, *_listed(local.get(READING))):
        found.setdefault(damage.key, damage)
    return tuple(sorted(found.values(), key=_rank))


def unread(local: Local) -> tuple[Damage, ...]:
    """What the person has not read about yet."""
    seen = local.get(SEEN)
    return tuple(d for d in known(local) if not isinstance(seen, list) or d.key not in seen)


def note(local: Local, found: Iterable[Damage]) -> None:
    """Keep what an opening found. The caller holds the folder's lock. Raises `StorageError`."""
    fresh = {damage.key: damage for damage in found}

    def with_fresh(kept: Mapping[str, Any]) -> dict[str, Any]:
        noted = {damage.key: damage for damage in _listed(kept.get(NOTED))}
        return {NOTED: _rows({**noted, **fresh}.values())}

    local.revise(with_fresh, locked=True)


def keep_reading(local: Local, found: Iterable[Damage], now: datetime) -> None:
    """Keep what a reading of everything found, and let go of what is not true any more. Raises `StorageError`."""
    true = {damage.key: damage for damage in found}
    to_its_end = all(damage.outcome != "unread" for damage in true.values())

    def renewed(kept: Mapping[str, Any]) -> dict[str, Any]:
        before = {} if to_its_end else {damage.key: damage for damage in _listed(kept.get(READING))}
        noted, seen = _listed(kept.get(NOTED)), kept.get(SEEN)
        if to_its_end:
            noted = [damage for damage in noted if damage.key in true]
            seen = [key for key in seen if key in true] if isinstance(seen, list) else None
        reading = {**before, **true}.values()
        return {READ_AT: now.isoformat(), READING: _rows(reading), NOTED: _rows(noted), SEEN: seen or None}

    local.revise(renewed)


def _rows(damages: Iterable[Damage]) -> list[Any] | None:
    rows = [
        _Kept(
            file=damage.file,
            text=damage.what.text,
            values={n: v if isinstance(v, str | int | float) else str(v) for n, v in damage.what.values},
            offset=damage.offset,
            days=list(damage.days),
            outcome=damage.outcome,
            mark=damage.mark,
        )
        for damage in sorted(damages, key=_rank)[:MOST_KEPT]
    ]
    return msgspec.to_builtins(rows) or None


def _listed(kept: object) -> list[Damage]:
    """What was kept; a row that is none of ours is passed over."""
    found: list[Damage] = []
    for row in kept if isinstance(kept, list) else ():
        try:
            one = msgspec.convert(row, _Kept)
        except msgspec.ValidationError:
            continue
        what = Message(one.text, tuple(one.values.items()))
        found.append(Damage(one.file, what, one.offset, tuple(one.days), one.outcome, one.mark))
    return found


def _rank(damage: Damage) -> int:
    return _ORDER.index(damage.outcome)
