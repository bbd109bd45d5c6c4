"""What is due and has not been shown: on time, or missed. Pure.

All keys due since the watermark (and a look-back longer than any zone shift) that the ledger does not know end here.
The watermark never goes back, and keys stop repeats, so a clock set back rings nothing twice.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from reminders.planner import Due, dues, next_at

LOOK_BACK = timedelta(hours=27)  # the widest jump between two zones, and an hour
ON_TIME = timedelta(minutes=5)  # later than that it was missed: nobody was called
LONGEST = timedelta(days=14)  # an absence longer than this is not shown day by day
CLAIM_LASTS = timedelta(minutes=1)  # between claiming and showing lie milliseconds
FAR_AHEAD = timedelta(hours=24)  # a clock that leapt further since the last beat may simply be wrong


class Reconciled(Struct, frozen=True):
    """`ring` now, show `missed` as missed, wake up at `next_at`. `older` were missed too long ago to list.

    `leapt`: the clock is far ahead of the last beat while Mesoday was running, so that the person should look at it
    before a flood is marked as missed.
    """

    ring: tuple[Due, ...]
    missed: tuple[Due, ...]
    older: int
    next_at: datetime | None
    leapt: bool = False


def reconcile(
    diary: Diary,
    knowledge: Knowledge,
    now: Moment,
    watermark: datetime | None,
    *,
    running_since: datetime | None = None,
) -> Reconciled:
    """Compare what was planned with the ledger.

    `watermark`: until when it was reconciled before (None: never, so that nothing is missed from before Mesoday).
    `running_since`: the last beat of this process, if it has been running.
    """
    begun = began_at(diary)
    start = max(min(watermark or now.at, now.at) - LOOK_BACK, begun)
    listed = max(start, now.at - LONGEST)
    found = dues(diary, knowledge, now, start, now.at + timedelta(microseconds=1))
    open_ones = [d for d in found if d.state in ("planned", "snoozed") or _claim_lapsed(diary, d, now)]
    ring = tuple(d for d in open_ones if now.at - d.at <= ON_TIME)
    late = [d for d in open_ones if now.at - d.at > ON_TIME]
    missed = tuple(d for d in late if d.at >= listed)
    leapt = running_since is not None and now.at - running_since > FAR_AHEAD
    return Reconciled(ring, missed, len(late) - len(missed), next_at(diary, knowledge, now), leapt)


def _claim_lapsed(diary: Diary, due: Due, now: Moment) -> bool:
    """Whether a process claimed it and did not live to show it. A fresh claim belongs to one that shows it now."""
    kept = diary.ledger.get(due.key)
    if kept is None or kept.state != "claimed" or due.state != "claimed":
        return False
    return now.at - datetime.fromtimestamp(kept.changed_at / 1000, UTC) >= CLAIM_LASTS


def began_at(diary: Diary) -> datetime:
    """When Mesoday was set up here: nothing was planned before."""
    stamps = [diary.profile.changed_at, *(a.changed_at for a in diary.answers.values())]
    known = [s for s in stamps if s]
    return datetime.fromtimestamp(min(known) / 1000, UTC) if known else datetime.min.replace(tzinfo=UTC)


def watermark_of(diary: Diary) -> datetime | None:
    """Until when the ledger was kept: the latest occurrence that has a row."""
    return max((o.due_at for o in diary.ledger.values()), default=None)
