"""What is due and has not been shown: on time, or missed. Pure.

Every key due since the mark of the last reconciliation that the ledger does not know ends here; so do those that a
journey pulled back to before it, and those that were claimed or snoozed. Keys stop repeats, so a clock set back rings
nothing twice. Where the mark is lost the ledger's newest row stands in, with a look-back longer than any journey.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from msgspec import Struct

from care.clock_doubt import FAR_AHEAD
from care.days import DAY, Moment, instant
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Repeat
from reminders.mark import Mark
from reminders.planner import ON_TIME, Due, dues

LOOK_BACK = timedelta(hours=27)  # the widest jump between two zones, and an hour
LOOK_AHEAD = 2 * LOOK_BACK  # what a journey within it may pull back to before now
LONGEST = timedelta(days=14)  # an absence longer than this is not shown day by day
OPEN = ("planned", "claimed", "snoozed", "again")


class Reconciled(Struct, frozen=True):
    """`ring` now, show `missed` as missed, wake up at `next_at`. `older` were missed too long ago to list.

    `mark` is for the next time, once these are claimed. `settled` are the keys of
    the last days that are done or answered, so that what still shows them can take them away.
    """

    ring: tuple[Due, ...]
    missed: tuple[Due, ...]
    older: int
    next_at: datetime | None
    mark: Mark
    settled: frozenset[str] = frozenset()


def reconcile(
    diary: Diary,
    knowledge: Knowledge,
    now: Moment,
    mark: Mark | None,
    *,
    repeat: Repeat | None = None,
) -> Reconciled:
    """Compare what was planned with the ledger.

    `mark`: that of the last time (None: never here, or lost). A row still claimed is one whose process did not live to
    show it: call this only while nobody else is showing.
    `repeat`: how routines and sessions ring again.
    """
    if mark is not None and mark.through - now.at > FAR_AHEAD:
        mark = None  # it was made by a clock that had gone ahead, and says nothing of the time since
    since = mark.through if mark else _begins(diary, now)
    expected = frozenset(mark.expected) if mark else frozenset()
    oldest = min((o.due_at for o in diary.ledger.values() if o.state in ("claimed", "snoozed")), default=now.at)
    first = max(min(since, oldest, now.at) - LOOK_BACK, _read_since(diary))
    found = dues(diary, knowledge, now, first, now.at + LOOK_AHEAD, repeat=repeat)
    due = [d for d in found if d.at <= now.at and _is_open(d, since, expected, inclusive=mark is None)]
    late = [d for d in due if now.at - d.at > ON_TIME]
    missed = tuple(d for d in late if now.at - d.at <= LONGEST or d.state != "planned")
    coming = [d for d in found if d.at > now.at]
    return Reconciled(
        ring=tuple(d for d in due if now.at - d.at <= ON_TIME),
        missed=missed,
        older=len(late) - len(missed),
        next_at=next((d.at for d in coming if d.state in OPEN), None),
        mark=Mark(now.at, tuple(d.key for d in coming), now.zone),
        settled=frozenset(d.key for d in found if d.state in ("done", "skipped")),
    )


def _is_open(due: Due, since: datetime, expected: frozenset[str], *, inclusive: bool) -> bool:
    if due.state in ("claimed", "snoozed", "again"):
        return True
    if due.state != "planned":
        return False
    if due.key in expected:
        return True
    existed = due.made_at is None or instant(due.date, due.slot, due.zone) >= due.made_at
    return existed and (due.at > since or (inclusive and due.at == since))


def _begins(diary: Diary, now: Moment) -> datetime:
    """From when on something may have been missed, where no mark says it."""
    kept = max((o.due_at for o in diary.ledger.values() if o.due_at <= now.at), default=None)
    return kept - LOOK_BACK if kept is not None else began_at(diary, now)


def began_at(diary: Diary, now: Moment) -> datetime:
    """When Mesoday was set up here, as far as its records tell: nothing was planned before."""
    kept = (diary.profile, *diary.answers.values(), *diary.routines.values(), *diary.courses.values())
    stamps = [r.changed_at for r in (*kept, *diary.reminders.values()) if r.changed_at]
    began = datetime.fromtimestamp(min(stamps) // 60_000 * 60, UTC) if stamps else None
    return began if began is not None and began <= now.at else now.at - ON_TIME


def _read_since(diary: Diary) -> datetime:
    """The diary tells nothing of earlier days: what was done then, and what the ledger said."""
    if diary.since is None:
        return datetime.min.replace(tzinfo=UTC) + LOOK_BACK
    return datetime.combine(diary.since + DAY, time(), UTC)
