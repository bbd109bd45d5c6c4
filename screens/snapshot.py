"""What the view models draw from: frozen values, replaced whole. No Flet here."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care.changes import Changes
from care.clock_doubt import ClockDoubt
from care.days import Moment
from care.diary import Diary
from care.outlook import Outlook
from care.plan import DayPlan
from screens.ports import Damage
from screens.wording import Wording


class Snapshot(Struct, frozen=True, eq=False):
    """All that the screens draw from: the diary as far back as Today needs, and the plan of today."""

    diary: Diary
    ahead: Outlook
    plan: DayPlan
    now: Moment
    wording: Wording
    version: int = 0  # of the diary: equal versions mean equal records
    damages: tuple[Damage, ...] = ()
    damages_read: frozenset[str] = frozenset()  # the keys of those that the person has read about
    clock_doubt: ClockDoubt | None = None
    missed_older: int = 0  # reminders that were missed too long ago to be listed

    @property
    def today(self) -> date:
        return self.plan.day


class Toast(Struct, frozen=True):
    """A line at the foot of the page; `undo` takes back what it tells of."""

    text: str
    undo: Changes | None = None
    trouble: bool = False
