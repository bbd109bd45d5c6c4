"""Snapshots of a diary made of a few records, as the pure views get them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from care.days import Moment, instant
from care.diary import Diary, by_id
from care.knowledge import Knowledge
from care.outlook import Outlook
from care.plan import plan_in
from care.records import Profile, Record, kind_of
from screens.snapshot import Snapshot
from screens.wording import Wording

ZONE = "Europe/Berlin"
LISTS = {"session": "sessions", "step_done": "steps_done", "choice": "choices", "check_in": "check_ins"}
LISTS |= {"reaction": "reactions", "photo": "photos", "pause": "pauses", "treatment": "treatments"}
MAPS = ("product", "device", "routine", "course", "answer", "reminder")


def diary_of(*records: Any, profile: Profile | None = None) -> Diary:
    """A diary that holds just these records; one of them may be the profile."""
    profile = profile or next((r for r in records if isinstance(r, Profile)), None)

    def those(kind: str) -> Iterator[Record]:
        return (r for r in records if kind_of(r) == kind)

    fields: dict[str, Any] = {name: tuple(those(kind)) for kind, name in LISTS.items()}
    fields |= {f"{kind}s": by_id(those(kind)) for kind in MAPS}
    fields["ledger"] = by_id(those("occurrence"))
    return Diary(profile=profile or Profile(id="profile", areas=["face", "scalp"]), **fields)


def snapshot(knowledge: Knowledge, today: date, *records: Any, at: str = "18:00") -> Snapshot:
    """What the screens draw from at that wall time (Europe/Berlin) of a day."""
    diary, now = diary_of(*records), Moment(instant(today, at, ZONE), ZONE)
    ahead = Outlook(diary, knowledge, now, today)
    return Snapshot(diary, ahead, plan_in(ahead, today), now, Wording("en", zone=ZONE))
