"""How many notifications a day: the most important ones, and the rest wait in the app. Pure.

Nothing is lost by it: every occurrence has its row in the ledger, and its card in the app, whether it was called out
or not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct

from care.days import Moment, care_day, care_day_span
from care.diary import Diary
from care.knowledge import Knowledge
from care.notifying import ALL
from reminders.calls import Call, calls
from reminders.planner import ON_TIME, Due, dues

OVER = ("done", "skipped")
TO_RING = ("planned", "claimed")


class Called(Struct, frozen=True):
    """The calls of a care day that were shown as notifications here."""

    day: date
    ids: tuple[str, ...] = ()

    def on(self, day: date) -> Called:
        """The same, or none yet on another day."""
        return self if self.day == day else Called(day)

    def with_(self, ids: Iterable[str]) -> Called:
        return Called(self.day, tuple(dict.fromkeys((*self.ids, *ids))))


def called_from_plain(values: Any, day: date) -> Called:
    """As it was kept in the settings; none where it cannot be read."""
    try:
        return msgspec.convert(values, Called).on(day)
    except msgspec.ValidationError:
        return Called(day)


def called_to_plain(called: Called) -> dict[str, Any]:
    return msgspec.to_builtins(called)


def calls_of_day(diary: Diary, knowledge: Knowledge, now: Moment) -> tuple[Call, ...]:
    """All calls of the care day that are not over: those to come, and those that rang."""
    start = diary.profile.day_starts_at
    first, last = care_day_span(care_day(now.at, now.zone, start), now.zone, start)
    return calls(due for due in dues(diary, knowledge, now, first, last) if due.state not in OVER)


def share(of_day: Iterable[Call], called: Collection[str], a_day: int, now: datetime) -> frozenset[str]:
    """The ids of the calls that may be notifications, among all `of_day`: those `called` already, and of those that
    ring now or later the most important for which there is room."""
    ids = frozenset(called)
    others = [
        call
        for call in of_day
        if call.id not in ids and call.at >= now - ON_TIME and any(due.state in TO_RING for due in call.dues)
    ]
    if a_day == ALL:
        return ids | {call.id for call in others}
    others.sort(key=lambda call: (call.importance, call.at))
    return ids | {call.id for call in others[: max(0, a_day - len(ids))]}


def share_by_days(coming: Iterable[Call], a_day: int, day_of: Callable[[Call], date]) -> frozenset[str]:
    """The ids of the calls of the days to come that may be notifications; what was put off counts with its first
    time."""
    allowed: set[str] = set()
    for _, of_day in groupby(sorted(coming, key=lambda call: (day_of(call), call.at)), key=day_of):
        found = sorted(of_day, key=lambda call: (call.importance, call.at))
        counted = [call for call in found if not call.asked_for]
        allowed.update(call.id for call in found if call.asked_for)
        allowed.update(call.id for call in (counted if a_day == ALL else counted[:a_day]))
    return frozenset(allowed)


def loud_keys(coming: Iterable[Due], a_day: int, zone: str, day_starts_at: str) -> frozenset[str]:
    """The keys that ring where each stands by itself, as in a calendar: one an instant, no more a day than wanted."""
    of_days = calls(coming)
    allowed = share_by_days(of_days, a_day, lambda call: care_day(call.at, zone, day_starts_at))
    return frozenset(call.dues[0].key for call in of_days if call.id in allowed)
