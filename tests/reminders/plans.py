"""Small diaries for the tests of reminders, and one process that reminds from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from care.changes import Changes
from care.days import Moment, instant
from care.diary import Diary
from care.records import Occurrence, Profile, Reminder, Rhythm
from care.verbs import decide
from reminders.ledger import Claim, Shown, Unring, called_out_after
from reminders.mark import Mark
from reminders.planner import dues
from reminders.reconcile import Reconciled, reconcile
from tests.care.course_makers import BERLIN, knowledge

KNOWN = knowledge()
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def profile(**changed: Any) -> Profile:
    """A profile without areas, so that nothing but the given reminders rings."""
    return replace(Profile(id="profile", rev=1, changed_at=ms(BEGAN)), **changed)


def reminder(*times: str, id: str = "wipe", made: datetime = BEGAN, **given: Any) -> Reminder:
    changed = {"rev": 1, "changed_at": ms(made), "every": Rhythm(), **given}
    return Reminder(id=id, title="Wipe the wand", times=list(times), **changed)


def diary(*reminders: Reminder, ledger: dict[str, Occurrence] | None = None, **changed: Any) -> Diary:
    return Diary(profile=profile(**changed), reminders={r.id: r for r in reminders}, ledger=ledger or {})


def at(day: date, wall: str, zone: str = BERLIN) -> Moment:
    return Moment(instant(day, wall, zone), zone)


def apply(given: Diary, changes: Changes, now: Moment) -> Diary:
    """The diary after the ledger's changes, stamped as the store would."""
    rows = {c.after.id: replace(c.after, changed_at=ms(now.at)) for c in changes.puts}
    ledger = {id: row for id, row in {**given.ledger, **rows}.items() if not row.deleted}
    return replace(given, ledger=ledger)


class Life:
    """A diary on a disk, and two processes that remind from it in turn. `keeps_mark`: their mark is on disk too."""

    def __init__(self, given: Diary, *, keeps_mark: bool = True) -> None:
        self.diary, self.keeps_mark = given, keeps_mark
        self.mark: Mark | None = None  # of the process whose turn it is
        self.others: Mark | None = None
        self.kept: Mark | None = None
        self.rang: list[str] = []
        self.missed: list[str] = []
        self.last: Reconciled | None = None

    def beat(self, now: Moment, *, dies: str = "") -> tuple[list[str], list[str]]:
        """Reconcile, claim, show, note. dies: "before" or "after" claiming, or having "shown" what rings."""
        found = self.last = reconcile(self.diary, KNOWN, now, self.mark)
        if dies == "before":
            return self.restart()
        self._do(Claim(found.ring + found.missed), now)
        if dies == "after":
            return self.restart()
        self.mark = found.mark
        self.rang += [d.key for d in found.ring]
        self._do(Shown(found.ring), now)
        if dies == "shown":
            self.restart()
            return [d.key for d in found.ring], []
        self.missed += [d.key for d in found.missed]
        self._do(Shown(found.missed, missed=True), now)
        self.kept = self.mark if self.keeps_mark else None
        return [d.key for d in found.ring], [d.key for d in found.missed]

    def other(self) -> None:
        """From now on it is the other process that has the turn."""
        self.mark, self.others = self.others or self.kept, self.mark

    def wrong_clock(self, ahead: datetime, now: Moment) -> None:
        """The clock leaps ahead, to when something rings, is in doubt, and is set right: that has yet to come."""
        coming = dues(self.diary, KNOWN, now, ahead, ahead + timedelta(days=2))
        then = replace(now, at=coming[0].at if coming else ahead)
        before = tuple(row.id for row in called_out_after(self.diary, now.at))
        found = reconcile(self.diary, KNOWN, then, self.mark)
        self._do(Claim(found.ring), then)
        self._do(Shown(found.ring), then)
        self._do(Unring(before), now)
        self.rang += [d.key for d in found.ring if d.at <= now.at]

    def restart(self) -> tuple[list[str], list[str]]:
        self.mark = self.kept
        return [], []

    def _do(self, command: object, now: Moment) -> None:
        self.diary = apply(self.diary, decide(command, self.diary, KNOWN, now), now)

    @property
    def shown(self) -> list[str]:
        return self.rang + self.missed
